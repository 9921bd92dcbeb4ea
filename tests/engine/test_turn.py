"""The wire format at the engine's door: typed text commands nothing, and malformed bodies are refused."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.turn import TurnRequest, harmless, message_of, nlu_of, parse_request
from bot.errors import EngineError

SOUND: dict[str, Any] = {"sender": "c1", "message_id": "m1", "text": "手机被锁了", "metadata": {"channel": "web"}}


def body(**changed: object) -> dict[str, Any]:
    """A sound body with other values; None takes a key away."""
    return {key: value for key, value in {**SOUND, **changed}.items() if value is not None}


def test_a_sound_body_is_a_request() -> None:
    assert parse_request(SOUND) == TurnRequest("c1", "m1", "手机被锁了", {"channel": "web"})


def test_metadata_may_be_missing() -> None:
    assert parse_request(body(metadata=None)).metadata == {}


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("/restart", id="restart"),
        pytest.param('/inform{"platform": "alipay"}', id="intent with entities"),
        pytest.param("  /session_start", id="spaces before"),
        pytest.param("\t\n/back", id="other blanks before"),
        pytest.param("/", id="slash alone"),
        pytest.param("//help", id="two slashes"),
        pytest.param("\u3000/restart", id="ideographic space before"),
        pytest.param("\u00a0/restart", id="no-break space before"),
    ],
)
def test_typed_commands_stay_text(typed: str) -> None:
    assert not parse_request(body(text=typed)).text.lstrip().startswith("/")


@pytest.mark.parametrize("typed", ["\uff0frestart", '\uff0finform{"a": "b"}', "你好/再见", "没有斜杠", "  前面有空格"])
def test_other_text_stays_as_it_was(typed: str) -> None:
    assert parse_request(body(text=typed)).text == typed


@given(st.text(st.one_of(st.sampled_from('/\uff0f \t\n{}"你'), st.characters()), min_size=1, max_size=20))
def test_no_text_becomes_a_command(typed: str) -> None:
    safe = harmless(typed)
    assert not safe.strip().startswith("/")
    assert len(safe) <= len(typed)


@pytest.mark.parametrize("payload", ["/next_step", '/inform{"choice": "overdue"}', '/inform{"platform": "jd"}'])
def test_a_payload_of_ours_is_obeyed(payload: str) -> None:
    assert parse_request(body(text=None, payload=payload)).text == payload


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        pytest.param(None, "must be a JSON object", id="nothing"),
        pytest.param([], "must be a JSON object", id="list"),
        pytest.param("text", "must be a JSON object", id="text"),
        pytest.param(body(sender=None), "“sender” must be a text", id="no sender"),
        pytest.param(body(sender=""), "“sender” must be a text", id="empty sender"),
        pytest.param(body(sender=7), "“sender” must be a text", id="number for a sender"),
        pytest.param(body(message_id=None), "“message_id” must be a text", id="no message id"),
        pytest.param(body(message_id=["m"]), "“message_id” must be a text", id="list for a message id"),
        pytest.param(body(text=None), "exactly one of", id="neither text nor payload"),
        pytest.param(body(payload="/next_step"), "exactly one of", id="both text and payload"),
        pytest.param({**SOUND, "payload": None}, "exactly one of", id="text and an empty payload"),
        pytest.param(body(text="  "), "must be a text", id="blank text"),
        pytest.param(body(text={"a": 1}), "must be a text", id="object for a text"),
        pytest.param(body(text=None, payload="next_step"), "a payload begins with /", id="payload without a slash"),
        pytest.param(body(text=None, payload=" /next_step"), "a payload begins with /", id="payload after a space"),
        pytest.param(body(text=None, payload=""), "must be a text", id="empty payload"),
        pytest.param(body(metadata=["x"]), "“metadata” must be an object", id="list for metadata"),
    ],
)
def test_a_malformed_body_is_refused_in_a_sentence(wrong: object, said: str) -> None:
    with pytest.raises(EngineError, match=said):
        parse_request(wrong)


@pytest.mark.parametrize(
    ("event", "message"),
    [
        pytest.param({"text": "您好", "data": {}}, {"kind": "text", "text": "您好"}, id="text"),
        pytest.param({"text": "您好"}, {"kind": "text", "text": "您好"}, id="no data"),
        pytest.param(
            {"text": "哪个？", "data": {"buttons": [{"title": "甲", "payload": "/a", "type": "postback"}]}},
            {"kind": "choices", "text": "哪个？", "buttons": [{"title": "甲", "payload": "/a"}]},
            id="buttons",
        ),
        pytest.param(
            {"text": None, "data": {"custom": {"kind": "card", "title": "联系"}}},
            {"kind": "card", "title": "联系"},
            id="our own",
        ),
        pytest.param(
            {"text": None, "data": {"image": "https://example.com/a.png"}},
            {"kind": "image", "url": "https://example.com/a.png", "text": ""},
            id="image",
        ),
    ],
)
def test_a_bot_event_is_a_message(event: dict[str, Any], message: dict[str, Any]) -> None:
    assert message_of(event) == message


def test_what_was_understood_is_told_in_short() -> None:
    ranking = [{"name": f"i{place}", "confidence": 0.1, "id": place} for place in range(9)]
    parsed = {"intent": {"name": "i0", "confidence": 0.9}, "intent_ranking": ranking, "entities": [{"value": "jd"}]}
    assert nlu_of({"parse_data": parsed}) == {
        "intent": "i0",
        "confidence": 0.9,
        "ranking": [{"name": f"i{place}", "confidence": 0.1} for place in range(5)],
        "entities": [{"value": "jd"}],
    }


@pytest.mark.parametrize("event", [{}, {"parse_data": None}, {"parse_data": {"intent": {"name": None}}}])
def test_what_was_not_understood_is_told_as_nothing(event: dict[str, Any]) -> None:
    assert nlu_of(event) == {"intent": "", "confidence": 0.0, "ranking": [], "entities": []}
