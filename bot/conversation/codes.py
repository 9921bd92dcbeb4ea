"""Finds one-time codes: four to eight digits that the words around them give away; knows no other personal number."""

import re
from collections.abc import Iterator

from bot.conversation.personal_numbers import Found, Kind

_REACH_BEFORE = 18
_REACH_AFTER = 40
_WORD = (
    r"(?:验证码|验证吗|验证马|验正码|认证码|校验码|效验码|动态码|动态密码|动态口令|短信码|确认码|激活码|授权码|安全码"
    r"|yzm|verification code|passcode|\bcode\b|\botp\b)"
)
_FILLER = r"(?:[\s,，、:：=()（）【】「」“”\"'\[\]-]|是|就|为|了|还|的|给)*"

_NUMBER = re.compile(r"(?<![\d])(?<!\d[.,])\d(?:[ -]?\d){3,7}(?!\d)")
_WORD_BEFORE = re.compile(rf".*{_WORD}(?P<between>[^。！？!?;；\n]*)$", re.IGNORECASE | re.DOTALL)
_WORD_AFTER = re.compile(
    rf"{_FILLER}(?:(?:这个?|那个?|作为|当|我|你|您|他|她|本次|登录|注册|动态|手机|短信|收到|支付|转账|付款|银行|[a-z]{{2,12}}(?![a-z]))"
    rf"{_FILLER})*{_WORD}",
    re.IGNORECASE,
)
_JOINED = re.compile(_FILLER)
_PASSWORD_BEFORE = re.compile(rf"密码{_FILLER}$")
_DATE = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_HOTLINE = re.compile(r"9[56]\d{3}|10[01]\d{2}|12[13]\d{2}|1010\d{4}")
_SERVICE_NUMBER = re.compile(r"9[56]\d{4}|106\d{3,5}|[48]00\d{1,5}")
_UNIT_AFTER = re.compile(r"\s?(?:[元块圆万千百期%年月日天分次条岁多个]|小时)|\.\d{1,2}(?!\d)|,\d{3}(?!\d)|-\d")
_AMOUNT_BEFORE = re.compile(
    r"(?:[¥￥$]|(?:尾号|额度|金额|利息|本金|电话|热线|客服|[退还借转扣付花交充欠贷差])(?:了|我|款|走|掉|给|钱|是|为|[:：\s])*)$"
)


def find_codes(folded: str) -> Iterator[Found]:
    """Every code, from left to right. What was just found counts as a word for what follows it."""
    said, at = "", 0
    for match in _NUMBER.finditer(folded):
        said += folded[at : match.start()]
        at = match.end()
        is_code = _is_code(re.sub(r"\D", "", match.group()), said[-_REACH_BEFORE:], folded[at : at + _REACH_AFTER])
        said += f"[{Kind.CODE}]" if is_code else match.group()
        if is_code:
            yield Found(match.start(), at, Kind.CODE)


def _is_code(digits: str, before: str, after: str) -> bool:
    if _HOTLINE.fullmatch(digits) or _DATE.fullmatch(digits) or _UNIT_AFTER.match(after):
        return False
    word = _WORD_BEFORE.match(before)
    if (word and _JOINED.fullmatch(word["between"])) or _PASSWORD_BEFORE.search(before):
        return True
    if _SERVICE_NUMBER.fullmatch(digits) or _AMOUNT_BEFORE.search(before):
        return False
    return word is not None or _WORD_AFTER.match(after) is not None
