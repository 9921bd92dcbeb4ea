"""Every accepted message is answered exactly once and in order, whatever process is killed meanwhile."""

import os
import signal
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.serve.supervisord import Supervisord
from bot.settings import Settings
from tests.stack import running_stack

pytestmark = pytest.mark.stack

CONVERSATIONS = 20
SAID = (
    "你好",
    "支付宝客服电话多少",
    "你是机器人吗",
    "手机被锁了怎么办",
    "怎么查征信",
    "先享后付怎么关",
    "谢谢你",
    "微粒贷电话多少",
)
VICTIMS = ("actions", "rasa", "gateway")
PATIENCE = 150.0  # seconds until a killed process must be back and everything answered


class Chatter(threading.Thread):
    """A customer who goes on sending while processes die: what was not acknowledged is sent again, with its id."""

    def __init__(self, base_url: str, pace: Callable[[], None]) -> None:
        super().__init__(daemon=True)
        self._client = httpx.Client(base_url=base_url, timeout=10.0)
        self._pace = pace
        opened = self._client.post("/api/conversations").raise_for_status().json()
        self._path = f"/api/conversations/{opened['conversation_id']}/messages"
        self._client.headers["Authorization"] = f"Bearer {opened['token']}"
        self.accepted: list[int] = []

    def run(self) -> None:
        for text in SAID:
            self._pace()
            said = {"client_id": uuid.uuid4().hex, "text": text}
            self.accepted.append(self._patiently(partial(self._client.post, self._path, json=said))["seq"])

    def history(self) -> list[dict[str, Any]]:
        """Everything held of the conversation."""
        page = self._patiently(partial(self._client.get, self._path, params={"after": 0, "wait": 0}))
        entries: list[dict[str, Any]] = page["messages"]
        return entries

    def unanswered(self) -> set[int]:
        """Accepted messages without an answer."""
        replies = {entry["reply_to"] for entry in self.history() if entry["message"]["kind"] != "notice"}
        return set(self.accepted) - replies

    def _patiently(self, request: Callable[[], httpx.Response]) -> dict[str, Any]:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                answer = request()
                if answer.status_code < httpx.codes.INTERNAL_SERVER_ERROR:
                    found: dict[str, Any] = answer.raise_for_status().json()
                    return found
            except httpx.TransportError:
                pass
            assert time.monotonic() < deadline, "the gateway did not come back"
            time.sleep(0.3)


@pytest.fixture(scope="module")
def own_stack(tmp_path_factory: pytest.TempPathFactory) -> Any:  # noqa: ANN401 -- a generator of Settings
    with running_stack(tmp_path_factory.mktemp("crash")) as settings:
        yield settings


def test_every_accepted_message_is_answered_once_and_in_order(
    own_stack: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    supervisord = Supervisord(own_stack.var_dir / "run", own_stack.var_dir / "logs")
    chatters = [Chatter(own_stack.gateway_url, lambda: time.sleep(2.5)) for _ in range(CONVERSATIONS)]
    for chatter in chatters:
        chatter.start()
    for victim in VICTIMS:
        time.sleep(3)
        os.kill(supervisord.held()[victim].pid, signal.SIGKILL)
    for chatter in chatters:
        chatter.join(PATIENCE)
    _wait_until(lambda: not any(chatter.unanswered() for chatter in chatters))

    histories = [chatter.history() for chatter in chatters]
    for chatter, history in zip(chatters, histories, strict=True):
        assert len(chatter.accepted) == len(SAID)
        _assert_once_and_in_order(chatter.accepted, history)
    with capsys.disabled():
        print(f"\n{_summary(histories)}")  # noqa: T201 -- the counts belong into the report


def _assert_once_and_in_order(accepted: list[int], history: list[dict[str, Any]]) -> None:
    customer = [entry["seq"] for entry in history if entry["role"] == "customer"]
    assert customer == accepted, "a message was lost, doubled or reordered"
    answers = [entry for entry in history if entry["reply_to"] and entry["message"]["kind"] != "notice"]
    assert all(one["reply_to"] <= two["reply_to"] for one, two in pairwise(answers)), "answers out of order"
    for seq in accepted:
        own = [
            str(sorted(entry["message"].get("text", "") or entry["message"]["title"]))
            for entry in answers
            if entry["reply_to"] == seq
        ]
        assert own, f"message {seq} has no answer"
        assert len(set(own)) == len(own), f"message {seq} was answered twice"
        notices = [entry for entry in history if entry["reply_to"] == seq and entry["message"]["kind"] == "notice"]
        assert len(notices) <= 1, f"message {seq} has {len(notices)} notices"


def _summary(histories: list[list[dict[str, Any]]]) -> str:
    entries = [entry for history in histories for entry in history]
    kinds = Counter(entry["message"]["kind"] for entry in entries if entry["reply_to"])
    accepted = sum(entry["role"] == "customer" for entry in entries)
    late = sum("没能给您答复" in entry["message"].get("text", "") for entry in entries)
    return f"{accepted} messages accepted, all answered once and in order; {kinds['notice']} notices, {late} apologies"


def _wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "not every message was answered"
        time.sleep(1)


def test_the_logs_hold_no_words_of_customers(own_stack: Settings) -> None:
    for log in Path(own_stack.var_dir / "logs").glob("*.log*"):
        text = log.read_text(encoding="utf-8", errors="replace")
        assert not any(said in text for said in SAID if len(said) > 4), f"{log.name} holds what a customer said"
