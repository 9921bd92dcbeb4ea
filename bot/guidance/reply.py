"""Decides what a customer's message leads to: a topic, an answer, a move, or a question back.

Plain Python over guides, directory and memory; knows nothing of Rasa. Every message gets a reply.
"""

from bot.guidance import message, quantity_talk, speech, turns
from bot.guidance.cards import Cards
from bot.guidance.guide import PLATFORM, Ask, Guide
from bot.guidance.hearing import FALLBACK, Hearing
from bot.guidance.memory import Memory
from bot.guidance.moves import Moves
from bot.guidance.parts import Content
from bot.guidance.platform_talk import PlatformTalk
from bot.guidance.questions import Questions
from bot.guidance.speech import Speech
from bot.guidance.talk import Heard, Reply, Talk
from bot.guidance.teller import DISTRESS, SOLVED, Teller, Voices
from bot.guidance.walk import Walker
from bot.knowledge.normalise import fold

LONGEST_ANSWER = 16  # a longer message that is about another topic is not taken for an answer
HELD_STEPS = 2  # messages in a row that may be unclear before a walk is interrupted
SHORTEST_QUESTION = 6  # a shorter message cannot be understood without what was said before
LONGEST_NAME = 10  # a longer message is no platform's name
PLAIN_ANSWERS = frozenset({"inform", "affirm", "deny", "step_failed", "next_step", FALLBACK})
STAYING = PLAIN_ANSWERS | {"unhelpful"}  # said after the guide for distress, they open no debt topic


