"""Finds rates of interest and fees in a folded text: 日息万五, 年化24%, 一分五, 0.75%/期; guesses no period."""

import re
from collections.abc import Iterator
from decimal import Decimal

from bot.knowledge.numerals import CHINESE, DIGIT, PLAIN, numeral
from bot.knowledge.quantity import Quantity, Rate

_INTEREST = "(?:利率|利息|息费|费率|利|息|化)"
_FILLER = (
    "(?:的|综合|名义|实际|利率|利息|费率|手续费率?|服务费率?|担保费率?|资金|成本|是|为|有|到|达|高达|约|大概|才|就|只|都"
    r"|要|收|算|按|在|不?超过?|低于|高于|不到|涨到|:|\s){0,5}$"
)
_PERIODS = {
    "day": f"(?:[日天]{_INTEREST}|每[日天]|一[日天]|按[日天])",
    "month": f"(?:月(?:{_INTEREST}|手续费率?|服务费率?|综合费率)|每个?月|一个月|按月)",
    "year": f"(?:年{_INTEREST}|每年|一年|按年|irr|apr)",
    "instalment": "(?:每一?期|单期|按期|(?<![分天周])期(?:利率|费率|手续费率?))",
}
_BEFORE = {period: re.compile(words + _FILLER) for period, words in _PERIODS.items()}
_AFTER = {
    period: re.compile(f"(?:的|/)?(?:(?:每|一|按|/){word}(?![前后内以])|{named})")
    for period, word, named in (
        ("day", "[天日]", "[日天](?:利率|利息|息)"),
        ("month", "个?月", "月(?:利率|利息|息|费率)"),
        ("year", "年", "年(?:化|利率|利息|息)"),
        ("instalment", "期", "期(?:利率|费率)"),
    )
}
_RATE_BEFORE = re.compile(f"{_INTEREST}{_FILLER}")
_RATE_AFTER = re.compile("的?(?:利|息|日息|月息|年息)")

_NUMBER = f"(?:{CHINESE}|(?<![a-z\\d.]){PLAIN})"
_SMALL = rf"(?:{DIGIT}(?:点[零一二三四五六七八九]+)?|(?<![a-z\d.])\d{{1,2}}(?:\.\d+)?)"
_PERCENT = re.compile(
    rf"(?P<a>(?<![a-z\d.]){PLAIN})(?P<sign>[%‰])|(?P<base>百)分之(?P<b>{_NUMBER})(?!点?几|多)|(?P<parts>[千万])分之(?P<c>{_SMALL})(?![十百千]|点?几|多)"
)
_PER_TEN_THOUSAND = re.compile(
    rf"(?<![\d零一二两三四五六七八九十百千几])(?:(?<=[息率])万(?=一)|万(?!一))(?P<a>{_SMALL})(?![\d十百千万元块分])"
)
_FEN = re.compile(
    rf"(?<![几零一二两三四五六七八九十百千万点])(?P<a>{_SMALL})(?P<unit>[分厘])(?:(?P<more>[1-9一二三四五六七八九半])(?![年天日月个期])厘?)?(?!期|\d|(?<=一分)[没不都也])"
)
_NO_FEN = re.compile(r"[钟钱之秒米清数]|[个天次月年]|期")
_NO_FEN_BEFORE = re.compile(r"[:点块元角毛打满得第考差十百]$")
_ANNUAL = re.compile(rf"年化(?:利率|综合)?(?:是|为|有|到|约|:)?(?P<a>{PLAIN})(?![\d%‰元块万千百wk期天个年月,.])")
_UNITS = {"%": "percent", "‰": "permille", "百": "percent", "千": "permille", "万": "per_ten_thousand"}
_FEN_UNITS = {"分": "fen", "厘": "li"}
_WHOLE = 100  # 100% says certainly, not a rate


def find_rates(folded: str) -> Iterator[Quantity]:
    """The rates in a folded text, each with the words that tell its period."""
    for match in _PERCENT.finditer(folded):
        value = numeral(match["a"] or match["b"] or match["c"])
        if value is not None and value != _WHOLE:
            yield _rate(folded, match, value, _UNITS[match["sign"] or match["base"] or match["parts"]])
    for match in _PER_TEN_THOUSAND.finditer(folded):
        value = numeral(match["a"])
        if value is not None and _is_about_rates(folded, match):
            yield _rate(folded, match, value, "per_ten_thousand")
    for match in _FEN.finditer(folded):
        value = _fen(match)
        if value is not None and _is_fen(folded, match):
            yield _rate(folded, match, value, _FEN_UNITS[match["unit"]])
    for match in _ANNUAL.finditer(folded):
        yield Quantity("rate", *match.span(), Rate(Decimal(match["a"].replace(",", "")), "percent", "year"))


def _rate(folded: str, match: re.Match[str], value: Decimal, unit: str) -> Quantity:
    """A rate with its period, which is told before it or behind it."""
    start, end = match.span()
    for period, words in _BEFORE.items():
        before = words.search(folded, max(0, start - 16), start)
        if before:
            return Quantity("rate", before.start(), end, Rate(value, unit, period))
    for period, words in _AFTER.items():
        after = words.match(folded, end)
        if after:
            return Quantity("rate", start, after.end(), Rate(value, unit, period))
    return Quantity("rate", start, end, Rate(value, unit))


def _fen(match: re.Match[str]) -> Decimal | None:
    """1分5 is 1.5 分, 3厘5 is 3.5 厘."""
    value = numeral(match["a"])
    if value is None or not match["more"]:
        return value
    more = Decimal(5) if match["more"] == "半" else numeral(match["more"])
    return None if more is None else value + more / 10


def _is_fen(folded: str, match: re.Match[str]) -> bool:
    """分 measures time, money and scores too: alone it is a rate only where interest is spoken of."""
    if _is_about_rates(folded, match):
        return True
    if _NO_FEN.match(folded, match.end()) or _NO_FEN_BEFORE.search(folded, 0, match.start()):
        return False
    return match["unit"] == "厘" or bool(match["more"])


def _is_about_rates(folded: str, match: re.Match[str]) -> bool:
    """Whether the words beside the match speak of interest or a period, or it is all that was said."""
    start, end = match.span()
    if any(words.match(folded, end) for words in (_RATE_AFTER, *_AFTER.values())):
        return True
    if _NO_FEN.match(folded, end):
        return False
    is_told_before = any(words.search(folded, 0, start) for words in (_RATE_BEFORE, *_BEFORE.values()))
    return is_told_before or not re.search(r"\w", folded[:start] + folded[end:])
