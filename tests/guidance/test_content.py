"""The content is loaded as far as it can be used: a faulty guide is left out, and the others go on answering."""

import logging
from datetime import date
from pathlib import Path

import pytest

from bot.errors import DataError
from bot.guidance.content import Guidance, load_guidance
from bot.guidance.memory import Memory
from bot.guidance.talk import Heard
from bot.guidance.wording import load_wording
from bot.settings import ROOT
from tests.knowledge.files import write
from tests.trainer.small_root import FILES, plant, small_root


@pytest.fixture
def data(tmp_path: Path) -> Path:
    small_root(tmp_path)
    sentences = {**dict.fromkeys(load_wording(ROOT / "data").phrases, "好"), "main_topics": "phone_locked"}
    text = "".join(f"{key}: {sentence}\n" for key, sentence in sentences.items())
    write(tmp_path, {"data/phrases/guidance.yml": text})
    return tmp_path / "data"


def load(data: Path) -> Guidance:
    return load_guidance(data, today=lambda: date(2026, 7, 1), stale_after_days=180)


def answer(guidance: Guidance, intent: str) -> list[str]:
    return [message.get("text", "") for message in guidance.replies.reply(Heard(intent, ""), Memory()).messages]


def test_sound_content_answers(data: Path) -> None:
    assert answer(load(data), "phone_locked") == ["先拍下锁屏。"]
    assert answer(load(data), "distress") == ["谢谢你告诉我。"]


def test_a_faulty_guide_is_logged_and_left_out(data: Path, caplog: pytest.LogCaptureFixture) -> None:
    plant(data.parent, "data/guides/phone_locked.yml", "card: authority:19999", "card: authority:1")
    with caplog.at_level(logging.ERROR):
        guidance = load(data)
    assert "phone_locked.yml:13: there is no authority “1” in data/authorities" in caplog.text
    assert answer(guidance, "phone_locked") == ["好"]
    assert answer(guidance, "distress") == ["谢谢你告诉我。"]


@pytest.mark.parametrize("name", ["platforms/north.yml", "authorities/19999.yml", "sources/notice.yml"])
def test_a_broken_file_of_the_directory_leaves_the_rest_answering(data: Path, name: str) -> None:
    (data / name).write_text("id: [", encoding="utf-8")
    assert answer(load(data), "distress") == ["谢谢你告诉我。"]


@pytest.mark.parametrize("name", ["intents.yml", "phrases/guidance.yml"])
def test_without_intents_or_wording_nothing_can_be_said(data: Path, name: str) -> None:
    assert f"data/{name}" in FILES
    (data / name).write_text("id: [", encoding="utf-8")
    with pytest.raises(DataError, match="not valid YAML"):
        load(data)
