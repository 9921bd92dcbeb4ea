"""Adds what customers count and name as entities: amounts, rates, dates, durations and phone brands.

They are looked up and calculated, not learnt; how stands in `bot.knowledge.quantities`.
"""

from typing import Any, Dict, List, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.engine.word_files import fingerprint
from bot.knowledge.brands import Brands, load_brands
from bot.knowledge.quantities import find_quantities
from bot.knowledge.quantity import Quantity, as_json
from bot.settings import ROOT

PLATFORM = "platform"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class QuantityExtractor(GraphComponent, EntityExtractorMixin):
    """Entities `amount`, `rate`, `date`, `duration` and `brand`; stands behind the extractor of platforms."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """`data`: the folder whose lexicon names the brands, relative to the project."""
        return {"data": "data"}

    def __init__(self, brands: Brands) -> None:
        self._brands = brands

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "QuantityExtractor":
        """An extractor with the brands as they are now; nothing is learnt."""
        del model_storage, resource, execution_context
        return cls(load_brands(ROOT / config["data"]))

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:
        """Changes with the brands."""
        return fingerprint(str(load_brands(ROOT / config.get("data", "data"))))

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the entities; what stands in a platform's name is a part of the name."""
        for message in messages:
            text = message.get(TEXT) or ""
            known = message.get(ENTITIES, [])
            names = [(one["start"], one["end"]) for one in known if one["entity"] == PLATFORM and "start" in one]
            quantities = (*find_quantities(text), *self._brands.find(text))
            found = [_entity(one) for one in quantities if not any(one.overlaps(*name) for name in names)]
            message.set(ENTITIES, known + self.add_extractor_name(found), add_to_output=True)
        return messages


def _entity(quantity: Quantity) -> Dict[str, Any]:
    return {
        "entity": quantity.kind,
        "start": quantity.start,
        "end": quantity.end,
        "value": as_json(quantity.value),
    }
