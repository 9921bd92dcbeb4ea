"""The engine's replies become typed messages whose buttons keep their payloads on the server."""

from typing import Any

import pytest
from pydantic import ValidationError

from bot.conversation.messages import MESSAGE, reply_from_engine, reply_from_phrases
from bot.knowledge.phrases import Phrase, PhraseButton

BUTTONS = [{"title": "继续", "payload": "/next_step"}]

SOURCES = [{"title": "民法典", "date": "2020-05-28", "url": None}]

MESSAGES: list[dict[str, Any]] = [
    {"kind": "text", "text": "您好", "sources": SOURCES},
    {"kind": "choices", "text": "哪一个？", "buttons": BUTTONS},
    {
        "kind": "card",
        "title": "支付宝",
        "rows": [
            {"label": "客服", "text": "官方客服", "number": "95188", "source": "指南", "date": "2022-03", "url": None}
        ],
        "buttons": BUTTONS,
    },
    {
        "kind": "steps",
        "title": "手机被锁",
        "steps": [{"text": "拍照", "state": "current"}],
        "current": 0,
        "text": "先拍照",
    },
    {"kind": "notice", "text": "正在查"},
    {"kind": "typing"},
    {"kind": "handoff", "text": "转人工"},
    {"kind": "rating", "text": "有帮助吗"},
    {"kind": "image", "url": "https://example.com/a.png", "text": "示意图"},
]


@pytest.mark.parametrize("raw", MESSAGES, ids=[message["kind"] for message in MESSAGES])
def test_every_kind_of_the_contract_is_understood(raw: dict[str, Any]) -> None:
    (message,) = reply_from_engine({"messages": [raw], "nlu": None}).messages
    assert message.kind == raw["kind"]


@pytest.mark.parametrize("raw", MESSAGES, ids=[message["kind"] for message in MESSAGES])
def test_a_kept_message_comes_back_as_it_was(raw: dict[str, Any]) -> None:
    (message,) = reply_from_engine({"messages": [raw]}).messages
    assert MESSAGE.validate_python(message.model_dump(mode="json")) == message


def test_sources_come_through() -> None:
    (message,) = reply_from_engine({"messages": [MESSAGES[0]]}).messages
    assert message.model_dump(mode="json")["sources"] == SOURCES


def test_a_payload_stays_with_its_offer() -> None:
    reply = reply_from_engine({"messages": [MESSAGES[1], MESSAGES[2]]})
    assert "/next_step" not in "".join(message.model_dump_json() for message in reply.messages)
    assert [(offer.title, offer.payload) for offer in reply.offers] == [("继续", "/next_step")] * 2
    assert len({offer.id for offer in reply.offers}) == 2


def test_what_was_understood_comes_along() -> None:
    assert reply_from_engine({"messages": [], "nlu": {"intent": "greet"}}).nlu == {"intent": "greet"}


def test_unknown_keys_of_a_newer_engine_do_no_harm() -> None:
    assert reply_from_engine({"messages": [{"kind": "text", "text": "您好", "mood": "gay"}], "trace": 1}).messages


@pytest.mark.parametrize(
    "body",
    [
        pytest.param({}, id="no messages key"),
        pytest.param({"messages": "您好"}, id="no list"),
        pytest.param({"messages": [{"text": "您好"}]}, id="no kind"),
        pytest.param({"messages": [{"kind": "choices", "text": "?", "buttons": [{"title": "a"}]}]}, id="no payload"),
        pytest.param({"messages": [{"kind": "choices", "text": "?", "buttons": "a"}]}, id="buttons no list"),
        pytest.param({"messages": [{"kind": "text", "text": ""}]}, id="empty text"),
    ],
)
def test_what_does_not_hold_to_the_contract_is_refused(body: object) -> None:
    with pytest.raises(ValidationError):
        reply_from_engine(body)


def test_phrases_become_text_or_choices() -> None:
    reply = reply_from_phrases([Phrase("您好"), Phrase("哪个？", (PhraseButton("这个", "/affirm"),))])
    assert [message.kind for message in reply.messages] == ["text", "choices"]
    assert [offer.payload for offer in reply.offers] == ["/affirm"]
