"""The customer's moves within a walk: on, back, again, from the start, not working, yes, no, more detail."""

from collections.abc import Callable, Mapping

from bot.guidance import message, speech, turns
from bot.guidance.memory import Memory
from bot.guidance.parts import Content
from bot.guidance.talk import Heard, Reply, Talk
from bot.guidance.teller import Teller
from bot.guidance.walk import Walker
from bot.knowledge.normalise import fold


class Moves:
    """A reply for each moving intent."""

    def __init__(self, content: Content, walker: Walker, teller: Teller, talk: Talk) -> None:
        self._guides = content.guides
        self._wording = content.wording
        self._walker = walker
        self._teller = teller
        self._talk = talk

    def by_intent(self) -> Mapping[str, Callable[[Heard, Memory], Reply]]:
        """The moves by the intents that call for them."""
        return {
            "next_step": self.on,
            "affirm": self.on,
            "step_failed": self.failed,
            "repeat": self.repeat,
            "start_over": self.start_over,
            "inform": self.inform,
            "deny": self.deny,
        }

    def on(self, heard: Heard, memory: Memory) -> Reply:
        """The next step; after the end, what is waiting."""
        guide = self._guides.get(memory.topic)
        is_over = guide is None or memory.finished
        if is_over and memory.paused:
            return self._teller.resume(memory, memory.paused[-1])
        if guide is None:
            return self._talk.nothing_open(memory)
        if is_over:
            return Reply([message.text(self._wording.say("done"))], memory)
        if heard.choice == speech.RESUME:
            return self._teller.told(self._walker.again(guide, memory))
        return self._teller.told(self._walker.advance(guide, memory))

    def failed(self, heard: Heard, memory: Memory) -> Reply:
        """Another way for a step that did not work."""
        guide = self._guides.get(memory.topic)
        if guide is None:
            return self._talk.nothing_open(memory)
        telling = self._walker.fail(guide, memory)
        return self._talk.no_other_way(heard, memory) if telling is None else self._teller.told(telling)

    def repeat(self, _heard: Heard, memory: Memory) -> Reply:
        """The same again, in other words."""
        guide = self._guides.get(memory.topic)
        if guide is None or not (memory.trail or memory.question):
            return self._talk.nothing_open(memory)
        before = [message.text(self._wording.say("retold"))]
        return self._teller.told(self._walker.again(guide, memory), before)

    def start_over(self, heard: Heard, memory: Memory) -> Reply:
        """One step back, the guide from its start, or something else altogether."""
        guide = self._guides.get(memory.topic)
        if guide is None or turns.leaves(heard.text):
            return Reply(self._talk.main_topics(), self._teller.left(memory).enter(""))
        if heard.choice == speech.BACK or turns.goes_back(heard.text):
            return self._teller.told(self._walker.back(guide, memory))
        fresh = self._walker.forget(guide, memory)
        return self._teller.told(self._walker.start(guide, fresh), [message.text(self._wording.say("start_over"))])

    def inform(self, heard: Heard, memory: Memory) -> Reply:
        """More detail without a question: it may change the way, else the bot asks what is wanted."""
        guide = self._guides.get(memory.topic)
        if guide is None:
            return self._not_asked(heard, memory)
        folded = fold(heard.text)
        known = self._walker.reconsider(guide, memory, folded, corrects=turns.corrects(folded))
        if known.facts != memory.facts:
            return self._teller.told(self._walker.start(guide, known))
        if memory.trail and not memory.finished:
            return self._teller.told(self._walker.again(guide, memory))
        return self._not_asked(heard, memory)

    def _not_asked(self, heard: Heard, memory: Memory) -> Reply:
        return self._talk.quantity_noted(heard, memory) if heard.quantities else self._talk.nothing_open(memory)

    def deny(self, heard: Heard, memory: Memory) -> Reply:
        """None of what was offered; or, on a step, that it is not as told."""
        if heard.choice == speech.NONE_OF_THESE or memory.misunderstood:
            return self._talk.clarify(heard, memory.change(misunderstood=1))
        guide = self._guides.get(memory.topic)
        if guide is None or memory.finished:
            return self._talk.nothing_open(memory)
        return self.failed(heard, memory)
