"""Platforms are found by any way of writing their names, and never inside another word."""

# ruff: noqa: RUF001 -- names are typed in full width here

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.names import Mention, NameFinder
from tests.knowledge.records import platform

PLATFORMS = (
    platform("alipay", "支付宝", aliases=("zfb", "Alipay"), misspellings=("支付包",)),
    platform("huabei", "花呗", aliases=("hb", "蚂蚁花呗"), misspellings=("花被",), parent="alipay"),
    platform("jiebei", "借呗", parent="alipay"),
    platform("huanbei", "还呗"),
    platform("weilidai", "微粒贷", aliases=("wld",)),
    platform("loan360", "360借条", aliases=("360", "360借钱")),
    platform("ecard", "e卡"),
    platform("dongshan", "东山消费金融"),
    platform("xiaohua", "小花钱包"),
    platform("zujibao", "租机宝"),
    platform("zujigou", "租机狗"),
)
FINDER = NameFinder(PLATFORMS, ("赶紧还呗", "大白e卡通", "租机包邮"))


def found(text: str) -> list[tuple[str, str, str]]:
    """Platform, the words as typed, and how, for each mention."""
    return [(one.platform, text[one.start : one.end], one.how) for one in FINDER.find(text)]


@pytest.mark.parametrize(
    ("text", "platform_id", "words", "how"),
    [
        pytest.param("支付宝客服电话", "alipay", "支付宝", "name", id="name"),
        pytest.param("怎么关zfb", "alipay", "zfb", "alias", id="alias"),
        pytest.param("ALIPAY怎么注销", "alipay", "ALIPAY", "alias", id="alias in capitals"),
        pytest.param("蚂蚁花呗", "huabei", "蚂蚁花呗", "alias", id="longest alias"),
        pytest.param("支付包怎么了", "alipay", "支付包", "misspelling", id="misspelling"),
        pytest.param("花唄關不掉", "huabei", "花唄", "name", id="traditional"),
        pytest.param("微 粒 贷", "weilidai", "微 粒 贷", "name", id="spaces inside"),
        pytest.param("我的😭花😭呗 呢", "huabei", "花😭呗", "name", id="emoji inside"),
        pytest.param("ｈｂ关了", "huabei", "ｈｂ", "alias", id="full width"),
        pytest.param("360借条逾期", "loan360", "360借条", "name", id="digits"),
        pytest.param("E卡过期", "ecard", "E卡", "name", id="Latin and Chinese"),
    ],
)
def test_a_name_is_found_where_it_was_typed(text: str, platform_id: str, words: str, how: str) -> None:
    assert found(text) == [(platform_id, words, how)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("hbo会员扣费", id="at the beginning of a word"),
        pytest.param("thb换算", id="at the end of a word"),
        pytest.param("hb2怎么走", id="before a digit"),
        pytest.param("13602元", id="number inside a number"),
        pytest.param("we卡住了", id="Latin beginning of a mixed name"),
        pytest.param("手机被锁了", id="no name at all"),
        pytest.param("", id="nothing"),
        pytest.param("😀", id="emoji"),
    ],
)
def test_no_name_is_found_inside_another_word(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("text", ["hb怎么关", "关掉hb", "我的hb，", "用 hb 付款", "hb", "hb和zfb"])
def test_a_latin_name_is_found_between_chinese_spaces_and_marks(text: str) -> None:
    assert found(text)[0] == ("huabei", "hb", "alias")


@pytest.mark.parametrize(
    ("text", "platforms"),
    [
        pytest.param("支付宝花呗怎么关", ["huabei"], id="service after its platform"),
        pytest.param("花呗在支付宝哪里", ["huabei"], id="platform after its service"),
        pytest.param("支付宝花呗借呗", ["huabei", "jiebei"], id="two services"),
        pytest.param("支付宝和微粒贷", ["alipay", "weilidai"], id="two that are not related"),
        pytest.param("微粒贷、支付宝、e卡", ["weilidai", "alipay", "ecard"], id="in the order of the text"),
        pytest.param("花呗花呗hb", ["huabei"], id="each once"),
    ],
)
def test_the_most_specific_platforms_are_meant(text: str, platforms: list[str]) -> None:
    assert [one.platform for one in FINDER.find(text)] == platforms


@pytest.mark.parametrize(
    ("text", "platforms"),
    [
        pytest.param("赶紧还呗", [], id="a name is part of the phrase"),
        pytest.param("租机包邮吗", [], id="a sound is part of the phrase"),
        pytest.param("大白E卡通", [], id="in another case"),
        pytest.param("还呗怎么还", ["huanbei"], id="the name itself"),
        pytest.param("赶紧还呗，我说的是还呗", ["huanbei"], id="phrase and name"),
    ],
)
def test_words_that_only_hold_a_name_are_stepped_over(text: str, platforms: list[str]) -> None:
    assert [one.platform for one in FINDER.find(text)] == platforms


@pytest.mark.parametrize(
    ("text", "platform_id", "words"),
    [
        pytest.param("威力贷客服", "weilidai", "威力贷", id="homophone"),
        pytest.param("我在 微😀立带 借的", "weilidai", "微😀立带", id="homophone with spaces and emoji"),
        pytest.param("小发钱包", "", "", id="another sound in a name of four"),
        pytest.param("晓花前包还款", "xiaohua", "晓花前包", id="homophone of four"),
        pytest.param("支护宝", "", "", id="one character wrong in a short name"),
        pytest.param("东山消废金融", "dongshan", "东山消废金融", id="homophone of six"),
        pytest.param("东山消化金融", "dongshan", "东山消化金融", id="one character wrong in a long name"),
        pytest.param("是东山消化金融", "dongshan", "东山消化金融", id="little more than the name"),
        pytest.param("我在东山消化金融借了三万", "", "", id="one character wrong in a long message"),
        pytest.param("华北", "", "", id="names of two characters have no homophones"),
        pytest.param("租机保", "zujibao", "租机保", id="homophone of three"),
    ],
)
def test_a_close_spelling_is_a_guess(text: str, platform_id: str, words: str) -> None:
    assert found(text) == ([(platform_id, words, "close")] if platform_id else [])


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        pytest.param("微里代", "weilidai", id="tones"),
        pytest.param("微尼贷", "weilidai", id="n for l"),
        pytest.param("租鸡包", "zujibao", id="all sounds"),
    ],
)
def test_sounds_are_levelled_as_dialects_level_them(typed: str, name: str) -> None:
    assert found(typed) == [(name, typed, "close")]


