"""Answers danger before anything else: what the phrases of `data/guards` say outweighs the classifier."""

from typing import Any, Dict, List, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.engine.word_files import fingerprint
from bot.knowledge.guard_phrases import GuardPhrases, load_guards
from bot.settings import ROOT


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class GuardClassifier(GraphComponent, IntentClassifier):
    """Puts the intent of a guard first when its phrases are heard; the classifier's ranking follows."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """`data`: folder with the guards; `least_confidence`: below it, a guess at a guard is not followed."""
        return {"data": "data", "least_confidence": 0.5}

    def __init__(self, guards: List[GuardPhrases], least_confidence: float) -> None:
        self._guards = guards
        self._least_confidence = least_confidence

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "GuardClassifier":
        """A classifier with the phrases as they are now; nothing is learnt."""
        del model_storage, resource, execution_context
        return cls(load_guards(ROOT / config["data"]), config["least_confidence"])

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:
        """Changes with the phrases."""
        return fingerprint([str(guard) for guard in load_guards(ROOT / config.get("data", "data"))])

    def process(self, messages: List[Message]) -> List[Message]:
        """Overrule the intent where a guard hears one of its phrases, and where its intent is only a faint guess."""
        for message in messages:
            guard = next((one for one in self._guards if one.hears(message.get(TEXT) or "")), None)
            ranking = message.get(INTENT_RANKING_KEY, [])
            if guard is not None:
                others = [row for row in ranking if row["name"] != guard.id]
                _set(message, [{"name": guard.id, "confidence": 1.0}, *others])
            elif self._is_faint(ranking):
                _set(message, [*ranking[1:], ranking[0]])
        return messages

    def _is_faint(self, ranking: List[Dict[str, Any]]) -> bool:
        guards = {one.id for one in self._guards}
        return len(ranking) > 1 and ranking[0]["name"] in guards and ranking[0]["confidence"] < self._least_confidence


def _set(message: Message, ranking: List[Dict[str, Any]]) -> None:
    message.set(INTENT, ranking[0], add_to_output=True)
    message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
