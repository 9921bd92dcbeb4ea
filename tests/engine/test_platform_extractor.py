"""Platforms are linked to the directory, names that only trainers know are kept as such, and both are masked."""

from pathlib import Path
from typing import Any

import pytest

from bot.engine.platform_extractor import MASKED_TEXT, PLATFORM_MARK, PlatformExtractor
from tests.engine.small_data import SOUTH, Workshop, examples, heard, small_data
from tests.knowledge.files import write

pytestmark = pytest.mark.rasa


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path / "model", small_data(tmp_path))


def entities(extractor: Any, text: str) -> list[tuple[str, str, str]]:  # noqa: ANN401 -- a component of Rasa
    """Value, name and how of the entities; their offsets must be those of the name."""
    (message,) = extractor.process([heard(text)])
    found = message.get("entities")
    assert all(text[one["start"] : one["end"]] == one["name"] for one in found)
    assert all((one["entity"], one["extractor"]) == ("platform", "PlatformExtractor") for one in found)
    return [(one["value"], one["name"], one["how"]) for one in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("我北方银行的钱", [("north", "北方银行", "name")], id="inside Chinese, without word boundaries"),
        pytest.param("关 HDB 吧", [("south", "HDB", "alias")], id="alias"),
        pytest.param("北芳银行", [("north", "北芳银行", "misspelling")], id="misspelling"),
        pytest.param("画躲呗怎么关", [("south", "画躲呗", "close")], id="close spelling"),
        pytest.param("北方行和花朵呗", [("north", "北方行", "alias"), ("south", "花朵呗", "name")], id="two"),
        pytest.param("北方行话", [], id="a word that only looks like a name"),
        pytest.param("花开了", [], id="nothing is made up"),
    ],
)
def test_a_platform_is_an_entity(workshop: Workshop, text: str, found: list[tuple[str, str, str]]) -> None:
    assert entities(workshop.create(PlatformExtractor), text) == found


def annotated(text: str, name: str) -> Any:  # noqa: ANN401 -- a message of Rasa
    start = text.index(name)
    entity = {"entity": "platform", "start": start, "end": start + len(name), "value": name}
    return heard(text, intent="contact_support", entities=[entity])


def trained(workshop: Workshop) -> Any:  # noqa: ANN401 -- a component of Rasa
    extractor = workshop.create(PlatformExtractor)
    data = examples(("greet", "你好"))
    data.training_examples += [
        annotated("明月贷的电话", "明月贷"),
        annotated("花朵呗电话", "花朵呗"),
        annotated("贷呢", "贷"),
    ]
    extractor.train(data)
    extractor.process_training_data(data)
    return extractor, data


def test_a_name_that_only_trainers_know_is_an_unlisted_platform(workshop: Workshop) -> None:
    extractor, _ = trained(workshop)
    assert entities(extractor, "明 月贷客服") == [("明 月贷", "明 月贷", "unlisted")]
    assert entities(extractor, "花朵呗客服") == [("south", "花朵呗", "name")]
    assert entities(extractor, "贷款") == []


def test_examples_are_masked_as_messages_are(workshop: Workshop) -> None:
    extractor, data = trained(workshop)
    masked = [example.get(MASKED_TEXT) for example in data.training_examples]
    assert masked == ["你好", f"{PLATFORM_MARK}的电话", f"{PLATFORM_MARK}电话", "贷呢"]
    (message,) = extractor.process([heard("明月 貸的電話")])
    assert message.get(MASKED_TEXT) == masked[1]


def test_several_names_are_masked_each(workshop: Workshop) -> None:
    (message,) = workshop.create(PlatformExtractor).process([heard("北方 银行、hdb哪个好😀")])
    assert message.get(MASKED_TEXT) == f"{PLATFORM_MARK}、{PLATFORM_MARK}哪个好"


def test_a_model_keeps_the_names_it_was_trained_with(workshop: Workshop, tmp_path: Path) -> None:
    trained(workshop)
    write(tmp_path / "data", {"platforms/south.yml": SOUTH.replace("花朵呗", "花朵贝")})
    loaded = workshop.load(PlatformExtractor)
    assert entities(loaded, "花朵呗和明月贷") == [("south", "花朵呗", "name"), ("明月贷", "明月贷", "unlisted")]


def test_entities_that_others_found_stay(workshop: Workshop) -> None:
    other = {"entity": "choice", "value": "yes"}
    (message,) = workshop.create(PlatformExtractor).process([heard("北方银行", entities=[other])])
    assert [one["value"] for one in message.get("entities")] == ["yes", "north"]


@pytest.mark.parametrize(
    ("changed", "differs"),
    [
        pytest.param({"platforms/south.yml": SOUTH.replace("花朵呗", "花朵贝")}, True, id="name"),
        pytest.param({"platforms/south.yml": SOUTH.replace("[hdb]", "[hdb, 花朵]")}, True, id="alias"),
        pytest.param({"lexicon/not_names.yml": "not_names: [北方行]\n"}, True, id="word that is no name"),
        pytest.param({"platforms/south.yml": SOUTH.replace("没有可靠资料", "没有")}, False, id="note"),
        pytest.param({"lexicon/words.yml": "words: [别的]\n"}, False, id="lexicon"),
    ],
)
def test_only_names_change_the_fingerprint(tmp_path: Path, changed: dict[str, str], *, differs: bool) -> None:
    config = {"data": str(small_data(tmp_path))}
    before = PlatformExtractor.fingerprint_addon(config)
    write(tmp_path / "data", changed)
    assert (PlatformExtractor.fingerprint_addon(config) != before) is differs
