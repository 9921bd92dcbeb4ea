"""What a client of the API can rely on."""

import asyncio
import json
from datetime import datetime

import httpx
import pytest

from bot.settings import Settings
from tests.conversation.fake_clock import FakeClock
from tests.conversation.fake_engine import FakeEngine, SlowEngine
from tests.gateway.conftest import URL, Guest, running

TOPICS = {
    "手机被锁了怎么办": "/phone_locked",
    "关闭先享后付等信用服务": "/cancel_service",
    "收到不明账单或不明扣款": "/unknown_bill",
    "怎么查征信报告": "/credit_report_query",
    "被催收骚扰、爆通讯录": "/collection_harassment",
    "平台的客服电话和联系方式": "/contact_support",
}


def code(response: httpx.Response) -> str:
    error = response.json()["error"]
    assert any("一" <= character <= "鿿" for character in error["message"])
    return str(error["code"])


def test_the_first_messages_say_who_speaks_and_offer_the_topics(guest: Guest) -> None:
    welcome, topics = (entry["message"] for entry in guest.opened["messages"])
    for words in ("机器人", "不是任何平台", "银行", "官方客服", "不能操作您的账户"):
        assert words in welcome["text"]
    assert [button["title"] for button in topics["buttons"]] == list(TOPICS)
    assert "payload" not in json.dumps(guest.opened)


async def test_each_topic_button_means_its_intent(guest: Guest, engine: FakeEngine) -> None:
    for number, button in enumerate(guest.opened["messages"][1]["message"]["buttons"]):
        sent = (await guest.send(client_id=f"b{number}", button=button["id"])).json()
        await guest.answer_to(sent["seq"])
        assert engine.asked[-1]["payload"] == TOPICS[button["title"]]


async def test_a_message_is_acknowledged_and_answered(guest: Guest) -> None:
    response = await guest.send(client_id="a", text="手机被锁了")
    assert response.status_code == 202
    assert response.json() == {"client_id": "a", "seq": 3, "duplicate": False}
    answer = await guest.answer_to(3)
    assert answer[0]["message"] == {"kind": "text", "text": "收到：手机被锁了", "sources": []}
    assert datetime.fromisoformat(answer[0]["at"]).tzinfo


async def test_the_history_tells_both_sides_in_order(guest: Guest) -> None:
    await guest.answer_to((await guest.send(client_id="a", text="你好")).json()["seq"])
    history = (await guest.read()).json()
    assert [(entry["seq"], entry["role"], entry["client_id"]) for entry in history["messages"]] == [
        (1, "assistant", None),
        (2, "assistant", None),
        (3, "customer", "a"),
        (4, "assistant", None),
        (5, "assistant", None),
    ]
    assert history["more"] is False


async def test_a_long_history_comes_in_pages(guest: Guest) -> None:
    for number in range(70):
        await guest.answer_to((await guest.send(client_id=f"a{number}", text="你好")).json()["seq"])
    first = (await guest.read()).json()
    assert (len(first["messages"]), first["more"]) == (200, True)
    second = (await guest.read(after=first["messages"][-1]["seq"])).json()
    assert [entry["seq"] for entry in second["messages"]] == list(range(201, 213))
    assert second["more"] is False


async def test_sending_twice_is_answered_once(guest: Guest, engine: FakeEngine) -> None:
    first = (await guest.send(client_id="a", text="你好")).json()
    again = (await guest.send(client_id="a", text="你好")).json()
    assert again == {**first, "duplicate": True}
    await guest.answer_to(first["seq"])
    assert len(engine.asked) == 1


async def test_sending_twice_at_the_same_time_is_answered_once(guest: Guest, engine: FakeEngine) -> None:
    responses = await asyncio.gather(*(guest.send(client_id="a", text="你好") for _ in range(10)))
    assert [response.status_code for response in responses] == [202] * 10
    assert sorted(response.json()["duplicate"] for response in responses) == [False] + [True] * 9
    await guest.answer_to(responses[0].json()["seq"])
    assert len(engine.asked) == 1
    assert len((await guest.read()).json()["messages"]) == 5


async def test_personal_numbers_are_never_shown_again(guest: Guest) -> None:
    sent = (await guest.send(client_id="a", text="我的号码１３８００１３８０００")).json()
    await guest.answer_to(sent["seq"])
    assert (await guest.read(after=2)).json()["messages"][0]["message"]["text"] == "我的号码[手机号]"


