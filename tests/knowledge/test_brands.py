"""Phone brands are found by each way of writing them, and not in words that only hold them."""

from pathlib import Path

import pytest

from bot.errors import DataError
from bot.knowledge.brands import load_brands
from bot.settings import ROOT
from tests.knowledge.files import write

BRANDS = load_brands(ROOT / "data")


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("苹果手机", "苹果", "苹果"),
        ("iPhone 15", "iPhone", "苹果"),
        ("iphone15", "iphone", "苹果"),
        ("蘋果13", "蘋果", "苹果"),
        ("HUAWEI P40", "HUAWEI", "华为"),
        ("我的红米k70", "红米", "红米"),
        ("小米14", "小米", "小米"),
        ("荣耀90", "荣耀", "荣耀"),
        ("oppo的", "oppo", "OPPO"),
        ("VIVO手机", "VIVO", "vivo"),
    ],
)
def test_a_brand_is_found_by_its_name(text: str, words: str, name: str) -> None:
    assert [(text[one.start : one.end], one.value) for one in BRANDS.find(text)] == [(words, name)]


@pytest.mark.parametrize(
    "text", ["王者荣耀", "小米粥", "联想到以前", "三星级酒店", "appleid2", "shopping", "安卓的", ""]
)
def test_no_brand_is_found_in_another_word(text: str) -> None:
    assert BRANDS.find(text) == ()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        pytest.param("brand: []\n", "“brands” is missing", id="key"),
        pytest.param("brands:\n  - {alias: a}\n", "“name” is missing", id="name"),
        pytest.param(
            "brands:\n  - {name: a, aliases: [b]}\n  - {name: c, aliases: [B]}\n", "also a", id="shared alias"
        ),
    ],
)
def test_a_fault_is_an_error_with_its_line(tmp_path: Path, written: str, said: str) -> None:
    write(tmp_path, {"lexicon/brands.yml": written})
    with pytest.raises(DataError, match=rf"brands\.yml:\d+: (?s:.*){said}"):
        load_brands(tmp_path)
