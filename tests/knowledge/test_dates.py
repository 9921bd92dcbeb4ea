"""Dates and durations are kept as far as they were said; other numbers are none."""

from typing import Any

import pytest

from tests.knowledge.counted import found


@pytest.mark.parametrize(
    ("text", "words", "date"),
    [
        ("15号", "15号", {"day": 15}),
        ("二十号还", "二十号", {"day": 20}),
        ("3月8日", "3月8日", {"month": 3, "day": 8}),
        ("3月8号扣的", "3月8号", {"month": 3, "day": 8}),
        ("十二月十五号", "十二月十五号", {"month": 12, "day": 15}),
        ("三月份", "三月份", {"month": 3}),
        ("5月3000块", "5月", {"month": 5}),
        ("每月10号", "每月10号", {"relative": "every_month", "day": 10}),
        ("每个月十号", "每个月十号", {"relative": "every_month", "day": 10}),
        ("昨天", "昨天", {"relative": "yesterday"}),
        ("今天", "今天", {"relative": "today"}),
        ("昨晚扣的", "昨晚", {"relative": "yesterday"}),
        ("大前天", "大前天", {"relative": "three_days_ago"}),
        ("大后天还", "大后天", {"relative": "in_three_days"}),
        ("下个月15", "下个月15", {"relative": "next_month", "day": 15}),
        ("下个月", "下个月", {"relative": "next_month"}),
        ("上個月", "上個月", {"relative": "last_month"}),
        ("2024年5月", "2024年5月", {"year": 2024, "month": 5}),
        ("24年5月", "24年5月", {"year": 2024, "month": 5}),
        ("二〇二四年五月一号", "二〇二四年五月一号", {"year": 2024, "month": 5, "day": 1}),
        ("2024-05-01", "2024-05-01", {"year": 2024, "month": 5, "day": 1}),
        ("2019年借的", "2019年", {"year": 2019}),
        ("去年十月", "去年十月", {"relative": "last_year", "month": 10}),
        ("去年底", "去年底", {"relative": "end_of_last_year"}),
        ("本月底", "本月底", {"relative": "end_of_this_month"}),
        ("月底", "月底", {"relative": "end_of_month"}),
        ("下周三", "下周三", {"relative": "next_week", "weekday": 3}),
        ("上个星期天", "上个星期天", {"relative": "last_week", "weekday": 7}),
    ],
)
def test_a_date_is_kept_as_far_as_it_was_said(text: str, words: str, date: dict[str, Any]) -> None:
    assert found(text, "date") == [(words, date)]


@pytest.mark.parametrize(
    "text",
    [
        "3个月",
        "两个月",
        "人民路88号",
        "人民路8号",
        "地铁2号线",
        "32号",
        "13月",
        "0号",
        "每月还500",
        "每月20块",
        "3日内",
        "月月付",
        "我一月只能给二百",
        "日息3厘",
    ],
)
def test_another_number_is_no_date(text: str) -> None:
    assert found(text, "date") == []


@pytest.mark.parametrize(
    ("text", "words", "duration"),
    [
        ("三天", "三天", {"number": "3", "unit": "day"}),
        ("逾期80多天", "80多天", {"number": "80", "unit": "day", "is_more": True}),
        ("逾期一天", "一天", {"number": "1", "unit": "day"}),
        ("3日内", "3日", {"number": "3", "unit": "day"}),
        ("两周", "两周", {"number": "2", "unit": "week"}),
        ("两个月", "两个月", {"number": "2", "unit": "month"}),
        ("三个多月", "三个多月", {"number": "3", "unit": "month", "is_more": True}),
        ("一个半月", "一个半月", {"number": "1.5", "unit": "month"}),
        ("一个月多少利息", "一个月", {"number": "1", "unit": "month"}),
        ("12期", "12期", {"number": "12", "unit": "instalment"}),
        ("有没有六十期", "六十期", {"number": "60", "unit": "instalment"}),
        ("半年", "半年", {"number": "0.5", "unit": "year"}),
        ("半年多", "半年多", {"number": "0.5", "unit": "year", "is_more": True}),
        ("一年多", "一年多", {"number": "1", "unit": "year", "is_more": True}),
        ("两年半", "两年半", {"number": "2.5", "unit": "year"}),
    ],
)
def test_a_duration_has_a_number_and_a_unit(text: str, words: str, duration: dict[str, Any]) -> None:
    assert found(text, "duration") == [(words, duration)]


@pytest.mark.parametrize(
    "text",
    [
        "第3期",
        "上一期",
        "每一期",
        "三四个月",
        "几天",
        "一天打十几个电话",
        "三天两头",
        "2024年",
        "24年",
        "9分期",
        "0.05%一天",
        "有一天",
        "下周三",
        "3月8日",
        "十分钟",
    ],
)
def test_another_count_is_no_duration(text: str) -> None:
    assert found(text, "duration") == []
