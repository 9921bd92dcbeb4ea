"""Warnings that go before any answer: personal numbers that were sent, numbers that must not be called."""

import re

from bot.guidance import message
from bot.guidance.message import Message
from bot.guidance.wording import Wording
from bot.knowledge.directory import Directory
from bot.knowledge.normalise import fold, placeholders

_NUMBER = re.compile(r"\d[\d-]{5,}\d")


def cautions(text: str, directory: Directory, wording: Wording) -> list[Message]:
    """The warnings a message calls for; personal numbers are masked already and are never repeated."""
    found = []
    kinds = placeholders(text)
    if kinds:
        found.append(message.text(wording.say("personal_numbers", kinds="、".join(kinds))))
    for number in _NUMBER.findall(fold(text)):
        banned = directory.banned(number.replace("-", ""))
        if banned is not None:
            found.append(message.text(wording.say("banned_number", number=banned.number, reason=banned.reason)))
    return found


def holds_only_placeholders(text: str) -> bool:
    """Whether nothing but masked personal numbers was sent."""
    rest = text
    for kind in placeholders(text):
        rest = rest.replace(f"[{kind}]", "")
    return bool(placeholders(text)) and not any(character.isalnum() for character in rest)
