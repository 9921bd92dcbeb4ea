"""Replies that belong to no guide: asking back, apologising, small talk, the way to a person and the way back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.guidance import message, speech
from bot.guidance.guide import Guide
from bot.guidance.memory import Memory, Place
from bot.guidance.message import Button, Message
from bot.guidance.platform_talk import NamedPlatform
from bot.guidance.quantity_talk import NamedQuantity
from bot.guidance.speech import Speech
from bot.guidance.wording import Wording

GUARDS = frozenset({"distress", "abuse"})  # never offered as a button: nobody wants to read that of themselves


@dataclass(frozen=True)
class Heard:
    """A customer's message as understood. `choice` comes from a button, `guesses` are the likeliest intents.

    `questions` are the intents of its parts with their confidence, if it may hold several questions.
    """

    intent: str
    text: str
    platforms: tuple[NamedPlatform, ...] = ()
    choice: str = ""
    guesses: tuple[str, ...] = ()
    confidence: float = 1.0
    questions: tuple[tuple[str, float], ...] = ()
    quantities: tuple[NamedQuantity, ...] = ()

    @property
    def is_pressed(self) -> bool:
        """Whether a button was pressed: what it means is certain."""
        return self.text.startswith("/")


@dataclass(frozen=True)
class Reply:
    """What to send, and what to remember. `response` names a Rasa response that is said first."""

    messages: list[Message]
    memory: Memory
    response: str = ""


class Talk:
    """Everything that is said outside the guides."""

    def __init__(self, guides: Mapping[str, Guide], speech: Speech, wording: Wording) -> None:
        self._guides = guides
        self._speech = speech
        self._wording = wording

    def clarify(self, heard: Heard, memory: Memory) -> Reply:
        """First ask which of the likeliest topics is meant; the second time offer ways out."""
        guesses = self._likely(heard)
        memory = memory.change(misunderstood=memory.misunderstood + 1)
        if memory.misunderstood > 1 or not guesses:
            buttons = [*self._topic_menu(), self._handoff_button()]
            return Reply([message.choices(self._wording.say("clarify_again"), buttons)], memory)
        buttons = self._speech.topic_buttons(guesses)
        none = message.button(self._wording.say("button_none_of_these"), "deny", choice=speech.NONE_OF_THESE)
        return Reply([message.choices(self._wording.say("clarify"), [*buttons, none, self._handoff_button()])], memory)

    def hold(self, step: str, memory: Memory, buttons: Sequence[Button]) -> Reply:
        """Something was not understood in the middle of a walk: say so, and keep the step and its buttons."""
        said = message.choices(self._wording.say("hold", step=step), buttons)
        return Reply([said], memory.change(misunderstood=memory.misunderstood + 1))

    def unhelpful(self, _heard: Heard, memory: Memory) -> Reply:
        """What was said did not help: say so and offer other doors."""
        buttons = [*self._speech.topic_buttons(("contact_support", "file_complaint")), self._handoff_button()]
        return Reply([message.choices(self._wording.say("unhelpful"), buttons)], memory)

    def handoff(self, _heard: Heard, memory: Memory) -> Reply:
        """A person is wanted: tell the truth about it and where people can be reached."""
        buttons = self._speech.topic_buttons(("contact_support", "file_complaint"))
        return Reply([message.choices(self._wording.say("handoff"), buttons)], memory)

    def out_of_scope(self, _heard: Heard, memory: Memory) -> Reply:
        """Not ours: say what we can do."""
        return Reply([message.choices(self._wording.say("out_of_scope"), self._topic_menu())], memory)

    def small_talk(self, heard: Heard, memory: Memory, waiting: Sequence[Place]) -> Reply:
        """A Rasa response by the intent's name, and the way back to what is waiting to be finished."""
        resume = [self.offer_resume(waiting)] if waiting and heard.intent != "goodbye" else []
        return Reply(resume, memory, response=f"utter_{heard.intent}")

    def nothing_open(self, memory: Memory) -> Reply:
        """A move without anything to move in: ask what it is about."""
        return Reply([message.choices(self._wording.say("nothing_open"), self._topic_menu())], memory)

    def quantity_noted(self, heard: Heard, memory: Memory) -> Reply:
        """Figures without a question: say that they are noted, and ask what they are about."""
        words = "、".join(dict.fromkeys(one.words for one in heard.quantities))
        buttons = self._speech.topic_buttons(self._likely(heard)) or self._topic_menu()
        return Reply([message.choices(self._wording.say("quantity_noted", quantities=words), buttons)], memory)

    def main_topics(self) -> list[Message]:
        """The main topics to choose from."""
        return [message.choices(self._wording.say("main_topics_text"), self._topic_menu())]

    def _likely(self, heard: Heard) -> tuple[str, ...]:
        return tuple(name for name in heard.guesses if name in self._guides and name not in GUARDS)

    def _topic_menu(self) -> list[message.Button]:
        return self._speech.topic_buttons(tuple(self._wording.say("main_topics").split()))

    def _handoff_button(self) -> message.Button:
        return message.button(self._wording.say("button_handoff"), "human_handoff")

    def ask_solved(self) -> Message:
        """At the end of a walk: ask whether it helped."""
        solved = message.button(self._wording.say("button_solved"), "affirm", choice=speech.SOLVED)
        unsolved = message.button(self._wording.say("button_unsolved"), "deny")
        return message.choices(self._wording.say("finished"), [solved, unsolved])

    def offer_resume(self, waiting: Sequence[Place]) -> Message:
        """The way back to the topic that was left last."""
        title = self._guides[waiting[-1].topic].title
        go_on = message.button(self._wording.say("button_resume"), "next_step", choice=speech.RESUME)
        return message.choices(self._wording.say("resume", topic=title), [go_on])

    def offer_waiting(self, topics: Sequence[Button]) -> Message:
        """The way to what was asked in the same message and is not answered yet."""
        return message.choices(self._wording.say("also_asked"), topics)

    def place_named(self, folded: str, waiting: Sequence[Place]) -> Place:
        """The waiting topic whose title shares most with a folded message; the last one left if none does."""
        shared = [len(set(self._guides[place.topic].title) & set(folded)) for place in waiting]
        return max(zip(shared, range(len(waiting)), waiting, strict=True))[2]

    def no_other_way(self, _heard: Heard, memory: Memory) -> Reply:
        """A step failed and the guide has no other: offer other doors."""
        buttons = [*self._speech.topic_buttons(("contact_support", "file_complaint")), self._handoff_button()]
        return Reply([message.choices(self._wording.say("no_other_way"), buttons)], memory)
