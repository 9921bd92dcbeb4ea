"""The base of every action: whatever happens, the customer is answered."""

import abc
import logging
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

FAILED_RESPONSE = "utter_action_failed"

logger = logging.getLogger(__name__)


class SpeakingAction(Action, abc.ABC):
    """An action whose failure is spoken: Rasa would keep silent when an action raises."""

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[dict[str, Any]]:
        """Speak; after an exception, or when nothing was said, say that something went wrong."""
        del domain
        try:
            events = self.speak(dispatcher, tracker)
        except Exception:  # an edge: the customer is answered, the operators read the log
            logger.exception("%s failed", self.name())
            dispatcher.messages.clear()
            events = []
        if not dispatcher.messages:
            dispatcher.utter_message(response=FAILED_RESPONSE)
        return events

    @abc.abstractmethod
    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[dict[str, Any]]:
        """Utter at least one message and return the events that change the tracker."""
