"""Every setting of the assistant, read once from the environment and an optional `.env`; knows nothing of who uses it.

Loaded in both environments, so it uses the standard library alone.
"""

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from bot.errors import SettingsError

PREFIX = "BOT_"
HIGHEST_PORT = 65535
ROOT = Path(__file__).resolve().parent.parent


def _setting(default: object, explanation: str, *, secret: bool = False) -> Any:  # noqa: ANN401 -- as dataclasses.field
    return field(default=default, metadata={"explanation": explanation}, repr=not secret)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The whole configuration of one deployment. Paths are absolute, durations in seconds unless the name says days."""

    gateway_host: str = _setting(
        "127.0.0.1", "address the public gateway listens on; 0.0.0.0 to be reached from outside"
    )
    gateway_port: int = _setting(8080, "public port of the gateway")
    rasa_port: int = _setting(5005, "loopback port of the Rasa server")
    actions_port: int = _setting(5055, "loopback port of the action server")
    data_dir: Path = _setting(Path("data"), "folder with what trainers write")
    var_dir: Path = _setting(Path("var"), "folder for databases, logs, sockets and generated secrets")
    models_dir: Path = _setting(Path("models"), "folder for trained models")
    database_url: str = _setting(
        "", "SQLAlchemy URL of the conversation store; empty means SQLite in the var folder", secret=True
    )
    engine_token: str = _setting(
        "", "bearer token between gateway and Rasa; generated and kept in the var folder if empty", secret=True
    )
    session_secret: str = _setting(
        "", "key that signs session tokens; generated and kept in the var folder if empty", secret=True
    )
    session_days: int = _setting(30, "days a session token stays valid")
    notice_after: float = _setting(
        3.0, "seconds without an answer before the customer is told that we are still looking"
    )
    turn_deadline: float = _setting(60.0, "seconds after which a turn is closed with an apology and a way out")
    message_limit: int = _setting(2000, "characters one customer message may have")
    poll_limit: float = _setting(25.0, "longest wait of one long-poll request")
    stale_after_days: int = _setting(180, "age after which a contact is spoken with a warning about its date")
    log_level: str = _setting("INFO", "least severe log level that is written: DEBUG, INFO, WARNING or ERROR")

    @property
    def rasa_url(self) -> str:
        """Base URL of the Rasa server, without a trailing slash."""
        return f"http://127.0.0.1:{self.rasa_port}"

    @property
    def actions_url(self) -> str:
        """Base URL of the action server, without a trailing slash."""
        return f"http://127.0.0.1:{self.actions_port}"

    @property
    def gateway_url(self) -> str:
        """Base URL under which programs on this machine reach the gateway."""
        host = "127.0.0.1" if self.gateway_host in {"0.0.0.0", "::"} else self.gateway_host  # noqa: S104 -- compared, not bound
        return f"http://{host}:{self.gateway_port}"


def load_settings(environ: Mapping[str, str] | None = None, root: Path = ROOT) -> Settings:
    """Build the settings from `.env` below `root` and the environment, which wins.

    Raises SettingsError naming the variable, its value and what is allowed.
    """
    given = {**read_env_file(root / ".env"), **(os.environ if environ is None else environ)}
    values: dict[str, Any] = {}
    for setting in fields(Settings):
        text = given.get(variable(setting.name), "")
        default = setting.default
        values[setting.name] = _convert(setting.name, text, default) if text else default
    for name in ("data_dir", "var_dir", "models_dir"):
        values[name] = root / Path(str(values[name]))
    values["database_url"] = values["database_url"] or f"sqlite+aiosqlite:///{values['var_dir']}/conversations.db"
    for name in ("engine_token", "session_secret"):
        values[name] = values[name] or _generated_secret(Path(str(values["var_dir"])), name)
    return _checked(Settings(**values))


def read_env_file(path: Path) -> dict[str, str]:
    """`NAME=value` lines of an env file, without blank lines, `#` comments and the quotes around a value."""
    if not path.is_file():
        return {}
    pairs: dict[str, str] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        name, equals, value = text.partition("=")
        if not equals:
            raise SettingsError(f"{path}:{number}: “{text}” is not NAME=value.")
        pairs[name.strip()] = value.strip().strip("\"'")
    return pairs


def variable(name: str) -> str:
    """The environment variable of a setting: `gateway_port` is BOT_GATEWAY_PORT."""
    return PREFIX + name.upper()


def _convert(name: str, text: str, default: Any) -> Any:  # noqa: ANN401 -- one function for str, int, float and Path
    kind = type(default)
    try:
        return kind(text)
    except ValueError:
        raise SettingsError(f"{variable(name)}={text} is not a {kind.__name__}; the default is {default}.") from None


def _checked(settings: Settings) -> Settings:
    ports = [settings.gateway_port, settings.rasa_port, settings.actions_port]
    if len(set(ports)) < len(ports) or not all(0 < port <= HIGHEST_PORT for port in ports):
        raise SettingsError(f"The ports {ports} must be three different numbers from 1 to {HIGHEST_PORT}.")
    if settings.notice_after >= settings.turn_deadline:
        raise SettingsError("BOT_NOTICE_AFTER must be smaller than BOT_TURN_DEADLINE.")
    return settings


def _generated_secret(var_dir: Path, name: str) -> str:
    """A random secret that stays the same for this var folder; made on first use, readable by its owner alone."""
    path = var_dir / "secrets.json"
    kept: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    if name not in kept:
        kept[name] = secrets.token_urlsafe(32)
        var_dir.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(json.dumps(kept), encoding="utf-8")
    return kept[name]
