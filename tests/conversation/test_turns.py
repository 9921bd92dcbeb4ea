"""A turn gets exactly one answer: in order, with one notice, one deadline, across restarts."""

import httpx
import pytest

from bot.conversation.messages import Reply, TextMessage
from bot.conversation.store import TurnState
from tests.conversation.desk import CONVERSATION, EMPTY, LATE, NOTICE, OpenDesk, answers, notices, states, texts
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
