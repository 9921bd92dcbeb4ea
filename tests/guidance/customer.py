"""A customer who types and presses buttons; turns go through Rasa's slots as JSON, as in real life."""

import json
from dataclasses import dataclass, field
from typing import Any

from bot.guidance.memory import Memory, remembered
from bot.guidance.message import Message
from bot.guidance.platform_talk import NamedPlatform
from bot.guidance.reply import Replies
from bot.guidance.talk import Heard, Reply
from bot.knowledge.directory import Directory

UNLISTED = ("明月贷",)  # names that only trainers know


@dataclass
class Customer:
    """One conversation. `said` holds the messages of the last turn, `response` the response named in it.

    `in_haste` leaves out the way through the slots, where thousands of turns are taken.
    """

    replies: Replies
    directory: Directory
    memory: Memory = field(default_factory=Memory)
    said: list[Message] = field(default_factory=list)
    response: str = ""
    in_haste: bool = False

    def types(self, intent: str, text: str = "", **heard: Any) -> "Customer":  # noqa: ANN401 -- the fields of Heard
        """A typed message, whose platforms are found as the engine finds them."""
        named = heard.pop("platforms", None) or self._named(text)
        return self.hears(Heard(intent, text, platforms=named, **heard))

    def presses(self, title: str) -> "Customer":
        """The button with this title, in the last turn."""
        payloads = [button["payload"] for button in self.buttons if button["title"] == title]
        assert payloads, f"no button {title!r} among {self.titles}"
        return self.hears(pressed(payloads[0]))

    def hears(self, heard: Heard) -> "Customer":
        reply: Reply = self.replies.reply(heard, self.memory)
        self.memory = reply.memory
        if not self.in_haste:
            assert remembered(json.loads(json.dumps(reply.memory.slots()))) == reply.memory
        self.said, self.response = reply.messages, reply.response
        return self

    @property
    def texts(self) -> list[str]:
        """What was said, as text; of a card its title."""
        return [message.get("text") or message["title"] for message in self.said]

    @property
    def buttons(self) -> list[dict[str, str]]:
        return [button for message in self.said for button in message.get("buttons", ())]

    @property
    def titles(self) -> list[str]:
        """The titles of all buttons."""
        return [button["title"] for button in self.buttons]

    @property
    def kinds(self) -> list[str]:
        return [message["kind"] for message in self.said]

    def _named(self, text: str) -> tuple[NamedPlatform, ...]:
        known = [NamedPlatform(one.platform, text[one.start : one.end], one.how) for one in self.directory.find(text)]
        return (*known, *(NamedPlatform("", name, "unlisted") for name in UNLISTED if name in text))


def pressed(payload: str) -> Heard:
    """A button's payload, as it is heard after Rasa has read it."""
    intent, _, rest = payload.removeprefix("/").partition("{")
    entities: dict[str, str] = json.loads("{" + rest) if rest else {}
    platform = entities.get("platform")
    named = (NamedPlatform(platform, platform, "button"),) if platform else ()
    return Heard(intent, payload, platforms=named, choice=entities.get("choice", ""))
