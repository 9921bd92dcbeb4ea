"""Numbers are read as customers type them, and what is no certain number is none."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.numerals import numeral


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3200", "3200"),
        ("3,200.50", "3200.5"),
        ("1.5万", "15000"),
        ("1w", "10000"),
        ("5k", "5000"),
        ("3千2", "3200"),
        ("3万5", "35000"),
        ("1万2000", "12000"),
        ("2千零50", "2050"),
        ("三千二", "3200"),
        ("三千二百", "3200"),
        ("两万三", "23000"),
        ("十五万三", "153000"),
        ("一千零一十", "1010"),
        ("两百零五", "205"),
        ("伍佰", "500"),
        ("十二", "12"),
        ("一点五万", "15000"),
        ("三点五", "3.5"),
    ],
)
def test_a_numeral_is_read(text: str, value: str) -> None:
    assert numeral(text) == Decimal(value)


@pytest.mark.parametrize("text", ["两三千", "三四", "七八百", "百", "万", "", "三五百"])
def test_what_is_no_certain_number_is_none(text: str) -> None:
    assert numeral(text) is None


@given(st.text(alphabet="0123456789.,零〇一二两三四五六七八九十百千万亿点wk拾佰仟元负", max_size=8))
def test_whatever_is_typed_is_a_number_or_none(text: str) -> None:
    value = numeral(text)
    assert value is None or value.is_finite()
