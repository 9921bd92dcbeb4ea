"""The content as it is: without a fault, without a number that may not be said, and complete."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.guidance.guide import Ask, Branch, Guide
from bot.guidance.guide_check import Surroundings
from bot.guidance.guide_files import read_guides
from bot.guidance.walk import PLATFORM_BRANCHES
from bot.knowledge.directory import Directory, load_directory
from bot.knowledge.intent import load_intents
from bot.knowledge.problem import Problem
from bot.knowledge.record import Authority, Platform
from bot.settings import ROOT
from bot.trainer.validate import Places, validate

DATA = ROOT / "data"
NUMBER = re.compile(r"(?<![\d.,])\d[\d -]{3,}\d(?![\d.,])")
DATE = re.compile(r"(19|20)\d{2}(-\d{1,2}){0,2}$")
RESERVED = re.compile(r"^\s*(nlu|rules|responses|stories):", re.MULTILINE)
UNSPOKEN = re.compile("version|id|payload|heard|fact|go|next|failed|otherwise|cases|branch|start|card|sources|offers")
MAIN = {
    "phone_locked",
    "cancel_service",
    "unknown_bill",
    "credit_report_query",
    "collection_harassment",
    "contact_support",
}
PROMISES = re.compile(r"保证(能|可以|会)?(解锁|下款|放款|胜诉|删)|包(过|下款|解锁|胜诉)|一定能(解锁|胜诉|删除|下款)")
ASKING = re.compile(r"(请|把|发)您?的?(身份证号?|银行卡号?|卡号|验证码|密码)(发|给|告诉)我")


@cache
def directory() -> Directory:
    return load_directory(DATA)


@cache
def guides() -> dict[str, Guide]:
    problems: list[Problem] = []
    return read_guides(DATA / "guides", Surroundings(directory(), frozenset(load_intents(DATA))), problems)


@cache
def spoken(path: Path) -> tuple[str, ...]:
    """Every text of a YAML file that a customer may read."""

    def walk(node: object) -> Iterator[str]:
        if isinstance(node, dict):
            for key, value in node.items():
                yield from walk(value) if not UNSPOKEN.fullmatch(key) else ()
        elif isinstance(node, list):
            for one in node:
                yield from walk(one)
        elif isinstance(node, str):
            yield node

    return tuple(walk(YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))))


def test_there_is_no_fault() -> None:
    outcome = validate(Places(DATA, ROOT / "domain.yml", ROOT / "tests" / "heldout"))
    assert [str(problem) for problem in outcome.problems] == []
    assert min(outcome.counts.values()) > 0, outcome.counts


@pytest.mark.parametrize(
    "path",
    [*sorted((DATA / "guides").glob("*.yml")), *sorted((DATA / "phrases").glob("*.yml")), ROOT / "domain.yml"],
    ids=lambda path: path.stem,
)
def test_no_text_holds_a_number_that_may_not_be_said(path: Path) -> None:
    numbers = [number for text in spoken(path) for number in NUMBER.findall(text) if not DATE.match(number)]
    digits = {re.sub(r"\D", "", number) for number in numbers}
    assert sorted(digits - directory().spoken_numbers()) == []


@pytest.mark.parametrize("path", sorted((DATA / "guides").glob("*.yml")), ids=lambda path: path.stem)
def test_no_guide_promises_or_asks_what_it_must_not(path: Path) -> None:
    texts = spoken(path)
    assert [text for text in texts if PROMISES.search(text)] == []
    assert [text for text in texts if ASKING.search(text)] == []


def test_no_banned_number_is_spoken() -> None:
    records: list[Platform | Authority] = [*directory().platforms.values(), *directory().authorities.values()]
    banned = {re.sub(r"\D", "", one.number) for record in records for one in record.banned_numbers} - {""}
    assert banned
    assert banned & directory().spoken_numbers() == set()


def test_every_topic_and_guard_has_a_guide_and_every_main_flow_is_a_walk() -> None:
    expected = {intent.name for intent in load_intents(DATA).values() if intent.has_guide}
    assert guides().keys() == expected
    assert sorted(name for name in MAIN if not guides()[name].has_steps()) == []


def test_every_fact_a_guide_turns_by_is_asked_somewhere_with_that_answer() -> None:
    answers: dict[str, set[str]] = {}
    for guide in guides().values():
        for ask in guide.asks():
            answers.setdefault(ask.fact, set()).update(choice.id for choice in ask.choices)
    strange = [
        f"{guide.id}: {node.id} turns by {node.by} = {case}"
        for guide in guides().values()
        for node in guide.nodes.values()
        if isinstance(node, Branch) and node.by not in PLATFORM_BRANCHES | {"platform_known"}
        for case in node.cases
        if case not in answers.get(node.by, set())
    ]
    assert strange == []


def test_a_guide_asks_for_the_platform_only_if_it_uses_it() -> None:
    asking = {guide.id for guide in guides().values() for ask in guide.asks() if ask.fact == "platform"}
    assert sorted(name for name in asking if not guides()[name].uses_platform) == []


def test_no_file_that_is_no_training_data_looks_like_it() -> None:
    ours = [path for path in DATA.rglob("*.yml") if path.relative_to(DATA).parts[0] not in {"nlu", "rules", "stories"}]
    assert [str(path) for path in ours if RESERVED.search(path.read_text(encoding="utf-8"))] == []


def test_questions_have_few_enough_choices_for_a_phone() -> None:
    long = [
        f"{guide.id}: {node.id}"
        for guide in guides().values()
        for node in guide.nodes.values()
        if isinstance(node, Ask) and len(node.choices) > 8
    ]
    assert long == []