async def test_a_long_poll_returns_as_soon_as_something_is_there(guest: Guest) -> None:
    waiting = asyncio.create_task(guest.read(after=2, wait=25))
    await asyncio.sleep(0)
    await guest.send(client_id="a", text="你好")
    assert (await waiting).json()["messages"][0]["seq"] == 3


async def test_a_long_poll_ends_empty_after_the_time_asked_for(guest: Guest, clock: FakeClock) -> None:
    waiting = asyncio.create_task(guest.read(after=2, wait=5))
    await clock.pass_time(5)
    assert (await waiting).json() == {"messages": [], "more": False}


async def test_no_long_poll_waits_longer_than_the_limit(guest: Guest, clock: FakeClock, settings: Settings) -> None:
    waiting = asyncio.create_task(guest.read(after=2, wait=9999))
    await clock.pass_time(settings.poll_limit)
    assert (await waiting).status_code == 200


async def test_the_notice_comes_by_long_poll_before_the_answer(settings: Settings, clock: FakeClock) -> None:
    engine = SlowEngine()
    async with running(settings, engine, clock) as client:
        guest = await Guest(client).enter()
        await guest.send(client_id="a", text="你好")
        waiting = asyncio.create_task(guest.read(after=3, wait=25))
        await clock.pass_time(3)
        (notice,) = (await waiting).json()["messages"]
        assert (notice["message"]["kind"], notice["reply_to"]) == ("notice", 3)
        engine.release()
        assert len(await guest.answer_to(3)) == 2


async def test_turns_left_open_are_answered_after_a_restart(settings: Settings, clock: FakeClock) -> None:
    async with running(settings, SlowEngine(), clock) as client:
        guest = await Guest(client).enter()
        await guest.send(client_id="a", text="你好")
    async with running(settings, FakeEngine(), clock) as client:
        guest.client = client
        assert (await guest.answer_to(3))[0]["message"]["text"] == "收到：你好"


@pytest.mark.parametrize(
    ("text", "status", "expected"),
    [
        pytest.param("字" * 2001, 422, "too_long", id="too long"),
        pytest.param("", 422, "blank_text", id="nothing"),
        pytest.param(" 　\n", 422, "blank_text", id="blanks"),
        pytest.param("a\x00", 422, "control_characters", id="control characters"),
    ],
)
async def test_text_that_cannot_be_taken_is_refused(guest: Guest, text: str, status: int, expected: str) -> None:
    response = await guest.send(client_id="a", text=text)
    assert (response.status_code, code(response)) == (status, expected)
    assert len((await guest.read()).json()["messages"]) == 2


async def test_the_refusal_names_the_limit(guest: Guest, settings: Settings) -> None:
    response = await guest.send(client_id="a", text="字" * 2001)
    assert str(settings.message_limit) in response.json()["error"]["message"]


async def test_half_a_character_is_refused(guest: Guest) -> None:
    body = b'{"client_id": "a", "text": "\\ud800"}'
    response = await guest.client.post(f"{URL}/{guest.id}/messages", content=body, headers=guest.headers)
    assert 400 <= response.status_code < 500
    assert code(response) in {"control_characters", "wrong_request"}


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"{", id="broken JSON"),
        pytest.param(b"\xff\xfe", id="not UTF-8"),
        pytest.param(b"[]", id="a list"),
        pytest.param(b'"text"', id="a string"),
        pytest.param(b'{"text": "a"}', id="no client_id"),
        pytest.param(b'{"client_id": "a"}', id="neither text nor button"),
        pytest.param(b'{"client_id": "a", "text": "a", "button": "b"}', id="both text and button"),
        pytest.param(b'{"client_id": "a", "text": 5}', id="a number as text"),
        pytest.param(b'{"client_id": 5, "text": "a"}', id="a number as client_id"),
        pytest.param(b'{"client_id": "", "text": "a"}', id="empty client_id"),
        pytest.param(b'{"client_id": "a b", "text": "a"}', id="blank in client_id"),
        pytest.param(b'{"client_id": "a\\n", "text": "a"}', id="line end in client_id"),
        pytest.param(b'{"client_id": "' + b"a" * 65 + b'", "text": "a"}', id="long client_id"),
        pytest.param(b'{"client_id": "a", "text": "a", "payload": "/restart"}', id="a payload"),
        pytest.param(b'{"client_id": "a", "text": null}', id="null as text"),
        pytest.param(b"[" * 10_000, id="deep"),
    ],
)
async def test_wrong_requests_are_refused(guest: Guest, body: bytes) -> None:
    headers = {**guest.headers, "Content-Type": "application/json"}
    response = await guest.client.post(f"{URL}/{guest.id}/messages", content=body, headers=headers)
    assert (response.status_code, code(response)) == (400, "wrong_request")


