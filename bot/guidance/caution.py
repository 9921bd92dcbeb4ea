"""Warnings that go before any answer: personal numbers that were sent, numbers that must not be called."""

import re

from bot.guidance import message
from bot.guidance.message import Message
from bot.guidance.wording import Wording
from bot.knowledge.directory import Directory
from bot.knowledge.normalise import fold, placeholders

_NUMBER = re.compile(r"\d[\d -]{5,}\d")


def cautions(text: str, directory: Directory, wording: Wording) -> list[Message]:
    """The warnings a message calls for; personal numbers are masked already and are never repeated."""
    found = []
    kinds = placeholders(text)
    if kinds:
        found.append(message.text(wording.say("personal_numbers", kinds="、".join(kinds))))
    for number in _numbers(fold(text)):
        banned = directory.banned(number)
        if banned is not None:
            found.append(message.text(wording.say("banned_number", number=banned.number, reason=banned.reason)))
    return found


def _numbers(folded: str) -> list[str]:
    """The digits of everything that may be a telephone number; spaces may be part of one or stand between two."""
    written = [part for run in _NUMBER.findall(folded) for part in (run, *run.split())]
    return list(dict.fromkeys("".join(filter(str.isdigit, part)) for part in written))


def holds_only_placeholders(text: str) -> bool:
    """Whether nothing but masked personal numbers was sent."""
    rest = text
    for kind in placeholders(text):
        rest = rest.replace(f"[{kind}]", "")
    return bool(placeholders(text)) and not any(character.isalnum() for character in rest)
