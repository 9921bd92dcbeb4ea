"""Finds identity cards, bank cards, mobile numbers and e-mail addresses in folded text; knows their shapes alone.

Shapes: GB 11643 for identity numbers (18 digits with check digit, 15 before 1999), ISO/IEC 7812 with Luhn for cards.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What was found; the value stands in the placeholder."""

    ID_CARD = "身份证号"
    BANK_CARD = "银行卡号"
    MOBILE = "手机号"
    CODE = "验证码"
    EMAIL = "邮箱"


@dataclass(frozen=True)
class Found:
    """A personal number and where it stands."""

    start: int
    end: int
    kind: Kind


_BIRTHDAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_ID_17 = rf"[1-9]\d{{5}}(?:18|19|20)\d{{2}}{_BIRTHDAY}\d{{3}}"
_ID = re.compile(rf"{_ID_17}\d?|\d{{17}}X|[1-9]\d{{7}}{_BIRTHDAY}\d{{3}}", re.IGNORECASE)
_MOBILE = re.compile(r"(?:00?86|86|0)?1[3-9]\d{9}")
_DATED = re.compile(rf"(?:19|20)\d{{2}}{_BIRTHDAY}\d*")
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_ID_LENGTH = 18
_MOBILE_LENGTH = 11
_CARD_LENGTHS = range(13, 20)
_SURE_CARD_LENGTHS = range(16, 20)  # shorter ones may be order numbers, so they need Luhn or the word 卡
_LENGTHS_BESIDE_MOBILE = frozenset({11, 16, 18, 19})
_LUHN_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
_WORD_REACH = 10

_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_UNBROKEN = re.compile(
    r"(?:(?<!\d)\(?\+?86\)?[ -]{0,2}(?=1[3-9]\d{9}(?!\d))|\+)?(?<!\d)\d{11,}(?:(?<=\d{17})X)?", re.IGNORECASE
)
_GROUPED = (
    re.compile(r"(?<!\d)\d{4}([ .,-]{1,3})\d{4}\1\d{4}\1\d{4}(?:\1\d{1,3})?X?(?!\d)", re.IGNORECASE),
    re.compile(r"(?<!\d)\d{6}[ .,-]{1,3}\d{4}[ .,-]{0,3}\d{4}[ .,-]{1,3}\d{3}[\dX](?!\d)", re.IGNORECASE),
    re.compile(r"(?<!\d)\d{6}[ .,-]{1,3}\d{9,13}X?(?!\d)", re.IGNORECASE),
    re.compile(r"(?<!\d)(?:\(?\+?86\)?[ -]{0,2})?\(?1[3-9]\d\)?([^\w\[\]]{1,3})\d{4}\1\d{4}(?!\d)"),
)
_SCATTERED = re.compile(r"(?<!\d)\d(?:[ -]{0,3}\d){10,18}X?(?!\d)", re.IGNORECASE)
_SCATTERED_MOBILE = re.compile(r"(?<!\d)1[ -]{0,3}[3-9](?:[ -]{0,3}\d){9}(?!\d)")
# Digits that stand side by side without making up one number.
_HARMLESS = re.compile(
    r"(?<!\d)(?:"
    r"[48]00(?:[ -]?\d){7}|1010[ -]?\d{4}|9[56]\d{3}|10[01]\d{2}|12[13]\d{2}"  # service numbers
    r"|(?:19|20)\d{2}[-./年 ]{1,2}\d{1,2}[-./月 ]{1,2}\d{1,2}日?(?:[ T]*\d{1,2}:\d{2}(?::\d{2})?)?"  # dates
    r"|\d{1,2}:\d{2}(?::\d{2})?"
    r"|(?<=[¥￥$])[ ]?[\d,]+(?:\.\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d{1,2}"  # amounts
    r"|\d+[ ]?(?:[元块圆万千百期个%年月日号天分次条岁折]|小时)"
    r")(?![\d])"
)


def find_emails(folded: str) -> Iterator[Found]:
    """Every e-mail address."""
    for match in _EMAIL.finditer(folded):
        yield Found(match.start(), match.end(), Kind.EMAIL)


