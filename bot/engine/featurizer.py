"""Sentence features from characters that no tokenizer cuts, words, sounds and pairs; platforms are masked."""

from pathlib import Path
from typing import Any, Dict, List, Tuple

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.featurizers.sparse_featurizer.sparse_featurizer import SparseFeaturizer
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack

from bot.engine.ngrams import CHARACTERS, PAIRS, SOUNDS, VIEWS, WORDS, views
from bot.engine.platform_extractor import MASKED_TEXT, MASKED_WORDS
from bot.engine.tfidf import Tfidf
from bot.knowledge.normalise import fold


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class NgramFeaturizer(SparseFeaturizer, GraphComponent):
    """TF-IDF over several views of the masked message; `scales` says how much each view has to say."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Both ends of each range are included; an empty range leaves the view out.

        `characters`, `words`, `sounds`: lengths of the runs that count; `pairs`: distances between two characters.
        `min_df`: in how many examples an n-gram must occur to count, by view; `scales`: the length of its row.
        """
        return {
            **SparseFeaturizer.get_default_config(),
            CHARACTERS: [1, 4],
            WORDS: [1, 2],
            SOUNDS: [1, 3],
            PAIRS: [2, 5],
            "min_df": {CHARACTERS: 2, WORDS: 2, SOUNDS: 2, PAIRS: 3},
            "scales": {CHARACTERS: 1.0, WORDS: 0.7, SOUNDS: 0.7, PAIRS: 0.7},
        }

    @classmethod
    def validate_config(cls, config: Dict[str, Any]) -> None:
        """Each view needs two lengths, the shorter first, or none."""
        for name in VIEWS:
            lengths = config.get(name) or [1, 1]
            if len(lengths) != 2 or not 1 <= lengths[0] <= lengths[1]:  # noqa: PLR2004 -- a range has two ends
                raise InvalidConfigException(f"“{name}: {lengths}” must be two lengths from 1, the shorter first")

    def __init__(self, config: Dict[str, Any], name: str, storage: ModelStorage, resource: Resource) -> None:
        super().__init__(name, config)
        self._storage = storage
        self._resource = resource
        self._ranges = {view: tuple(config[view]) for view in VIEWS if config.get(view)}
        self._min_df: Dict[str, int] = config["min_df"]
        self._scales: Dict[str, float] = config["scales"]
        self._tables: Dict[str, Tfidf] = {view: Tfidf() for view in self._ranges}

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
            featurizer._tables = {view: Tfidf.read(Path(folder), view) for view in featurizer._ranges}
        return featurizer

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the n-grams and how common they are."""
        counted = [self._views(message) for message in training_data.training_examples if message.get(TEXT)]
        for view in self._ranges:
            self._tables[view] = Tfidf.fit([one[view] for one in counted], self._min_df[view])
        with self._storage.write_to(self._resource) as folder:
            for view, table in self._tables.items():
                table.write(Path(folder), view)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add features to the examples."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the sentence features to messages that have a text."""
        with_text = [message for message in messages if message.get(TEXT)]
        if with_text:
            counted = [self._views(message) for message in with_text]
            parts = [
                table.transform((one[view] for one in counted), self._scales[view])
                for view, table in self._tables.items()
            ]
            matrix = csr_matrix(hstack(parts))
            for place, message in enumerate(with_text):
                self.add_features_to_message(None, matrix[place], TEXT, message)
        return messages

    def _views(self, message: Message) -> Dict[str, List[str]]:
        text, words = _masked(message)
        return views(text, words, self._ranges)


def _masked(message: Message) -> Tuple[str, List[str]]:
    """The message's characters and words with platforms masked, if PlatformExtractor came before."""
    text = message.get(MASKED_TEXT)
    if text is None:
        return fold(message.get(TEXT)), [token.text for token in message.get(TOKENS_NAMES[TEXT], [])]
    return text, message.get(MASKED_WORDS).split()