class Replies:
    """Makes the reply to a message."""

    def __init__(self, content: Content, cards: Cards) -> None:
        self._guides = content.guides
        self._intents = content.intents
        self._wording = content.wording
        self._walker = Walker(content.directory)
        self._speech = Speech(content.directory, content.intents, content.wording, cards)
        self._platforms = PlatformTalk(content.directory, cards)
        self._talk = Talk(content.guides, self._speech, content.wording)
        self._hearing = Hearing(content.guides, content.intents, content.wording)
        self._questions = Questions(content.guides, self._speech, self._talk)
        self._teller = Teller(content, self._walker, Voices(self._speech, self._talk, self._platforms))
        self._moves = {
            **Moves(content, self._walker, self._teller, self._talk).by_intent(),
            "unhelpful": self._talk.unhelpful,
            "human_handoff": self._talk.handoff,
            "out_of_scope": self._talk.out_of_scope,
            FALLBACK: self._unclear,
        }

    def reply(self, heard: Heard, memory: Memory) -> Reply:
        """The reply to one message; of several questions the first is answered and the next is offered."""
        sorted_out = self._questions.sort(heard)
        memory = self._questions.keep(self._walker.recall(self._guides, memory), sorted_out.waiting)
        return self._questions.offer(self._reply(sorted_out.heard, memory), sorted_out.waiting)

    def _reply(self, heard: Heard, memory: Memory) -> Reply:
        memory = quantity_talk.noted(memory, heard.quantities)
        if heard.intent == DISTRESS and DISTRESS in self._guides:
            return self._distress(heard, memory.change(doubt=()))
        heard = self._hearing.here(heard, memory)
        if memory.doubt:
            settled = self._platforms.settle(memory, heard.platforms, heard.intent)
            if settled is not None:
                return self._teller.after_doubt(heard.intent, settled, memory.platform)
            memory = memory.change(doubt=(), platform_is_sure=bool(memory.platform))
        heard = self._hearing.without_passing_names(heard, memory)
        noted = self._platforms.note(memory, heard.platforms, heard.intent)
        if noted.doubt:
            return self._teller.ask_doubt(noted, heard.intent, "doubt_close")
        if heard.intent != FALLBACK:
            noted = noted.change(misunderstood=0)
        if noted.topic == DISTRESS and noted.finished and heard.intent in STAYING:
            return self._teller.told(self._walker.retell(self._guides[DISTRESS], noted, noted.trail[-1:]))
        is_new = (noted.platform, noted.unlisted_platform) != (memory.platform, memory.unlisted_platform)
        if is_new and memory.platform and not turns.corrects(fold(heard.text)):
            fresh = noted.change(facts={}, asked=())  # what was told belongs to the platform before
            noted = quantity_talk.noted(fresh, heard.quantities)
        return self._understood(heard, noted, is_new=is_new)

    def _understood(self, heard: Heard, memory: Memory, *, is_new: bool) -> Reply:
        intent = self._intents.get(heard.intent)
        at_hand = self._at_hand(heard, memory, is_new=is_new)
        if at_hand is not None:
            return at_hand
        if intent is not None and intent.group == "guard":
            return self._topic(heard, memory)
        answered = self._answer(heard, memory)
        if answered is not None:
            return answered
        if intent is not None and intent.has_guide:
            return self._topic(heard, memory, is_new=is_new)
        if is_new and heard.intent in {"inform", "affirm", "deny", FALLBACK}:
            return self._teller.platform_noted(memory)
        move = self._moves.get(heard.intent)
        return move(heard, memory) if move else self._talk.small_talk(heard, memory, self._teller.left(memory).paused)

    def _at_hand(self, heard: Heard, memory: Memory, *, is_new: bool) -> Reply | None:
        """What the topic at hand makes of a typed message before anything else does."""
        guide = self._guides.get(memory.topic)
        if heard.is_pressed:
            return None
        folded = fold(heard.text)
        if turns.returns(folded) and memory.paused and heard.intent not in self._guides:
            return self._teller.resume(self._teller.left(memory), self._talk.place_named(folded, memory.paused))
        if guide is None:
            return None
        corrected = self._corrected(guide, heard, memory, is_new=is_new)
        if corrected is not None:
            return corrected
        ask = guide.nodes.get(memory.question)
        if isinstance(ask, Ask) and ask.hear(folded):
            return self._answer(heard, memory)
        return self._aside(guide, heard, memory)

    def _corrected(self, guide: Guide, heard: Heard, memory: Memory, *, is_new: bool) -> Reply | None:
        """Take back what was said before: another platform, or another answer."""
        folded = fold(heard.text)
        if not turns.corrects(folded) and guide.id != DISTRESS:
            return None
        if is_new and not memory.question:
            return self._teller.platform_noted(memory)
        if is_new:
            noted = self._wording.say("platform_noted", platform=self._speech.platform_name(memory))
            return self._teller.told(self._walker.again(guide, memory), [message.text(noted)])
        known = self._walker.reconsider(guide, memory, folded, corrects=True)
        if known.facts == memory.facts:
            return None
        return self._teller.told(self._walker.start(guide, self._walker.hear(guide, known, folded)))

    def _distress(self, heard: Heard, memory: Memory) -> Reply:
        """Safety first, whatever was going on; within it, what was just said may make it more urgent."""
        guide = self._guides[DISTRESS]
        if memory.topic != DISTRESS:
            fresh = self._walker.forget(guide, self._teller.left(memory))
            return self._teller.told(self._walker.start(guide, self._walker.hear(guide, fresh, fold(heard.text))))
        changed = self._corrected(guide, heard, memory, is_new=False)
        return changed or self._answer(heard, memory) or self._retell(guide, memory)

    def _topic(self, heard: Heard, memory: Memory, *, is_new: bool = False) -> Reply:
        """Open a topic, or go on in it if the customer is there or was; `is_new`: the platform has just changed."""
        guide = self._guides.get(heard.intent)
        if guide is None:
            return self._talk.clarify(heard, memory)
        folded = fold(heard.text)
        place = next((place for place in memory.paused if place.topic == guide.id), None)
        was_here = memory.topic == guide.id and bool(memory.trail or memory.question)
        if was_here or place:
            known = self._walker.reconsider(guide, memory, folded, corrects=turns.corrects(folded))
            is_same = known.facts == memory.facts and not is_new
            if is_same and place and not was_here:
                return self._teller.resume(self._teller.left(memory), place)
            if is_same:
                return self._retell(guide, memory)
            return self._teller.told(self._walker.start(guide, known))
        return self._teller.told(self._walker.start(guide, self._walker.hear(guide, self._teller.left(memory), folded)))

    def _aside(self, guide: Guide, heard: Heard, memory: Memory) -> Reply | None:
        """The answer to a question beside the way, if the message asks one; the customer stays where they are."""
        folded = fold(heard.text)
        if memory.finished and self._is_other_topic(heard, memory) and len(folded) > SHORTEST_QUESTION:
            return None
        aside = guide.aside(folded)
        return Reply(self._speech.aside(aside, guide, memory), memory) if aside else None

    def _retell(self, guide: Guide, memory: Memory) -> Reply:
        if memory.question in guide.nodes:
            return self._teller.told(self._walker.answer(guide, memory, ""))
        return self._teller.told(self._walker.again(guide, memory))

    def _unclear(self, heard: Heard, memory: Memory) -> Reply:
        """Not understood: in a walk the step stays where it is, for a while; otherwise ask back."""
        guide = self._guides.get(memory.topic)
        if guide is None or memory.finished or memory.misunderstood >= HELD_STEPS:
            return self._talk.clarify(heard, memory)
        buttons = self._speech.buttons_here(guide, memory)
        if not buttons:
            return self._talk.clarify(heard, memory)
        return self._talk.hold(self._speech.step_here(guide, memory), memory, buttons)

    def _answer(self, heard: Heard, memory: Memory) -> Reply | None:
        """The reply if the message answers the open question; None otherwise."""
        if memory.question == SOLVED:
            return self._solved(heard, memory.change(question=""))
        guide = self._guides.get(memory.topic)
        ask = guide.nodes.get(memory.question) if guide else None
        if guide is None or not isinstance(ask, Ask):
            return None
        if ask.fact == PLATFORM:
            return self._answer_platform(guide, heard, memory)
        chosen = self._chosen(ask, heard, memory)
        if chosen is None:
            return None
        if not chosen and heard.platforms:
            noted = self._wording.say("platform_noted", platform=self._speech.platform_name(memory))
            return self._teller.told(self._walker.again(guide, memory), [message.text(noted)])
        known = self._walker.hear(guide, memory, fold(heard.text))
        return self._teller.told(self._walker.answer(guide, known, chosen))

    def _answer_platform(self, guide: Guide, heard: Heard, memory: Memory) -> Reply | None:
        """A platform's name; one that nobody knows is taken as it was typed."""
        if self._is_other_topic(heard, memory):
            return None
        typed = heard.text.strip()
        if heard.platforms or heard.choice == speech.NONE_OF_THESE:
            return self._teller.told(self._walker.answer(guide, memory, ""))
        if heard.intent not in PLAIN_ANSWERS | {"out_of_scope"}:
            return None
        may_be_name = len(typed) <= LONGEST_NAME and not turns.does_not_know(typed)
        if may_be_name and heard.intent in {"inform", "out_of_scope", FALLBACK}:
            memory = memory.change(platform="", unlisted_platform=typed)
        return self._teller.told(self._walker.answer(guide, memory, ""))

    def _chosen(self, ask: Ask, heard: Heard, memory: Memory) -> str | None:
        """The id of the choice a message stands for, empty for an answer nobody foresaw, None for no answer at all."""
        if ask.choice(heard.choice):
            return heard.choice
        folded = fold(heard.text)
        choice = ask.hear(folded) or next((one for one in ask.choices if fold(one.title) == folded), None)
        if choice and not (self._is_other_topic(heard, memory) and len(folded) > LONGEST_ANSWER):
            return choice.id
        plain = {"affirm": "yes", "deny": "no"}.get(heard.intent, "")
        if ask.choice(plain):
            return plain
        return "" if heard.intent in PLAIN_ANSWERS else None

    def _is_other_topic(self, heard: Heard, memory: Memory) -> bool:
        intent = self._intents.get(heard.intent)
        return intent is not None and intent.has_guide and intent.name != memory.topic

    def _solved(self, heard: Heard, memory: Memory) -> Reply | None:
        if heard.intent in {"affirm", "thank", "goodbye"}:
            return Reply([message.text(self._wording.say("solved"))], memory)
        return self._talk.unhelpful(heard, memory) if heard.intent in {"deny", "unhelpful"} else None
