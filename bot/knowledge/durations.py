"""Finds lengths of time and counts of instalments in a folded text: 三天, 两个月, 12期, 半年, 一年多, 80多天."""

import re
from collections.abc import Iterator
from decimal import Decimal

from bot.knowledge.numerals import CHINESE, PLAIN, numeral
from bot.knowledge.quantity import Duration, Quantity

_UNITS = {
    "天": "day",
    "日": "day",
    "周": "week",
    "星期": "week",
    "礼拜": "week",
    "月": "month",
    "年": "year",
    "期": "instalment",
}
_UNIT = (
    r"(?:天(?!猫|津|气|空|线)|日(?=[内后]|以[内后]|之[内后])|周(?!岁|年|末|[一二三四五六日])|星期(?![一二三四五六日天])"
    r"|礼拜(?![一二三四五六日天])|年(?!化|利|息|级|轻|龄|费)|期(?!间|限|待|货|刊|权|中|末|初|望|盼))"
)
_NOT_BEFORE = r"(?<![第上下这那每哪某同后/])"
_NUMBER = rf"(?:(?<![a-z\d.]){PLAIN}|{CHINESE})"
_COUNTED = re.compile(
    rf"{_NOT_BEFORE}(?P<number>{_NUMBER})(?P<more>[多几来](?![少长久大]))?+(?:(?P<unit>{_UNIT})|个(?P<over>多)?(?P<months>月|星期|礼拜)|(?<=[两俩])(?P<bare>月))"
    r"(?P<half>半)?(?P<after>多(?![少长久大]))?+"
)
_HALVES = re.compile(
    r"(?:(?P<number>[一两二三四五1-9])个)?(?<!上)(?<!下)半(?P<more>个?多)?个?(?P<unit>年|月)(?P<after>多(?![少长久大]))?+(?!度)"
)
_LATE = re.compile(r"(?:逾期|超期|超|过|晚|迟|差|延|拖|欠|宽限|提前|只有)[了的]?(?:有|已经)?$")
_LIMIT = re.compile(r"[之以]?[内后]")
_LONGEST_NUMBER = 1000  # 2024年 is a year
_YOUNG_YEAR, _OLD_YEAR = 13, 29  # 24年 may be 2024, so it is neither


def find_durations(folded: str) -> Iterator[Quantity]:
    """The durations in a folded text."""
    for match in _COUNTED.finditer(folded):
        number = numeral(match["number"])
        unit = _UNITS[match["unit"] or match["months"] or match["bare"]]
        if number is None or not _is_length(folded, match, number, unit):
            continue
        half = Decimal("0.5") if match["half"] else Decimal(0)
        yield Quantity("duration", *match.span(), Duration(number + half, unit, _is_more(match)))
    for match in _HALVES.finditer(folded):
        whole = numeral(match["number"]) if match["number"] else Decimal(0)
        number = (whole or Decimal(0)) + Decimal("0.5")
        yield Quantity("duration", *match.span(), Duration(number, _UNITS[match["unit"]], _is_more(match)))


def _is_length(folded: str, match: re.Match[str], number: Decimal, unit: str) -> bool:
    """Not a year (2024年, 24年), and 一天 only where it is a delay or a deadline: 一天十几个电话 is none."""
    if unit == "year" and match["number"].isdigit() and _YOUNG_YEAR <= number <= _OLD_YEAR:
        return False
    if unit == "day" and number == 1 and not match["more"]:
        is_late = bool(_LATE.search(folded, 0, match.start()))
        return is_late or bool(_LIMIT.match(folded, match.end())) or not re.search(r"\w", folded.replace(match[0], ""))
    return 0 < number < (_LONGEST_NUMBER if unit == "year" else 10 * _LONGEST_NUMBER)


def _is_more(match: re.Match[str]) -> bool:
    said = match.groupdict()
    return bool(said["more"] or said["after"] or said.get("over"))
