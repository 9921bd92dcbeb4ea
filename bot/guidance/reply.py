"""Decides what a customer's message leads to: a topic, an answer, a move, or a question back.

Plain Python over guides, directory and memory; knows nothing of Rasa. Every message gets a reply.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.guidance import message, speech, turns
from bot.guidance.cards import Cards
from bot.guidance.guide import PLATFORM, Ask, Guide, Say
from bot.guidance.memory import Memory
from bot.guidance.message import Message
from bot.guidance.platform_talk import PlatformTalk
from bot.guidance.speech import Speech
from bot.guidance.talk import Heard, Reply, Talk
from bot.guidance.walk import Telling, Walker
from bot.guidance.wording import Wording
from bot.knowledge.directory import Directory
from bot.knowledge.intent import Intent
from bot.knowledge.normalise import fold

DISTRESS = "distress"
SOLVED = "#solved"  # the question that closes a walk; no node of a guide
LONGEST_ANSWER = 16  # a longer message that is about another topic is not taken for an answer


@dataclass(frozen=True)
class Content:
    """Everything replies are made from."""

    guides: Mapping[str, Guide]
    intents: Mapping[str, Intent]
    directory: Directory
    wording: Wording


class Replies:
    """Makes the reply to a message."""

    def __init__(self, content: Content, cards: Cards) -> None:
        self._guides = content.guides
        self._intents = content.intents
        self._wording = content.wording
        self._directory = content.directory
        self._cards = cards
        self._walker = Walker(content.directory)
        self._speech = Speech(content.directory, content.intents, content.wording, cards)
        self._platforms = PlatformTalk(content.directory, cards)
        self._talk = Talk(content.guides, self._speech, content.wording)
        self._moves: dict[str, Callable[[Heard, Memory], Reply]] = {
            "next_step": self._next,
            "step_failed": self._failed,
            "repeat": self._repeat,
            "start_over": self._start_over,
            "inform": self._inform,
            "affirm": self._affirm,
            "deny": self._deny,
            "unhelpful": self._talk.unhelpful,
            "human_handoff": self._talk.handoff,
            "out_of_scope": self._talk.out_of_scope,
            "nlu_fallback": self._talk.clarify,
        }

    def reply(self, heard: Heard, memory: Memory) -> Reply:
        """The reply to one message."""
        if heard.intent == DISTRESS and memory.topic != DISTRESS and DISTRESS in self._guides:
            memory = self._walker.forget(self._guides[DISTRESS], memory)
        if heard.intent == DISTRESS:
            return self._topic(heard, memory.change(doubt=()))
        if memory.doubt:
            settled = self._platforms.settle(memory, heard.platforms, heard.intent)
            if settled is not None:
                return self._after_doubt(heard, settled, memory.platform)
            memory = memory.change(doubt=(), platform_is_sure=bool(memory.platform))
        noted = self._platforms.note(memory, heard.platforms, heard.intent)
        if noted.doubt:
            return self._ask_doubt(noted, heard.intent, "doubt_close")
        if heard.intent != "nlu_fallback":
            noted = noted.change(misunderstood=0)
        return self._understood(heard, noted, is_new=noted.platform != memory.platform)

    def _understood(self, heard: Heard, memory: Memory, *, is_new: bool) -> Reply:
        intent = self._intents.get(heard.intent)
        aside = self._aside(heard, memory)
        if aside is not None:
            return aside
        if intent is not None and intent.group == "guard":
            return self._topic(heard, memory)
        answered = self._answer(heard, memory)
        if answered is not None:
            return answered
        if intent is not None and intent.has_guide:
            return self._topic(heard, memory, is_new=is_new)
        if is_new and heard.intent in {"inform", "affirm", "deny", "nlu_fallback"}:
            return self._platform_noted(memory)
        move = self._moves.get(heard.intent)
        return move(heard, memory) if move else self._talk.small_talk(heard, memory, self._left(memory).paused)

    def _topic(self, heard: Heard, memory: Memory, *, is_new: bool = False) -> Reply:
        """Open a topic, or go on in it if the customer is already there; `is_new`: the platform has just changed."""
        guide = self._guides.get(heard.intent)
        if guide is None:
            return self._talk.clarify(heard, memory)
        folded = fold(heard.text)
        if memory.topic == guide.id and (memory.trail or memory.question):
            known = self._walker.reconsider(guide, memory, folded, corrects=turns.corrects(folded))
            if known.facts == memory.facts and not is_new:
                return self._retell(guide, memory)
            return self._told(self._walker.start(guide, known))
        return self._told(self._walker.start(guide, self._walker.hear(guide, self._left(memory), folded)))

    def _aside(self, heard: Heard, memory: Memory) -> Reply | None:
        """The answer to a question beside the way, if the message asks one; the customer stays where they are."""
        guide = self._guides.get(memory.topic)
        if guide is None or heard.choice or (memory.finished and heard.intent != memory.topic):
            return None
        folded = fold(heard.text)
        intent = self._intents.get(heard.intent)
        is_other_guard = intent is not None and intent.group == "guard" and intent.name != memory.topic
        ask = guide.nodes.get(memory.question)
        is_answer = isinstance(ask, Ask) and ask.hear(folded) is not None
        aside = None if is_other_guard or is_answer else guide.aside(folded)
        return Reply(self._speech.aside(aside, guide, memory), memory) if aside else None

    def _left(self, memory: Memory) -> Memory:
        """The memory when another topic takes over: what is still under way waits to be taken up again."""
        guide = self._guides.get(memory.topic)
        return memory.pause() if guide and self._walker.is_under_way(guide, memory) else memory

    def _retell(self, guide: Guide, memory: Memory) -> Reply:
        if memory.question in guide.nodes:
            return self._told(self._walker.answer(guide, memory, ""))
        return self._told(self._walker.again(guide, memory))

    def _told(self, telling: Telling, before: Sequence[Message] = ()) -> Reply:
        """The messages of a telling; at the end of a walk the question whether it helped, or the way back."""
        memory = telling.memory.change(finished=telling.finished)
        candidates = self._platforms.must_confirm(memory) if telling.depends_on_platform else ()
        if candidates:
            doubtful = memory.change(doubt=candidates, doubted_nodes=tuple(node.id for node in telling.nodes))
            return self._ask_doubt(doubtful, telling.guide.id, "doubt_lookalikes")
        messages = [*before, *self._speech.tell(telling)]
        if not telling.finished or telling.guide.id == DISTRESS:
            return Reply(messages or self._talk.main_topics(), memory)
        if memory.paused:
            return Reply([*messages, self._talk.offer_resume(memory.paused)], memory)
        if telling.guide.has_steps() and not isinstance(telling.last, Say | Ask):
            return Reply([*messages, self._talk.ask_solved()], memory.change(question=SOLVED))
        return Reply(messages, memory)

    def _resume(self, memory: Memory) -> Reply:
        place = memory.paused[-1]
        guide = self._guides[place.topic]
        memory = memory.enter(place.topic, place.trail).change(question=place.question, finished=False)
        before = [message.text(self._wording.say("resumed", topic=guide.title))]
        return self._told(self._walker.again(guide, memory), before)

    def _answer(self, heard: Heard, memory: Memory) -> Reply | None:
        """The reply if the message answers the open question; None otherwise."""
        if memory.question == SOLVED:
            return self._solved(heard, memory.change(question=""))
        guide = self._guides.get(memory.topic)
        ask = guide.nodes.get(memory.question) if guide else None
        if guide is None or not isinstance(ask, Ask):
            return None
        if ask.fact == PLATFORM and (heard.platforms or heard.choice == speech.NONE_OF_THESE):
            is_other_topic = self._is_other_topic(heard, memory)
            return None if is_other_topic else self._told(self._walker.answer(guide, memory, ""))
        chosen = self._chosen(ask, heard, memory)
        if chosen is None:
            return None
        if not chosen and heard.platforms:
            noted = self._wording.say("platform_noted", platform=self._speech.platform_name(memory))
            return self._told(self._walker.again(guide, memory), [message.text(noted)])
        return self._told(self._walker.answer(guide, self._walker.hear(guide, memory, fold(heard.text)), chosen))

    def _chosen(self, ask: Ask, heard: Heard, memory: Memory) -> str | None:
        """The id of the choice a message stands for, empty for an answer nobody foresaw, None for no answer at all."""
        if ask.choice(heard.choice):
            return heard.choice
        folded = fold(heard.text)
        other_topic = self._is_other_topic(heard, memory)
        choice = ask.hear(folded) or next((one for one in ask.choices if fold(one.title) == folded), None)
        if choice and not (other_topic and len(folded) > LONGEST_ANSWER):
            return choice.id
        plain = {"affirm": "yes", "deny": "no"}.get(heard.intent, "")
        if ask.choice(plain):
            return plain
        return "" if heard.intent in {"inform", "affirm", "deny", "step_failed", "next_step", "nlu_fallback"} else None

    def _is_other_topic(self, heard: Heard, memory: Memory) -> bool:
        intent = self._intents.get(heard.intent)
        return intent is not None and intent.has_guide and intent.name != memory.topic

    def _solved(self, heard: Heard, memory: Memory) -> Reply | None:
        if heard.intent in {"affirm", "thank", "goodbye"}:
            return Reply([message.text(self._wording.say("solved"))], memory)
        return self._talk.unhelpful(heard, memory) if heard.intent in {"deny", "unhelpful"} else None

    def _ask_doubt(self, memory: Memory, topic: str, key: str) -> Reply:
        names = [self._directory.platforms[one].name for one in memory.doubt]
        buttons = self._speech.platform_buttons(memory.doubt)
        buttons.append(message.button(self._wording.say("button_none_of_these"), "deny", choice=speech.NONE_OF_THESE))
        asked = self._wording.say(key, names="、".join(names))
        doubted = topic if topic in self._guides else memory.topic
        return Reply([message.choices(asked, buttons)], memory.change(doubted_topic=doubted))

    def _after_doubt(self, heard: Heard, memory: Memory, before: str) -> Reply:
        """Take up what was being asked when the doubt arose, or the new topic if the answer brings one."""
        topic = heard.intent if heard.intent in self._guides else memory.doubted_topic
        guide = self._guides.get(topic)
        if guide is None:
            return self._platform_noted(memory)
        if memory.topic != guide.id:
            return self._told(self._walker.start(guide, self._left(memory)))
        if memory.platform == before and memory.doubted_nodes:
            held_back = memory.doubted_nodes
            return self._told(self._walker.retell(guide, memory.change(doubted_nodes=()), held_back))
        return self._told(self._walker.start(guide, memory.change(doubted_nodes=())))

    def _platform_noted(self, memory: Memory) -> Reply:
        """A platform was named by itself: apply it to the topic at hand, or offer what is often asked about it."""
        guide = self._guides.get(memory.topic)
        name = self._speech.platform_name(memory)
        if guide is not None and guide.uses_platform:
            before = [message.text(self._wording.say("platform_noted", platform=name))]
            return self._told(self._walker.start(guide, memory), before)
        topics = tuple(self._wording.say("platform_topics").split())
        asked = self._wording.say("fact_noted", platform=name)
        return Reply([message.choices(asked, self._speech.topic_buttons(topics))], memory)

    def _next(self, heard: Heard, memory: Memory) -> Reply:
        guide = self._guides.get(memory.topic)
        is_over = guide is None or memory.finished
        if is_over and memory.paused:
            return self._resume(memory)
        if guide is None or is_over:
            return self._talk.nothing_open(memory)
        if heard.choice == speech.RESUME:
            return self._told(self._walker.again(guide, memory))
        return self._told(self._walker.advance(guide, memory))

    def _failed(self, heard: Heard, memory: Memory) -> Reply:
        guide = self._guides.get(memory.topic)
        if guide is None:
            return self._talk.nothing_open(memory)
        telling = self._walker.fail(guide, memory)
        if telling is None:
            return self._talk.no_other_way(heard, memory)
        return self._told(telling)

    def _repeat(self, _heard: Heard, memory: Memory) -> Reply:
        guide = self._guides.get(memory.topic)
        if guide is None or not (memory.trail or memory.question):
            return self._talk.nothing_open(memory)
        before = [message.text(self._wording.say("retold"))]
        return self._told(self._walker.again(guide, memory), before)

    def _start_over(self, heard: Heard, memory: Memory) -> Reply:
        guide = self._guides.get(memory.topic)
        if guide is None or turns.leaves(heard.text):
            return Reply(self._talk.main_topics(), self._left(memory).enter(""))
        if heard.choice == speech.BACK or turns.goes_back(heard.text):
            return self._told(self._walker.back(guide, memory))
        fresh = self._walker.forget(guide, memory)
        return self._told(self._walker.start(guide, fresh), [message.text(self._wording.say("start_over"))])

    def _inform(self, heard: Heard, memory: Memory) -> Reply:
        """More detail without a question: it may change the way, else the bot asks what is wanted."""
        guide = self._guides.get(memory.topic)
        if guide is not None:
            folded = fold(heard.text)
            known = self._walker.reconsider(guide, memory, folded, corrects=turns.corrects(folded))
            if known.facts != memory.facts:
                return self._told(self._walker.start(guide, known))
            if memory.trail and not memory.finished:
                return self._told(self._walker.again(guide, memory))
        return self._talk.nothing_open(memory)

    def _affirm(self, heard: Heard, memory: Memory) -> Reply:
        return self._next(heard, memory)

    def _deny(self, heard: Heard, memory: Memory) -> Reply:
        if heard.choice == speech.NONE_OF_THESE or memory.misunderstood:
            return self._talk.clarify(heard, memory.change(misunderstood=1))
        guide = self._guides.get(memory.topic)
        if guide is None or memory.finished:
            return self._talk.nothing_open(memory)
        return self._failed(heard, memory)
