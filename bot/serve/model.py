"""Finds the model that belongs to the current data, and trains it if there is none."""

import os
import shutil
from pathlib import Path

from bot.errors import SetupError
from bot.serve import programs
from bot.serve.command import CommandFailedError, run
from bot.serve.fingerprint import fingerprint
from bot.serve.progress import Progress
from bot.settings import ROOT, Settings

KEPT_MODELS = 3
UNFINISHED = ".training-"  # begins the name of a folder with a model that is not complete
NOT_TRAINED = "The model could not be trained; the lines above say why, the whole output is in {}."


def ensure_model(settings: Settings, progress: Progress, root: Path = ROOT) -> Path:
    """The model file for the data as it is now, trained first if there is none. Raises SetupError."""
    model = model_path(settings, root)
    if model.is_file():
        model.touch()  # the last used are kept
        progress.say(f"✓ The model is up to date: {model.name}")
    else:
        train(settings, progress, root)
    return model


def model_path(settings: Settings, root: Path = ROOT) -> Path:
    """Where the model for the current data is, or will be once it is trained."""
    return settings.models_dir / f"{fingerprint(settings, root)}.tar.gz"


def train(settings: Settings, progress: Progress, root: Path = ROOT) -> Path:
    """Train the model for the current data, whether there is one or not. It appears under its name when complete."""
    model = model_path(settings, root)
    unfinished = settings.models_dir / f"{UNFINISHED}{os.getpid()}"
    log = settings.var_dir / "logs" / "train.log"
    with progress.step(f"Training the model {model.name}") as step:
        _remove_unfinished(settings.models_dir)
        try:
            command = _train_command(settings, unfinished, model.name.removesuffix(".tar.gz"), root)
            run(command, step, log, cwd=root, environment=programs.environment(settings, root))
            (unfinished / model.name).replace(model)
        except (CommandFailedError, FileNotFoundError) as failure:
            raise SetupError(f"{failure}\n\n{NOT_TRAINED.format(log)}") from failure
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    _prune(settings.models_dir, model)
    return model


def _train_command(settings: Settings, folder: Path, name: str, root: Path) -> list[str]:
    """`--force`: Rasa's cache does not see changes in modules that our components call; `bot validate` checks more."""
    out = ["--out", str(folder), "--fixed-model-name", name, "--force", "--skip-validation"]
    return [programs.rasa_python(root), "-m", "rasa", "train", "--data", *training_data(settings.data_dir), *out]


def training_data(data_dir: Path) -> list[str]:
    """The folders that Rasa reads; what else is below `data/` is ours alone."""
    folders = [data_dir / part for part in ("nlu", "rules", "stories")]
    return [str(folder) for folder in folders if folder.is_dir()]


def _remove_unfinished(folder: Path) -> None:
    for left in folder.glob(f"{UNFINISHED}*"):
        if not Path("/proc", left.name.removeprefix(UNFINISHED)).exists():
            shutil.rmtree(left, ignore_errors=True)


def _prune(folder: Path, current: Path) -> None:
    """Keep the models that were used last, the current one among them whatever the clock says."""
    others = [path for path in folder.glob("*.tar.gz") if path != current]
    others.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for old in others[KEPT_MODELS - 1 :]:
        old.unlink()
