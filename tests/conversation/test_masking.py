"""Personal numbers never get through; service numbers, amounts and dates always do."""

# ruff: noqa: RUF001 -- full-width and otherwise unusual digits are what is tested here

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.folding import fold_digits
from bot.conversation.masking import mask
from bot.conversation.personal_numbers import Kind, is_identity_number, passes_luhn

MASKED = [
    # 身份证号
    ("110101199003074514", "[身份证号]"),
    ("我身份证11010519491231002X，帮我查", "我身份证[身份证号]，帮我查"),
    ("11010519491231002x", "[身份证号]"),
    ("１１０１０５１９４９１２３１００２Ｘ", "[身份证号]"),
    ("11010519491231002×", "[身份证号]"),
    ("110105194912310021", "[身份证号]"),  # wrong check digit
    ("990105194912310021", "[身份证号]"),  # no such region
    ("12345678901234567X", "[身份证号]"),  # no such birthday, but who else ends in X
    ("110105 19491231 002X", "[身份证号]"),
    ("110105-19491231-002X", "[身份证号]"),
    ("1101 0519 4912 3100 2X", "[身份证号]"),
    ("11010519491231002", "[身份证号]"),  # the last digit forgotten
    ("130503670401001", "[身份证号]"),  # 15 digits
    ("一一零一零一一九九零零三零七四五一四", "[身份证号]"),
    ("身份证110101199003074514手机13800138000", "身份证[身份证号]手机[手机号]"),
    ("11010119900307451413800138000", "[身份证号][手机号]"),
    ("13800138000110101199003074514", "[手机号][身份证号]"),
    # 银行卡号
    ("卡号6222021234567890123", "卡号[银行卡号]"),
    ("6222 0212 3456 7890 123", "[银行卡号]"),
    ("6222-0212-3456-7890", "[银行卡号]"),
    ("6222.0212.3456.7890", "[银行卡号]"),
    ("６２２２　０２１２　３４５６　７８９０", "[银行卡号]"),
    ("622202 1234567890123", "[银行卡号]"),
    ("62220 21234 56789 0123", "[银行卡号]"),
    ("4111111111111111", "[银行卡号]"),
    ("9999999999999999", "[银行卡号]"),  # 16 digits without Luhn
    ("378282246310005", "[银行卡号]"),  # 15 digits with Luhn
    ("我的卡是3530111333300", "我的卡是[银行卡号]"),  # 13 digits beside 卡
    ("6222021234567890123 13800138000", "[银行卡号] [手机号]"),
    ("622202123456789012313800138000", "[银行卡号][手机号]"),
    # 手机号
    ("13800138000", "[手机号]"),
    ("我手机是13800138000。", "我手机是[手机号]。"),
    ("tel13800138000abc", "tel[手机号]abc"),
    ("+8613800138000", "[手机号]"),
    ("+86 138 0013 8000", "[手机号]"),
    ("(+86)138-0013-8000", "[手机号]"),
    ("008613800138000", "[手机号]"),
    ("013800138000", "[手机号]"),
    ("138 0013 8000", "[手机号]"),
    ("138-0013-8000", "[手机号]"),
    ("138.0013.8000", "[手机号]"),
    ("138—0013—8000", "[手机号]"),
    ("138_0013_8000", "[手机号]"),
    ("138，0013，8000", "[手机号]"),
    ("1380 0138 000", "[手机号]"),
    ("138 001 38000", "[手机号]"),
    ("1 3 8 0 0 1 3 8 0 0 0", "[手机号]"),
    ("138\u200b0013\u200b8000", "[手机号]"),
    ("１３８００１３８０００", "[手机号]"),
    ("１３８－００１３－８０００", "[手机号]"),
    ("١٣٨٠٠١٣٨٠٠٠", "[手机号]"),
    ("一三八零零一三八零零零", "[手机号]"),
    ("幺三八〇〇幺三八〇〇〇", "[手机号]"),
    ("①③⑧⓪⓪①③⑧⓪⓪⓪", "[手机号]"),
    ("138零零一三八零零零", "[手机号]"),
    ("13800138000,13900139000", "[手机号],[手机号]"),
    ("1380013800013900139000", "[手机号][手机号]"),
    ("1. 13800138000", "1. [手机号]"),
    ("还款13800138000元", "还款[手机号]元"),
    # 验证码
    ("验证码123456", "验证码[验证码]"),
    ("验证码是 8842", "验证码是 [验证码]"),
    ("验证码：１２３４５６", "验证码：[验证码]"),
    ("验证码一二三四五六", "验证码[验证码]"),
    ("验证码 123 456", "验证码 [验证码]"),
    ("【支付宝】校验码 9517，5分钟内有效", "【支付宝】校验码 [验证码]，5分钟内有效"),
    ("动态码为000000", "动态码为[验证码]"),
    ("您的验证码在5分钟内有效：123456，请勿泄露", "您的验证码在5分钟内有效：[验证码]，请勿泄露"),
    ("他让我报验证码，我说了 884213", "他让我报验证码，我说了 [验证码]"),
    ("123456是我收到的验证码", "[验证码]是我收到的验证码"),
    ("123456（动态验证码），请在30分钟内填写", "[验证码]（动态验证码），请在30分钟内填写"),
    ("G-123456 is your Google verification code", "G-[验证码] is your Google verification code"),
    ("your code is 1234", "your code is [验证码]"),
    ("CODE:12345678", "CODE:[验证码]"),
    ("[验证码]123456", "[验证码][验证码]"),
    ("验证码123456和654321", "验证码[验证码]和[验证码]"),
    ("支付密码是123456", "支付密码是[验证码]"),
    ("验证码还是123456", "验证码还是[验证码]"),
    # 邮箱
    ("abc.def+1@mail.example.com", "[邮箱]"),
    ("13800138000@139.com", "[邮箱]"),
    ("ａｂｃ＠ｑｑ．ｃｏｍ", "[邮箱]"),
]

