"""A small data folder for the components, and components over it; imports Rasa."""

from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from tests.knowledge.files import write
from tests.knowledge.small_directory import PLATFORM, SOURCE

SOUTH = """
    id: south
    name: 花朵呗
    aliases: [hdb]
    kind: pay_later
    reliable_information: none
    official_ways: [App 里的客服]
    note: 没有可靠资料
"""
GUARD = """
    id: distress
    phrases: [不想活]
    idioms: [不想活动]
"""


def small_data(folder: Path) -> Path:
    """A data folder with two platforms, a lexicon and a guard."""
    return write(
        folder / "data",
        {
            "sources/notice.yml": SOURCE,
            "platforms/north.yml": PLATFORM,
            "platforms/south.yml": SOUTH,
            "lexicon/words.yml": "words: [先用后付, 会上征信, 锁机, 不明账单]\n",
            "lexicon/not_names.yml": "not_names: [北方行话]\n",
            "guards/distress.yml": GUARD,
        },
    )


class Workshop:
    """Makes components that keep what they learn in one folder, and loads them again."""

    def __init__(self, folder: Path, data: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._storage = LocalModelStorage(folder)
        self._data = data

    def create(self, component: Any, **config: Any) -> Any:  # noqa: ANN401 -- components are Rasa's, which ships no types
        return component.create(*self._arguments(component, config))

    def load(self, component: Any, **config: Any) -> Any:  # noqa: ANN401 -- likewise
        return component.load(*self._arguments(component, config))

    def _arguments(self, component: Any, config: dict[str, Any]) -> tuple[Any, ...]:  # noqa: ANN401 -- likewise
        name = component.__name__
        context = ExecutionContext(GraphSchema({}), node_name=name)
        settings = {**component.get_default_config(), "data": str(self._data), **config}
        return settings, self._storage, Resource(name), context


def heard(text: str, **more: Any) -> Any:  # noqa: ANN401 -- a message of Rasa
    return Message(data={"text": text, **more})


def examples(*rows: tuple[str, str]) -> Any:  # noqa: ANN401 -- training data of Rasa
    """Training data from pairs of intent and text."""
    return TrainingData([heard(text, intent=intent) for intent, text in rows])
