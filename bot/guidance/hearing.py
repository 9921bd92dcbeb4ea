"""What a message means where the customer stands: the model hears single sentences, a conversation gives them a place.

Changes an intent where the place tells better; says nothing and remembers nothing.
"""

from collections.abc import Mapping
from dataclasses import replace

from bot.guidance import speech, turns
from bot.guidance.guide import Guide, Say
from bot.guidance.memory import Memory
from bot.guidance.talk import Heard
from bot.guidance.wording import Wording
from bot.knowledge.intent import Intent
from bot.knowledge.normalise import fold

FALLBACK = "nlu_fallback"
OUT_OF_SCOPE = "out_of_scope"
COMMAND_PREFIX = "/"
SURE_ENOUGH_TO_LEAVE = 0.4  # for another topic to take somebody out of a walk
SURE_ENOUGH_FOR_GUARD = 0.6  # … for a guard to do so
SURE_ENOUGH_TO_WARN = 0.4  # for a guard to be followed anywhere
SURE_ENOUGH_TO_DECLINE = 0.4  # below it, what sounds like none of ours is asked back with the likeliest topics
SURE_ENOUGH_TO_ANSWER = 0.3  # for any other topic to be followed where nothing is under way
LONGEST_NAMING = 12  # a longer message within a walk may name a platform in passing
QUANTITY_SLACK = 4  # characters a message may have besides its quantities and ask nothing: 我欠了3200
FOREIGN_QUANTITY_SLACK = 2  # the same for a message that sounds like none of ours: 今天天气咋样
NAME_SLACK = 2  # characters a message may have besides a platform's name and say nothing else
TYPED_BUTTONS = {
    "button_next": ("next_step", speech.NEXT),
    "button_done": ("next_step", speech.NEXT),
    "button_failed": ("step_failed", speech.FAILED),
    "button_back": ("start_over", speech.BACK),
    "button_restart": ("start_over", speech.RESTART),
    "button_resume": ("next_step", speech.RESUME),
    "button_solved": ("affirm", speech.SOLVED),
    "button_unsolved": ("deny", ""),
    "button_none_of_these": ("deny", speech.NONE_OF_THESE),
    "button_handoff": ("human_handoff", ""),
}


class Hearing:
    """Hears a message again in its place."""

    def __init__(self, guides: Mapping[str, Guide], intents: Mapping[str, Intent], wording: Wording) -> None:
        self._guides = guides
        self._intents = intents
        self._pressed = {fold(wording.say(key)): meaning for key, meaning in TYPED_BUTTONS.items()}
        self._titles = {fold(intent.title): name for name, intent in intents.items() if name in guides}

    def here(self, heard: Heard, memory: Memory) -> Heard:
        """The message as it is meant where the customer stands."""
        folded = fold(heard.text)
        if heard.is_pressed:
            return heard
        if folded.startswith(COMMAND_PREFIX):
            return replace(heard, intent=FALLBACK)
        if folded in self._pressed:
            intent, choice = self._pressed[folded]
            return replace(heard, intent=intent, choice=choice, confidence=1.0)
        if folded in self._titles:
            return replace(heard, intent=self._titles[folded], confidence=1.0)
        if heard.platforms and self._is_only_a_name(heard, folded):
            return replace(heard, intent="inform", confidence=1.0)
        return self._in_walk(heard, memory, folded) if self._is_under_way(memory) else self._anywhere(heard, folded)

    def without_passing_names(self, heard: Heard, memory: Memory) -> Heard:
        """Without the platforms that a long message within a walk only mentions, as where money was taken from."""
        folded = fold(heard.text)
        intent = self._intents.get(heard.intent)
        changes_topic = intent is not None and intent.has_guide and intent.name != memory.topic
        is_free = not memory.platform or not self._is_under_way(memory) or heard.is_pressed or changes_topic
        if is_free or turns.corrects(folded) or len(folded) <= LONGEST_NAMING:
            return heard
        return replace(heard, platforms=())

    def _in_walk(self, heard: Heard, memory: Memory, folded: str) -> Heard:
        """Within a walk a short complaint is about the step, and only a sure guess leads to another topic."""
        guide = self._guides[memory.topic]
        here = guide.nodes.get(memory.node)
        if not memory.question and isinstance(here, Say) and here.failed and turns.is_stuck(folded):
            return replace(heard, intent="step_failed")
        if not memory.question and isinstance(here, Say) and here.step and turns.is_done(folded):
            return replace(heard, intent="next_step")
        if not memory.question and turns.asks_what_now(folded) and not heard.platforms:
            return replace(heard, intent="repeat")
        if heard.intent == OUT_OF_SCOPE:
            return replace(heard, intent=FALLBACK)
        intent = self._intents.get(heard.intent)
        if intent is None or not intent.has_guide or intent.name == memory.topic:
            return heard
        needed = SURE_ENOUGH_FOR_GUARD if intent.group == "guard" else SURE_ENOUGH_TO_LEAVE
        return heard if heard.confidence >= needed else replace(heard, intent=FALLBACK)

    def _anywhere(self, heard: Heard, folded: str) -> Heard:
        """Outside a walk, figures that are not understood are a fact whose question is still to come."""
        heard = self._unless_faint(heard)
        if heard.intent in {FALLBACK, OUT_OF_SCOPE} and self._is_only_quantities(heard, folded):
            return replace(heard, intent="inform")
        return heard

    def _unless_faint(self, heard: Heard) -> Heard:
        """A faint guess is asked back: a wrong answer costs a customer more than one press."""
        if heard.intent == OUT_OF_SCOPE and heard.confidence < SURE_ENOUGH_TO_DECLINE:
            return replace(heard, intent=FALLBACK)
        intent = self._intents.get(heard.intent)
        if intent is None or not intent.has_guide:
            return heard
        needed = SURE_ENOUGH_TO_WARN if intent.group == "guard" else SURE_ENOUGH_TO_ANSWER
        return heard if heard.confidence >= needed else replace(heard, intent=FALLBACK)

    def _is_under_way(self, memory: Memory) -> bool:
        guide = self._guides.get(memory.topic)
        if guide is None or memory.finished:
            return False
        return bool(memory.question) or bool(memory.node)

    def _is_only_a_name(self, heard: Heard, folded: str) -> bool:
        named = sum(len(fold(platform.name)) for platform in heard.platforms)
        return len(folded) <= named + NAME_SLACK

    def _is_only_quantities(self, heard: Heard, folded: str) -> bool:
        named = sum(len(fold(one.words)) for one in heard.quantities)
        slack = FOREIGN_QUANTITY_SLACK if heard.intent == OUT_OF_SCOPE else QUANTITY_SLACK
        return bool(heard.quantities) and len(folded) <= named + slack
