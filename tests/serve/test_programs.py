"""How the programs are called: on loopback, without telemetry, without Rasa's own API, with the settings in force."""

import dataclasses
from pathlib import Path

from bot.serve import programs
from bot.settings import Settings, load_settings

MODEL = Path("/models/abc.tar.gz")
ROOT = Path("/checkout")


def test_rasa_listens_on_loopback_and_has_no_api(settings: Settings) -> None:
    rasa = programs.assistant(settings, MODEL, ROOT)[1]
    assert rasa.command[rasa.command.index("-i") + 1] == "127.0.0.1"
    assert "--enable-api" not in rasa.command


def test_the_action_server_listens_on_loopback(settings: Settings) -> None:
    assert programs.actions(settings, ROOT).environment["SANIC_HOST"] == "127.0.0.1"


def test_telemetry_is_off(settings: Settings) -> None:
    assert programs.environment(settings, ROOT, {"RASA_TELEMETRY_ENABLED": "true"})["RASA_TELEMETRY_ENABLED"] == "false"


def test_the_programs_read_the_settings_that_are_in_force(settings: Settings, tmp_path: Path) -> None:
    changed = dataclasses.replace(settings, gateway_port=9080, engine_token="of this run", notice_after=1.5)
    environment = programs.environment(changed, ROOT, {"BOT_GATEWAY_PORT": "1"})
    assert load_settings(environment, tmp_path) == changed


def test_what_would_harm_the_programs_is_not_inherited(settings: Settings) -> None:
    environment = programs.environment(
        settings, ROOT, {"SANIC_WORKERS": "4", "SANIC_HOST": "192.0.2.1", "HOME": "/home/me"}
    )
    assert "SANIC_WORKERS" not in environment
    assert "SANIC_HOST" not in environment
    assert environment["HOME"] == "/home/me"


def test_a_second_rasa_server_is_told_its_own_port() -> None:
    second = programs.rasa("rasa-b", 5006, MODEL, ROOT)
    assert second.environment["BOT_RASA_PORT"] == "5006"
    assert second.health_url == "http://127.0.0.1:5006/"


def test_our_own_addresses_are_never_asked_of_a_proxy(settings: Settings) -> None:
    environment = programs.environment(settings, ROOT, {"http_proxy": "http://proxy:3128", "no_proxy": "database"})
    assert environment["no_proxy"] == "database,127.0.0.1,localhost"
