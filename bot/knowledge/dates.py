"""Finds dates in a folded text as far as they were said: 15号, 3月8日, 昨天, 下个月15, 2024年5月, 本月底."""

import re
from collections.abc import Iterator, Mapping

from bot.knowledge.numerals import CHINESE, numeral
from bot.knowledge.quantity import Date, Quantity

_DAYS = {
    "大前[天日]": "three_days_ago",
    "前[天日]": "day_before_yesterday",
    "昨[天日晚夜早]": "yesterday",
    "今[天日晚早]": "today",
    "明[天日晚早]": "tomorrow",
    "大后[天日]": "in_three_days",
    "后[天日]": "day_after_tomorrow",
}
_MONTHS = {
    "上上个?月": "month_before_last",
    "上个?月": "last_month",
    "这个?月|本月|当月": "this_month",
    "下下个?月": "month_after_next",
    "下个?月": "next_month",
    "每个?月": "every_month",
}
_YEARS = {"前年": "year_before_last", "去年": "last_year", "今年": "this_year", "明年": "next_year"}
_WEEKS = {
    "上上?个?(?:周|星期|礼拜)": "last_week",
    "(?:这个?|本)(?:周|星期|礼拜)": "this_week",
    "下个?(?:周|星期|礼拜)": "next_week",
    "每个?(?:周|星期|礼拜)": "every_week",
}
_PARTS = {"初": "start", "中": "middle", "底": "end", "末": "end"}
_WEEKDAYS = "一二三四五六日天"
_SUNDAY = 7
_LAST_MONTH, _LAST_DAY = 12, 31


def _any(words: Mapping[str, str]) -> str:
    return "|".join(words)


_NUMBER = rf"(?:(?<![a-z\d.])\d{{1,2}}|(?<!第){CHINESE})"
_NO_DAY = "[元块万千百wk期天个年月笔次家折分点多几]"  # behind a number, it is no day
_BARE_DAY = rf"(?:\d{{1,2}}(?![\d.,%‰]|{_NO_DAY})|[二三]?十[一二三四五六七八九]?+(?!{_NO_DAY}))"
_HAO = r"[号日](?![线楼店码院房机卡员称元本息利子内后]|以[内后上]|之[内后])"
_DAY = rf"(?P<day>{_NUMBER}){_HAO}"
_YEAR = (
    r"(?:(?P<year>(?:19|20)\d{2}|[12][0-9](?=年\d{1,2}月)|[一二][零〇九][零〇一二三四五六七八九]{2})年"
    rf"|(?P<that_year>{_any(_YEARS)})的?)"
)
_MONTH = (
    rf"(?P<month>{_NUMBER})月份?(?:的?(?P<part>[初底末中])(?![心学])|(?P<day>{_NUMBER})[号日]|(?P<bare>{_BARE_DAY}))?"
)
_NOT_BEFORE = r"(?<![第路街道弄巷栋号单元\d])"

_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<!\d)(?P<year>(?:19|20)\d{2})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?!\d)",
        rf"(?<!\d){_YEAR}{_MONTH}",
        rf"(?P<that_month>{_any(_MONTHS)})(?:份?的?(?P<part>[初底末中])|份?的?(?:{_DAY}|(?P<bare>{_BARE_DAY})))",
        rf"(?P<that_month>{_any(_MONTHS)})(?!租|供|付|卡|薪|费)",
        rf"{_NOT_BEFORE}(?!一月(?!份|[\d一二三十]))(?<!每){_MONTH}",
        rf"(?P<that_week>{_any(_WEEKS)})(?P<weekday>[{_WEEKDAYS}末])?",
        rf"(?P<that_year>{_any(_YEARS)})(?P<part>[初底末])?",
        r"(?P<whole>[月年])(?P<part>[初底末])(?!金)",
        r"(?<!\d)(?P<year>(?:19|20)\d{2})年",
        rf"(?P<that_day>{_any(_DAYS)})",
        rf"{_NOT_BEFORE}{_DAY}",
    )
)
_RELATIVE = {
    "that_day": _DAYS,
    "that_month": _MONTHS,
    "that_year": _YEARS,
    "that_week": _WEEKS,
    "whole": {"月": "month", "年": "year"},
}
_YEAR_DIGITS = str.maketrans("零〇一二三四五六七八九", "00123456789")  # fmt: skip


def find_dates(folded: str) -> Iterator[Quantity]:
    """The dates in a folded text; of those that overlap the fuller ones come first."""
    for pattern in _PATTERNS:
        for match in pattern.finditer(folded):
            date = _date({name: said for name, said in match.groupdict().items() if said})
            if date is not None:
                yield Quantity("date", *match.span(), date)


def _date(said: Mapping[str, str]) -> Date | None:
    """The date of a match's groups; None if there is no such month or day, or only 每月 was said."""
    month, day = _number(said.get("month")), _number(said.get("day") or said.get("bare"))
    relative = _relative(said)
    is_possible = month in {None, *range(1, _LAST_MONTH + 1)} and day in {None, *range(1, _LAST_DAY + 1)}
    if not is_possible or (relative in {"every_month", "every_week"} and not day and "weekday" not in said):
        return None
    return Date(relative, _year(said.get("year")), month, day, _weekday(said.get("weekday")))


def _relative(said: Mapping[str, str]) -> str | None:
    names = [_meaning(_RELATIVE[group], said[group]) for group in _RELATIVE if group in said]
    name = names[0] if names else None
    if "part" not in said:
        return name
    return f"{_PARTS[said['part']]}_of_{name or 'month'}"


def _meaning(words: Mapping[str, str], said: str) -> str:
    return next(meaning for pattern, meaning in words.items() if re.fullmatch(pattern, said))


def _number(said: str | None) -> int | None:
    """A month or a day; 0 for what is none, as 5.5."""
    value = numeral(said) if said else None
    if said is None:
        return None
    return int(value) if value is not None and value == int(value) else 0


def _year(said: str | None) -> int | None:
    if said is None:
        return None
    year = int(said.translate(_YEAR_DIGITS))
    return year if year > 99 else 2000 + year  # noqa: PLR2004 -- 24年5月


def _weekday(said: str | None) -> int | None:
    """1 is Monday, 7 Sunday; the weekend has none."""
    if said is None or said not in _WEEKDAYS:
        return None
    return min(_WEEKDAYS.index(said) + 1, _SUNDAY)
