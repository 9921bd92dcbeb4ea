"""The web channel turns requests into turns and the history into pages, without missing what comes meanwhile."""

import asyncio

import pytest
from pydantic import ValidationError

from bot.channels.web import SendRequest, WebChannel
from bot.conversation.messages import Reply, TextMessage
from bot.conversation.refusals import RefusedError
from bot.conversation.store import Entry
from tests.conversation.desk import CONVERSATION, Desk
from tests.conversation.fake_clock import FakeClock


async def test_a_new_conversation_begins_with_the_greeting(channel: WebChannel) -> None:
    conversation_id, messages = await channel.begin(Reply((TextMessage(text="您好"),)))
    assert len(conversation_id) == 32
    assert [(entry.seq, entry.role, entry.message) for entry in messages] == [
        (1, "assistant", TextMessage(text="您好"))
    ]


async def test_two_conversations_never_share_an_id(channel: WebChannel) -> None:
    begun = [await channel.begin(Reply((TextMessage(text="您好"),))) for _ in range(5)]
    assert len({conversation_id for conversation_id, _ in begun}) == 5


async def test_text_is_sent_and_its_answer_read(channel: WebChannel, desk: Desk) -> None:
    sent = await channel.send(CONVERSATION, SendRequest(client_id="a", text="你好"))
    await desk.until_answered(sent.seq)
    page = await channel.read(CONVERSATION, sent.seq, 0)
    assert {entry.reply_to for entry in page.messages} == {sent.seq}
    assert not page.more


async def test_a_message_that_comes_while_the_history_is_read_is_not_missed(
    channel: WebChannel, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    history, reads = desk.store.history, iter([True])

    async def history_with_a_message_meanwhile(conversation_id: str, after: int, limit: int) -> list[Entry]:
        entries = await history(conversation_id, after, limit)
        if next(reads, False):
            await channel.send(CONVERSATION, SendRequest(client_id="a", text="你好"))
        return entries

    monkeypatch.setattr(desk.store, "history", history_with_a_message_meanwhile)
    async with asyncio.timeout(5):
        page = await channel.read(CONVERSATION, 1, wait=25)
    assert page.messages[0].client_id == "a"


async def test_reading_without_waiting_returns_at_once(channel: WebChannel) -> None:
    assert (await channel.read(CONVERSATION, 1, 0)).messages == []


async def test_nobody_waits_for_a_gateway_that_goes_down(channel: WebChannel, desk: Desk, clock: FakeClock) -> None:
    waiting = asyncio.create_task(channel.read(CONVERSATION, 1, 25))
    await clock.advance(1)
    desk.turns.announcer.close()
    async with asyncio.timeout(5):
        assert (await waiting).messages == []
        assert (await channel.read(CONVERSATION, 1, 25)).messages == []


async def test_an_unknown_conversation_is_not_read(channel: WebChannel) -> None:
    with pytest.raises(RefusedError, match="conversation_unknown"):
        await channel.read("nowhere", 0, 0)


@pytest.mark.parametrize("given", [{}, {"text": "a", "button": "b"}, {"text": None}])
def test_a_request_has_either_text_or_button(given: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        SendRequest.model_validate({"client_id": "a", **given})
