"""The sample is the same every time, keeps every intent, and is a project that Rasa can train."""

from pathlib import Path

from ruamel.yaml import YAML

from bot.bench.sample import sample, write_project
from bot.settings import ROOT
from bot.trainer.nlu_file import Example


def examples(**numbers: int) -> list[Example]:
    return [
        Example(Path("x.yml"), place, intent, f"{intent}{place}", (), f"{intent}{place}")
        for intent, number in numbers.items()
        for place in range(number)
    ]


def test_a_share_is_taken_of_every_intent_and_two_at_least() -> None:
    taken = sample(examples(refund=40, greet=3), 0.25)
    assert sum(one.intent == "refund" for one in taken) == 10
    assert sum(one.intent == "greet" for one in taken) == 2


def test_the_sample_does_not_depend_on_the_order() -> None:
    given = examples(refund=40)
    assert sample(given, 0.2) == sample(given[::-1], 0.2)


def test_a_larger_sample_holds_the_smaller() -> None:
    given = examples(refund=40)
    assert set(sample(given, 0.1)) < set(sample(given, 0.5))


def test_a_project_holds_what_rasa_trains_from(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text("left over")
    marked = Example(Path("x.yml"), 1, "refund", "花呗退款", (("platform", "花呗"),), "[花呗](platform)退款")
    write_project(tmp_path, {"language": "zh", "pipeline": []}, [marked, *examples(greet=2)], ROOT)
    told = YAML(typ="safe").load(tmp_path / "data" / "nlu.yml")
    stories = YAML(typ="safe").load(tmp_path / "data" / "stories.yml")["stories"]
    assert told["nlu"][0] == {"intent": "refund", "examples": "- [花呗](platform)退款"}
    assert [step["intent"] for step in stories[0]["steps"] if "intent" in step] == ["greet", "refund"]
    assert not (tmp_path / "old.txt").exists()
    assert (tmp_path / "domain.yml").is_file()
    assert list((tmp_path / "data" / "rules").glob("*.yml"))
