"""What we rely on in rasa_sdk: it listens where SANIC_HOST says (and everywhere by default)."""

from typing import Any

import pytest
from rasa_sdk import endpoint

pytestmark = pytest.mark.rasa


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_the_action_server_listens_where_sanic_host_says(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    listened: list[str] = []

    def run(_app: object, listens_on: str, *_arguments: Any, **_options: Any) -> None:  # noqa: ANN401 -- Sanic's
        listened.append(listens_on)

    monkeypatch.setattr("sanic.Sanic.run", run)
    monkeypatch.setattr("sanic.Sanic._app_registry", {})  # Sanic refuses a second application of the same name
    monkeypatch.setenv("SANIC_HOST", host)
    endpoint.run("bot.errors", 5055)
    assert listened == [host]
