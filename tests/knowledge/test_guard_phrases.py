"""Phrases that must not be missed are heard however they are typed, unless they stand in an idiom."""

from pathlib import Path

import pytest

from bot.errors import DataError
from bot.knowledge.guard_phrases import load_guards, read_guards
from bot.knowledge.problem import Problem
from tests.knowledge.files import told, write

FILE = """
    id: distress
    phrases: [不想活, 跳楼, 想死]
    idioms: [跳楼价, 想死你]
"""


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        pytest.param("我不想活了", True, id="phrase"),
        pytest.param("我 不 想 活 了", True, id="spaces"),
        pytest.param("我不😭想😭活", True, id="emoji"),
        pytest.param("跳樓", True, id="traditional"),
        pytest.param("这手机跳楼价", False, id="idiom"),
        pytest.param("跳樓 價", False, id="idiom, typed otherwise"),
        pytest.param("跳楼价也不卖，我要跳楼", True, id="phrase beside an idiom"),
        pytest.param("想死你了", False, id="idiom that begins as the phrase"),
        pytest.param("跳楼价想死", True, id="another phrase beside an idiom"),
        pytest.param("想跳楼价死", False, id="removing an idiom makes no phrase"),
        pytest.param("手机被锁了", False, id="neither"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_danger_is_heard(tmp_path: Path, text: str, *, heard: bool) -> None:
    (guard,) = load_guards(write(tmp_path, {"guards/distress.yml": FILE}))
    assert guard.hears(text) is heard


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param("id: other\nphrases: [a]\n", "1: “id” must be the file's name, distress", id="id"),
        pytest.param("id: distress\n", "1: “phrases” is missing", id="no phrases"),
        pytest.param("id: distress\nphrases: []\n", "2: “phrases” must not be empty", id="empty phrases"),
        pytest.param(
            "id: distress\nphrases: [a]\nidiom: [b]\n", "3: “idiom” is not a key that is known here", id="key"
        ),
        pytest.param("id: distress\nphrases: [a, '😀']\n", "2: “😀” says nothing that could be heard", id="no words"),
        pytest.param("- a\n", "1: must be a mapping of keys to values", id="no mapping"),
    ],
)
def test_a_fault_of_a_guard_is_told(tmp_path: Path, text: str, fault: str) -> None:
    problems: list[Problem] = []
    read_guards(write(tmp_path, {"distress.yml": text}), problems)
    assert told(problems) == [f"distress.yml:{fault}"]


def test_loading_faulty_guards_raises_with_every_fault(tmp_path: Path) -> None:
    write(tmp_path, {"guards/a.yml": "id: a\n", "guards/b.yml": "id: b\n"})
    with pytest.raises(DataError, match=r"a\.yml:1: .*\n.*b\.yml:1: "):
        load_guards(tmp_path)
