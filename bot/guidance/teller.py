"""Makes replies of what a walk tells: the doubt about a platform before it, the way on after it.

Knows walks and wording; does not decide what a message means.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.guidance import message, speech
from bot.guidance.guide import Ask, Say
from bot.guidance.memory import Memory, Place
from bot.guidance.message import Message
from bot.guidance.parts import Content
from bot.guidance.platform_talk import PlatformTalk
from bot.guidance.speech import Speech
from bot.guidance.talk import Reply, Talk
from bot.guidance.walk import Telling, Walker

DISTRESS = "distress"
SOLVED = "#solved"  # the question that closes a walk; no node of a guide


@dataclass(frozen=True)
class Voices:
    """Those who say something: the walk's speech, the talk outside of guides, the talk about platforms."""

    speech: Speech
    talk: Talk
    platforms: PlatformTalk


class Teller:
    """Replies from tellings."""

    def __init__(self, content: Content, walker: Walker, voices: Voices) -> None:
        self._guides = content.guides
        self._directory = content.directory
        self._wording = content.wording
        self._walker = walker
        self._speech = voices.speech
        self._talk = voices.talk
        self._platforms = voices.platforms

    def told(self, telling: Telling, before: Sequence[Message] = ()) -> Reply:
        """The messages of a telling; at the end of a walk the question whether it helped, or the way back."""
        memory = telling.memory.change(finished=telling.finished)
        candidates = self._platforms.must_confirm(memory) if telling.depends_on_platform else ()
        if candidates:
            doubtful = memory.change(doubt=candidates, doubted_nodes=tuple(node.id for node in telling.nodes))
            return self.ask_doubt(doubtful, telling.guide.id, "doubt_lookalikes")
        messages = [*before, *self._speech.tell(telling)]
        if not telling.finished or telling.guide.id == DISTRESS:
            return Reply(messages or self._talk.main_topics(), memory)
        if memory.paused:
            return Reply([*messages, self._talk.offer_resume(memory.paused)], memory)
        if telling.guide.has_steps() and not isinstance(telling.last, Say | Ask):
            return Reply([*messages, self._talk.ask_solved()], memory.change(question=SOLVED))
        return Reply(messages or self._talk.main_topics(), memory)

    def resume(self, memory: Memory, place: Place) -> Reply:
        """Take up a topic that was left, where it was left."""
        guide = self._guides[place.topic]
        memory = memory.enter(place.topic, place.trail).change(question=place.question)
        before = [message.text(self._wording.say("resumed", topic=guide.title))]
        return self.told(self._walker.again(guide, memory), before)

    def ask_doubt(self, memory: Memory, topic: str, key: str) -> Reply:
        """Ask which of the platforms in doubt is meant; `topic` is taken up after the answer."""
        names = [self._directory.platforms[one].name for one in memory.doubt]
        buttons = self._speech.platform_buttons(memory.doubt)
        buttons.append(message.button(self._wording.say("button_none_of_these"), "deny", choice=speech.NONE_OF_THESE))
        asked = self._wording.say(key, names="、".join(names))
        doubted = topic if topic in self._guides else memory.topic
        return Reply([message.choices(asked, buttons)], memory.change(doubted_topic=doubted))

    def after_doubt(self, intent: str, memory: Memory, before: str) -> Reply:
        """Take up what was being asked when the doubt arose, or the new topic if the answer brings one."""
        guide = self._guides.get(intent if intent in self._guides else memory.doubted_topic)
        if guide is None:
            return self.platform_noted(memory)
        if memory.topic != guide.id:
            return self.told(self._walker.start(guide, self.left(memory)))
        held_back, memory = memory.doubted_nodes, memory.change(doubted_nodes=())
        if memory.platform == before and held_back:
            return self.told(self._walker.retell(guide, memory, held_back))
        return self.told(self._walker.start(guide, memory))

    def platform_noted(self, memory: Memory) -> Reply:
        """A platform was named by itself: apply it to the topic at hand, or offer what is often asked about it."""
        guide = self._guides.get(memory.topic)
        name = self._speech.platform_name(memory)
        if guide is not None and guide.uses_platform:
            before = [message.text(self._wording.say("platform_noted", platform=name))]
            return self.told(self._walker.start(guide, memory), before)
        topics = tuple(self._wording.say("platform_topics").split())
        asked = self._wording.say("fact_noted", platform=name)
        return Reply([message.choices(asked, self._speech.topic_buttons(topics))], memory)

    def left(self, memory: Memory) -> Memory:
        """The memory when another topic takes over: what is still under way waits to be taken up again."""
        guide = self._guides.get(memory.topic)
        return memory.pause() if guide and self._walker.is_under_way(guide, memory) else memory
