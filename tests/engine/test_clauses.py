"""A message is cut where another question may begin, and nowhere else; nothing of it is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.clauses import MOST_PARTS, clauses


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("怎么关花呗，另外逾期会上征信吗", ["怎么关花呗，", "另外逾期会上征信吗"]),
        ("花呗怎么关？逾期会怎样？", ["花呗怎么关", "逾期会怎样"]),
        ("怎么还款 还有利息多少", ["怎么还款", "还有利息多少"]),
        ("在哪还款\n利息多少", ["在哪还款", "利息多少"]),
        ("手机被锁了，怎么办", ["手机被锁了，怎么办"]),
        ("我还有一期没还", ["我还有一期没还"]),
        ("关不掉？急！", ["关不掉 急"]),
        ("", []),
        ("？！", []),
    ],
)
def test_where_a_message_is_cut(text: str, parts: list[str]) -> None:
    assert clauses(text) == parts


def test_of_a_long_story_the_end_counts() -> None:
    story = "。".join(f"这是第{place}句话" for place in range(30))
    assert len(clauses(story)) == MOST_PARTS
    assert clauses(story)[-1] == "这是第29句话"


@given(st.text(alphabet="怎么还款另外有？。， \n!a1", max_size=60))
def test_no_words_are_lost_or_added(text: str) -> None:
    def words(said: str) -> str:
        return "".join(character for character in said if character not in "？。!\n ")

    if len(clauses(text)) < MOST_PARTS:
        assert words("".join(clauses(text))) == words(text)
