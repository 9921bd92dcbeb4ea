"""Personal numbers are warned of by kind, and numbers that must not be called by name."""

# ruff: noqa: RUF001 -- numbers are typed in full width here

import pytest

from bot.guidance.caution import cautions, holds_only_placeholders
from tests.guidance.small_content import DIRECTORY, WORDING

BANNED = "<banned_number 400-123-9999 占位号码>"


def warned(text: str) -> list[str]:
    return [message["text"] for message in cautions(text, DIRECTORY, WORDING)]


@pytest.mark.parametrize(
    ("text", "warnings"),
    [
        pytest.param("手机被锁了", [], id="nothing"),
        pytest.param("我的[身份证号]", ["<personal_numbers 身份证号>"], id="one kind"),
        pytest.param("[手机号]，[银行卡号]，[手机号]", ["<personal_numbers 手机号、银行卡号>"], id="two kinds, once"),
        pytest.param("400-123-9999是真的吗", [BANNED], id="banned number"),
        pytest.param("4001239999打得通吗", [BANNED], id="without hyphens"),
        pytest.param("４００－１２３－９９９９", [BANNED], id="full width"),
        pytest.param("400 123 9999是真的吗", [BANNED], id="with spaces"),
        pytest.param("[手机号]打过400-123-9999", ["<personal_numbers 手机号>", BANNED], id="both"),
        pytest.param("95100", [], id="a number that may be called"),
        pytest.param("14001239999", [], id="a longer number"),
        pytest.param("400-123-99", [], id="a shorter number"),
        pytest.param("欠了4001239元", [], id="an amount"),
    ],
)
def test_warnings_go_before_the_answer(text: str, warnings: list[str]) -> None:
    assert warned(text) == warnings


@pytest.mark.parametrize(
    ("text", "only"),
    [
        pytest.param("[身份证号]", True, id="a number"),
        pytest.param(" [手机号]，[验证码]。", True, id="numbers with marks"),
        pytest.param("[邮箱]😀", True, id="a number with an emoji"),
        pytest.param("我的[身份证号]", False, id="a number with words"),
        pytest.param("[住址]", False, id="no kind of ours"),
        pytest.param("", False, id="nothing"),
        pytest.param("……", False, id="marks alone"),
    ],
)
def test_a_message_of_numbers_alone_is_recognised(text: str, *, only: bool) -> None:
    assert holds_only_placeholders(text) is only
