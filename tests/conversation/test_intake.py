"""What can be taken is masked before it is kept; what cannot is refused with its reason."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text

from bot.conversation.intake import checked_text
from bot.conversation.messages import ChoicesMessage
from bot.conversation.refusals import RefusedError
from tests.conversation.desk import CONVERSATION, Desk, texts
from tests.conversation.fake_clock import FakeClock
from tests.conversation.fake_engine import FakeEngine


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
async def desk(sqlite_url: str, engine: FakeEngine, clock: FakeClock) -> AsyncIterator[Desk]:
    one = await Desk(sqlite_url, engine, clock).open()
    yield one
    await one.close()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("", "blank_text", id="nothing"),
        pytest.param(" \n\t　", "blank_text", id="blanks"),
        pytest.param("\u200b\ufeff", "blank_text", id="invisible"),
        pytest.param("字" * 2001, "too_long", id="too long"),
        pytest.param("a\x00b", "control_characters", id="NUL"),
        pytest.param("\x1b[31m红", "control_characters", id="escape"),
        pytest.param("a\x7f", "control_characters", id="delete"),
        pytest.param("a\x85", "control_characters", id="C1"),
        pytest.param("\ud83d", "control_characters", id="half a character"),
    ],
)
def test_what_cannot_be_taken_is_refused(text: str, code: str) -> None:
    with pytest.raises(RefusedError) as caught:
        checked_text(text, 2000)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        pytest.param("字" * 2000, "字" * 2000, id="just short enough"),
        pytest.param("😀" * 2000, "😀" * 2000, id="emoji count as one"),
        pytest.param("一\r\n二\r三\t四", "一\n二\n三\t四", id="lines"),
        pytest.param("  你好 ", "你好", id="blanks around"),
        pytest.param("👨‍👩‍👧", "👨‍👩‍👧", id="joined emoji"),
        pytest.param("？", "？", id="a mark"),
    ],
)
def test_what_can_be_taken_is(text: str, taken: str) -> None:
    assert checked_text(text, 2000) == taken


async def test_only_masked_text_reaches_store_and_engine(desk: Desk, engine: FakeEngine) -> None:
    receipt = await desk.say("我的手机13800138000，身份证11010519491231002X")
    entries = await desk.until_answered(receipt.seq)
    assert texts(entries)[1] == "我的手机[手机号]，身份证[身份证号]"
    assert engine.asked[0]["text"] == "我的手机[手机号]，身份证[身份证号]"
    async with desk.database.connect() as connection:
        for table in ("messages", "turns"):
            kept = str((await connection.execute(text(f"SELECT * FROM {table}"))).all())  # noqa: S608 -- our own names
            assert "13800138000" not in kept
            assert "11010519491231002X" not in kept


@pytest.mark.parametrize("typed", ["/phone_locked", "／restart", '/inform{"platform": "jd"}', " /affirm"])
async def test_typed_commands_are_text(desk: Desk, engine: FakeEngine, typed: str) -> None:
    receipt = await desk.say(typed)
    await desk.until_answered(receipt.seq)
    assert engine.asked[0]["text"] == typed.strip()
    assert "payload" not in engine.asked[0]


async def test_a_press_sends_the_payload_and_shows_the_title(desk: Desk, engine: FakeEngine) -> None:
    entries = await desk.until_answered((await desk.say("你好")).seq)
    shown = next(entry.message for entry in entries if isinstance(entry.message, ChoicesMessage))
    receipt = await desk.intake.take_press(CONVERSATION, "press", shown.buttons[0].id)
    entries = await desk.until_answered(receipt.seq)
    assert engine.asked[1]["payload"] == "/next_step"
    assert "text" not in engine.asked[1]
    assert texts([entry for entry in entries if entry.seq == receipt.seq]) == ["继续"]


@pytest.mark.parametrize("button", ["", "unknown", "/next_step"])
async def test_a_button_that_was_never_shown_is_refused(desk: Desk, button: str) -> None:
    with pytest.raises(RefusedError, match="button_unknown"):
        await desk.intake.take_press(CONVERSATION, "press", button)


async def test_a_message_sent_twice_is_answered_once(desk: Desk, engine: FakeEngine) -> None:
    first = await desk.say("你好", client_id="same")
    again = await desk.say("你好", client_id="same")
    await desk.until_answered(first.seq)
    assert (again.seq, again.duplicate) == (first.seq, True)
    assert len(engine.asked) == 1
