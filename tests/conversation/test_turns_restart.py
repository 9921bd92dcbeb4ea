"""What happens to open turns when the gateway stops, dies, or its store fails."""

import asyncio
from datetime import datetime

import pytest

from bot.conversation.messages import Reply
from bot.conversation.store import Turn, TurnState
from tests.conversation.desk import LATE, OpenDesk, answers, notices, states, texts
from tests.conversation.fake_clock import FakeClock
from tests.conversation.fake_engine import (
    FakeEngine,
    SlowEngine,
)


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
