"""What is kept is kept once, in order, and survives; on SQLite and on PostgreSQL alike."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.conversation.database import migrate, open_database
from bot.conversation.messages import ChoicesMessage, NoticeMessage, Reply, TextMessage, reply_from_engine
from bot.conversation.refusals import RefusedError
from bot.conversation.store import ConversationStore, Incoming, Turn, TurnState

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
HOME = "c" * 32
GREETING = Reply((TextMessage(text="您好"),))
NOTICE = Reply((NoticeMessage(text="正在查"),))


def answer(*said: str) -> Reply:
    return reply_from_engine(
        {
            "messages": [
                {"kind": "choices", "text": one, "buttons": [{"title": f"{one}吗", "payload": "/affirm"}]}
                for one in said
            ],
            "nlu": {"intent": "greet", "confidence": 0.5},
        }
    )


def incoming(number: int, **changes: str) -> Incoming:
    one = Incoming(HOME, f"m{number}", f"{number:032}", shown=f"第{number}条", text=f"第{number}条")
    return replace(one, **changes)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[AsyncEngine]:
    engine = open_database(database_url)
    await migrate(engine)
    yield engine
    await engine.dispose()


@pytest.fixture
async def store(database: AsyncEngine) -> ConversationStore:
    made = ConversationStore(database)
    await made.begin(HOME, "web", GREETING, NOW)
    return made


async def the_turn(store: ConversationStore) -> Turn:
    turn = await store.next_turn(HOME)
    assert turn is not None
    return turn


async def test_numbers_follow_on_each_other(store: ConversationStore) -> None:
    await store.accept(incoming(1), NOW)
    await store.close(await the_turn(store), answer("一", "二"), TurnState.ANSWERED, NOW)
    await store.accept(incoming(2), NOW)
    history = await store.history(HOME, 0, 100)
    assert [(entry.seq, entry.role, entry.reply_to) for entry in history] == [
        (1, "assistant", None),
        (2, "customer", None),
        (3, "assistant", 2),
        (4, "assistant", 2),
        (5, "customer", None),
    ]
    assert [entry.client_id for entry in history] == [None, "m1", None, None, "m2"]


async def test_the_history_begins_after_the_number_asked_for(store: ConversationStore) -> None:
    for number in range(1, 6):
        await store.accept(incoming(number), NOW)
    assert [entry.seq for entry in await store.history(HOME, 2, 3)] == [3, 4, 5]


async def test_the_same_client_id_is_kept_once(store: ConversationStore) -> None:
    first = await store.accept(incoming(1), NOW)
    again = await store.accept(incoming(1, turn_id="f" * 32), NOW)
    assert (again.seq, again.duplicate, first.duplicate) == (first.seq, True, False)
    assert len(await store.history(HOME, 0, 100)) == 2


async def test_the_same_client_id_at_the_same_time_is_kept_once(store: ConversationStore) -> None:
    receipts = await asyncio.gather(*(store.accept(incoming(1, turn_id=f"{n:032}"), NOW) for n in range(20)))
    assert sorted(receipt.duplicate for receipt in receipts) == [False] + [True] * 19
    assert {receipt.seq for receipt in receipts} == {2}


async def test_different_messages_at_the_same_time_get_different_numbers(store: ConversationStore) -> None:
    receipts = await asyncio.gather(*(store.accept(incoming(number), NOW) for number in range(1, 21)))
    assert sorted(receipt.seq for receipt in receipts) == list(range(2, 22))


async def test_the_same_client_id_in_another_conversation_is_another_message(store: ConversationStore) -> None:
    await store.begin("d" * 32, "web", GREETING, NOW)
    await store.accept(incoming(1), NOW)
    other = await store.accept(incoming(1, conversation_id="d" * 32, turn_id="e" * 32), NOW)
    assert not other.duplicate


async def test_an_unknown_conversation_is_refused(store: ConversationStore) -> None:
    with pytest.raises(RefusedError, match="conversation_unknown"):
        await store.accept(incoming(1, conversation_id="x"), NOW)
    assert not await store.exists("x")


async def test_turns_come_in_the_order_of_their_messages(store: ConversationStore) -> None:
    for number in range(1, 4):
        await store.accept(incoming(number), NOW)
    for number in range(1, 4):
        turn = await the_turn(store)
        assert turn.text == f"第{number}条"
        assert turn == await store.next_turn(HOME)  # until it is closed
        await store.close(turn, answer("好"), TurnState.ANSWERED, NOW)
    assert await store.next_turn(HOME) is None


async def test_a_turn_is_closed_exactly_once(store: ConversationStore) -> None:
    await store.accept(incoming(1), NOW)
    turn = await the_turn(store)
    closed = await asyncio.gather(
        *(store.close(turn, answer(f"第{n}次"), TurnState.ANSWERED, NOW) for n in range(10)),
        *(store.close(turn, answer("抱歉"), TurnState.APOLOGISED, NOW) for _ in range(10)),
    )
    assert closed.count(True) == 1
    assert len([entry for entry in await store.history(HOME, 0, 100) if entry.reply_to]) == 1


async def test_two_gateways_on_one_database_close_a_turn_once(store: ConversationStore, database_url: str) -> None:
    await store.accept(incoming(1), NOW)
    turn = await the_turn(store)
    other = open_database(database_url)
    closed = await asyncio.gather(
        *(one.close(turn, answer("好"), TurnState.ANSWERED, NOW) for one in (store, ConversationStore(other)) * 5)
    )
    await other.dispose()
    assert closed.count(True) == 1


async def test_answer_and_end_of_the_turn_are_kept_both_or_neither(store: ConversationStore) -> None:
    await store.accept(incoming(1), NOW)
    turn = await the_turn(store)
    good = answer("好")
    taken = replace(good, offers=(replace(good.offers[0], title="先"),))
    await store.begin("d" * 32, "web", taken, NOW)  # takes the button's id, so that the answer cannot be kept
    with pytest.raises(IntegrityError):
        await store.close(turn, good, TurnState.ANSWERED, NOW)
    assert len(await store.history(HOME, 0, 100)) == 2
    assert await store.next_turn(HOME) == turn


async def test_a_turn_gets_one_notice(store: ConversationStore) -> None:
    await store.accept(incoming(1), NOW)
    turn = await the_turn(store)
    assert [await store.notice(turn, NOTICE, NOW) for _ in range(3)] == [True, False, False]
    assert (await the_turn(store)).noticed


async def test_a_closed_turn_gets_no_notice(store: ConversationStore) -> None:
    await store.accept(incoming(1), NOW)
    turn = await the_turn(store)
    await store.close(turn, answer("好"), TurnState.ANSWERED, NOW)
    assert not await store.notice(turn, NOTICE, NOW)


async def test_a_button_means_something_in_its_own_conversation_only(store: ConversationStore) -> None:
    await store.accept(incoming(1), NOW)
    await store.close(await the_turn(store), answer("好"), TurnState.ANSWERED, NOW)
    shown = (await store.history(HOME, 2, 10))[0].message
    assert isinstance(shown, ChoicesMessage)
    offer = await store.offer(HOME, shown.buttons[0].id)
    assert offer is not None
    assert (offer.title, offer.payload) == ("好吗", "/affirm")
    await store.begin("d" * 32, "web", GREETING, NOW)
    assert await store.offer("d" * 32, offer.id) is None
    assert await store.offer(HOME, "unknown") is None


async def test_open_turns_are_found_again_in_order_of_waiting(store: ConversationStore) -> None:
    await store.begin("d" * 32, "web", GREETING, NOW)
    await store.accept(incoming(1), NOW + timedelta(seconds=2))
    await store.accept(incoming(2), NOW + timedelta(seconds=3))
    await store.accept(incoming(3, conversation_id="d" * 32), NOW + timedelta(seconds=1))
    assert await store.waiting_conversations() == ["d" * 32, HOME]


async def test_times_come_back_aware_and_unchanged(store: ConversationStore) -> None:
    beijing = datetime(2026, 11, 22, 16, 0, 0, 123456, tzinfo=timezone(timedelta(hours=8)))
    await store.accept(incoming(1), beijing)
    turn = await the_turn(store)
    assert turn.accepted_at == beijing
    assert turn.accepted_at.tzinfo is UTC
    assert (await store.history(HOME, 1, 1))[0].created_at == beijing


async def test_a_time_without_zone_is_refused(store: ConversationStore) -> None:
    with pytest.raises(Exception, match="no time zone"):
        await store.accept(incoming(1), datetime(2026, 11, 22))  # noqa: DTZ001 -- the point of the test


async def test_everything_is_there_after_a_restart(store: ConversationStore, database_url: str) -> None:
    await store.accept(incoming(1), NOW)
    reopened = open_database(database_url)
    await migrate(reopened)
    again = ConversationStore(reopened)
    assert await again.waiting_conversations() == [HOME]
    assert [entry.message for entry in await again.history(HOME, 0, 10)] == [
        TextMessage(text="您好"),
        TextMessage(text="第1条"),
    ]
    await reopened.dispose()


async def test_deleting_a_conversation_leaves_nothing_of_it(store: ConversationStore, database: AsyncEngine) -> None:
    await store.accept(incoming(1), NOW)
    await store.close(await the_turn(store), answer("好"), TurnState.ANSWERED, NOW)
    async with database.begin() as connection:
        await connection.execute(text("DELETE FROM conversations"))
        for table in ("messages", "turns", "offered_buttons"):
            assert await connection.scalar(text(f"SELECT count(*) FROM {table}")) == 0  # noqa: S608 -- our own names


async def test_an_error_of_the_database_does_not_quote_the_customer(store: ConversationStore) -> None:
    await store.accept(incoming(1), NOW)
    with pytest.raises(IntegrityError) as caught:
        await store.accept(incoming(2, turn_id=incoming(1).turn_id, shown="秘密", text="秘密"), NOW)
    assert "秘密" not in str(caught.value)


async def test_reading_goes_on_while_somebody_writes(store: ConversationStore, database_url: str) -> None:
    other = open_database(database_url)
    async with other.execution_options(writing=True).begin() as connection:
        await connection.execute(text("UPDATE conversations SET last_seq = 99"))
        assert [entry.seq for entry in await store.history(HOME, 0, 10)] == [1]
    await other.dispose()


async def test_the_store_says_that_it_works(store: ConversationStore) -> None:
    await store.check()
