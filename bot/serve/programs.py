"""The programs that make up the assistant: how each is called, what it is told, and how it shows that it is ready.

Knows nothing of how programs are started or watched.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from bot.settings import ROOT, Settings, variable

LOOPBACK = "127.0.0.1"
QUIET_RASA = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "0",  # the same numbers on every processor
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",  # Rasa is not going to move to SQLAlchemy 2
    "PYTHONWARNINGS": "ignore::DeprecationWarning",  # likewise: what Rasa calls will not change under a lock file
}
LEAN = {"PYPINYIN_NO_PHRASES": "true"}  # only single characters are looked up; the phrases take 50 MB


@dataclass(frozen=True, kw_only=True)
class Program:
    """A program that is kept running. Lower `priority` starts first and stops last; `health_url` answers 200."""

    name: str
    command: tuple[str, ...]
    health_url: str
    environment: Mapping[str, str] = field(default_factory=dict)
    priority: int = 100


def assistant(settings: Settings, model: Path, root: Path = ROOT) -> tuple[Program, ...]:
    """Action server, Rasa server and gateway, in the order they start."""
    return (actions(settings, root), rasa("rasa", settings.rasa_port, model, root), gateway(settings, root))


def actions(settings: Settings, root: Path = ROOT) -> Program:
    """The action server. It listens where SANIC_HOST says, or on every address if nothing says so."""
    port = str(settings.actions_port)
    return Program(
        name="actions",
        command=(rasa_python(root), "-m", "rasa_sdk", "--actions", "actions", "--port", port),
        environment={"SANIC_HOST": LOOPBACK},
        health_url=f"{settings.actions_url}/health",
        priority=10,
    )


def rasa(name: str, port: int, model: Path, root: Path = ROOT) -> Program:
    """A Rasa server with one model. A second one may run beside the first under another name and port."""
    where = ("-i", LOOPBACK, "-p", str(port))
    files = ("-m", str(model), "--endpoints", "endpoints.yml", "--credentials", "credentials.yml")
    return Program(
        name=name,
        command=(rasa_python(root), "-m", "rasa", "run", *where, *files),
        environment={variable("rasa_port"): str(port)},
        health_url=f"http://{LOOPBACK}:{port}/",
        priority=20,
    )


def gateway(settings: Settings, root: Path = ROOT) -> Program:
    """The public web application."""
    return Program(
        name="gateway",
        command=(str(root / ".venv" / "bin" / "python"), "-m", "bot.gateway"),
        health_url=f"{settings.gateway_url}/health/ready",
        priority=30,
    )


def rasa_python(root: Path = ROOT) -> str:
    """The interpreter that has Rasa."""
    return str(root / ".venv-rasa" / "bin" / "python")


def environment(settings: Settings, root: Path = ROOT, inherited: Mapping[str, str] | None = None) -> dict[str, str]:
    """What every program finds in its environment: all settings as they are in force, and what keeps Rasa quiet."""
    settings_in_force = {variable(setting.name): str(getattr(settings, setting.name)) for setting in fields(Settings)}
    tracker = {"BOT_TRACKER_DATABASE": str(settings.var_dir / "tracker.db")}
    return {**clean_environment(root, inherited), **QUIET_RASA, **LEAN, **settings_in_force, **tracker}


def clean_environment(root: Path = ROOT, inherited: Mapping[str, str] | None = None) -> dict[str, str]:
    """Our own environment without what would mislead a program of ours, and with the checkout to import from."""
    kept = dict(os.environ if inherited is None else inherited)
    for harmful in ("SANIC_WORKERS", "SANIC_HOST", "VIRTUAL_ENV", "PYTHONPATH"):
        kept.pop(harmful, None)
    direct = ",".join(filter(None, (kept.get("no_proxy") or kept.get("NO_PROXY"), LOOPBACK, "localhost")))
    return {**kept, "PYTHONPATH": str(root), "PYTHONUNBUFFERED": "1", "no_proxy": direct, "NO_PROXY": direct}