KEPT = [
    "95188", "400-603-0360", "400-810-8866", "4006030360", "400 603 0360", "12378", "12363", "12315", "10105757",
    "95017", "10100360", "950618", "010-66194567",
    "我打了95188、12378和400-603-0360都没人接",
    "95188 12378 12315 12345",
    "支付宝95188给我发的验证码是什么", "95188的验证码", "验证码95188发来的", "12378要验证码吗", "10105757也发验证码",
    "给400-810-8866打电话要验证码吗", "12363说不用验证码",
    "借了13800元", "¥3628.8", "￥13800", "$1234567", "总共3,628.80", "还了3628.8，还差13800",
    "本金150000，利息36000", "10000000元", "额度100000", "逾期2年，欠1.5万",
    "2024-11-22", "2024年11月22日", "20241122", "2024/11/22 13:45:30", "2024.11.22 13:45", "20241122134530",
    "收到验证码，扣了我3628", "验证码来了，我转了50000给他", "验证码超过2000条", "2024年的验证码",
    "验证码20241122收到的",
    "验证码发到尾号8000的手机", "没收到验证码", "验证码1小时收了100条",
    "138****8000", "尾号0123的卡", "订单号123456789012", "还有12期每期1380元", "iPhone 15 Pro 256G", "一二三四五六七",
    "一起还一万三千八百元", "第一步、第二步", "58好借", "360借条", "京东先享后付24期",
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MASKED)
def test_personal_numbers_become_placeholders(text: str, expected: str) -> None:
    assert mask(text).text == expected


@pytest.mark.parametrize("text", KEPT)
def test_what_customers_must_be_able_to_name_stays(text: str) -> None:
    masked = mask(text)
    assert masked.text == text
    assert masked.kinds == ()


