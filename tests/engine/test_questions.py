"""The parts of a message pass through the pipeline beside the whole and are told with it."""

from pathlib import Path
from typing import Any

import pytest

from bot.engine.questions import QuestionCollector, QuestionSplitter
from tests.engine.small_data import Workshop, heard, small_data

pytestmark = pytest.mark.rasa


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path / "model", small_data(tmp_path))


def understood(messages: list[Any]) -> list[Any]:
    """Messages as a classifier leaves them; the intent is the text."""
    for message in messages:
        message.set("intent", {"name": message.get("text"), "confidence": 0.9}, add_to_output=True)
    return messages


def test_the_parts_are_told_with_the_whole(workshop: Workshop) -> None:
    split = workshop.create(QuestionSplitter).process([heard("怎么还款？利息多少")])
    assert [message.get("text") for message in split] == ["怎么还款？利息多少", "怎么还款", "利息多少"]
    (whole,) = workshop.create(QuestionCollector).process(understood(split))
    assert whole.get("intent")["name"] == "怎么还款？利息多少"
    assert whole.as_dict(only_output_properties=True)["questions"] == [
        {"intent": "怎么还款", "confidence": 0.9},
        {"intent": "利息多少", "confidence": 0.9},
    ]


@pytest.mark.parametrize("text", ["怎么还款", "", '/inform{"a": "b。c？d"}'])
def test_one_question_and_a_pressed_button_pass_untouched(workshop: Workshop, text: str) -> None:
    split = workshop.create(QuestionSplitter).process([heard(text)])
    (whole,) = workshop.create(QuestionCollector).process(split)
    assert whole.get("questions") is None


def test_parts_that_nobody_understood_are_left_out(workshop: Workshop) -> None:
    split = workshop.create(QuestionSplitter).process([heard("怎么还款？利息多少")])
    split[1].set("intent", {"name": "how_to_repay", "confidence": 0.7})
    (whole,) = workshop.create(QuestionCollector).process(split)
    assert whole.get("questions") == [{"intent": "how_to_repay", "confidence": 0.7}]
