"""Finds amounts of money in a folded text: 3200元, 3千2, ￥88.8, 1w, 欠8000; tells them from every other number."""

import re
from collections.abc import Iterator
from decimal import Decimal

from bot.knowledge.numerals import CHINESE, MIXED, NUMBER, PLAIN, numeral
from bot.knowledge.quantity import Quantity

_COUNTED = (  # what follows a number that counts something else
    "[个人次天日周月年期号字米步种条家名位粉度岁分秒件台部瓶斤里站页辈像亿瓦屏画]"
    "|公里|公斤|小时|星期|快充|充电|毫安|多[^少长久大]"
)
_PRODUCT = r"(?:360|58|2345|51|19|9)(?=\s?(?:借|贷|好借|快借|分期|金融|数科|浏览|租|会员))"
_NOT_MONEY = re.compile(
    rf"{_PRODUCT}"
    r"|(?:验证码|校验码|动态码|密码|取件码|尾号|卡号|单号|订单号?|工号|编号|合同号?|邮编|qq|微信号|群号?|热线|电话|拨打?|打)[^\d,。;]{0,4}\d+"
)
_HOTLINE = re.compile(r"1[12]0|119|122|100(?:10|86|99)|12[13]\d\d|9[56]\d{3}|20(?:0[1-9]|[12]\d|3[0-5])|360|2345")

_SIGNED = re.compile(rf"(?:¥|rmb|人民币)\s?(?P<number>{NUMBER})元?")
_YUAN = re.compile(
    rf"(?P<number>{NUMBER})(?P<more>[多几来](?![少长久大]))?+(?P<scale>[百千万](?=元|块|多?块))?多?"
    rf"(?:元(?![旦宵素件])(?:(?P<jiao>\d|[一二三四五六七八九])[角毛])?|块(?!屏|地|表)"
    rf"(?:(?P<tenths>\d{{1,2}}|[一二三四五六七八九])(?![\d.个天年月期次十百千万])[角毛]?)?)[钱整]?"
)
_COINS = re.compile(rf"(?P<number>{NUMBER})(?:(?P<jiao>毛|角)钱?|分钱)")
_LARGE = re.compile(
    rf"(?P<number>(?<![a-z\d.])(?:{MIXED})|(?<!第)(?<!分之){CHINESE})(?P<more>[多几来](?![少长久大]))?+(?P<scale>万(?!一))?+(?:多(?![少长久大]))?+(?!{_COUNTED}|元|块|[a-z\d%])"
)
_MONEY_WORDS = (
    "欠款?|借款?|贷款?|还款?|充值?|扣款?|扣费|收费?|转账?|到账|下款|批|罚款?|罚息|退款?|赔|付款?|交|缴|花|取|提现|存|垫付?|骗|汇|打款|打给我"
    "|还剩|还差|剩|差|少|多|共|总共|一共|总额|额度|金额|本金|利息|月供|月租|租金|年费|会员费|服务费|手续费|担保费|违约金|滞纳金|逾期费"
    "|首付|押金|定金|运费|保费|工资|负债|待付|待还|应还|账单|余额|最低还款|最低|价格|标价|原价|售价|卖|买个?|只要|需要"
)
_OWED = re.compile(
    rf"(?:{_MONEY_WORDS})(?:了|我|你|他|是|有|掉|出|到|走|过|的|为|着|才|还|只|约|大概|差不多|将近|快|都|要|满|成|:|\s){{0,4}}"
    rf"(?P<number>(?<![a-z\d.]){PLAIN})(?!{_COUNTED}|[-/:a-z\d%‰点台笔遍张单成折]|借条|借款|借钱|数科)"
)
_ALONE = re.compile(
    rf"\W*(?:大概|差不多|约|一共|总共|共|有|才|就|是|好像|将近|快)*(?P<number>{NUMBER})多?(?:左右|上下|吧|的|了|哦|呢|啊|嘛)*\W*"
)
_LEAST = 100  # the least that a number without 元 is money
_LONGEST_CODE = 6  # digits; 384021 by itself is a code rather than an amount, 200000 is none
_LONGEST_AMOUNT = 7  # digits of a number without 元; longer ones are telephone and order numbers


def find_amounts(folded: str) -> Iterator[Quantity]:
    """The amounts in a folded text, in yuan; of those that overlap the surer ones come first."""
    numbers = [match.span() for match in _NOT_MONEY.finditer(folded)]
    for quantity in (*_with_unit(folded), *_without_unit(folded)):
        if not any(quantity.overlaps(*span) for span in numbers):
            yield quantity


def _with_unit(folded: str) -> Iterator[Quantity]:
    for match in (*_SIGNED.finditer(folded), *_YUAN.finditer(folded)):
        said = match.groupdict()
        value = _value(said)
        tenths = said.get("jiao") or said.get("tenths")
        is_idiom = value == 1 and match[0] == "一块"  # together, or a part of something
        if value and not is_idiom:  # 0元下单 names a service, not an amount
            yield Quantity("amount", *match.span(), value + _fraction(tenths))
    for match in _COINS.finditer(folded):
        value = numeral(match["number"])
        if value is not None:
            yield Quantity("amount", *match.span(), value / (10 if match["jiao"] else 100))


def _without_unit(folded: str) -> Iterator[Quantity]:
    for match in _LARGE.finditer(folded):
        value = _value(match.groupdict())
        if value is not None and value >= _LEAST and not match["number"].isdigit():
            yield Quantity("amount", *match.span(), value)
    whole = _ALONE.fullmatch(folded)
    for found in (*_OWED.finditer(folded), *([whole] if whole else [])):
        value = numeral(found["number"])
        if value is not None and _may_be_money(found["number"], value, is_alone=found is whole):
            yield Quantity("amount", *found.span("number"), value)


def _value(said: dict[str, str | None]) -> Decimal | None:
    """The number of a match times the 万 that stands behind 多: 二十多万."""
    value = numeral(said["number"] or "")
    scale = numeral("1" + (said.get("scale") or ""))
    return None if value is None or scale is None else value * scale


def _fraction(said: str | None) -> Decimal:
    """毛 and 分 behind 块: 3块5 is 3.5, 88块88 is 88.88."""
    digits = numeral(said) if said else None
    return Decimal(0) if said is None or digits is None else digits / 10 ** (len(said) if said.isdigit() else 1)


def _may_be_money(typed: str, value: Decimal, *, is_alone: bool) -> bool:
    """Whether a number without a unit may be money: no hotline, no year, no code, not too long, not too small."""
    digits = typed.replace(",", "")
    if _HOTLINE.fullmatch(digits) or len(digits.partition(".")[0]) > _LONGEST_AMOUNT:
        return False
    if is_alone and digits.isdigit() and len(digits) >= _LONGEST_CODE and value % 100:
        return False
    return value >= _LEAST or ("." in digits and not is_alone)
