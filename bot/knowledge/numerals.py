"""Reads numbers as Chinese customers type them: 3200, 3千2, 三千二, 1.5万, 1w, 5k; knows nothing of what they count.

All patterns here are for folded text.
"""

import re
from decimal import Decimal, InvalidOperation

from cn2an import cn2an

DIGIT = "[一二两三四五六七八九壹贰叁肆伍陆柒捌玖]"
FRACTION = "点[零〇一二两三四五六七八九]+"
PLAIN = r"(?:\d{1,3}(?:,\d{3})++(?!\d)|\d+)(?:\.\d+)?"
CHINESE = (
    f"(?<![几数零一二两三四五六七八九十百千万亿])(?:{DIGIT}|[十拾])"
    f"(?:{DIGIT}|[零〇十百千万亿拾佰仟])*+(?:{FRACTION}[百千万亿]?)?+"
)
MIXED = rf"{PLAIN}(?:[百千万亿]+|[wk](?![a-z]))(?:[\d零〇]*{DIGIT}?[百千])?+(?:零?\d+|{DIGIT})?+"
NUMBER = rf"(?:(?<![a-z\d.])(?:{MIXED}|{PLAIN})|{CHINESE})"

_SCALES = {"": 1, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_LETTERS = str.maketrans({"w": "万", "k": "千", "〇": "零", ",": None})
_SCALED = re.compile(r"(\d+(?:\.\d+)?)([百千万亿]?)")
_POINTED = re.compile(r"([^点]+)点([^点百千万亿]+)([百千万亿]?)")
_VAGUE = re.compile(rf"{DIGIT}{DIGIT}")


def numeral(text: str) -> Decimal | None:
    """The value of a folded numeral; None for one that is no certain number, as 两三千."""
    text = text.translate(_LETTERS)
    scaled = _SCALED.fullmatch(text)
    if scaled:
        return Decimal(scaled[1]) * _SCALES[scaled[2]]
    pointed = _POINTED.fullmatch(text)
    if pointed and not text[0].isdigit():
        return _scaled_words(pointed)
    return None if _VAGUE.search(text) else _converted(text)


def _scaled_words(pointed: re.Match[str]) -> Decimal | None:
    """一点五万: the words before and after the point, times the unit behind them."""
    whole = _converted(pointed[1])
    try:
        fraction = Decimal("0." + cn2an(pointed[2], "direct"))
    except (ValueError, InvalidOperation):
        return None
    return None if whole is None else (whole + fraction) * _SCALES[pointed[3]]


def _converted(text: str) -> Decimal | None:
    try:
        return Decimal(str(cn2an(text, "smart")))
    except (ValueError, KeyError, InvalidOperation):  # KeyError: cn2an stumbles over 万11
        return None
