"""The wire format of one turn at the engine's door; plain Python, so that it is tested without Rasa."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.errors import EngineError

PREFIX = "/"
HARMLESS_PREFIX = "\uff0f"  # ／: reads the same and is no command to Rasa
RANKING_LENGTH = 5


@dataclass(frozen=True)
class TurnRequest:
    """One customer message; `text` is what Rasa may see: a payload of ours, or typed text that commands nothing."""

    sender: str
    message_id: str
    text: str
    metadata: Mapping[str, Any] = field(default_factory=dict)


def parse_request(body: object) -> TurnRequest:
    """The request of a JSON body `{sender, text | payload, message_id, metadata}`. Raises EngineError for any other."""
    if not isinstance(body, dict):
        raise EngineError("the body must be a JSON object")
    for key in ("sender", "message_id"):
        if not isinstance(body.get(key), str) or not body[key]:
            raise EngineError(f"“{key}” must be a text")
    if ("text" in body) == ("payload" in body):
        raise EngineError("exactly one of “text” and “payload” must be given")
    said = body.get("text", body.get("payload"))
    if not isinstance(said, str) or not said.strip():
        raise EngineError("“text” or “payload” must be a text")
    if "payload" in body and not said.startswith(PREFIX):
        raise EngineError(f"a payload begins with {PREFIX}")
    text = said if "payload" in body else harmless(said)
    return TurnRequest(body["sender"], body["message_id"], text, _metadata(body))


def _metadata(body: Mapping[str, Any]) -> Mapping[str, Any]:
    given = body.get("metadata") or {}
    if not isinstance(given, dict):
        raise EngineError("“metadata” must be an object")
    return given


def harmless(text: str) -> str:
    """Typed text with which nobody can command Rasa: `/restart` is only words."""
    stripped = text.lstrip()
    return HARMLESS_PREFIX + stripped[len(PREFIX) :] if stripped.startswith(PREFIX) else text


def message_of(event: Mapping[str, Any]) -> dict[str, Any]:
    """The message a bot event stands for: our own JSON as it is, Rasa's text and buttons as `text` or `choices`."""
    told = event.get("data") or {}
    if told.get("custom"):
        return dict(told["custom"])
    text = event.get("text") or ""
    if told.get("buttons"):
        buttons = [{"title": button["title"], "payload": button["payload"]} for button in told["buttons"]]
        return {"kind": "choices", "text": text, "buttons": buttons}
    if told.get("image"):
        return {"kind": "image", "url": told["image"], "text": text}
    return {"kind": "text", "text": text}


def nlu_of(event: Mapping[str, Any]) -> dict[str, Any]:
    """What the NLU made of a user event: intent, confidence, ranking and entities."""
    parsed = event.get("parse_data") or {}
    intent = parsed.get("intent") or {}
    ranking = [{"name": row["name"], "confidence": row["confidence"]} for row in parsed.get("intent_ranking", [])]
    return {
        "intent": intent.get("name") or "",
        "confidence": float(intent.get("confidence") or 0.0),
        "ranking": ranking[:RANKING_LENGTH],
        "entities": parsed.get("entities", []),
    }
