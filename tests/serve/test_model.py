"""The model for the current data is trained once, appears when complete, and old ones go."""

import os
from pathlib import Path

import pytest

from bot.errors import SetupError
from bot.serve.model import ensure_model, model_path
from bot.serve.progress import Progress
from bot.settings import Settings

TRAINS = """\
#!/bin/sh
while [ $# -gt 0 ]; do
  case "$1" in --out) out=$2 ;; --fixed-model-name) name=$2 ;; esac
  shift
done
mkdir -p "$out" && echo model > "$out/$name.tar.gz"
"""


def fake_rasa(root: Path, script: str) -> None:
    python = root / ".venv-rasa" / "bin" / "python"
    python.parent.mkdir(parents=True, exist_ok=True)
    python.write_text(script, encoding="utf-8")
    python.chmod(0o755)


def test_a_missing_model_is_trained_and_then_used_again(settings: Settings, tmp_path: Path) -> None:
    fake_rasa(tmp_path, TRAINS)
    model = ensure_model(settings, Progress(), tmp_path)
    assert model == model_path(settings, tmp_path)
    assert [path.name for path in settings.models_dir.iterdir()] == [model.name]
    fake_rasa(tmp_path, "#!/bin/sh\nexit 1\n")
    assert ensure_model(settings, Progress(), tmp_path) == model


def test_a_failed_training_leaves_no_model_and_shows_why(settings: Settings, tmp_path: Path) -> None:
    fake_rasa(tmp_path, TRAINS + "echo rules contradict; exit 1\n")
    with pytest.raises(SetupError, match="rules contradict"):
        ensure_model(settings, Progress(), tmp_path)
    assert list(settings.models_dir.iterdir()) == []


def test_a_training_that_makes_no_file_has_failed(settings: Settings, tmp_path: Path) -> None:
    fake_rasa(tmp_path, "#!/bin/sh\nexit 0\n")
    with pytest.raises(SetupError, match="could not be trained"):
        ensure_model(settings, Progress(), tmp_path)


def test_the_last_three_models_are_kept_and_what_a_killed_training_left_goes(
    settings: Settings, tmp_path: Path
) -> None:
    fake_rasa(tmp_path, TRAINS)
    settings.models_dir.mkdir()
    (settings.models_dir / ".training-999999999").mkdir()
    for age in range(5):
        old = settings.models_dir / f"old-{age}.tar.gz"
        old.touch()
        os.utime(old, (2_000_000_000 - age, 2_000_000_000 - age))
    model = ensure_model(settings, Progress(), tmp_path)
    kept = {path.name for path in settings.models_dir.iterdir()}
    assert kept == {model.name, "old-0.tar.gz", "old-1.tar.gz"}
