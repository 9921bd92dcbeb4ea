"""Plays every `*.yml` of this folder: each turn says or presses something and names what the answer must hold.

Keys of a turn: `say` or `press`; `expect` and `never` (substrings of everything readable), `step` (label of the current
step), `buttons` (titles that must be offered).
"""

import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.settings import Settings
from tests.conversations.customer import Answer, Customer

pytestmark = pytest.mark.stack

FILES = sorted(Path(__file__).parent.glob("*.yml"))
KEYS = {"say", "press", "expect", "never", "step", "buttons"}
LONGEST_BUBBLE = 180
MOST_BUBBLES = 3
ASKS_FOR_SECRETS = re.compile(
    r"(请|麻烦)(您)?(把|将)?(提供|发|输入|告诉我)[^。]{0,6}(身份证号|银行卡号|卡号|验证码|密码)"
)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_conversation_goes_as_written(file: Path, stack: Settings) -> None:
    conversation = YAML(typ="safe").load(file)
    with Customer(stack.gateway_url) as customer:
        for place, turn in enumerate(conversation["turns"], start=1):
            assert not turn.keys() - KEYS, f"turn {place}: unknown keys {turn.keys() - KEYS}"
            answer = customer.press(turn["press"]) if "press" in turn else customer.say(turn["say"])
            _check(answer, turn, f"turn {place} ({turn.get('say') or turn.get('press')}):\n{answer.text}")


def _check(answer: Answer, turn: dict[str, Any], told: str) -> None:
    for words in turn.get("expect", ()):
        assert words in answer.text, f"“{words}” is missing in {told}"
    for words in turn.get("never", ()):
        assert words not in answer.text, f"“{words}” must not be in {told}"
    if "step" in turn:
        assert answer.step == turn["step"], told
    for title in turn.get("buttons", ()):
        assert title in answer.buttons, f"button “{title}” is missing in {told}: {list(answer.buttons)}"
    assert not ASKS_FOR_SECRETS.search(answer.text), told
    assert len(answer.bubbles) <= MOST_BUBBLES, told
    assert all(len(bubble) <= LONGEST_BUBBLE for bubble in answer.bubbles), told