async def test_a_huge_body_is_refused_unread(guest: Guest) -> None:
    response = await guest.send(client_id="a", text="字" * 100_000)
    assert (response.status_code, code(response)) == (413, "too_large")


@pytest.mark.parametrize("query", ["after=-1", "after=x", "after=99999999999", "wait=-1", "wait=nan", "wait=inf"])
async def test_wrong_queries_are_refused(guest: Guest, query: str) -> None:
    response = await guest.client.get(f"{URL}/{guest.id}/messages?{query}", headers=guest.headers)
    assert (response.status_code, code(response)) == (400, "wrong_request")


async def test_a_button_of_somebody_else_is_refused(guest: Guest) -> None:
    other = await Guest(guest.client).enter()
    foreign = other.opened["messages"][1]["message"]["buttons"][0]["id"]
    response = await guest.send(client_id="a", button=foreign)
    assert (response.status_code, code(response)) == (404, "button_unknown")


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    ("authorization", "status", "expected"),
    [
        pytest.param(None, 401, "session_missing", id="none"),
        pytest.param("Basic abc", 401, "session_missing", id="another scheme"),
        pytest.param("Bearer nonsense", 401, "session_unknown", id="nonsense"),
        pytest.param("Bearer WyJhIiwxXQ.AAAA", 401, "session_unknown", id="forged"),
    ],
)
async def test_without_its_token_a_conversation_is_closed(
    guest: Guest, method: str, authorization: str | None, status: int, expected: str
) -> None:
    headers = {"Authorization": authorization} if authorization else {}
    body = {"client_id": "a", "text": "你好"}
    url = f"{URL}/{guest.id}/messages"
    response = await guest.client.request(method, url, json=body if method == "POST" else None, headers=headers)
    assert (response.status_code, code(response)) == (status, expected)


async def test_a_token_opens_no_other_conversation(guest: Guest) -> None:
    other = await Guest(guest.client).enter()
    other.token = guest.token
    for response in (await other.read(), await other.send(client_id="a", text="你好")):
        assert (response.status_code, code(response)) == (403, "session_foreign")


async def test_a_token_ends(guest: Guest, clock: FakeClock, settings: Settings) -> None:
    clock.jump(settings.session_days * 86_400)
    response = await guest.read()
    assert (response.status_code, code(response)) == (401, "session_expired")


async def test_a_conversation_that_was_deleted_is_gone(
    guest: Guest, settings: Settings, clock: FakeClock, tmp_path_factory: pytest.TempPathFactory
) -> None:
    empty = Settings(**{**vars(settings), "database_url": f"sqlite:///{tmp_path_factory.mktemp('empty')}/a.db"})
    async with running(empty, FakeEngine(), clock) as client:
        guest.client = client
        for response in (await guest.read(), await guest.send(client_id="a", text="你好")):
            assert (response.status_code, code(response)) == (404, "conversation_unknown")


async def test_unknown_addresses_and_methods_are_answered_in_kind(client: httpx.AsyncClient) -> None:
    assert code(await client.get("/nowhere")) == "not_found"
    assert code(await client.delete(URL)) == "method_not_allowed"


async def test_the_api_describes_itself_completely(client: httpx.AsyncClient) -> None:
    described = (await client.get("/openapi.json")).json()
    message = described["components"]["schemas"]["HistoryEntry"]["properties"]["message"]
    assert set(message["discriminator"]["mapping"]) == {
        *("text", "choices", "card", "steps", "image", "notice", "typing", "handoff", "rating")
    }
    send = described["paths"][URL + "/{conversation_id}/messages"]["post"]
    assert {"202", "400", "401", "403", "404", "413", "422"} <= set(send["responses"])
    refusal = send["responses"]["422"]["content"]["application/json"]["schema"]["$ref"]
    assert refusal.endswith("/ErrorResponse")
    assert "payload" not in json.dumps(described["components"]["schemas"])
