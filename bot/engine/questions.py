"""Several questions in one message: each part goes through the pipeline beside the whole, and is told with it.

`QuestionSplitter` stands first in the pipeline and `QuestionCollector` last; between them the parts are messages like
any other, so that every component treats them as it treats the whole.
"""

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.engine.clauses import clauses

QUESTIONS = "questions"  # a list of {"intent", "confidence"}, in the order of the parts
IS_PART = "is_part"


class _Passing(GraphComponent, IntentClassifier):
    """What both components have in common: nothing to learn, nothing to load."""

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "_Passing":
        """The component, ready to use."""
        del config, model_storage, resource, execution_context
        return cls()


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class QuestionSplitter(_Passing):
    """Adds a message for every part of a message that may hold a question of its own."""

    def process(self, messages: List[Message]) -> List[Message]:
        """The messages, then the parts of the first of them; Rasa takes the first as the one that was sent."""
        sent = messages[0].get(TEXT) or "" if messages else ""
        parts = clauses(sent)
        if len(parts) > 1 and not sent.startswith("/"):
            messages = [*messages, *(Message({TEXT: part, IS_PART: True}) for part in parts)]
        return messages


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class QuestionCollector(_Passing):
    """Tells with the whole message what its parts were understood as."""

    def process(self, messages: List[Message]) -> List[Message]:
        """The messages without the parts that the splitter added."""
        whole = [message for message in messages if not message.get(IS_PART)]
        heard = [message.get(INTENT) for message in messages if message.get(IS_PART)]
        if heard and whole:
            told = [{"intent": intent["name"], "confidence": intent["confidence"]} for intent in heard if intent]
            whole[0].set(QUESTIONS, told, add_to_output=True)
        return whole
