"""Lines are parsed in order; a line that means nothing to the model is still a line of the answer."""

import io
import json
from typing import Any

import pytest

from bot.engine.parse import parse_lines

pytestmark = pytest.mark.rasa


class FakeAgent:
    """Parses as if every message were a greeting, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def parse_message(self, text: str) -> dict[str, Any]:
        self.asked.append(text)
        names = ("nlu_fallback", "greet", "thank", "goodbye", "affirm")
        ranking = [{"name": name, "confidence": 0.2, "id": 1} for name in names]
        return {"text": text, "intent": ranking[0], "intent_ranking": ranking, "entities": [{"value": "jd"}]}


async def parsed(*texts: str) -> tuple[list[dict[str, Any]], list[str]]:
    agent, out = FakeAgent(), io.StringIO()
    await parse_lines(agent, io.StringIO("".join(json.dumps(text) + "\n" for text in texts)), out)
    return [json.loads(line) for line in out.getvalue().splitlines()], agent.asked


async def test_lines_are_answered_in_order() -> None:
    rows, asked = await parsed("你好", "一行\n两行", "谢谢")
    assert asked == ["你好", "一行\n两行", "谢谢"]
    assert len(rows) == 3


async def test_the_three_likeliest_intents_are_told_without_the_fallback() -> None:
    ((row,), _) = await parsed("你好")
    assert row == {
        "intent": "nlu_fallback",
        "confidence": 0.2,
        "ranking": [{"name": name, "confidence": 0.2} for name in ("greet", "thank", "goodbye")],
        "entities": [{"value": "jd"}],
    }


async def test_a_blank_line_is_not_understood() -> None:
    ((row,), asked) = await parsed("  ")
    assert asked == []
    assert row == {"intent": "nlu_fallback", "confidence": 0.0, "ranking": [], "entities": []}


async def test_a_typed_command_reaches_the_model_as_text() -> None:
    _, asked = await parsed("/restart")
    assert asked == ["\uff0frestart"]
