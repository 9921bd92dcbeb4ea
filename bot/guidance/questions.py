"""Several questions in one message: the first is answered, the next is kept and offered."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.guidance.guide import Guide
from bot.guidance.hearing import FALLBACK, OUT_OF_SCOPE
from bot.guidance.memory import Memory
from bot.guidance.message import Message
from bot.guidance.speech import Speech
from bot.guidance.talk import GUARDS, Heard, Reply, Talk
from bot.guidance.teller import DISTRESS

SAYS_NOTHING = frozenset({FALLBACK, OUT_OF_SCOPE, "greet", "thank"})  # a question in the same message comes first
SURE_ENOUGH = 0.5  # below it a part of a message is no question of its own
SURE_ENOUGH_TO_DISAGREE = 0.7  # the same, where the message as a whole is understood as something else


@dataclass(frozen=True)
class Sorted:
    """The message with the intent that is answered now, and the topics that wait."""

    heard: Heard
    waiting: tuple[str, ...] = ()


class Questions:
    """Sorts the questions of a message."""

    def __init__(self, guides: Mapping[str, Guide], speech: Speech, talk: Talk) -> None:
        self._guides = guides
        self._speech = speech
        self._talk = talk

    def sort(self, heard: Heard) -> Sorted:
        """The question to answer first. Danger in any part comes before everything; small talk after it."""
        if heard.is_pressed or not heard.questions:
            return Sorted(heard)
        topics = dict.fromkeys(intent for intent, sure in heard.questions if self._is_topic(intent, sure))
        if heard.intent == DISTRESS or DISTRESS in topics:
            return Sorted(replace(heard, intent=DISTRESS))
        if heard.intent in SAYS_NOTHING and topics:
            first = next(iter(topics))
            sure = max(sure for intent, sure in heard.questions if intent == first)
            return Sorted(replace(heard, intent=first, confidence=sure), self._others(topics, first))
        if heard.intent in topics:
            first = next(iter(topics))
            return Sorted(replace(heard, intent=first), self._others(topics, first))
        disagreeing = {one: None for one, sure in heard.questions if one in topics and sure >= SURE_ENOUGH_TO_DISAGREE}
        return Sorted(heard, self._others(disagreeing, heard.intent) if heard.intent in self._guides else ())

    def keep(self, memory: Memory, waiting: tuple[str, ...]) -> Memory:
        """A memory in which the topics wait like topics that were left."""
        for topic in reversed(waiting):
            memory = memory.wait(topic)
        return memory

    def offer(self, reply: Reply, waiting: tuple[str, ...]) -> Reply:
        """The reply with a way to the topic that was also asked about, unless it shows one already."""
        memory = reply.memory
        if not waiting or memory.doubt or memory.topic == DISTRESS or self._is_offered(reply.messages, memory):
            return reply
        offered = self._talk.offer_waiting(self._speech.topic_buttons(waiting))
        return replace(reply, messages=[*reply.messages, offered])

    def _is_topic(self, intent: str, sure: float) -> bool:
        return sure >= SURE_ENOUGH and intent in self._guides and (intent == DISTRESS or intent not in GUARDS)

    def _others(self, topics: Mapping[str, None], first: str) -> tuple[str, ...]:
        return tuple(one for one in topics if one != first)[:1]

    def _is_offered(self, messages: list[Message], memory: Memory) -> bool:
        return bool(memory.paused) and self._talk.offer_resume(memory.paused) in messages
