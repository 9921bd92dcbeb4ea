"""Many ways of typing the same words fold into one, and every finding can be shown in the typed text."""

# ruff: noqa: RUF001 -- width is what is folded here

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.knowledge.normalise import fold, fold_with_origins, placeholders

SAME = [
    pytest.param("ＨＢ怎么关", "hb怎么关", id="full width letters"),
    pytest.param("１２３７８", "12378", id="full width digits"),
    pytest.param("ﾊﾛｰ", "ハロー", id="half width kana"),
    pytest.param("HuaBei", "huabei", id="case"),
    pytest.param("手機被鎖了", "手机被锁了", id="traditional"),
    pytest.param("還款還不進去", "还款还不进去", id="traditional, several"),
    pytest.param("不明帳單", "不明账单", id="traditional for 账"),
    pytest.param("不明帐单", "不明账单", id="the other simplified form of 账"),
    pytest.param("手 机 被 锁", "手机被锁", id="spaces between Chinese"),
    pytest.param("  你好\t\n", "你好", id="spaces around"),
    pytest.param("手机\u3000被锁", "手机被锁", id="ideographic space"),
    pytest.param("ok  fine", "ok fine", id="space between Latin words stays, once"),
    pytest.param("95188 转 3", "95188转3", id="space between digits and Chinese"),
    pytest.param("400 000", "400 000", id="space between numbers stays"),
    pytest.param("手机😭被锁", "手机被锁", id="emoji"),
    pytest.param("手机👨\u200d👩\u200d👧被锁", "手机被锁", id="joined emoji"),
    pytest.param("❤\ufe0f谢谢", "谢谢", id="emoji with a variation selector"),
    pytest.param("手\u200b机", "手机", id="zero width space"),
    pytest.param("\ufeff你好", "你好", id="byte order mark"),
    pytest.param("ok😀fine", "ok fine", id="emoji parts Latin words"),
    pytest.param("在吗吗吗吗吗", "在吗吗", id="repeats of a character"),
    pytest.param("！！！！！！", "!!", id="repeats of punctuation"),
    pytest.param("哈哈", "哈哈", id="a word of two like characters"),
    pytest.param("10000块", "10000块", id="digits are left alone"),
    pytest.param("1111111", "1111111", id="a number of one digit is left alone"),
    pytest.param("www", "www", id="letters are left alone"),
    pytest.param("", "", id="nothing"),
    pytest.param("😀😀", "", id="emoji alone"),
]


@pytest.mark.parametrize(("typed", "folded"), SAME)
def test_ways_of_typing_fold_into_one(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@pytest.mark.parametrize(("typed", "folded"), SAME)
def test_folding_again_changes_nothing(typed: str, folded: str) -> None:
    assert fold(fold(typed)) == folded


@pytest.mark.parametrize(
    ("typed", "sought", "found"),
    [
        pytest.param("我的 ＨＢ 关不掉", "hb", "ＨＢ", id="width"),
        pytest.param("我😭的花 呗关不掉", "花呗", "花 呗", id="space inside"),
        pytest.param("😭😭花唄", "花呗", "花唄", id="after emoji"),
        pytest.param("花\u200b呗", "花呗", "花\u200b呗", id="zero width inside"),
        pytest.param("在吗吗吗吗花呗", "花呗", "花呗", id="after dropped repeats"),
    ],
)
def test_a_finding_is_shown_as_it_was_typed(typed: str, sought: str, found: str) -> None:
    folded = fold_with_origins(typed)
    start = folded.text.index(sought)
    first, last = folded.span(start, start + len(sought))
    assert typed[first:last] == found


TYPED = st.text(
    st.one_of(st.sampled_from("花呗唄還ＨＢhb 1１　,。！吗😀\u200b\ufe0f①㏂½…\u3000゛"), st.characters()), max_size=30
)


@given(TYPED)
@example("吗吗吗吗吗")
@example("a 😀 b")
@example("㏂x")
def test_every_folded_character_knows_where_it_came_from(typed: str) -> None:
    folded = fold_with_origins(typed)
    assert len(folded.origins) == len(folded.text)
    assert list(folded.origins) == sorted(folded.origins)
    assert all(0 <= origin < len(typed) for origin in folded.origins)


@given(TYPED, st.data())
def test_the_typed_slice_of_a_span_folds_to_what_was_found(typed: str, data: st.DataObject) -> None:
    folded = fold_with_origins(typed)
    solid = [place for place, character in enumerate(folded.text) if character != " "]
    if not solid:
        return
    start = data.draw(st.sampled_from(solid), label="start")
    end = data.draw(st.sampled_from([place for place in solid if place >= start]), label="last") + 1
    first, last = folded.span(start, end)
    assert 0 <= first < last <= len(typed)
    assert folded.text[start:end] in fold(typed[first:last])


@given(st.text("0123456789", min_size=1, max_size=20))
def test_no_digit_of_a_number_is_lost(number: str) -> None:
    assert fold(f"欠了{number}元") == f"欠了{number}元"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        pytest.param("我的[手机号]", ("手机号",), id="one"),
        pytest.param("[手机号]和[身份证号]还有[手机号]", ("手机号", "身份证号"), id="several, each once"),
        pytest.param("[住址]", (), id="no kind of ours"),
        pytest.param("手机号", (), id="the word alone"),
    ],
)
def test_masked_numbers_are_recognised_by_kind(text: str, kinds: tuple[str, ...]) -> None:
    assert placeholders(text) == kinds
