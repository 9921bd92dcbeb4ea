"""Links platform names in a message to the directory's ids; what only trainers annotated becomes an unlisted platform.

A closed set of names is better looked up than learnt: nothing is found that is not a name.
"""

from typing import Any, Dict, List, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.engine.word_files import KnownNames, PlatformNames, fingerprint, known_names, read_names, write_names
from bot.knowledge.names import Mention
from bot.knowledge.normalise import fold
from bot.settings import ROOT

PLATFORM = "platform"
UNLISTED = "unlisted:"  # begins the id of a name that trainers annotated and the directory does not have
MASKED_TEXT = "masked_text"  # the message's folded text with every platform as PLATFORM_MARK
MASKED_WORDS = "masked_words"  # its words likewise, with spaces between
PLATFORM_MARK = "\u16c8"  # a letter that nobody types and folding keeps
NAMES_FILE = "names.json"


# Also registered as a featurizer: Rasa runs an extractor on messages alone, but a featurizer on examples too.
@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER],
    is_trainable=True,
)
class PlatformExtractor(GraphComponent, EntityExtractorMixin):
    """Entities `platform` whose value is the platform's id, and the text with platforms masked for the classifier."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """`data`: the folder with the platforms, relative to the project."""
        return {"data": "data"}

    def __init__(self, names: KnownNames, storage: ModelStorage, resource: Resource) -> None:
        self._storage = storage
        self._resource = resource
        self._use(names)

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "PlatformExtractor":
        """An extractor for the directory as it is now."""
        del execution_context
        return cls(known_names(ROOT / config["data"]), model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "PlatformExtractor":
        """An extractor with the names the model was trained with."""
        del config, execution_context, kwargs
        with model_storage.read_from(resource) as folder:
            names = read_names(folder / NAMES_FILE)
        return cls(names, model_storage, resource)

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:
        """Changes with the names, so that the model is trained anew."""
        return fingerprint(str(known_names(ROOT / config.get("data", "data"))))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the annotated names that the directory does not have, and keep all names with the model."""
        self._use(self._names.with_platforms(self._unlisted(training_data)))
        with self._storage.write_to(self._resource) as folder:
            write_names(self._names, folder / NAMES_FILE)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Mask the platforms of the examples as those of messages are masked."""
        for example in training_data.training_examples:
            if example.get(TEXT):
                self._mask(example, self._finder.find(example.get(TEXT)))
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the entities and the masked text."""
        for message in messages:
            mentions = self._finder.find(message.get(TEXT))
            found = [self._entity(mention, message.get(TEXT)) for mention in mentions]
            message.set(ENTITIES, message.get(ENTITIES, []) + self.add_extractor_name(found), add_to_output=True)
            self._mask(message, mentions)
        return messages

    def _use(self, names: KnownNames) -> None:
        self._names = names
        self._finder = names.finder()

    def _unlisted(self, training_data: TrainingData) -> List[PlatformNames]:
        annotated = {
            example.get(TEXT)[entity["start"] : entity["end"]]
            for example in training_data.training_examples
            for entity in example.get(ENTITIES, [])
            if entity.get("entity") == PLATFORM
        }
        unknown = sorted(name for name in annotated if len(fold(name)) > 1 and not self._finder.find(name))
        return [PlatformNames(UNLISTED + name, name) for name in unknown]

    def _entity(self, mention: Mention, text: str) -> Dict[str, Any]:
        name = text[mention.start : mention.end]
        is_unlisted = mention.platform.startswith(UNLISTED)
        return {
            "entity": PLATFORM,
            "start": mention.start,
            "end": mention.end,
            "value": name if is_unlisted else mention.platform,
            "name": name,
            "how": "unlisted" if is_unlisted else mention.how,
        }

    def _mask(self, message: Message, mentions: "tuple[Mention, ...]") -> None:
        text = message.get(TEXT)
        for mention in sorted(mentions, key=lambda one: one.start, reverse=True):
            text = text[: mention.start] + PLATFORM_MARK + text[mention.end :]
        message.set(MASKED_TEXT, fold(text))
        message.set(MASKED_WORDS, " ".join(_masked_words(message.get(TOKENS_NAMES[TEXT], []), mentions)))


def _masked_words(tokens: List[Token], mentions: "tuple[Mention, ...]") -> List[str]:
    """The words of the tokens; the first one that touches a mention becomes its mark, the others are dropped."""
    words: List[str] = []
    marked = set()
    for token in tokens:
        touched = next((one for one in mentions if token.start < one.end and one.start < token.end), None)
        if touched is None:
            words.append(token.text)
        elif touched not in marked:
            marked.add(touched)
            words.append(PLATFORM_MARK)
    return words
