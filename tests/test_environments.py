"""What both environments load is importable in both, and brings in nothing that they do not share."""

import subprocess
from pathlib import Path

import pytest

from bot.settings import ROOT

SHARED = ("bot/settings.py", "bot/errors.py", "bot/knowledge/*.py", "bot/guidance/*.py")
NOT_SHARED = (
    "aiohttp fastapi httpx jieba numpy pydantic rasa rasa_sdk requests rich sanic scipy sklearn sqlalchemy starlette "
    "supervisor typer uvicorn yaml"
)
LOOK = """\
import importlib, sys
for name in sys.argv[1].split():
    importlib.import_module(name)
print(*sorted(set(sys.argv[2].split()) & set(sys.modules)))
"""


def modules() -> list[str]:
    files = [path.relative_to(ROOT) for pattern in SHARED for path in sorted(ROOT.glob(pattern))]
    return [".".join(file.with_suffix("").parts).removesuffix(".__init__") for file in files]


def loaded(python: Path, names: list[str], sought: str) -> subprocess.CompletedProcess[str]:
    """What of the sought packages is loaded after these modules are imported, as the output."""
    command = [str(python), "-c", LOOK, " ".join(names), sought]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)


def test_all_that_is_shared_is_looked_at() -> None:
    assert {"bot.settings", "bot.errors", "bot.knowledge.names", "bot.guidance.reply"} <= set(modules())


@pytest.mark.parametrize("environment", [".venv", ".venv-rasa"])
def test_what_is_shared_loads_alone(environment: str) -> None:
    look = loaded(ROOT / environment / "bin" / "python", modules(), NOT_SHARED)
    assert look.returncode == 0, look.stderr
    assert look.stdout.split() == []


def test_what_is_not_shared_would_be_seen() -> None:
    look = loaded(ROOT / ".venv" / "bin" / "python", [*modules(), "pydantic"], NOT_SHARED)
    assert look.stdout.split() == ["pydantic"]
