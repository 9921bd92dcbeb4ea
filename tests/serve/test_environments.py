"""The environments are made once from their lock files, on a bare machine, and followed up when a lock file changes."""

import ast
import re
import sys
from pathlib import Path

import pytest

from bot.errors import SetupError
from bot.serve import environments, setup
from bot.serve.environments import GATEWAY, RASA, is_current, make
from bot.serve.progress import Progress
from bot.settings import ROOT

BARE = (
    "bot/errors.py",
    "bot/serve/setup.py",
    "bot/serve/environments.py",
    "bot/serve/command.py",
    "bot/serve/progress.py",
)
FAKE_UV = """\
#!/bin/sh
echo "$@" >> "$(dirname "$0")/calls.txt"
if [ "$1" = venv ]; then
  mkdir -p .venv/bin .venv/lib/python3.11/site-packages && : > .venv/bin/python
fi
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for lock in ("gateway.txt", "dev.txt", "rasa.txt", "rasa-dev.txt"):
        path = tmp_path / "requirements" / lock
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{lock}==1\n", encoding="utf-8")
    uv = tmp_path / "bin" / "uv"
    uv.parent.mkdir()
    uv.write_text(FAKE_UV, encoding="utf-8")
    uv.chmod(0o755)
    monkeypatch.setenv("PATH", f"{uv.parent}:/usr/bin:/bin")
    return tmp_path


def calls(root: Path) -> list[str]:
    """What uv was asked for since the last look, by its first words."""
    log = root / "bin" / "calls.txt"
    lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
    log.unlink(missing_ok=True)
    return [" ".join(word for word in line.split() if not word.startswith(("-", "/"))) for line in lines]


def test_an_environment_is_made_once(root: Path) -> None:
    assert not is_current(GATEWAY, "run", root)
    make(GATEWAY, "run", root, Progress())
    assert calls(root) == ["venv 3.11 .venv", "pip sync requirements/gateway.txt"]
    assert is_current(GATEWAY, "run", root)


def test_a_changed_lock_file_is_followed_without_a_new_environment(root: Path) -> None:
    make(GATEWAY, "run", root, Progress())
    (root / "requirements/gateway.txt").write_text("more==1\n", encoding="utf-8")
    assert not is_current(GATEWAY, "run", root)
    calls(root)
    make(GATEWAY, "run", root, Progress())
    assert calls(root) == ["pip sync requirements/gateway.txt"]


def test_what_is_fit_for_tests_is_fit_to_run_and_stays_so(root: Path) -> None:
    make(GATEWAY, "test", root, Progress())
    assert is_current(GATEWAY, "run", root)
    (root / "requirements/dev.txt").write_text("more==1\n", encoding="utf-8")
    assert not is_current(GATEWAY, "run", root)
    calls(root)
    make(GATEWAY, "run", root, Progress())
    assert calls(root) == ["pip sync requirements/dev.txt"]


def test_what_is_fit_to_run_is_not_fit_for_tests(root: Path) -> None:
    make(GATEWAY, "run", root, Progress())
    assert not is_current(GATEWAY, "test", root)


def test_a_checkout_that_was_moved_gets_a_new_environment(root: Path) -> None:
    make(GATEWAY, "run", root, Progress())
    stamp = root / ".venv" / environments.STAMP
    stamp.write_text(stamp.read_text(encoding="utf-8").replace(str(root), "/elsewhere"), encoding="utf-8")
    calls(root)
    assert not is_current(GATEWAY, "run", root)
    make(GATEWAY, "run", root, Progress())
    assert calls(root)[0] == "venv 3.11 .venv"


def test_the_command_bot_and_the_import_path_are_there(root: Path) -> None:
    make(GATEWAY, "run", root, Progress())
    assert (root / ".venv/bin/bot").stat().st_mode & 0o111
    assert (root / ".venv/lib/python3.11/site-packages" / environments.PATH_FILE).read_text("utf-8").strip() == str(
        root
    )


def test_packages_that_cannot_be_installed_are_one_sentence_and_no_stamp(root: Path) -> None:
    uv = root / "bin" / "uv"
    uv.write_text(FAKE_UV + 'if [ "$1" = pip ]; then echo no route to host; exit 2; fi\n', encoding="utf-8")
    with pytest.raises(SetupError, match=r"no route to host\n\nThe packages of \.venv could not be installed"):
        make(GATEWAY, "run", root, Progress())
    assert not is_current(GATEWAY, "run", root)


@pytest.mark.parametrize("machine", [("Darwin", "arm64"), ("Linux", "aarch64")])
def test_another_kind_of_machine_is_refused_in_a_sentence(
    root: Path, machine: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platform.system", lambda: machine[0])
    monkeypatch.setattr("platform.machine", lambda: machine[1])
    with pytest.raises(SetupError, match=f"this machine is {machine[0]} on {machine[1]}"):
        setup.set_up("run", root, Progress())


@pytest.mark.parametrize("module", BARE)
def test_set_up_needs_nothing_but_an_old_python(module: str) -> None:
    tree = ast.parse((ROOT / module).read_text(encoding="utf-8"), feature_version=(3, 8))
    imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    ours = {name.replace(".", "/") + ".py" for name in imported if name.startswith("bot")}
    assert ours <= set(BARE)
    assert {name for name in imported if not name.startswith("bot")} <= sys.stdlib_module_names | {"collections.abc"}


def pins(lock: str) -> set[str]:
    return set(re.findall(r"^[\w.-]+==\S+", (ROOT / "requirements" / lock).read_text(encoding="utf-8"), re.MULTILINE))


def test_tests_run_on_the_versions_that_serve() -> None:
    assert pins("gateway.txt") <= pins("dev.txt")


def test_what_tests_add_beside_rasa_changes_none_of_its_versions() -> None:
    names = {pin.partition("==")[0] for pin in pins("rasa.txt")}
    assert {pin for pin in pins("rasa-dev.txt") if pin.partition("==")[0] in names} <= pins("rasa.txt")


@pytest.mark.parametrize("environment", [GATEWAY, RASA], ids=lambda environment: environment.folder)
def test_every_package_is_locked_by_hash_and_named_without_an_address(environment: environments.Environment) -> None:
    for lock in {*environment.for_run, *environment.for_test}:
        text = (ROOT / lock).read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert "://" not in text
