"""Jieba over folded text with a dictionary derived from `data/`; token offsets are those of the typed text."""

from typing import Any, Dict, List, Optional

import jieba
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.engine.word_files import WORD_FREQUENCY, domain_words, fingerprint
from bot.knowledge.normalise import fold, fold_with_origins
from bot.settings import ROOT

WORDS_FILE = "words.txt"
CACHE = ROOT / "var" / "jieba"  # jieba would read a cache that anybody can write, in /tmp


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=True)
class DomainTokenizer(Tokenizer):
    """Cuts folded text with an own jieba, so that no other component's dictionary interferes."""

    @staticmethod
    def supported_languages() -> Optional[List[str]]:
        """Chinese only."""
        return ["zh"]

    @staticmethod
    def required_packages() -> List[str]:
        """Packages that must be installed."""
        return ["jieba", "opencc"]

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """`data`: the folder whose lexicon and platforms make the dictionary, relative to the project."""
        return {
            "data": "data",
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
            "prefix_separator_symbol": None,
        }

    def __init__(self, config: Dict[str, Any], words: List[str], storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config)
        self._words = words
        self._storage = storage
        self._resource = resource
        CACHE.mkdir(parents=True, exist_ok=True)
        self._jieba = jieba.Tokenizer()
        self._jieba.tmp_dir = str(CACHE)
        for word in words:
            self._jieba.add_word(fold(word), WORD_FREQUENCY)

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "DomainTokenizer":
        """A tokenizer with the dictionary that the data make now."""
        del execution_context
        return cls(config, domain_words(ROOT / config["data"]), model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "DomainTokenizer":
        """A tokenizer with the dictionary the model was trained with."""
        del execution_context, kwargs
        with model_storage.read_from(resource) as folder:
            words = (folder / WORDS_FILE).read_text(encoding="utf-8").split("\n")
        return cls(config, words, model_storage, resource)

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:
        """Changes with the dictionary, so that the model is trained anew."""
        return fingerprint(domain_words(ROOT / config.get("data", "data")))

    def train(self, training_data: TrainingData) -> Resource:
        """Keep the dictionary with the model."""
        del training_data
        with self._storage.write_to(self._resource) as folder:
            (folder / WORDS_FILE).write_text("\n".join(self._words), encoding="utf-8")
        return self._resource

    def tokenize(self, message: Message, attribute: str) -> List[Token]:
        """Tokens of the folded text, at their places in the typed text."""
        folded = fold_with_origins(message.get(attribute))
        tokens = []
        for word, start, end in self._jieba.tokenize(folded.text):
            if word.strip():
                first, last = folded.span(start, end)
                tokens.append(Token(word, first, last))
        return self._apply_token_pattern(tokens)
