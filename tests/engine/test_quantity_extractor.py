"""Quantities are entities with values that JSON can hold, beside those of others and outside platforms' names."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.engine.platform_extractor import PlatformExtractor
from bot.engine.quantity_extractor import QuantityExtractor
from tests.engine.small_data import Workshop, heard, small_data
from tests.knowledge.files import write

pytestmark = pytest.mark.rasa

BRANDS = "brands:\n  - {name: 苹果, aliases: [iphone]}\n"
LOAN360 = """
    id: loan360
    name: 360借条
    aliases: [分12期, 苹果商城]
    kind: broker
    reliable_information: none
    official_ways: [App 里的客服]
    note: 没有可靠资料
"""


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    data = write(small_data(tmp_path), {"lexicon/brands.yml": BRANDS, "platforms/loan360.yml": LOAN360})
    return Workshop(tmp_path / "model", data)


def entities(workshop: Workshop, text: str, **more: Any) -> list[tuple[str, str, Any]]:  # noqa: ANN401 -- fields of a message
    """Entity, words as typed and value, as they are after JSON."""
    (message,) = workshop.create(QuantityExtractor).process([heard(text, **more)])
    found = json.loads(json.dumps(message.get("entities")))
    return [(one["entity"], text[one["start"] : one["end"]], one["value"]) for one in found]


def test_each_kind_is_an_entity(workshop: Workshop) -> None:
    assert entities(workshop, "iPhone分12期，3千2，月息1分5，下个月15还") == [
        ("duration", "12期", {"number": "12", "unit": "instalment"}),
        ("amount", "3千2", "3200"),
        ("rate", "月息1分5", {"value": "1.5", "unit": "fen", "period": "month"}),
        ("date", "下个月15", {"relative": "next_month", "day": 15}),
        ("brand", "iPhone", "苹果"),
    ]


def test_a_message_without_quantities_has_no_entities(workshop: Workshop) -> None:
    assert entities(workshop, "手机被锁了") == []


@pytest.mark.parametrize("text", ["360借条", "分12期", "苹果商城"])
def test_what_stands_in_a_platforms_name_is_no_quantity(workshop: Workshop, text: str) -> None:
    (message,) = workshop.create(PlatformExtractor).process([heard(f"{text}怎么关")])
    found = workshop.create(QuantityExtractor).process([message])[0].get("entities")
    assert [one["entity"] for one in found] == ["platform"]


def test_entities_that_others_found_stay(workshop: Workshop) -> None:
    other = {"entity": "choice", "value": "yes"}
    (message,) = workshop.create(QuantityExtractor).process([heard("500元", entities=[other])])
    assert [(one["entity"], one["value"]) for one in message.get("entities")] == [("choice", "yes"), ("amount", "500")]
    assert message.get("entities")[1]["extractor"] == "QuantityExtractor"


def test_only_brands_change_the_fingerprint(tmp_path: Path) -> None:
    data = write(small_data(tmp_path), {"lexicon/brands.yml": BRANDS})
    config = {"data": str(data)}
    before = QuantityExtractor.fingerprint_addon(config)
    write(data, {"lexicon/words.yml": "words: [别的]\n"})
    assert QuantityExtractor.fingerprint_addon(config) == before
    write(data, {"lexicon/brands.yml": BRANDS.replace("iphone", "爱疯")})
    assert QuantityExtractor.fingerprint_addon(config) != before