def test_an_exact_name_outweighs_every_guess() -> None:
    assert found("威力贷还是花呗") == [("huabei", "花呗", "name")]


def test_a_sound_that_two_platforms_share_tells_nothing() -> None:
    twins = NameFinder((platform("one", "云朵花"), platform("two", "云朵华")))
    assert twins.find("云躲画") == ()
    assert twins.find("云朵花") == (Mention("one", 0, 3, "name"),)


def test_a_misspelling_does_not_count_as_a_sound() -> None:
    finder = NameFinder((platform("one", "东山贷", misspellings=("西海贷",)),))
    assert finder.find("西嗨贷") == ()


def test_platforms_without_a_usable_name_do_no_harm() -> None:
    finder = NameFinder((platform("none", ""), platform("emoji", "😀"), platform("one", "东山贷")))
    assert [one.platform for one in finder.find("东山贷")] == ["one"]


def test_no_platforms_no_names() -> None:
    assert NameFinder(()).find("支付宝") == ()


@given(st.text(st.one_of(st.sampled_from("支付宝花呗唄hbe卡360借条威微粒贷 😀，赶紧还"), st.characters()), max_size=25))
def test_every_mention_lies_in_the_text_and_folds_to_a_name_of_its_platform(text: str) -> None:
    mentions = FINDER.find(text)
    assert len({one.platform for one in mentions}) == len(mentions)
    for one in mentions:
        assert 0 <= one.start < one.end <= len(text)
        if one.how != "close":
            again = FINDER.find(text[one.start : one.end])
            assert [(each.platform, each.how) for each in again] == [(one.platform, one.how)]
