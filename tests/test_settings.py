"""Settings come from the environment before `.env` before the default, and what is wrong is told by name."""

import dataclasses
import json
import stat
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import Settings, load_settings, read_env_file, variable


def test_everything_has_a_default_and_an_explanation(tmp_path: Path) -> None:
    load_settings({}, tmp_path)
    for setting in dataclasses.fields(Settings):
        assert setting.metadata["explanation"].strip(), setting.name


def test_settings_cannot_be_changed(tmp_path: Path) -> None:
    settings = load_settings({}, tmp_path)
    with pytest.raises(dataclasses.FrozenInstanceError):
        settings.gateway_port = 1  # type: ignore[misc]


def test_a_setting_is_named_after_its_field() -> None:
    assert variable("gateway_port") == "BOT_GATEWAY_PORT"


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        pytest.param("gateway_port", "9080", 9080, id="number"),
        pytest.param("notice_after", "1.5", 1.5, id="seconds"),
        pytest.param("log_level", "DEBUG", "DEBUG", id="text"),
        pytest.param("gateway_host", "0.0.0.0", "0.0.0.0", id="address"),  # noqa: S104 -- read, not bound
        pytest.param("data_dir", "/elsewhere/data", Path("/elsewhere/data"), id="path"),
    ],
)
def test_a_variable_is_read_as_its_kind(tmp_path: Path, name: str, text: str, value: object) -> None:
    assert getattr(load_settings({variable(name): text}, tmp_path), name) == value


def test_a_path_is_taken_from_the_root(tmp_path: Path) -> None:
    settings = load_settings({"BOT_VAR_DIR": "other"}, tmp_path)
    assert (settings.data_dir, settings.var_dir) == (tmp_path / "data", tmp_path / "other")


def test_the_environment_outweighs_the_file_and_the_file_the_default(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("BOT_RASA_PORT=6005\nBOT_ACTIONS_PORT=6055\n", encoding="utf-8")
    settings = load_settings({"BOT_RASA_PORT": "7005"}, tmp_path)
    assert (settings.rasa_port, settings.actions_port, settings.gateway_port) == (7005, 6055, 8080)


def test_an_empty_variable_means_the_default(tmp_path: Path) -> None:
    assert load_settings({"BOT_GATEWAY_PORT": ""}, tmp_path).gateway_port == 8080


def test_an_env_file_may_have_comments_blank_lines_and_quotes(tmp_path: Path) -> None:
    text = "# ports\n\nBOT_RASA_PORT = 6005\n  # indented\nBOT_LOG_LEVEL=\"DEBUG\"\nURL='a=b'\n"
    (tmp_path / ".env").write_text(text, encoding="utf-8")
    assert read_env_file(tmp_path / ".env") == {"BOT_RASA_PORT": "6005", "BOT_LOG_LEVEL": "DEBUG", "URL": "a=b"}


def test_a_line_that_is_no_assignment_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("# one\nBOT_RASA_PORT 6005\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"\.env:2: “BOT_RASA_PORT 6005” is not NAME=value"):
        load_settings({}, tmp_path)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        pytest.param({"BOT_GATEWAY_PORT": "web"}, "BOT_GATEWAY_PORT=web is not a int; the default is 8080", id="int"),
        pytest.param({"BOT_NOTICE_AFTER": "soon"}, "BOT_NOTICE_AFTER=soon is not a float", id="float"),
        pytest.param(
            {"BOT_GATEWAY_PORT": "5005"}, r"ports \[5005, 5005, 5055\] must be three different", id="same port"
        ),
        pytest.param({"BOT_RASA_PORT": "0"}, "from 1 to 65535", id="port too low"),
        pytest.param({"BOT_RASA_PORT": "65536"}, "from 1 to 65535", id="port too high"),
        pytest.param({"BOT_NOTICE_AFTER": "60"}, "BOT_NOTICE_AFTER must be smaller", id="notice after the deadline"),
    ],
)
def test_what_cannot_be_used_is_told_by_name(tmp_path: Path, given: dict[str, str], said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        load_settings(given, tmp_path)


def test_secrets_are_made_once_and_kept_for_their_owner_alone(tmp_path: Path) -> None:
    first, second = load_settings({}, tmp_path), load_settings({}, tmp_path)
    kept = tmp_path / "var" / "secrets.json"
    assert (first.engine_token, first.session_secret) == (second.engine_token, second.session_secret)
    assert len({first.engine_token, first.session_secret}) == 2
    assert min(len(first.engine_token), len(first.session_secret)) >= 32
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert set(json.loads(kept.read_text(encoding="utf-8"))) == {"engine_token", "session_secret"}


def test_a_secret_that_is_given_is_not_written_down(tmp_path: Path) -> None:
    settings = load_settings({"BOT_ENGINE_TOKEN": "given", "BOT_SESSION_SECRET": "also"}, tmp_path)
    assert (settings.engine_token, settings.session_secret) == ("given", "also")
    assert not (tmp_path / "var" / "secrets.json").exists()


def test_secrets_do_not_show_when_settings_are_printed(tmp_path: Path) -> None:
    given = {
        "BOT_ENGINE_TOKEN": "hidden-1",
        "BOT_SESSION_SECRET": "hidden-2",
        "BOT_DATABASE_URL": "sqlite:///hidden-3",
    }
    assert "hidden" not in repr(load_settings(given, tmp_path))


def test_the_database_is_sqlite_in_the_var_folder_unless_one_is_named(tmp_path: Path) -> None:
    assert load_settings({}, tmp_path).database_url == f"sqlite+aiosqlite:///{tmp_path}/var/conversations.db"
    named = load_settings({"BOT_DATABASE_URL": "postgresql+asyncpg://db/bot"}, tmp_path)
    assert named.database_url == "postgresql+asyncpg://db/bot"


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:8080"),
        ("0.0.0.0", "http://127.0.0.1:8080"),  # noqa: S104 -- read, not bound
        ("::", "http://127.0.0.1:8080"),
        ("192.0.2.7", "http://192.0.2.7:8080"),
    ],
)
def test_programs_here_reach_the_gateway_at_an_address_of_this_machine(tmp_path: Path, host: str, url: str) -> None:
    assert load_settings({"BOT_GATEWAY_HOST": host}, tmp_path).gateway_url == url


def test_rasa_and_actions_are_reached_on_loopback(tmp_path: Path) -> None:
    settings = load_settings({"BOT_GATEWAY_HOST": "192.0.2.7"}, tmp_path)
    assert (settings.rasa_url, settings.actions_url) == ("http://127.0.0.1:5005", "http://127.0.0.1:5055")
