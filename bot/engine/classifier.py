"""One-against-the-rest logistic regression over sparse sentence features, with the regularisation in the config."""

import json
from pathlib import Path
from typing import Any, Dict, List, Type

import numpy as np
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

from bot.engine import one_vs_rest

WEIGHTS_FILE = "weights.npz"
INTENTS_FILE = "intents.json"
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
        return ["sklearn"]

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """`C`: inverse strength of the regularisation; `weights`: what an example of an intent counts, else 1.

        Weighty examples hold their ground against many times as many of other intents.
        """
        return {"C": 30.0, "weights": {}}

    def __init__(self, config: Dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._storage = storage
        self._resource = resource
        self._C: float = config["C"]
        self._example_weights: Dict[str, float] = config["weights"]
        self._intents: List[str] = []
        self._weights = np.zeros((0, 0), np.float16)  # a row a feature, a column an intent
        self._intercepts = np.zeros(0, np.float32)

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
            classifier._intents = json.loads((Path(folder) / INTENTS_FILE).read_text(encoding="utf-8"))
            with np.load(Path(folder) / WEIGHTS_FILE, allow_pickle=False) as kept:
                classifier._weights, classifier._intercepts = kept["weights"], kept["intercepts"]
        return classifier

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from all examples that have an intent."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        intents = np.array([example.get(INTENT) for example in examples])
        counts = np.array([self._example_weights.get(intent, 1.0) for intent in intents.tolist()])
        self._intents, self._weights, self._intercepts = one_vs_rest.fit(_matrix(examples), intents, counts, self._C)
        with self._storage.write_to(self._resource) as folder:
            np.savez_compressed(Path(folder) / WEIGHTS_FILE, weights=self._weights, intercepts=self._intercepts)
            (Path(folder) / INTENTS_FILE).write_text(json.dumps(self._intents), encoding="utf-8")
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Add intent and ranking to messages that have a text."""
        for message in messages:
            if message.get(TEXT):
                ranking = self._ranking(_features(message))
                message.set(INTENT, ranking[0], add_to_output=True)
                message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _ranking(self, features: csr_matrix) -> List[Dict[str, Any]]:
        """The likeliest intents, with shares of what all intents claim."""
        scores = features.data @ self._weights[features.indices].astype(np.float32) + self._intercepts
        claims = 1.0 / (1.0 + np.exp(-scores))
        shares = claims / claims.sum()
        likeliest = shares.argsort()[::-1][:RANKING_LENGTH]
        return [{"name": self._intents[place], "confidence": float(shares[place])} for place in likeliest]


def _matrix(messages: List[Message]) -> csr_matrix:
    """One row of sentence features a message."""
    return vstack([_features(message) for message in messages]).tocsr()


def _features(message: Message) -> csr_matrix:
    """A message's sentence features, of all featurizers."""
    return csr_matrix(message.get_sparse_features(TEXT)[1].features)
