"""`action_reply`: hands every understood message to the guidance and every reply to Rasa."""

import logging
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.speaking import SpeakingAction
from bot.guidance.caution import cautions, holds_only_placeholders
from bot.guidance.content import Guidance, load_guidance
from bot.guidance.memory import remembered
from bot.guidance.platform_talk import NamedPlatform
from bot.guidance.quantity_talk import NamedQuantity, as_fact
from bot.guidance.talk import Heard
from bot.knowledge.quantity import KINDS
from bot.settings import load_settings

CHINA = ZoneInfo("Asia/Shanghai")
MOST_GUESSES = 3
LEAST_CONFIDENCE = 0.03  # a guess below is not worth a button

logger = logging.getLogger(__name__)


class ActionReply(SpeakingAction):
    """The one action: which guide, card or question follows is decided by `bot.guidance`, in plain Python."""

    def __init__(self) -> None:
        self._guidance: Guidance | None = None
        try:
            self._load()
        except Exception:  # the server must come up and answer; every turn tries again
            logger.exception("the content cannot be loaded; customers are told so until it can")

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_reply"

    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[dict[str, Any]]:
        """Say what the guidance replies and keep its memory in the slots."""
        guidance = self._guidance or self._load()
        heard = heard_from(tracker.latest_message)
        for warning in cautions(heard.text, guidance.directory, guidance.wording):
            dispatcher.utter_message(json_message=warning)
        if holds_only_placeholders(heard.text):
            return []
        reply = guidance.replies.reply(heard, remembered(tracker.slots))
        if reply.response:
            dispatcher.utter_message(response=reply.response)
        for message in reply.messages:
            dispatcher.utter_message(json_message=message)
        return [SlotSet(name, value) for name, value in reply.memory.slots().items()]

    def _load(self) -> Guidance:
        settings = load_settings()
        self._guidance = load_guidance(settings.data_dir, today=today, stale_after_days=settings.stale_after_days)
        return self._guidance


def heard_from(latest_message: Mapping[str, Any]) -> Heard:
    """The customer's message as Rasa understood it."""
    entities = latest_message.get("entities") or []
    choice = next((str(entity["value"]) for entity in entities if entity["entity"] == "choice"), "")
    intent = (latest_message.get("intent") or {}).get("name") or "nlu_fallback"
    text = latest_message.get("text") or ""
    return Heard(
        intent=intent,
        text=text,
        platforms=tuple(_named(entity) for entity in entities if entity["entity"] == "platform"),
        choice=choice,
        guesses=_guesses(latest_message.get("intent_ranking") or []),
        questions=tuple((one["intent"], one["confidence"]) for one in latest_message.get("questions") or []),
        quantities=tuple(_counted(entity, text) for entity in entities if entity["entity"] in KINDS),
        confidence=float((latest_message.get("intent") or {}).get("confidence") or 0.0),
    )


def today() -> date:
    """The date where the customers live."""
    return datetime.now(CHINA).date()


def _named(entity: Mapping[str, Any]) -> NamedPlatform:
    """A platform entity of our extractor, or of a button, whose value is always an id."""
    how = entity.get("how", "button")
    identifier = "" if how == "unlisted" else str(entity["value"])
    return NamedPlatform(identifier, str(entity.get("name", entity["value"])), how)


def _counted(entity: Mapping[str, Any], text: str) -> NamedQuantity:
    return NamedQuantity(entity["entity"], as_fact(entity["value"]), text[entity["start"] : entity["end"]])


def _guesses(ranking: list[dict[str, Any]]) -> tuple[str, ...]:
    likely = [row["name"] for row in ranking if row["confidence"] >= LEAST_CONFIDENCE]
    return tuple(name for name in likely if name != "nlu_fallback")[:MOST_GUESSES]
