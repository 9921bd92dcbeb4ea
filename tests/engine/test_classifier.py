"""A model says the same after it was written and read, and its confidences are shares of one."""

from pathlib import Path
from typing import Any

import pytest

from bot.engine.classifier import LinearIntentClassifier
from bot.engine.featurizer import NgramFeaturizer
from bot.engine.platform_extractor import PlatformExtractor
from bot.engine.tokenizer import DomainTokenizer
from tests.engine.small_data import Workshop, examples, heard, small_data

pytestmark = pytest.mark.rasa

PIPELINE = (DomainTokenizer, PlatformExtractor, NgramFeaturizer, LinearIntentClassifier)
EXAMPLES = (
    *[("phone_locked", text) for text in ("手机被锁了", "锁机怎么解", "怎么解锁手机", "手机锁屏", "北方银行锁机")],
    *[("cancel_service", text) for text in ("怎么关花朵呗", "关闭先用后付", "关掉hdb", "取消先用后付", "花朵呗关不掉")],
    *[("greet", text) for text in ("你好", "您好", "在吗", "早上好", "你好呀")],
)
TYPED = ["手機被鎖", "怎么关掉北方银行", "您好呀", "完全别的话", "😀", "hdb"]


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """A workshop in which the whole pipeline is trained."""
    folder = tmp_path_factory.mktemp("classifier")
    workshop = Workshop(folder / "model", small_data(folder))
    data = examples(*EXAMPLES)
    for component in PIPELINE:
        made = workshop.create(component)
        made.train(data)
        if hasattr(made, "process_training_data"):
            data = made.process_training_data(data)
    return workshop


def through(workshop: Workshop, texts: list[str]) -> list[Any]:
    """Messages through the pipeline as it is loaded from the model."""
    messages = [heard(text) for text in texts]
    for component in PIPELINE:
        messages = workshop.load(component).process(messages)
    return messages


def test_every_message_has_an_intent_with_shares_of_one(workshop: Workshop) -> None:
    for message in through(workshop, TYPED):
        ranking = message.get("intent_ranking")
        assert message.get("intent") == ranking[0]
        assert sum(row["confidence"] for row in ranking) == pytest.approx(1.0)
        assert [row["confidence"] for row in ranking] == sorted((row["confidence"] for row in ranking), reverse=True)
        assert {row["name"] for row in ranking} == {"phone_locked", "cancel_service", "greet"}


def test_what_was_learnt_is_understood(workshop: Workshop) -> None:
    names = [message.get("intent")["name"] for message in through(workshop, ["手机锁了", "花朵呗怎么关", "你好啊"])]
    assert names == ["phone_locked", "cancel_service", "greet"]


def test_the_name_of_a_platform_says_nothing_about_the_intent(workshop: Workshop) -> None:
    known, other = through(workshop, ["怎么关花朵呗", "怎么关北方银行"])
    assert known.get("intent")["name"] == other.get("intent")["name"] == "cancel_service"


def test_a_written_and_read_model_says_the_same(tmp_path: Path) -> None:
    workshop = Workshop(tmp_path / "model", small_data(tmp_path))
    data = examples(*EXAMPLES)
    made = []
    for component in PIPELINE:
        made.append(workshop.create(component))
        made[-1].train(data)
        data = made[-1].process_training_data(data) if hasattr(made[-1], "process_training_data") else data
    messages = [heard(text) for text in TYPED]
    for one in made:
        messages = one.process(messages)
    kept = [message.get("intent_ranking") for message in messages]
    assert kept == [message.get("intent_ranking") for message in through(workshop, TYPED)]


def test_training_twice_gives_the_same_model(workshop: Workshop, tmp_path: Path) -> None:
    again = Workshop(tmp_path / "again", small_data(tmp_path))
    data = examples(*EXAMPLES)
    for component in PIPELINE:
        made = again.create(component)
        made.train(data)
        data = made.process_training_data(data) if hasattr(made, "process_training_data") else data
    before = [message.get("intent_ranking") for message in through(workshop, TYPED)]
    assert before == [message.get("intent_ranking") for message in through(again, TYPED)]


def test_a_message_without_text_passes_untouched(workshop: Workshop) -> None:
    message = heard("", intent={"name": "given"})
    for component in (NgramFeaturizer, LinearIntentClassifier):
        (message,) = workshop.load(component).process([message])
    assert message.get("intent") == {"name": "given"}


def test_weighty_examples_hold_their_ground(tmp_path: Path) -> None:
    rows = (("distress", "真的撑不住了"), *(("refund", f"真的撑不住了第{place}次退款") for place in range(4)))
    confidence = {}
    for weight in (1.0, 20.0):
        workshop = Workshop(tmp_path / str(weight), small_data(tmp_path / str(weight)))
        data = examples(*rows)
        for component in PIPELINE:
            options = {"weights": {"distress": weight}} if component is LinearIntentClassifier else {}
            made = workshop.create(component, **options)
            made.train(data)
            data = made.process_training_data(data) if hasattr(made, "process_training_data") else data
        (message,) = through(workshop, ["真的撑不住了"])
        confidence[weight] = {row["name"]: row["confidence"] for row in message.get("intent_ranking")}["distress"]
    assert confidence[20.0] > confidence[1.0]


def test_an_ngram_that_occurs_once_does_not_count(tmp_path: Path) -> None:
    workshop = Workshop(tmp_path / "model", small_data(tmp_path))
    data = examples(("a", "手机锁了"), ("b", "手机坏了"))
    featurizer = workshop.create(
        NgramFeaturizer, characters=[1, 1], words=[], sounds=[], pairs=[], min_df={"characters": 2}
    )
    for tokenizer in (workshop.create(DomainTokenizer), workshop.create(PlatformExtractor)):
        tokenizer.train(data)
        data = tokenizer.process_training_data(data)
    featurizer.train(data)
    common, rare = featurizer.process([heard("手机"), heard("锁坏")])
    assert common.get_sparse_features("text")[1].features.nnz > 0
    assert rare.get_sparse_features("text")[1].features.nnz == 0
