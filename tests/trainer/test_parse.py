"""Messages are parsed in order, masked as in a conversation, and given back exactly as they came."""

import json
import sys
from pathlib import Path

import pytest

from bot.errors import EngineError
from bot.trainer.parse import Parsed, parse

MODEL = Path("models/one.tar.gz")
ECHO = """\
import json, sys
for line in sys.stdin:
    text = json.loads(line)
    ranking = [{"name": "greet", "confidence": 0.75}, {"name": "refund", "confidence": 0.25}]
    row = {"intent": "greet", "confidence": 0.75, "ranking": ranking, "entities": [{"value": text}]}
    print(json.dumps(row), flush=True)
"""
BROKEN = "import sys; print('no such model', file=sys.stderr); sys.exit(3)"


def through(script: str, texts: list[str]) -> list[Parsed]:
    """The texts through a child that stands for the model; the arguments that parse adds are left to it."""
    return list(parse(texts, MODEL, [sys.executable, "-c", script], {}))


def test_texts_come_back_in_order_exactly_as_given() -> None:
    texts = ["你好", " 前后有空格 ", "😀", '"引号"', "", "/restart"]
    assert [one.text for one in through(ECHO, texts)] == texts


def test_the_model_sees_what_it_would_see_in_a_conversation() -> None:
    (parsed,) = through(ECHO, ["我手机13800138000"])
    assert parsed.text == "我手机13800138000"
    assert parsed.entities[0]["value"] == "我手机[手机号]"


def test_many_texts_do_not_block_the_pipes() -> None:
    texts = [f"第{number}条" * 40 for number in range(2000)]
    assert [one.text for one in through(ECHO, texts)] == texts


def test_the_guess_is_the_likeliest_intent_whatever_was_answered() -> None:
    assert Parsed("你好", "nlu_fallback", 0.3, (("greet", 0.15), ("refund", 0.1)), ()).guess == ("greet", 0.15)
    assert Parsed(" ", "nlu_fallback", 0.0, (), ()).guess == ("nlu_fallback", 0.0)


def test_what_was_understood_is_one_line_of_json() -> None:
    (parsed,) = through(ECHO, ["你好"])
    line = parsed.as_json()
    assert "\n" not in line
    assert "你好" in line
    assert json.loads(line) == {
        "text": "你好",
        "intent": "greet",
        "confidence": 0.75,
        "ranking": [{"name": "greet", "confidence": 0.75}, {"name": "refund", "confidence": 0.25}],
        "entities": [{"value": "你好"}],
    }


def test_a_model_that_cannot_be_asked_is_an_error_with_its_complaint() -> None:
    with pytest.raises(EngineError, match=r"one\.tar\.gz could not be asked:\nno such model"):
        through(BROKEN, ["你好"])
