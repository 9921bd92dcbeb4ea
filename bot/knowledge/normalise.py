"""Folds the many ways of typing the same Chinese words into one; knows nothing of intents or platforms.

Full and half width, traditional and simplified, upper and lower case, spaces, emoji and repeated characters are
levelled. Every folded character remembers where it came from, so that findings can be shown in the typed text.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

import opencc

LONGEST_REPEAT = 2
_CJK = (0x3400, 0x9FFF)
_PLACEHOLDER = re.compile(r"\[(身份证号|银行卡号|手机号|验证码|邮箱)\]")


@dataclass(frozen=True)
class Folded:
    """A folded text and, for each of its characters, the index of the typed character it came from."""

    text: str
    origins: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The typed text's [start, end) for the folded text's [start, end); `end` must be greater than `start`."""
        return self.origins[start], self.origins[end - 1] + 1


def fold(text: str) -> str:
    """The folded text alone."""
    return fold_with_origins(text).text


def fold_with_origins(text: str) -> Folded:
    """Fold a typed text; a space is kept only between two Latin words or numbers."""
    kept: list[tuple[str, int]] = []
    space: int | None = None
    for index, typed in enumerate(text):
        for character in _fold_character(typed):
            if character == " ":
                space = index
                continue
            if space is not None and kept and _is_latin(kept[-1][0]) and _is_latin(character):
                kept.append((" ", space))
            space = None
            if not _repeats_too_often(character, kept):
                kept.append((character, index))
    return Folded("".join(character for character, _ in kept), tuple(index for _, index in kept))


def placeholders(text: str) -> tuple[str, ...]:
    """The kinds of personal numbers that were masked in a text, in order, each once: for example 身份证号."""
    return tuple(dict.fromkeys(_PLACEHOLDER.findall(text)))


def _fold_character(character: str) -> str:
    """One typed character as zero or more folded ones."""
    if unicodedata.category(character) in {"Cf", "Mn", "Me", "Cc", "Co", "Cn", "Cs"}:
        return " " if character.isspace() else ""
    folded = unicodedata.normalize("NFKC", character).lower()
    if folded.isspace() or unicodedata.category(folded[0]) in {"So", "Sk"}:
        return " "
    return folded.translate(_simplified())


@cache
def _simplified() -> dict[int, str]:
    """Traditional to simplified, character by character, so that no index shifts."""
    converter = opencc.OpenCC("t2s")
    table = {}
    for code in range(_CJK[0], _CJK[1] + 1):
        simplified = converter.convert(chr(code))
        if simplified != chr(code):
            table[code] = simplified
    return table | dict.fromkeys(map(ord, "帳帐"), "账")  # for money, the two are written alike


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _repeats_too_often(character: str, kept: list[tuple[str, int]]) -> bool:
    """吗吗吗吗 says no more than 吗吗; digits and Latin letters are left alone (10000, www)."""
    if _is_latin(character) or len(kept) < LONGEST_REPEAT:
        return False
    return all(earlier == character for earlier, _ in kept[-LONGEST_REPEAT:])
