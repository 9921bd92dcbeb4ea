"""Folds the many ways to write a digit, a dash or a blank into one, character by character, so that positions stay.

Used to look for personal numbers only; what the customer wrote is never replaced by its folded form.
"""

import re
import unicodedata
from functools import lru_cache

_DIGIT_OF_WORD = str.maketrans("〇零一幺壹二两贰三叁四肆五伍六陆七柒八捌九玖", "0011122233445566778899")
_DASHES = frozenset("\u2212ー_·•~～")  # besides those that Unicode calls dashes; the first is the minus sign
_X_LOOKALIKES = frozenset("\u00d7\u2715\u0425\u0445")  # multiplication signs, Cyrillic

# Single 一 or ② are usually no part of a number, so digits in words are folded in runs of three or more only.
_SPELLED_OUT = re.compile("[〇零一幺壹二两贰三叁四肆五伍六陆七柒八捌九玖①-⑨⓪➀-➈❶-❾⓿]{3,}")


def fold_digits(text: str) -> str:
    """The same text, as long as before, with ASCII digits, letters, dashes and blanks."""
    return _SPELLED_OUT.sub(_in_digits, "".join(map(_folded, text)))


@lru_cache(maxsize=4096)
def _folded(character: str) -> str:
    category = unicodedata.category(character)
    if character in _DASHES or category == "Pd":
        return "-"
    if character.isascii():
        return character
    if character in _X_LOOKALIKES:
        return "X"
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category in {"Zs", "Cf"}:  # blanks, and characters nobody sees, part digits without hiding them from a reader
        return " "
    simple = unicodedata.normalize("NFKC", character)
    return simple if len(simple) == 1 and simple.isascii() and not simple.isdigit() else character


def _in_digits(run: re.Match[str]) -> str:
    spelled = run.group().translate(_DIGIT_OF_WORD)
    return "".join(one if one.isascii() else str(unicodedata.digit(one)) for one in spelled)
