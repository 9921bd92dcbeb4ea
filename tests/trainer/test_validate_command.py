"""`bot validate` prints every fault as path:line: message and fails if there is one."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot import cli
from bot.trainer.validate import Places, validate
from tests.trainer.small_root import plant, small_root


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    """A sound root that the command takes for the checkout's."""
    places = small_root(tmp_path)
    monkeypatch.setenv("BOT_DATA_DIR", str(places.data))
    monkeypatch.setenv("BOT_VAR_DIR", str(tmp_path / "var"))
    monkeypatch.setattr(cli, "ROOT", tmp_path)
    monkeypatch.setattr(cli, "validate_files", lambda _given: validate(places))
    return places


def test_a_sound_root_passes(places: Places) -> None:
    result = CliRunner().invoke(cli.app, ["validate"])
    assert result.exit_code == 0
    assert result.output.startswith("0 problems in 1 platforms")
    assert validate(places).problems == []


def test_faults_are_printed_with_their_places_and_fail(places: Places) -> None:
    root = places.domain.parent
    first = plant(root, "data/platforms/north.yml", "kind: bank", "kind: shop")
    second = plant(root, "data/nlu/talk/greet.yml", "- 嗨", "- # 嗨")
    result = CliRunner().invoke(cli.app, ["validate"])
    lines = result.output.splitlines()
    assert result.exit_code == 1
    assert lines[0].startswith(f"data/nlu/talk/greet.yml:{second}: a comment inside the examples")
    assert lines[1].startswith(f"data/platforms/north.yml:{first}: “kind: shop” is not one of")
    assert lines[-1].startswith("2 problems in ")
