"""A turn gets exactly one answer: in order, with one notice, one deadline, across restarts."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import datetime

import httpx
import pytest
from sqlalchemy import text

from bot.conversation.messages import Reply, TextMessage
from bot.conversation.store import Turn, TurnState
from tests.conversation.desk import CONVERSATION, EMPTY, LATE, NOTICE, Desk, answers, notices, texts
from tests.conversation.fake_clock import FakeClock
from tests.conversation.fake_engine import (
    BrokenEngine,
    DeadEngine,
    EmptyEngine,
    FakeEngine,
    ForgetfulEngine,
    RamblingEngine,
    SlowEngine,
)

OpenDesk = Callable[..., Awaitable[Desk]]


@pytest.fixture
async def open_desk(sqlite_url: str, clock: FakeClock) -> AsyncIterator[OpenDesk]:
    async with AsyncExitStack() as stack:

        async def open_one(engine: FakeEngine, *, begin: bool = True) -> Desk:
            desk = Desk(sqlite_url, engine, clock)
            stack.push_async_callback(desk.close)
            return await desk.open(begin=begin)

        yield open_one


async def states(desk: Desk) -> list[str]:
    async with desk.database.connect() as connection:
        return list(await connection.scalars(text("SELECT state FROM turns ORDER BY seq")))


async def test_an_answer_follows_the_message_it_answers(open_desk: OpenDesk) -> None:
    desk = await open_desk(FakeEngine())
    receipt = await desk.say("手机被锁了")
    entries = await desk.until_answered(receipt.seq)
    assert texts(entries) == ["您好", "手机被锁了", "收到：手机被锁了", "要不要继续？"]
    assert [entry.seq for entry in entries] == [1, 2, 3, 4]
    assert await states(desk) == [TurnState.ANSWERED]


async def test_the_engine_is_asked_with_conversation_turn_and_text(open_desk: OpenDesk) -> None:
    engine = FakeEngine()
    desk = await open_desk(engine)
    await desk.until_answered((await desk.say("你好")).seq)
    (asked,) = engine.asked
    assert asked["sender"] == CONVERSATION
    assert asked["text"] == "你好"
    assert "payload" not in asked
    assert len(asked["message_id"]) == 32


async def test_messages_sent_at_once_are_answered_in_order(open_desk: OpenDesk) -> None:
    engine = FakeEngine()
    desk = await open_desk(engine)
    receipts = [await desk.say(f"第{number}条") for number in range(8)]
    entries = await desk.until_answered(*(receipt.seq for receipt in receipts))
    assert [body["text"] for body in engine.asked] == [f"第{number}条" for number in range(8)]
    order = [entry.reply_to for entry in entries if entry.reply_to]
    assert order == sorted(order)


async def test_conversations_do_not_wait_for_each_other(open_desk: OpenDesk) -> None:
    engine = SlowEngine()
    desk = await open_desk(engine)
    await desk.store.begin("d" * 32, "web", Reply((TextMessage(text="您好"),)), desk.clock.now())
    await desk.say("一")
    await desk.intake.take_text("d" * 32, "x", "二")
    await engine.until_asked(2)


async def test_no_notice_when_the_answer_is_quick(open_desk: OpenDesk) -> None:
    desk = await open_desk(FakeEngine())
    assert not notices(await desk.until_answered((await desk.say("你好")).seq))


async def test_one_notice_after_three_seconds_then_the_answer(open_desk: OpenDesk, clock: FakeClock) -> None:
    engine = SlowEngine()
    desk = await open_desk(engine)
    receipt = await desk.say("你好")
    await clock.pass_time(3)
    entries = await desk.until(lambda entries: bool(notices(entries)))
    assert texts(notices(entries)) == [NOTICE]
    assert not answers(entries, receipt.seq)
    engine.release()
    entries = await desk.until_answered(receipt.seq)
    assert len(notices(entries)) == 1
    assert texts(answers(entries, receipt.seq))[0] == "收到：你好"


async def test_nothing_is_said_before_the_three_seconds_are_over(open_desk: OpenDesk, clock: FakeClock) -> None:
    engine = SlowEngine()
    desk = await open_desk(engine)
    await desk.say("你好")
    await engine.until_asked()
    await clock.advance(2.99)
    assert not notices(await desk.history())


async def test_the_deadline_closes_the_turn_with_one_apology_and_a_way_out(
    open_desk: OpenDesk, clock: FakeClock
) -> None:
    engine = SlowEngine()
    desk = await open_desk(engine)
    receipt = await desk.say("你好")
    await clock.pass_time(3)
    await desk.until(lambda entries: bool(notices(entries)))
    await clock.pass_time(57)
    entries = await desk.until_answered(receipt.seq)
    (apology,) = answers(entries, receipt.seq)
    assert texts([apology]) == [LATE]
    assert [button.title for button in getattr(apology.message, "buttons", ())] == ["找客服"]
    assert await states(desk) == [TurnState.APOLOGISED]


async def test_late_output_is_discarded(open_desk: OpenDesk, clock: FakeClock) -> None:
    engine = SlowEngine()
    desk = await open_desk(engine)
    first = await desk.say("第一条")
    await clock.pass_time(3)
    await desk.until(lambda entries: bool(notices(entries)))
    await clock.pass_time(57)
    await desk.until_answered(first.seq)
    engine.release()
    second = await desk.say("第二条")
    entries = await desk.until_answered(second.seq)
    assert texts(answers(entries, first.seq)) == [LATE]
    assert texts(answers(entries, second.seq))[0] == "收到：第二条"


async def test_the_notice_of_a_turn_that_waited_comes_three_seconds_after_the_answer_before(
    open_desk: OpenDesk, clock: FakeClock
) -> None:
    engine = SlowEngine()
    desk = await open_desk(engine)
    first, second = await desk.say("第一条"), await desk.say("第二条")
    await clock.pass_time(3)
    await desk.until(lambda entries: len(notices(entries)) == 1)
    await clock.advance(2)
    engine.release()
    await desk.until_answered(first.seq)
    await engine.until_asked(2)
    await clock.advance(2.9)
    assert len(notices(await desk.history())) == 1
    await clock.pass_time(0.1)
    entries = await desk.until(lambda entries: len(notices(entries)) == 2)
    assert [entry.reply_to for entry in notices(entries)] == [first.seq, second.seq]


@pytest.mark.parametrize(
    "engine",
    [
        pytest.param(EmptyEngine(), id="no messages"),
        pytest.param(RamblingEngine(b"not json"), id="no JSON"),
        pytest.param(RamblingEngine(b'{"messages": [{"kind": "dance"}]}'), id="unknown kind"),
        pytest.param(RamblingEngine(b'{"messages": [{"kind": "text", "text": ""}]}'), id="empty text"),
        pytest.param(RamblingEngine(b'{"messages": [{"kind": "typing"}]}'), id="nothing but typing"),
        pytest.param(RamblingEngine(b'["text"]'), id="not an object"),
    ],
)
async def test_a_reply_that_says_nothing_gets_a_spoken_fallback(open_desk: OpenDesk, engine: FakeEngine) -> None:
    desk = await open_desk(engine)
    receipt = await desk.say("你好")
    entries = await desk.until_answered(receipt.seq)
    assert texts(answers(entries, receipt.seq)) == [EMPTY]
    assert len(engine.asked) == 1


@pytest.mark.parametrize("status", [400, 401, 403, 422])
async def test_a_refusal_by_the_engine_is_not_asked_again(open_desk: OpenDesk, status: int) -> None:
    engine = BrokenEngine(status)
    desk = await open_desk(engine)
    receipt = await desk.say("你好")
    entries = await desk.until_answered(receipt.seq)
    assert texts(answers(entries, receipt.seq)) == [LATE]
    assert len(engine.asked) == 1


@pytest.mark.parametrize(
    "engine",
    [
        pytest.param(BrokenEngine(500, times=2), id="500"),
        pytest.param(BrokenEngine(503, times=2), id="503"),
        pytest.param(DeadEngine(times=2), id="connection refused"),
        pytest.param(DeadEngine(times=2, error=httpx.ReadTimeout), id="read timeout"),
        pytest.param(DeadEngine(times=2, error=httpx.RemoteProtocolError), id="connection lost"),
    ],
)
async def test_passing_trouble_is_ridden_out(open_desk: OpenDesk, clock: FakeClock, engine: FakeEngine) -> None:
    desk = await open_desk(engine)
    receipt = await desk.say("你好")
    await clock.pass_time(1)
    entries = await desk.until_answered(receipt.seq)
    assert texts(answers(entries, receipt.seq))[0] == "收到：你好"
    assert len(engine.asked) == 3
    assert len({body["message_id"] for body in engine.asked}) == 1


async def test_a_dead_engine_ends_in_the_apology_and_is_asked_with_bounded_pauses(
    open_desk: OpenDesk, clock: FakeClock
) -> None:
    engine = DeadEngine()
    desk = await open_desk(engine)
    receipt = await desk.say("你好")
    await clock.pass_time(3)
    await desk.until(lambda entries: bool(notices(entries)))
    await clock.pass_time(57)
    entries = await desk.until_answered(receipt.seq)
    assert texts(answers(entries, receipt.seq)) == [LATE]
    assert 25 <= len(engine.asked) <= 40


async def test_a_finished_turn_whose_reply_was_lost_runs_once(open_desk: OpenDesk, clock: FakeClock) -> None:
    engine = ForgetfulEngine()
    desk = await open_desk(engine)
    receipt = await desk.say("你好")
    await clock.pass_time(1)
    entries = await desk.until_answered(receipt.seq)
    assert len(answers(entries, receipt.seq)) == 2
    assert list(engine.runs.values()) == [1]


async def test_open_turns_are_driven_again_in_order_after_a_restart(open_desk: OpenDesk, clock: FakeClock) -> None:
    crashed = await open_desk(SlowEngine())
    first, second = await crashed.say("第一条"), await crashed.say("第二条")
    await crashed.close()
    clock.jump(10)
    engine = FakeEngine()
    desk = await open_desk(engine, begin=False)
    entries = await desk.until_answered(first.seq, second.seq)
    assert [body["text"] for body in engine.asked] == ["第一条", "第二条"]
    assert texts(answers(entries, first.seq))[0] == "收到：第一条"
    assert texts(answers(entries, second.seq))[0] == "收到：第二条"


async def test_a_turn_that_had_its_notice_gets_no_second_one_after_a_restart(
    open_desk: OpenDesk, clock: FakeClock
) -> None:
    crashed = await open_desk(SlowEngine())
    receipt = await crashed.say("你好")
    await clock.pass_time(3)
    await crashed.until(lambda entries: bool(notices(entries)))
    await crashed.close()
    clock.jump(10)
    desk = await open_desk(FakeEngine(), begin=False)
    assert len(notices(await desk.until_answered(receipt.seq))) == 1


async def test_a_turn_past_its_deadline_is_really_tried_after_a_restart(open_desk: OpenDesk, clock: FakeClock) -> None:
    crashed = await open_desk(SlowEngine())
    receipt = await crashed.say("你好")
    await crashed.close()
    clock.jump(3600)
    desk = await open_desk(FakeEngine(), begin=False)
    entries = await desk.until_answered(receipt.seq)
    assert texts(answers(entries, receipt.seq))[0] == "收到：你好"


async def test_a_turn_past_its_deadline_gets_its_apology_seconds_after_a_restart(
    open_desk: OpenDesk, clock: FakeClock
) -> None:
    crashed = await open_desk(SlowEngine())
    receipt = await crashed.say("你好")
    await crashed.close()
    clock.jump(3600)
    desk = await open_desk(SlowEngine(), begin=False)
    await clock.pass_time(5)
    entries = await desk.until_answered(receipt.seq)
    assert texts(answers(entries, receipt.seq)) == [LATE]


async def test_the_deadline_counts_from_acceptance_across_a_restart(open_desk: OpenDesk, clock: FakeClock) -> None:
    crashed = await open_desk(SlowEngine())
    receipt = await crashed.say("你好")
    await clock.pass_time(3)
    await crashed.until(lambda entries: bool(notices(entries)))
    await crashed.close()
    clock.jump(37)
    desk = await open_desk(SlowEngine(), begin=False)
    await clock.pass_time(20)
    entries = await desk.until_answered(receipt.seq)
    assert texts(answers(entries, receipt.seq)) == [LATE]


async def test_stopping_leaves_what_is_not_finished_open(open_desk: OpenDesk) -> None:
    desk = await open_desk(SlowEngine())
    await desk.say("你好")
    await desk.turns.stop(grace=0)
    assert set(await states(desk)) <= {TurnState.QUEUED, TurnState.RUNNING}


async def test_stopping_waits_for_what_finishes_in_time(open_desk: OpenDesk) -> None:
    engine = SlowEngine()
    desk = await open_desk(engine)
    receipt = await desk.say("你好")
    await engine.until_asked()
    stopping = asyncio.create_task(desk.turns.stop(grace=10))
    engine.release()
    await stopping
    assert answers(await desk.history(), receipt.seq)


async def test_a_message_taken_while_stopping_waits_for_the_next_start(open_desk: OpenDesk) -> None:
    stopped = await open_desk(FakeEngine())
    await stopped.turns.stop(grace=0)
    receipt = await stopped.say("你好")
    desk = await open_desk(FakeEngine(), begin=False)
    assert answers(await desk.until_answered(receipt.seq), receipt.seq)


async def test_trouble_with_the_store_does_not_lose_the_turn(
    open_desk: OpenDesk, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = await open_desk(FakeEngine())
    close, troubles = desk.store.close, iter([True, True])

    async def close_with_trouble(*args: object) -> bool:
        if next(troubles, False):
            raise OSError("disk full")
        return await close(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(desk.store, "close", close_with_trouble)
    receipt = await desk.say("你好")
    await clock.pass_time(1)
    await clock.pass_time(1)
    entries = await desk.until_answered(receipt.seq)
    assert len(answers(entries, receipt.seq)) == 2


async def test_a_reply_that_cannot_be_kept_ends_in_the_apology(
    open_desk: OpenDesk, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = await open_desk(FakeEngine())
    close = desk.store.close

    async def close_with_apologies_only(turn: Turn, reply: Reply, state: TurnState, now: datetime) -> bool:
        if state is TurnState.ANSWERED:
            raise ValueError("no database takes this")
        return await close(turn, reply, state, now)

    monkeypatch.setattr(desk.store, "close", close_with_apologies_only)
    receipt = await desk.say("你好")
    await clock.pass_time(60)
    await clock.pass_time(1)
    entries = await desk.until_answered(receipt.seq)
    assert texts(answers(entries, receipt.seq)) == [LATE]
