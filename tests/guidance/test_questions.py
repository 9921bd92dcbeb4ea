"""Several questions in one message: the first is answered, the next is not lost, danger comes before all."""

import pytest

from tests.guidance.customer import Customer

OFFER = "<also_asked>"


def test_the_first_question_is_answered_and_the_second_is_offered(customer: Customer) -> None:
    asked = (("cancel_service", 0.9), ("interest_rate", 0.8))
    customer.types("cancel_service", "大海支付怎么关？另外利息怎么算", questions=asked)
    assert customer.texts == ["打开大海支付。", "点设置。", OFFER]
    customer.presses("关于interest_rate")
    assert "看合同里的年化。" in customer.texts


def test_the_questions_are_answered_in_their_order(customer: Customer) -> None:
    asked = (("interest_rate", 0.9), ("cancel_service", 0.8))
    customer.types("cancel_service", "利息怎么算？顺便问下大海支付怎么关", questions=asked)
    assert customer.texts[0] == "看合同里的年化。"


def test_the_second_question_is_taken_up_when_the_first_is_done(customer: Customer) -> None:
    asked = (("interest_rate", 0.9), ("cancel_service", 0.8))
    customer.types("interest_rate", "利息怎么算？顺便问下大海支付怎么关", questions=asked)
    assert customer.texts == ["看合同里的年化。", "<resume 关服务>"]
    customer.presses("<button_resume>")
    assert "点设置。" in customer.texts


@pytest.mark.parametrize("intent", ["nlu_fallback", "out_of_scope", "greet", "thank"])
def test_a_question_comes_before_what_says_nothing(customer: Customer, intent: str) -> None:
    customer.types(intent, "你好啊。利息怎么算", questions=((intent, 0.9), ("interest_rate", 0.8)), confidence=0.1)
    assert customer.texts == ["看合同里的年化。"]


@pytest.mark.parametrize("asked", [(("cancel_service", 0.9), ("interest_rate", 0.4)), (("interest_rate", 0.6),), ()])
def test_an_unsure_second_question_is_not_offered(customer: Customer, asked: tuple[tuple[str, float], ...]) -> None:
    customer.types("cancel_service", "大海支付怎么关，利息", questions=asked)
    assert customer.texts == ["打开大海支付。", "点设置。"]


def test_one_question_in_two_parts_is_one_question(customer: Customer) -> None:
    asked = (("cancel_service", 0.9), ("cancel_service", 0.8))
    customer.types("cancel_service", "大海支付关不掉！怎么关", questions=asked)
    assert customer.texts == ["打开大海支付。", "点设置。"]


def test_danger_in_any_part_comes_first_and_nothing_else_is_offered(customer: Customer) -> None:
    asked = (("interest_rate", 0.9), ("distress", 0.6))
    customer.types("interest_rate", "利息怎么算？我不想活了", questions=asked)
    assert customer.memory.topic == "distress"
    assert OFFER not in customer.texts


def test_a_step_that_failed_stays_a_step_that_failed(customer: Customer) -> None:
    customer.types("cancel_service", "大海支付怎么关")
    told = customer.types("step_failed", "没有设置！关不掉", questions=(("cancel_service", 0.9),)).texts
    assert told != ["打开大海支付。", "点设置。"]
