"""An open question is answered by a button, by words, by yes or no, or by whatever is said; it is asked once."""

import pytest

from tests.guidance.customer import Customer


@pytest.fixture
def asked(customer: Customer) -> Customer:
    """A customer who has been asked in which case the phone is."""
    return customer.types("phone_locked", "手机被锁了")


@pytest.mark.parametrize(
    ("intent", "text", "answer"),
    [
        pytest.param("inform", "我逾期两期了", "先拍下锁屏。", id="heard words"),
        pytest.param("inform", "已经還清了", "先留付清凭证。", id="heard words, typed otherwise"),
        pytest.param("inform", "没还清", "先拍下锁屏。", id="the longest words"),
        pytest.param("nlu_fallback", "还清", "先留付清凭证。", id="not understood, but heard"),
        pytest.param("phone_locked", "还清了还锁着", "先留付清凭证。", id="heard in the same topic"),
        pytest.param("interest_rate", "都还清了", "先留付清凭证。", id="short, and taken for another topic"),
        pytest.param("inform", "说不清", "先拍下锁屏。", id="the title of a choice"),
        pytest.param("inform", "就是突然这样", "先拍下锁屏。", id="words nobody foresaw"),
        pytest.param("nlu_fallback", "呃", "先拍下锁屏。", id="not understood"),
        pytest.param("affirm", "是的", "先拍下锁屏。", id="yes where there is no yes"),
        pytest.param("step_failed", "看不到", "先拍下锁屏。", id="what did not work"),
        pytest.param("next_step", "下一步", "先拍下锁屏。", id="next"),
    ],
)
def test_an_answer_leads_on(asked: Customer, intent: str, text: str, answer: str) -> None:
    assert asked.types(intent, text).texts == [answer]


@pytest.mark.parametrize(("title", "answer"), [("都还清了", "先留付清凭证。"), ("说不清", "先拍下锁屏。")])
def test_a_button_leads_on(asked: Customer, title: str, answer: str) -> None:
    assert asked.presses(title).texts == [answer]


def test_a_long_message_about_another_topic_is_no_answer(asked: Customer) -> None:
    asked.types("interest_rate", "我想问问如果全部都还清了的话利息是怎么给我算的呢")
    assert asked.texts == ["看合同里的年化。", "<resume 手机被锁>"]


@pytest.mark.parametrize("intent", ["greet", "thank", "bot_challenge", "out_of_scope", "human_handoff", "unhelpful"])
def test_what_is_no_answer_leaves_the_question_open(asked: Customer, intent: str) -> None:
    asked.types(intent, "……").types("inform", "还清了")
    assert asked.texts == ["先留付清凭证。"]


def test_repeating_asks_the_question_again(asked: Customer) -> None:
    asked.types("repeat", "没看懂")
    assert asked.texts == ["<retold>", "先别急。现在是哪种情况？"]
    assert asked.titles == ["有几期没还", "都还清了", "说不清"]


def test_a_question_is_never_asked_twice(asked: Customer) -> None:
    asked.types("nlu_fallback", "呃").types("phone_locked", "手机锁了").types("interest_rate", "利息")
    asked.types("phone_locked", "手机锁了怎么办")
    assert "先别急。现在是哪种情况？" not in asked.texts


def test_the_same_topic_instead_of_an_answer_goes_on(asked: Customer) -> None:
    assert asked.types("phone_locked", "手机被锁了啊").texts == ["先拍下锁屏。"]


@pytest.mark.parametrize(
    ("intent", "answer"),
    [pytest.param("affirm", "现在就打电话。", id="yes"), pytest.param("deny", "叫个人陪你。", id="no")],
)
def test_yes_and_no_are_choices_where_there_are_such(customer: Customer, intent: str, answer: str) -> None:
    customer.types("distress", "不想活了").types(intent, "……")
    assert customer.texts == [answer]


def test_a_platform_answers_the_question_for_it(customer: Customer) -> None:
    customer.types("contact_support", "客服电话").types("inform", "大海支付")
    assert customer.texts == ["这是大海支付的联系方式。", "<card_contacts 大海支付>"]


def test_a_platform_that_is_not_in_the_directory_answers_it_too(customer: Customer) -> None:
    customer.types("contact_support", "客服电话").types("inform", "明月贷")
    assert customer.texts == ["名录里没有明月贷。"]


@pytest.mark.parametrize("intent", ["inform", "nlu_fallback", "out_of_scope"])
def test_a_name_that_nobody_knows_is_taken_as_it_was_typed(customer: Customer, intent: str) -> None:
    customer.types("contact_support", "客服电话").types(intent, "橙子分期")
    assert customer.texts == ["名录里没有橙子分期。"]


def test_a_long_answer_is_no_name(customer: Customer) -> None:
    customer.types("contact_support", "客服电话").types("inform", "就是商场里那个柜台的人帮我弄的")
    assert customer.texts == ["名录里没有该平台。"]


@pytest.mark.parametrize("intent", ["inform", "nlu_fallback", "deny"])
def test_a_question_for_the_platform_is_not_asked_again_when_nobody_knows(customer: Customer, intent: str) -> None:
    customer.types("contact_support", "客服电话").types(intent, "不知道")
    assert customer.texts == ["名录里没有该平台。"]
    customer.types("cancel_service", "怎么关")
    assert customer.texts[0] == "在该平台的 App 里找。"


def test_not_knowing_the_platform_has_a_button(customer: Customer) -> None:
    customer.types("contact_support", "客服电话")
    assert customer.titles == ["大海支付", "云朵花", "<button_platform_unknown>"]
    assert customer.presses("<button_platform_unknown>").texts == ["名录里没有该平台。"]


def test_a_common_platform_has_a_button_that_needs_no_confirmation(customer: Customer) -> None:
    customer.types("contact_support", "客服电话").presses("云朵花")
    assert customer.texts == ["这是云朵花的联系方式。", "<card_contacts 云朵花>"]


def test_a_platform_named_while_something_else_is_asked_is_noted_and_the_question_stays(asked: Customer) -> None:
    asked.types("inform", "大海支付买的")
    assert asked.texts == ["<platform_noted 大海支付>", "先别急。现在是哪种情况？"]
    asked.types("inform", "逾期了").types("next_step", "然后")
    assert asked.texts[0] == "找大海支付的官方客服。"


def test_a_platform_and_an_answer_in_one_message_are_both_heard(asked: Customer) -> None:
    asked.types("inform", "大海支付买的，逾期了")
    assert asked.texts == ["先拍下锁屏。"]
    assert asked.types("next_step", "然后").texts[0] == "找大海支付的官方客服。"


def test_a_new_topic_with_a_platform_is_no_answer_to_the_question_for_one(customer: Customer) -> None:
    customer.types("contact_support", "客服电话").types("cancel_service", "大海支付怎么关")
    assert customer.texts == ["打开大海支付。", "点设置。"]
