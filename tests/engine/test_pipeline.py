"""Rasa accepts our configuration and takes for training data what is meant as such, and nothing else."""

import typing
from typing import Any

import pytest
from rasa.engine import validation
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader
from rasa.shared.utils.io import read_yaml_file

from bot.engine.classifier import LinearIntentClassifier
from bot.engine.featurizer import NgramFeaturizer
from bot.engine.guard import GuardClassifier
from bot.engine.platform_extractor import PlatformExtractor
from bot.engine.tokenizer import DomainTokenizer
from bot.engine.turn import harmless
from bot.settings import ROOT
from tests.engine.small_data import heard

pytestmark = pytest.mark.rasa

COMPONENTS = (DomainTokenizer, PlatformExtractor, NgramFeaturizer, LinearIntentClassifier, GuardClassifier)
HOOKS = ("create", "load", "train", "process", "process_training_data", "fingerprint_addon", "required_components")
TRAINING = ("nlu", "rules", "stories")


@pytest.fixture(scope="module")
def config() -> dict[str, Any]:
    found: dict[str, Any] = read_yaml_file(ROOT / "config.yml")
    return found


def test_rasa_accepts_the_configuration(config: dict[str, Any]) -> None:
    validation.validate(DefaultV1Recipe().graph_config_for_recipe(config, {}))


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda component: component.__name__)
def test_rasa_can_read_the_types_of_every_hook(component: Any) -> None:  # noqa: ANN401 -- a component of Rasa
    for name in HOOKS:
        if name in vars(component):
            typing.get_type_hints(getattr(component, name))


def test_every_component_of_ours_is_used(config: dict[str, Any]) -> None:
    named = {row["name"].rpartition(".")[2] for row in config["pipeline"]}
    assert {component.__name__ for component in COMPONENTS} <= named


def test_danger_is_looked_for_last(config: dict[str, Any]) -> None:
    names = [row["name"] for row in config["pipeline"]]
    assert names[-2].endswith("GuardClassifier")
    assert names[-1].endswith("QuestionCollector")  # decides nothing, only tells
    assert "FallbackClassifier" in names


def test_what_is_no_training_data_is_not_taken_for_such() -> None:
    ours = [path for path in (ROOT / "data").rglob("*.yml") if path.relative_to(ROOT / "data").parts[0] not in TRAINING]
    assert len(ours) > 100
    taken = [path for path in ours if RasaYAMLReader.is_yaml_nlu_file(path) or YAMLStoryReader.is_stories_file(path)]
    assert taken == []


def test_what_is_training_data_is_taken_for_such() -> None:
    assert all(RasaYAMLReader.is_yaml_nlu_file(path) for path in (ROOT / "data" / "nlu").rglob("*.yml"))
    assert all(YAMLStoryReader.is_stories_file(path) for path in (ROOT / "data" / "rules").rglob("*.yml"))


def unpacked(text: str) -> Any:  # noqa: ANN401 -- a message of Rasa
    return YAMLStoryReader.unpack_regex_message(heard(text))


@pytest.mark.parametrize("typed", ["/restart", '/inform{"platform": "jd"}', "  /greet", "\uff0frestart", "/greet@0.9"])
def test_rasa_does_not_obey_what_was_typed(typed: str) -> None:
    assert unpacked(harmless(typed)).get("intent") is None


def test_rasa_obeys_a_button_of_ours() -> None:
    message = unpacked('/inform{"platform": "jd", "choice": "yes"}')
    assert message.get("intent")["name"] == "inform"
    assert {(one["entity"], one["value"]) for one in message.get("entities")} == {("platform", "jd"), ("choice", "yes")}
