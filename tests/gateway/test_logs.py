"""Logs are JSON lines that name events and never quote a customer."""

import json
import logging

import httpx
import pytest

from bot.gateway.logs import JsonLines
from bot.settings import Settings
from tests.conversation.fake_clock import FakeClock
from tests.conversation.fake_engine import FakeEngine, RamblingEngine
from tests.gateway.conftest import Guest, running

SECRET = "我欠了时光分期三千块不敢告诉家里"


def line(record: logging.LogRecord) -> dict[str, object]:
    written: dict[str, object] = json.loads(JsonLines().format(record))
    return written


def test_a_record_is_one_json_line_with_its_fields() -> None:
    record = logging.makeLogRecord(
        {"name": "bot", "levelname": "INFO", "msg": "turn closed", "turn": "t1", "seconds": 0.5}
    )
    written = line(record)
    assert "\n" not in JsonLines().format(record)
    assert (written["event"], written["turn"], written["seconds"]) == ("turn closed", "t1", 0.5)


def test_an_exception_is_named_and_placed_but_not_quoted(caplog: pytest.LogCaptureFixture) -> None:
    try:
        int(SECRET)
    except ValueError:
        logging.getLogger("bot").exception("request failed")
    written = line(caplog.records[0])
    assert written["error"] == "ValueError"
    assert "test_logs.py" in str(written["trace"])
    assert SECRET not in json.dumps(written, ensure_ascii=False)


@pytest.mark.parametrize("engine", [FakeEngine(), RamblingEngine(json.dumps({"messages": SECRET}).encode())])
async def test_no_log_line_quotes_the_customer(
    settings: Settings, clock: FakeClock, engine: FakeEngine, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="bot")
    async with running(settings, engine, clock) as client:
        guest = await Guest(client).enter()
        await guest.answer_to((await guest.send(client_id="a", text=SECRET)).json()["seq"])
        await guest.send(client_id="b", text=SECRET * 1000)
        await guest.send(client_id="", text=SECRET)
    formatter = JsonLines()
    written = [formatter.format(record) for record in caplog.records if record.name.startswith("bot")]
    assert written
    assert not [one for one in written if SECRET in one]


async def test_an_unexpected_error_is_answered_and_logged(
    settings: Settings, clock: FakeClock, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError(SECRET)

    async with running(settings, FakeEngine(), clock) as client:
        guest = await Guest(client).enter()
        monkeypatch.setattr("bot.conversation.store.ConversationStore.accept", broken)
        response: httpx.Response = await guest.send(client_id="a", text="你好")
    assert (response.status_code, response.json()["error"]["code"]) == (500, "internal")
    assert SECRET not in response.text
    assert [record for record in caplog.records if record.getMessage() == "request failed"]
