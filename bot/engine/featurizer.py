"""Sentence features from characters that no tokenizer cuts and from the words of the domain; platforms are masked."""

from typing import Any, Dict, List, Tuple

import skops.io
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.featurizers.sparse_featurizer.sparse_featurizer import SparseFeaturizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.engine.platform_extractor import MASKED_TEXT, MASKED_WORDS
from bot.knowledge.normalise import fold

VECTORIZERS_FILE = "vectorizers.skops"
TRUSTED_TYPES = ["scipy.sparse._csr.csr_matrix"]  # how scikit-learn keeps the inverse document frequencies


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class NgramFeaturizer(SparseFeaturizer, GraphComponent):
    """TF-IDF over character n-grams of the masked text and word n-grams of the tokens."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Lengths of the n-grams, both ends included, and in how many examples an n-gram must occur to count."""
        return {**SparseFeaturizer.get_default_config(), "characters": [1, 4], "words": [1, 2], "min_df": 2}

    @classmethod
    def validate_config(cls, config: Dict[str, Any]) -> None:
        """Nothing to check that scikit-learn does not."""

    def __init__(self, config: Dict[str, Any], name: str, storage: ModelStorage, resource: Resource) -> None:
        super().__init__(name, config)
        self._storage = storage
        self._resource = resource
        self._characters = TfidfVectorizer(
            analyzer="char",
            ngram_range=tuple(config["characters"]),
            min_df=config["min_df"],
            lowercase=False,
            sublinear_tf=True,
        )
        self._words = TfidfVectorizer(
            token_pattern=r"\S+",  # noqa: S106 -- a pattern of words
            ngram_range=tuple(config["words"]),
            min_df=config["min_df"],
            lowercase=False,
            sublinear_tf=True,
        )

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "NgramFeaturizer":
        """An untrained featurizer."""
        return cls(config, execution_context.node_name, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "NgramFeaturizer":
        """The featurizer as it was trained."""
        del kwargs
        featurizer = cls.create(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as folder:
            kept = skops.io.load(folder / VECTORIZERS_FILE, trusted=TRUSTED_TYPES)
        featurizer._characters, featurizer._words = kept["characters"], kept["words"]
        return featurizer

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the n-grams and how common they are."""
        texts, words = _views(training_data.training_examples)
        self._characters.fit(texts)
        self._words.fit(words)
        with self._storage.write_to(self._resource) as folder:
            skops.io.dump({"characters": self._characters, "words": self._words}, folder / VECTORIZERS_FILE)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add features to the examples."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the sentence features to messages that have a text."""
        with_text = [message for message in messages if message.get(TEXT)]
        if with_text:
            texts, words = _views(with_text)
            matrix = csr_matrix(hstack([self._characters.transform(texts), self._words.transform(words)]))
            for place, message in enumerate(with_text):
                self.add_features_to_message(None, matrix[place], TEXT, message)
        return messages


def _views(messages: List[Message]) -> Tuple[List[str], List[str]]:
    """Each message as masked characters, and as masked words with spaces between."""
    with_text = [message for message in messages if message.get(TEXT)]
    texts = [message.get(MASKED_TEXT) or fold(message.get(TEXT)) for message in with_text]
    return texts, [message.get(MASKED_WORDS) or _words(message) for message in with_text]


def _words(message: Message) -> str:
    """The words of a message in a pipeline without PlatformExtractor."""
    return " ".join(token.text for token in message.get(TOKENS_NAMES[TEXT], []) if token.text.strip())
