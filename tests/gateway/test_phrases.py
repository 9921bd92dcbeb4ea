"""Every sentence of the gateway stands in the phrases, and the loader says what is wrong with them."""

import re
from pathlib import Path

import pytest

from bot.errors import DataError
from bot.gateway.app import PHRASES
from bot.gateway.errors import STATUS
from bot.knowledge.phrases import load_phrases
from bot.settings import ROOT

RAISED = re.compile(r'RefusedError\("(\w+)"')


def test_every_code_that_is_raised_has_a_status_and_a_sentence() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "bot").rglob("*.py"))
    raised = set(RAISED.findall(sources))
    assert raised
    assert raised <= STATUS.keys()
    assert STATUS.keys() <= load_phrases(ROOT / "data" / PHRASES).keys()


def test_no_sentence_is_longer_than_a_bubble() -> None:
    assert all(len(phrase.text) <= 180 for phrase in load_phrases(ROOT / "data" / PHRASES).values())


def test_an_apology_has_a_way_out() -> None:
    phrases = load_phrases(ROOT / "data" / PHRASES)
    for key in ("apology_late", "apology_empty"):
        assert phrases[key].buttons
        assert "12345" in phrases[key].text


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        pytest.param("a: [1]", "1: must be a text", id="a list"),
        pytest.param("a: ''", "1: must be a text", id="nothing"),
        pytest.param("a: {buttons: []}", "“text” is missing", id="no text"),
        pytest.param("a: {text: x, buttons: [{title: y}]}", "“payload” is missing", id="no payload"),
        pytest.param(
            "a: {text: x, buttons: [{title: y, payload: z}]}", "does not look like", id="payload without slash"
        ),
        pytest.param("a: {text: x, buttons: [], mood: y}", "“mood” is not a key", id="unknown key"),
        pytest.param("a: {", "not valid YAML", id="no YAML"),
        pytest.param("b: x", "“a” is missing", id="required key missing"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(tmp_path: Path, content: str, complaint: str) -> None:
    path = tmp_path / "turn.yml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_phrases(path, frozenset({"a"}))
    assert complaint in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="is missing"):
        load_phrases(tmp_path / "none.yml")