@pytest.mark.parametrize("text", [text for text, _ in MASKED])
def test_surroundings_hide_nothing(text: str) -> None:
    assert mask(f"您好，{text}，谢谢").text == f"您好，{mask(text).text}，谢谢"


def test_the_kinds_say_what_was_taken_out_each_once() -> None:
    masked = mask("手机13800138000和13900139000，邮箱a@b.cn")
    assert set(masked.kinds) == {Kind.MOBILE, Kind.EMAIL}
    assert len(masked.kinds) == 2


def test_a_long_message_full_of_numbers_is_masked_quickly() -> None:
    masked = mask("验证码" + "1234," * 400)
    assert not re.search(r"\d{4}", masked.text)


@pytest.mark.parametrize(
    ("number", "valid"), [("11010519491231002X", True), ("110105194912310021", False), ("1", False)]
)
def test_the_check_digit_of_identity_numbers(number: str, valid: bool) -> None:
    assert is_identity_number(number) is valid


@pytest.mark.parametrize(("number", "valid"), [("4111111111111111", True), ("4111111111111112", False), ("41x", False)])
def test_the_check_digit_of_cards(number: str, valid: bool) -> None:
    assert passes_luhn(number) is valid


@pytest.mark.parametrize("text", ["１３８－Ｘ", "一个人", "a\u200bb", "①②", "壹贰叁", "²³", "ⅷ", "\U0001d7cf"])
def test_folding_keeps_every_position(text: str) -> None:
    assert len(fold_digits(text)) == len(text)


WORDS = st.text(alphabet="我你的是还借了查打给卡验证码号手机 ，。：、\n[]()a1X-+", max_size=12)
MOBILES = st.from_regex(r"\A1[3-9][0-9]{9}\Z")
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@given(st.text(alphabet="0123456789０１一二三零①验证码是的密卡xX -+.:,，[]元年月日@abc\n", max_size=60))
def test_masking_twice_changes_nothing_more(text: str) -> None:
    once = mask(text).text
    again = mask(once)
    assert again.text == once
    assert again.kinds == ()


@given(st.text(max_size=80))
def test_any_text_can_be_masked(text: str) -> None:
    assert mask(mask(text).text).text == mask(text).text


@given(WORDS, MOBILES, WORDS)
def test_no_mobile_number_survives(before: str, number: str, after: str) -> None:
    text = mask(f"{before}，{number}，{after}").text
    assert number not in text
    assert not re.search(r"(?<!\d)1[3-9]\d{9}(?!\d)", fold_digits(text))


@given(MOBILES, st.sampled_from([" ", "-", "—", "\u3000", "·", "  ", " - "]))
def test_no_grouped_mobile_number_survives(number: str, separator: str) -> None:
    grouped = separator.join((number[:3], number[3:7], number[7:]))
    assert mask(f"电话{grouped}谢谢").text == "电话[手机号]谢谢"


@given(MOBILES)
def test_no_full_width_mobile_number_survives(number: str) -> None:
    assert mask(number.translate(FULL_WIDTH)).text == "[手机号]"


@given(st.from_regex(r"\A[0-9]{16,19}\Z"))
def test_no_run_of_card_length_survives(number: str) -> None:
    assert not re.search(r"\d{11}", mask(f"卡{number}").text)


@given(st.integers(1, 999_999_999), st.sampled_from(["元", "块", "万", "元钱"]))
def test_no_amount_is_masked(amount: int, unit: str) -> None:
    assert mask(f"我欠{amount}{unit}").text == f"我欠{amount}{unit}"


@given(
    st.dates(date(1950, 1, 1), date(2049, 12, 31)), st.sampled_from(["%Y-%m-%d", "%Y年%m月%d日", "%Y.%m.%d", "%Y%m%d"])
)
def test_no_date_is_masked(day: date, form: str) -> None:
    text = f"从{day.strftime(form)}开始"
    assert mask(text).text == text
