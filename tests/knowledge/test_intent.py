"""The intents are read in the order of their file, and every fault is told with its line."""

from pathlib import Path

import pytest

from bot.errors import DataError
from bot.knowledge.intent import Intent, load_intents, read_intents
from bot.knowledge.problem import Problem
from tests.knowledge.files import told, write

FILE = """
    intents:
      - name: phone_locked
        group: topic
        title: 手机被锁
        covers: 锁机
        borders: 冻结不是
        needs: platform
      - {name: distress, group: guard, title: 危急, covers: 危急}
      - {name: greet, group: talk, title: 打招呼, covers: 你好}
      - {name: out_of_scope, group: other, title: 别的, covers: 天气}
"""


def test_intents_are_read_in_their_order(tmp_path: Path) -> None:
    intents = load_intents(write(tmp_path, {"intents.yml": FILE}))
    assert list(intents) == ["phone_locked", "distress", "greet", "out_of_scope"]
    assert intents["phone_locked"] == Intent("phone_locked", "topic", "手机被锁", "锁机", "冻结不是", "platform")


def test_topics_and_guards_are_answered_by_guides(tmp_path: Path) -> None:
    intents = load_intents(write(tmp_path, {"intents.yml": FILE}))
    assert [name for name, intent in intents.items() if intent.has_guide] == ["phone_locked", "distress"]


@pytest.mark.parametrize(
    ("sound", "faulty", "fault"),
    [
        pytest.param("name: greet", "name: Greet-1", "9: “name: Greet-1” does not look like", id="form of the name"),
        pytest.param("name: greet", "name: distress", "9: the intent distress stands here twice", id="twice"),
        pytest.param("group: talk", "group: chat", "9: “group: chat” is not one of", id="group"),
        pytest.param("        title: 手机被锁\n", "", "2: “title” is missing", id="title"),
        pytest.param("needs: platform", "needs: city", "7: “needs: city” is not one of", id="needs"),
        pytest.param("borders: 冻结不是", "border: 冻结不是", "6: “border” is not a key that is known here", id="key"),
    ],
)
def test_a_fault_of_an_intent_is_told(tmp_path: Path, sound: str, faulty: str, fault: str) -> None:
    assert sound in FILE
    problems: list[Problem] = []
    read_intents(write(tmp_path, {"intents.yml": FILE.replace(sound, faulty)}) / "intents.yml", problems)
    assert told(problems)[0].startswith(f"intents.yml:{fault}")


def test_no_intents_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="“intents” is missing"):
        load_intents(write(tmp_path, {"intents.yml": "intent: []\n"}))
