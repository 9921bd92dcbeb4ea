"""What customers count and name is kept among the facts and acknowledged, and turns no guide."""

from typing import Any

import pytest

from bot.guidance.guide import Ask, Branch
from bot.guidance.guide_check import Surroundings
from bot.guidance.guide_files import read_guides
from bot.guidance.quantity_talk import NamedQuantity, as_fact
from bot.knowledge.directory import load_directory
from bot.knowledge.intent import load_intents
from bot.knowledge.quantity import KINDS
from bot.settings import ROOT
from tests.guidance.customer import Customer

AMOUNT = NamedQuantity("amount", "3200", "3千2")
LATE = NamedQuantity("duration", "80+ day", "80多天")


@pytest.mark.parametrize(
    ("value", "fact"),
    [
        pytest.param("3200", "3200", id="amount"),
        pytest.param("苹果", "苹果", id="brand"),
        pytest.param(
            {"value": "5", "unit": "per_ten_thousand", "period": "day"}, "5 per_ten_thousand per day", id="rate"
        ),
        pytest.param({"value": "1.5", "unit": "fen", "period": None}, "1.5 fen", id="rate without period"),
        pytest.param({"relative": "next_month", "day": 15}, "next_month day 15", id="date"),
        pytest.param({"year": 2024, "month": 5}, "year 2024 month 5", id="date without day"),
        pytest.param({"number": "80", "unit": "day", "is_more": True}, "80+ day", id="duration"),
        pytest.param({"number": "12", "unit": "instalment"}, "12 instalment", id="instalments"),
    ],
)
def test_a_value_is_a_fact_in_one_line(value: Any, fact: str) -> None:  # noqa: ANN401 -- what JSON holds
    assert as_fact(value) == fact


@pytest.mark.parametrize(
    ("intent", "text", "quantity"),
    [
        pytest.param("nlu_fallback", "3千2", AMOUNT, id="not understood"),
        pytest.param("out_of_scope", "3千2", AMOUNT, id="taken for another matter"),
        pytest.param("inform", "逾期80多天", LATE, id="a fact"),
    ],
)
def test_a_bare_quantity_is_acknowledged(customer: Customer, intent: str, text: str, quantity: NamedQuantity) -> None:
    customer.types(intent, text, quantities=(quantity,))
    assert customer.texts == [f"<quantity_noted {quantity.words}>"]
    assert customer.titles
    assert customer.memory.facts == {quantity.kind: quantity.fact}
    assert customer.memory.misunderstood == 0


def test_the_likeliest_topics_are_offered_with_it(customer: Customer) -> None:
    customer.types("nlu_fallback", "3千2", quantities=(AMOUNT,), guesses=("interest_rate", "inform", "distress"))
    assert customer.titles == ["关于interest_rate"]


def test_a_longer_message_that_is_not_understood_is_asked_back(customer: Customer) -> None:
    customer.types("nlu_fallback", "那个3千2的事情你再给我说说", quantities=(AMOUNT,))
    assert "quantity_noted" not in customer.texts[0]
    assert customer.memory.facts["amount"] == "3200"


def test_the_latest_of_each_kind_is_kept(customer: Customer) -> None:
    customer.types("inform", "3千2", quantities=(AMOUNT,)).types("inform", "逾期80多天", quantities=(LATE,))
    customer.types("inform", "是5000", quantities=(NamedQuantity("amount", "5000", "5000"),))
    assert customer.memory.facts == {"amount": "5000", "duration": "80+ day"}


def test_what_was_said_of_another_platform_is_forgotten_but_not_what_comes_with_the_new_one(customer: Customer) -> None:
    customer.types("inform", "大海支付").types("inform", "逾期80多天", quantities=(LATE,))
    customer.types("inform", "青松租机欠3千2", quantities=(AMOUNT,))
    assert customer.memory.facts == {"amount": "3200"}


def test_a_walk_goes_on_as_without_quantities(customer: Customer) -> None:
    customer.types("phone_locked", "手机被锁了")
    before, said = customer.memory, customer.types("inform", "嗯").said
    customer.memory = before
    assert customer.types("inform", "3千2", quantities=(AMOUNT,)).said == said


def test_no_guide_asks_for_or_turns_on_a_fact_that_quantities_fill() -> None:
    data = ROOT / "data"
    guides = read_guides(data / "guides", Surroundings(load_directory(data), frozenset(load_intents(data))), [])
    nodes = [node for guide in guides.values() for node in guide.nodes.values()]
    asked = {node.fact for node in nodes if isinstance(node, Ask)}
    turned = {node.by for node in nodes if isinstance(node, Branch)}
    assert not (asked | turned) & set(KINDS)
