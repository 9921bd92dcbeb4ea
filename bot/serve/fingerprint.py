"""The fingerprint of everything a model is trained from: the same files give the same fingerprint, on any machine."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bot.settings import ROOT, Settings

LENGTH = 16  # hexadecimal digits of the fingerprint that are kept: a file name, not a proof
TRAINED_FROM = ("nlu/**/*.yml", "rules/**/*.yml", "stories/**/*.yml", "lexicon/**/*")  # below data/
PROGRAM_FILES = ("config.yml", "domain.yml", "requirements/rasa.txt", "bot/engine/*.py", "bot/knowledge/*.py")
NAMES = ("id", "name", "kind", "aliases", "misspellings", "parent")  # what `bot.engine` takes from a platform


def fingerprint(settings: Settings, root: Path = ROOT) -> str:
    """The fingerprint of the model that belongs to the files as they are now."""
    digest = hashlib.sha256()
    for path in _files(root, PROGRAM_FILES):
        _add(digest, path.relative_to(root), path.read_bytes())
    for path in _files(settings.data_dir, TRAINED_FROM):
        _add(digest, path.relative_to(settings.data_dir), path.read_bytes())
    for path in _files(settings.data_dir, ("platforms/*.yml",)):
        _add(digest, path.relative_to(settings.data_dir), _names(path))
    return digest.hexdigest()[:LENGTH]


def _files(folder: Path, patterns: Iterable[str]) -> list[Path]:
    return sorted({path for pattern in patterns for path in folder.glob(pattern) if path.is_file()})


def _add(digest: "hashlib._Hash", name: Path, content: bytes) -> None:
    digest.update(f"{name.as_posix()} {len(content)}\n".encode())
    digest.update(content)


def _names(path: Path) -> bytes:
    """What the model knows of a platform. A file that cannot be read counts whole: finding faults is not our task."""
    content = path.read_bytes()
    try:
        platform = YAML(typ="safe", pure=True).load(content)
        return repr([platform.get(key) for key in NAMES]).encode()
    except (YAMLError, AttributeError):
        return content
