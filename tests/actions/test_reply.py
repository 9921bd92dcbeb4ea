"""`action_reply` reads what Rasa understood, warns before it answers, and answers even if the content is broken."""

from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.reply import ActionReply, heard_from
from actions.speaking import FAILED_RESPONSE
from bot.guidance.platform_talk import NamedPlatform
from bot.guidance.quantity_talk import NamedQuantity
from bot.guidance.talk import Heard
from bot.settings import ROOT

pytestmark = pytest.mark.rasa


@pytest.mark.parametrize(
    ("latest", "heard"),
    [
        pytest.param({}, Heard("nlu_fallback", "", confidence=0.0), id="nothing"),
        pytest.param(
            {"intent": None, "entities": None, "text": None}, Heard("nlu_fallback", "", confidence=0.0), id="nulls"
        ),
        pytest.param(
            {"intent": {"name": None}, "text": "嗯"}, Heard("nlu_fallback", "嗯", confidence=0.0), id="no intent"
        ),
        pytest.param(
            {"intent": {"name": "greet", "confidence": 0.83}, "text": "你好"},
            Heard("greet", "你好", confidence=0.83),
            id="intent",
        ),
        pytest.param(
            {
                "intent": {"name": "inform", "confidence": 1.0},
                "text": "花朵呗",
                "entities": [{"entity": "platform", "value": "south", "name": "花朵呗", "how": "close"}],
            },
            Heard("inform", "花朵呗", (NamedPlatform("south", "花朵呗", "close"),)),
            id="platform of the directory",
        ),
        pytest.param(
            {
                "intent": {"name": "inform", "confidence": 1.0},
                "text": "明月贷",
                "entities": [{"entity": "platform", "value": "明月贷", "name": "明月贷", "how": "unlisted"}],
            },
            Heard("inform", "明月贷", (NamedPlatform("", "明月贷", "unlisted"),)),
            id="platform that only trainers know",
        ),
        pytest.param(
            {
                "intent": {"name": "inform", "confidence": 1.0},
                "text": '/inform{"platform": "south", "choice": "yes"}',
                "entities": [{"entity": "platform", "value": "south"}, {"entity": "choice", "value": "yes"}],
            },
            Heard(
                "inform",
                '/inform{"platform": "south", "choice": "yes"}',
                (NamedPlatform("south", "south", "button"),),
                "yes",
            ),
            id="button",
        ),
        pytest.param(
            {
                "intent": {"name": "inform", "confidence": 1.0},
                "text": "借了3千2，月息一分五",
                "entities": [
                    {"entity": "amount", "start": 2, "end": 5, "value": "3200"},
                    {
                        "entity": "rate",
                        "start": 6,
                        "end": 11,
                        "value": {"value": "1.5", "unit": "fen", "period": "month"},
                    },
                ],
            },
            Heard(
                "inform",
                "借了3千2，月息一分五",
                quantities=(
                    NamedQuantity("amount", "3200", "3千2"),
                    NamedQuantity("rate", "1.5 fen per month", "月息一分五"),
                ),
            ),
            id="quantities",
        ),
        pytest.param(
            {
                "intent": {"name": "nlu_fallback", "confidence": 1.0},
                "text": "那个",
                "intent_ranking": [
                    {"name": "nlu_fallback", "confidence": 0.7},
                    {"name": "refund", "confidence": 0.25},
                    {"name": "greet", "confidence": 0.2},
                    {"name": "thank", "confidence": 0.1},
                    {"name": "affirm", "confidence": 0.05},
                ],
            },
            Heard("nlu_fallback", "那个", guesses=("refund", "greet", "thank")),
            id="the likeliest three",
        ),
        pytest.param(
            {
                "intent": {"name": "greet", "confidence": 1.0},
                "text": "你好",
                "intent_ranking": [{"name": "greet", "confidence": 0.9}, {"name": "refund", "confidence": 0.029}],
            },
            Heard("greet", "你好", guesses=("greet",)),
            id="faint guesses are none",
        ),
    ],
)
def test_what_rasa_understood_is_heard(latest: dict[str, Any], heard: Heard) -> None:
    assert heard_from(latest) == heard


@pytest.fixture(scope="module")
def action(tmp_path_factory: pytest.TempPathFactory) -> ActionReply:
    """The action over the real content, with a var folder of its own."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("BOT_VAR_DIR", str(tmp_path_factory.mktemp("var")))
        environment.setenv("BOT_DATA_DIR", str(ROOT / "data"))
        return ActionReply()


def run(action: ActionReply, intent: str, text: str, **slots: object) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """What was said, and the slots that were set."""
    latest = {"intent": {"name": intent, "confidence": 0.9}, "text": text, "entities": [], "intent_ranking": []}
    dispatcher = CollectingDispatcher()
    tracker = Tracker("c1", slots, latest, [], False, None, {}, "action_listen")
    events = action.run(dispatcher, tracker, {})
    return dispatcher.messages, {event["name"]: event["value"] for event in events}


def test_an_understood_message_is_answered_and_remembered(action: ActionReply) -> None:
    messages, slots = run(action, "phone_locked", "手机被锁了")
    assert messages[0]["custom"]["text"]
    assert set(slots) == {"platform", "facts", "guide"}
    assert slots["guide"]["topic"] == "phone_locked"


def test_what_is_remembered_is_taken_up_again(action: ActionReply) -> None:
    _, slots = run(action, "phone_locked", "手机被锁了")
    messages, later = run(action, "inform", "我逾期了几期没还", **slots)
    assert messages
    assert later["facts"]["lock_cause"] == "overdue"


def test_small_talk_is_answered_with_a_response_of_the_domain(action: ActionReply) -> None:
    messages, _ = run(action, "greet", "你好")
    assert messages[0]["response"] == "utter_greet"


@pytest.mark.parametrize("kind", ["身份证号", "银行卡号", "手机号", "验证码", "邮箱"])
def test_a_personal_number_is_warned_of_before_the_answer(action: ActionReply, kind: str) -> None:
    messages, slots = run(action, "phone_locked", f"手机被锁了，我的[{kind}]")
    assert kind in messages[0]["custom"]["text"]
    assert len(messages) > 1
    assert slots["guide"]["topic"] == "phone_locked"


def test_a_personal_number_alone_is_only_warned_of(action: ActionReply) -> None:
    messages, slots = run(action, "nlu_fallback", "[身份证号]，[手机号]")
    assert len(messages) == 1
    assert "身份证号" in messages[0]["custom"]["text"]
    assert "手机号" in messages[0]["custom"]["text"]
    assert slots == {}


@pytest.mark.parametrize("slots", [{"guide": "text"}, {"guide": ["x"]}, {"facts": "x", "guide": {"trail": "y"}}])
def test_slots_of_a_former_version_do_not_silence_the_bot(action: ActionReply, slots: dict[str, Any]) -> None:
    messages, _ = run(action, "phone_locked", "手机被锁了", **slots)
    assert messages[0].get("response") != FAILED_RESPONSE


def test_broken_content_is_spoken_of_until_it_is_mended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_VAR_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("BOT_DATA_DIR", str(tmp_path / "nothing"))
    action = ActionReply()
    messages, _ = run(action, "phone_locked", "手机被锁了")
    assert [message["response"] for message in messages] == [FAILED_RESPONSE]
    monkeypatch.setenv("BOT_DATA_DIR", str(ROOT / "data"))
    messages, _ = run(action, "phone_locked", "手机被锁了")
    assert messages[0]["custom"]["text"]
