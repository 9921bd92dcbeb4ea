"""Intents that repeat themselves are reported, and held-out messages that an example nearly repeats."""

from pathlib import Path

import pytest

from bot.trainer.heldout import Labelled
from bot.trainer.nlu_file import Example, plain
from bot.trainer.variety import masked, monotony, near_leaks

HAN = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏"


def examples(*written: str) -> list[Example]:
    return [Example(Path("refund.yml"), 5 + place, "refund", plain(one), (), one) for place, one in enumerate(written)]


def different(number: int) -> list[str]:
    """Sentences that share no beginning and end."""
    return [
        f"{HAN[place % 22 : place % 22 + 3]}{place}说{HAN[place // 22 : place // 22 + 3]}" for place in range(number)
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("[花朵呗](platform)怎么退", "[大海支付](platform)怎么退？"),
        ("退我500块", "退我1,200.5块"),
        ("退两百三十块钱", "退五十块钱"),
        ("怎麼退款呢", "怎么退款"),
    ],
)
def test_names_and_numbers_make_no_difference(one: str, other: str) -> None:
    assert masked(one) == masked(other)


@pytest.mark.parametrize(
    ("one", "other"), [("怎么退款", "怎么退货"), ("3200", "1500"), ("[花朵呗](platform)", "[大海](platform)")]
)
def test_words_make_a_difference_and_so_does_a_number_alone(one: str, other: str) -> None:
    assert masked(one) != masked(other)


def test_an_intent_of_different_sentences_is_fine() -> None:
    assert list(monotony(examples(*different(120)))) == []


def test_sentences_that_differ_by_a_number_are_reported() -> None:
    repeated = [f"退我{place}块好不好" for place in range(1, 10)]
    told = [problem.message for problem in monotony(examples(*different(111), *repeated))]
    assert "only 93% of refund differ by more than names and numbers; “退我#块好不好” stands 9 times" in told


def test_a_frame_that_comes_too_often_is_reported() -> None:
    framed = [f"我想把{HAN[place : place + 2]}退掉行不行" for place in range(6)]
    (problem,) = monotony(examples(*different(114), *framed))
    assert problem.message == "6 of 120 examples of refund are “我想把…行不行”; 3% is the most"
    assert problem.line == 5


def test_of_few_examples_nothing_is_said() -> None:
    assert list(monotony(examples(*["退我5块"] * 20))) == []


def test_a_nearly_repeated_heldout_message_is_reported() -> None:
    row = Labelled(Path("topics.tsv"), 7, "退款到账一般要几个工作日呢", frozenset({"refund"}))
    (problem,) = near_leaks(examples("怎么退", "退款到账一般要几个工作日 急"), [row])
    assert (problem.path.name, problem.line) == ("topics.tsv", 7)
    assert "refund.yml:6" in problem.message


@pytest.mark.parametrize("text", ["退款到账的钱去了哪张卡里", "在吗"])
def test_another_message_is_no_leak(text: str) -> None:
    row = Labelled(Path("topics.tsv"), 7, text, frozenset({"refund"}))
    assert list(near_leaks(examples("退款到账一般要几个工作日", "在吗"), [row])) == []
