"""One-against-the-rest logistic regression over sparse sentence features, with the regularisation in the config."""

from typing import Any, Dict, List, Type

import numpy as np
import skops.io
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, vstack
from sklearn.linear_model import LogisticRegression

MODEL_FILE = "classifier.skops"
RANKING_LENGTH = 10


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(GraphComponent, IntentClassifier):
    """Intent and ranking with confidences that sum to 1. A message without features gets no intent."""

    @classmethod
    def required_components(cls) -> List[Type[Any]]:
        """A featurizer must come before."""
        return [Featurizer]

    @staticmethod
    def required_packages() -> List[str]:
        """Packages that must be installed."""
        return ["sklearn", "skops"]

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """`C`: inverse strength of the regularisation; `weights`: what an example of an intent counts, else 1.

        Weighty examples hold their ground against many times as many of other intents.
        """
        return {"C": 30.0, "weights": {}}

    def __init__(self, config: Dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._storage = storage
        self._resource = resource
        self._weights: Dict[str, float] = config["weights"]
        self._model = LogisticRegression(solver="liblinear", multi_class="ovr", C=config["C"], random_state=0)

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "LinearIntentClassifier":
        """An untrained classifier."""
        del execution_context
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "LinearIntentClassifier":
        """The classifier as it was trained."""
        del execution_context, kwargs
        classifier = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            classifier._model = skops.io.load(folder / MODEL_FILE, trusted=[])
        return classifier

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from all examples that have an intent."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        intents = [example.get(INTENT) for example in examples]
        weights = [self._weights.get(intent, 1.0) for intent in intents]
        self._model.fit(_matrix(examples), intents, sample_weight=weights)
        self._model.coef_ = self._model.coef_.astype(np.float32)  # half the file and the memory, the same answers
        with self._storage.write_to(self._resource) as folder:
            skops.io.dump(self._model, folder / MODEL_FILE)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Add intent and ranking to messages that have a text."""
        with_text = [message for message in messages if message.get(TEXT)]
        if with_text:
            probabilities = self._model.predict_proba(_matrix(with_text))
            for message, row in zip(with_text, probabilities, strict=True):
                ranking = [
                    {"name": self._model.classes_[place], "confidence": float(row[place])}
                    for place in row.argsort()[::-1][:RANKING_LENGTH]
                ]
                message.set(INTENT, ranking[0], add_to_output=True)
                message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages


def _matrix(messages: List[Message]) -> csr_matrix:
    """One row of sentence features a message."""
    return vstack([message.get_sparse_features(TEXT)[1].features for message in messages]).tocsr()
