"""Names that are easily confused are confirmed before a fact is given; what was asked is then answered."""

import pytest

from tests.guidance.customer import Customer

LOOKALIKES = ["云朵花", "云朵借", "<button_none_of_these>"]


def test_look_alikes_are_asked_back_before_a_fact(customer: Customer) -> None:
    customer.types("contact_support", "云朵花的客服电话")
    assert customer.texts == ["<doubt_lookalikes 云朵花、云朵借>"]
    assert customer.titles == LOOKALIKES


@pytest.mark.parametrize(
    ("title", "answer"),
    [
        ("云朵花", ["这是云朵花的联系方式。", "<card_contacts 云朵花>"]),
        ("云朵借", ["这是云朵借的联系方式。", "<card_contacts 云朵借>"]),
    ],
)
def test_the_choice_answers_what_was_asked(customer: Customer, title: str, answer: list[str]) -> None:
    assert customer.types("contact_support", "云朵花的客服电话").presses(title).texts == answer


def test_a_yes_is_the_name_that_was_said(customer: Customer) -> None:
    customer.types("contact_support", "云朵借的客服电话").types("affirm", "对")
    assert customer.texts[0] == "这是云朵借的联系方式。"


def test_neither_of_them_is_asked_for_or_said_to_be_unknown(customer: Customer) -> None:
    customer.types("contact_support", "云朵花的客服电话").presses("<button_none_of_these>")
    assert customer.texts == ["找哪一家的客服？"]


def test_a_look_alike_is_confirmed_once(customer: Customer) -> None:
    customer.types("contact_support", "云朵花的客服电话").presses("云朵花").types("cancel_service", "那怎么关")
    assert customer.texts[0] == "在云朵花的 App 里找。"
    customer.types("contact_support", "云朵花电话再说下")
    assert customer.texts[0] == "这是云朵花的联系方式。"


def test_another_question_instead_of_an_answer_is_answered(customer: Customer) -> None:
    customer.types("contact_support", "云朵花的客服电话").types("interest_rate", "算了，利息怎么算")
    assert customer.texts[0] == "看合同里的年化。"


def test_a_doubt_in_the_middle_of_a_walk_does_not_lose_the_place(customer: Customer) -> None:
    customer.types("phone_locked", "逾期了手机被锁").types("next_step", "好了").types("inform", "云朵花")
    assert customer.texts == ["<doubt_lookalikes 云朵花、云朵借>"]
    customer.types("affirm", "是")
    assert customer.texts == ["找云朵花的官方客服。", "<card_contacts 云朵花>"]
    assert customer.said[0]["current"] == 1


def test_where_no_fact_depends_on_it_nothing_is_confirmed(customer: Customer) -> None:
    assert customer.types("interest_rate", "云朵花利息怎么算").texts == ["看合同里的年化。"]


def test_a_close_spelling_is_asked_back(customer: Customer) -> None:
    customer.types("contact_support", "打害支付客服电话")
    assert customer.texts == ["<doubt_close 大海支付>"]
    assert customer.titles == ["大海支付", "<button_none_of_these>"]
    customer.types("affirm", "是的")
    assert customer.texts == ["这是大海支付的联系方式。", "<card_contacts 大海支付>"]


def test_a_close_spelling_that_is_denied_is_nobody(customer: Customer) -> None:
    customer.types("contact_support", "打害支付客服电话").types("deny", "不是")
    assert customer.texts == ["找哪一家的客服？"]


def test_a_wrong_guess_can_be_corrected_by_name(customer: Customer) -> None:
    customer.types("contact_support", "打害支付客服电话").types("deny", "不是，是青松租机")
    assert customer.texts[0] == "这是青松租机的联系方式。"


def test_a_close_spelling_of_an_easily_confused_name_is_asked_back_once(customer: Customer) -> None:
    customer.types("contact_support", "云躲花客服电话").types("affirm", "对")
    assert customer.texts[0] == "这是云朵花的联系方式。"


def test_a_platform_alone_offers_what_is_often_asked(customer: Customer) -> None:
    customer.types("inform", "大海支付")
    assert customer.texts == ["<fact_noted 大海支付>"]
    assert customer.titles == ["关于contact_support", "关于cancel_service"]
    customer.presses("关于contact_support")
    assert customer.texts[0] == "这是大海支付的联系方式。"


def test_a_platform_alone_that_we_do_not_have_is_taken_note_of_too(customer: Customer) -> None:
    customer.types("inform", "明月贷")
    assert customer.texts == ["<fact_noted 明月贷>"]
    customer.types("contact_support", "客服电话")
    assert customer.texts == ["名录里没有明月贷。"]


def test_a_platform_alone_in_a_topic_that_uses_it_is_applied(customer: Customer) -> None:
    customer.types("cancel_service", "海贝怎么关").types("inform", "青松租机")
    assert customer.texts == ["<platform_noted 青松租机>", "在青松租机的 App 里找。"]


def test_an_unlisted_platform_gets_no_number(customer: Customer) -> None:
    customer.types("phone_locked", "明月贷买的手机逾期被锁").types("next_step", "好了")
    assert customer.texts == ["找明月贷的官方客服。", "<card_contacts 明月贷>"]
    assert all(row["number"] is None for row in customer.said[1]["rows"])


def test_a_correction_of_the_platform_is_taken(customer: Customer) -> None:
    customer.types("contact_support", "大海支付客服").types("deny", "不是大海支付，是青松租机")
    assert "青松租机" in customer.texts[-1]
