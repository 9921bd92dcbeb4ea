"""Amounts are found where they were typed, other numbers are none, and whatever is typed, nothing overlaps."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.quantities import find_quantities
from bot.knowledge.quantity import KINDS, as_json
from tests.knowledge.counted import found


@pytest.mark.parametrize(
    ("text", "words", "yuan"),
    [
        ("3200", "3200", "3200"),
        ("大概3200吧", "3200", "3200"),
        ("200000", "200000", "200000"),
        ("3千2", "3千2", "3200"),
        ("三千二百块", "三千二百块", "3200"),
        ("三千五百二十一块五", "三千五百二十一块五", "3521.5"),
        ("1w", "1w", "10000"),
        ("欠了1W多", "1W多", "10000"),
        ("1.5万", "1.5万", "15000"),
        ("1万2", "1万2", "12000"),
        ("500元", "500元", "500"),
        ("５０００元", "５０００元", "5000"),
        ("3,200.50元", "3,200.50元", "3200.5"),
        ("￥88.8", "￥88.8", "88.8"),
        ("¥ 1200", "¥ 1200", "1200"),
        ("两百", "两百", "200"),
        ("5k", "5k", "5000"),
        ("一 万 二", "一 万 二", "12000"),
        ("欠兩萬三", "兩萬三", "23000"),
        ("三百多块", "三百多块", "300"),
        ("负债二十多万", "二十多万", "200000"),
        ("3块5", "3块5", "3.5"),
        ("88块88", "88块88", "88.88"),
        ("九块九", "九块九", "9.9"),
        ("五毛钱", "五毛钱", "0.5"),
        ("5分钱", "5分钱", "0.05"),
        ("一共借了8000 还了三期", "8000", "8000"),
        ("月供1200", "1200", "1200"),
        ("扣29.9", "29.9", "29.9"),
        ("买个5999的手机", "5999", "5999"),
        ("一万多少利息", "一万", "10000"),
        ("12315元", "12315元", "12315"),
        ("2024元", "2024元", "2024"),
        ("借三千用三个月", "三千", "3000"),
        ("借了3000，36%的利率", "3000", "3000"),
    ],
)
def test_an_amount_is_found_in_yuan(text: str, words: str, yuan: str) -> None:
    assert found(text, "amount") == [(words, yuan)]


def test_several_amounts_are_found_in_order() -> None:
    assert found("借5000只到账4200，还一万三", "amount") == [("5000", "5000"), ("4200", "4200"), ("一万三", "13000")]


@pytest.mark.parametrize(
    "text",
    [
        "打12378投诉",
        "12315",
        "95188",
        "10086",
        "10010怎么投诉",
        "110",
        "96110打来的能接吗",
        "2024年借的",
        "2024",
        "15号还",
        "每月10号",
        "12期",
        "还了4笔",
        "验证码384021",
        "验证码是3840",
        "384021",
        "尾号8888",
        "订单号202405011234",
        "360借条逾期",
        "欠360借条的钱",
        "360",
        "58好借",
        "9分期怎么关",
        "2345",
        "2345贷款王",
        "iphone 15",
        "苹果13",
        "华为P40",
        "小米14",
        "红米k70",
        "[手机号]",
        "我的[银行卡号]被盗",
        "13800138000",
        "一块去",
        "万一逾期了怎么办",
        "百亿补贴",
        "十分感谢",
        "信用分650能给多少",
        "两三千",
        "几十块钱",
        "好几千",
        "500字",
        "一百个人",
        "一千二个人",
        "100w快充",
        "三百多人",
        "十万火急",
        "人民路88号",
        "32位64位",
        "99",
        "元旦",
        "0元下单",
        "2024元旦",
        "",
        "😀",
    ],
)
def test_another_number_is_no_amount(text: str) -> None:
    assert found(text, "amount") == []


def test_a_message_may_hold_one_of_each() -> None:
    text = "上个月15号借了3000，月息两分，分12期"
    assert [one.kind for one in find_quantities(text)] == ["date", "amount", "rate", "duration"]


CHARACTERS = (
    "0123456789.,%¥￥零一二两三四五六七八九十百千万亿点半多个元块毛角分厘年月日号天周期息利率化每上下本底wk /-[]😀萬"
)


@given(st.text(alphabet=CHARACTERS, max_size=16))
def test_whatever_is_typed_quantities_are_sound_and_do_not_overlap(text: str) -> None:
    last = 0
    for one in find_quantities(text):
        assert last <= one.start < one.end <= len(text)
        assert one.kind in KINDS
        assert not isinstance(one.value, Decimal) or one.value.is_finite()
        assert as_json(one.value)
        last = one.end