def find_unbroken(folded: str) -> Iterator[Found]:
    """Every personal number written in one piece, also two that stick together."""
    for match in _UNBROKEN.finditer(folded):
        digits = _bare(match.group())
        kind = _kind(digits, folded[: match.start()])
        if kind is not None:
            yield Found(match.start(), match.end(), kind)
        elif len(digits) > _SURE_CARD_LENGTHS[-1]:
            yield from _stuck_together(match)


def find_grouped(folded: str) -> Iterator[Found]:
    """Every personal number written in its customary groups."""
    for pattern in _GROUPED:
        found = [_found(match, folded) for match in pattern.finditer(folded)]
        sure = [one for one in found if one is not None]
        if sure:
            yield from sure
            return


def find_scattered(folded: str) -> Iterator[Found]:
    """Every personal number that blanks and dashes part anyhow, unless dates, amounts or hotlines make it up."""
    bared = _HARMLESS.sub(lambda match: "#" * len(match.group()), folded)
    whole = [one for match in _SCATTERED.finditer(bared) if (one := _found(match, folded)) is not None]
    mobiles = [Found(match.start(), match.end(), Kind.MOBILE) for match in _SCATTERED_MOBILE.finditer(bared)]
    yield from whole or mobiles


def _found(match: re.Match[str], folded: str) -> Found | None:
    kind = _kind(_bare(match.group()), folded[: match.start()])
    return None if kind is None else Found(match.start(), match.end(), kind)


def _stuck_together(run: re.Match[str]) -> Iterator[Found]:
    """The first or the last number of a run too long for one; the rest is looked at in the next round."""
    digits, start, end = run.group(), run.start(), run.end()
    rest = len(digits) - _MOBILE_LENGTH
    if _is_sure_identity_number(digits[:_ID_LENGTH]):
        yield Found(start, start + _ID_LENGTH, Kind.ID_CARD)
    elif _is_sure_identity_number(digits[-_ID_LENGTH:]):
        yield Found(end - _ID_LENGTH, end, Kind.ID_CARD)
    elif rest in _LENGTHS_BESIDE_MOBILE and _MOBILE.fullmatch(digits[:_MOBILE_LENGTH]):
        yield Found(start, start + _MOBILE_LENGTH, Kind.MOBILE)
    elif rest in _LENGTHS_BESIDE_MOBILE and _MOBILE.fullmatch(digits[-_MOBILE_LENGTH:]):
        yield Found(end - _MOBILE_LENGTH, end, Kind.MOBILE)


def _kind(digits: str, before: str) -> Kind | None:
    """What a number of these digits (perhaps ending in X) is, or None if it need not be personal."""
    if _MOBILE.fullmatch(digits):
        return Kind.MOBILE
    if _ID.fullmatch(digits) or is_identity_number(digits):
        return Kind.ID_CARD
    if len(digits) in _SURE_CARD_LENGTHS:
        return Kind.BANK_CARD
    if len(digits) in _CARD_LENGTHS and ("卡" in before[-_WORD_REACH:] or _may_be_card(digits)):
        return Kind.BANK_CARD
    return None


def _is_sure_identity_number(digits: str) -> bool:
    return _ID.fullmatch(digits) is not None and is_identity_number(digits)


def _may_be_card(digits: str) -> bool:
    return passes_luhn(digits) and not _DATED.fullmatch(digits)


def is_identity_number(digits: str) -> bool:
    """Whether 18 characters end in the check digit that their first 17 ask for."""
    if len(digits) != _ID_LENGTH or not digits[:-1].isdigit():
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_ID_WEIGHTS, digits, strict=False))
    return _ID_CHECKS[total % 11] == digits[-1].upper()


def passes_luhn(digits: str) -> bool:
    """Whether the digits end in the check digit of bank cards."""
    if not digits.isdigit():
        return False
    doubled = sum(_LUHN_DOUBLED[int(digit)] for digit in digits[-2::-2])
    return (doubled + sum(int(digit) for digit in digits[-1::-2])) % 10 == 0


def _bare(written: str) -> str:
    return re.sub(r"[^\dXx]", "", written)
