"""A model is trained anew exactly when something it is made from has changed."""

import os
from pathlib import Path

import pytest

from bot.serve.fingerprint import fingerprint
from bot.settings import Settings

PLATFORM = """\
id: zhifu
name: 支付
aliases: [小付]
contacts:
  - {number: "12345"}
"""
FILES = {
    "config.yml": "language: zh\n",
    "domain.yml": "intents: [greet]\n",
    "requirements/rasa.txt": "rasa==3.6.21\n",
    "bot/engine/tokens.py": "TOKENS = 1\n",
    "bot/knowledge/names.py": "NAMES = 1\n",
    "data/nlu/talk/greet.yml": "- 你好\n",
    "data/rules/greet.yml": "- greet\n",
    "data/lexicon/words.txt": "先用后付\n",
    "data/platforms/zhifu.yml": PLATFORM,
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_the_same_files_have_the_same_fingerprint(root: Path, settings: Settings) -> None:
    before = fingerprint(settings, root)
    for path in root.rglob("*.yml"):
        os.utime(path, (0, 0))
    assert fingerprint(settings, root) == before


@pytest.mark.parametrize("name", [name for name in FILES if "platforms" not in name])
def test_a_changed_file_changes_it(root: Path, settings: Settings, name: str) -> None:
    before = fingerprint(settings, root)
    (root / name).write_text(FILES[name] + "# more\n", encoding="utf-8")
    assert fingerprint(settings, root) != before


@pytest.mark.parametrize("name", ["data/nlu/talk/bye.yml", "data/stories/night.yml", "bot/engine/more.py"])
def test_a_new_file_changes_it(root: Path, settings: Settings, name: str) -> None:
    before = fingerprint(settings, root)
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text("", encoding="utf-8")
    assert fingerprint(settings, root) != before


def test_a_renamed_file_changes_it(root: Path, settings: Settings) -> None:
    before = fingerprint(settings, root)
    (root / "data/nlu/talk/greet.yml").rename(root / "data/nlu/talk/hello.yml")
    assert fingerprint(settings, root) != before


def test_what_a_platform_is_called_changes_it(root: Path, settings: Settings) -> None:
    before = fingerprint(settings, root)
    (root / "data/platforms/zhifu.yml").write_text(PLATFORM.replace("小付", "老付"), encoding="utf-8")
    assert fingerprint(settings, root) != before


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("data/platforms/zhifu.yml", PLATFORM.replace("12345", "12346")),
        ("data/guides/lock.yml", "id: lock\n"),
        ("bot/gateway/app.py", "APP = 1\n"),
        ("data/nlu/talk/notes.txt", "not read\n"),
    ],
    ids=["a phone number", "a guide", "the gateway", "a file Rasa does not read"],
)
def test_what_no_model_is_made_from_does_not(root: Path, settings: Settings, name: str, text: str) -> None:
    before = fingerprint(settings, root)
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, encoding="utf-8")
    assert fingerprint(settings, root) == before


def test_a_broken_platform_file_counts_whole(root: Path, settings: Settings) -> None:
    path = root / "data/platforms/zhifu.yml"
    path.write_text("id: [\n", encoding="utf-8")
    before = fingerprint(settings, root)
    path.write_text("id: [[\n", encoding="utf-8")
    assert fingerprint(settings, root) != before
