"""Rates keep the unit that was said, and only a period that was said; other fractions are none."""

# ruff: noqa: RUF001 -- numbers are typed in full width here

import pytest

from tests.knowledge.counted import found


@pytest.mark.parametrize(
    ("text", "words", "value", "unit", "period"),
    [
        ("日息万五", "日息万五", "5", "per_ten_thousand", "day"),
        ("万五的日息", "万五的日息", "5", "per_ten_thousand", "day"),
        ("信用卡一天万五", "一天万五", "5", "per_ten_thousand", "day"),
        ("万五", "万五", "5", "per_ten_thousand", None),
        ("万分之五", "万分之五", "5", "per_ten_thousand", None),
        ("日利率万分之四一年多少", "日利率万分之四", "4", "per_ten_thousand", "day"),
        ("千分之一", "千分之一", "1", "permille", None),
        ("5‰", "5‰", "5", "permille", None),
        ("0.05%一天", "0.05%一天", "0.05", "percent", "day"),
        ("０．０５％每天", "０．０５％每天", "0.05", "percent", "day"),
        ("年化24%", "年化24%", "24", "percent", "year"),
        ("年化利率高达36%", "年化利率高达36%", "36", "percent", "year"),
        ("年化综合18", "年化综合18", "18", "percent", "year"),
        ("百分之三十六", "百分之三十六", "36", "percent", None),
        ("36%", "36%", "36", "percent", None),
        ("借了3000，36%利率", "36%", "36", "percent", None),
        ("月费率0.6%", "月费率0.6%", "0.6", "percent", "month"),
        ("费率0.75%/期", "0.75%/期", "0.75", "percent", "instalment"),
        ("每期0.75%", "每期0.75%", "0.75", "percent", "instalment"),
        ("分期费率0.6%", "0.6%", "0.6", "percent", None),
        ("月息1分5", "月息1分5", "1.5", "fen", "month"),
        ("月息两分", "月息两分", "2", "fen", "month"),
        ("一分五", "一分五", "1.5", "fen", None),
        ("一分三厘", "一分三厘", "1.3", "fen", None),
        ("三分利合法吗", "三分", "3", "fen", None),
        ("利息3分", "3分", "3", "fen", None),
        ("1.5分利", "1.5分", "1.5", "fen", None),
        ("3厘", "3厘", "3", "li", None),
        ("五厘五", "五厘五", "5.5", "li", None),
        ("日息3厘", "日息3厘", "3", "li", "day"),
        ("3分一年", "3分一年", "3", "fen", "year"),
    ],
)
def test_a_rate_keeps_its_unit_and_only_a_period_that_was_said(
    text: str, words: str, value: str, unit: str, period: str | None
) -> None:
    assert found(text, "rate") == [(words, {"value": value, "unit": unit, "period": period})]


@pytest.mark.parametrize(
    "text",
    [
        "等了十分钟",
        "三分之一",
        "9分期",
        "分12期",
        "十分满意",
        "满分",
        "信用分650",
        "一分不欠",
        "利息一分没少",
        "5厘米",
        "两万五",
        "万一逾期",
        "那天万一没钱",
        "每天万一有事",
        "一万二 分一年",
        "100%下款",
        "万分之二点几",
        "3点1分5",
        "一分钱",
    ],
)
def test_another_fraction_is_no_rate(text: str) -> None:
    assert found(text, "rate") == []
