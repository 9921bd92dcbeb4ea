"""Replaces personal numbers by typed placeholders before anything is kept; knows no customer and no store.

It prefers a placeholder too many to a number that gets through, except for what customers must be able to name: service
numbers, amounts and dates. Masking what is masked changes nothing.
"""

from dataclasses import dataclass

from bot.conversation.codes import find_codes
from bot.conversation.folding import fold_digits
from bot.conversation.personal_numbers import Found, Kind, find_emails, find_grouped, find_scattered, find_unbroken

# The surest search comes first; each round begins anew, because a number that is gone no longer hides its neighbour.
_SEARCHES = (find_emails, find_unbroken, find_grouped, find_scattered, find_codes)


@dataclass(frozen=True)
class Masked:
    """A text that is safe to keep, and the kinds of what was taken out of it, each once, in the order found."""

    text: str
    kinds: tuple[Kind, ...] = ()


def mask(text: str) -> Masked:
    """The text with every personal number replaced by its placeholder, such as `[手机号]`."""
    kinds: list[Kind] = []
    while found := _first_found(fold_digits(text)):
        kinds += [one.kind for one in found]
        for one in reversed(found):
            text = f"{text[: one.start]}[{one.kind}]{text[one.end :]}"
    return Masked(text, tuple(dict.fromkeys(kinds)))


def _first_found(folded: str) -> list[Found]:
    """What the first search that finds anything finds, from left to right; empty when nothing personal is left."""
    return next((found for search in _SEARCHES if (found := list(search(folded)))), [])
