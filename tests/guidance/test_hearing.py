"""A message is heard in its place: a typed button is a button, a short complaint is about the step."""

import pytest

from bot.guidance.platform_talk import NamedPlatform
from tests.guidance.customer import Customer

HELD = "<hold>"


@pytest.fixture
def walking(customer: Customer) -> Customer:
    """A customer at the first of three steps, who has named the platform."""
    return customer.types("phone_locked", "大海支付买的，逾期了手机被锁")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("<button_next>", "找大海支付的官方客服。"),
        ("<button_failed>", "拍不了就抄下来。"),
        (" <BUTTON_NEXT> ", "找大海支付的官方客服。"),
    ],
)
def test_the_title_of_a_button_is_as_good_as_the_button(walking: Customer, typed: str, answer: str) -> None:
    assert walking.types("nlu_fallback", typed).texts[0] == answer


def test_the_title_of_a_topic_opens_it(customer: Customer) -> None:
    assert customer.types("nlu_fallback", "关于interest_rate").texts == ["看合同里的年化。"]


@pytest.mark.parametrize("typed", ["\uff0fnext_step", "\uff0fphone_locked", '\uff0finform{"choice": "paid"}'])
def test_a_typed_command_is_not_understood(walking: Customer, typed: str) -> None:
    assert walking.types("next_step", typed).texts[0].startswith(HELD)


def test_a_name_alone_is_a_name_whatever_the_model_thinks(customer: Customer) -> None:
    customer.types("contact_support", "大海支付")
    assert customer.texts == ["<fact_noted 大海支付>"]


def test_a_name_with_a_question_is_a_question(customer: Customer) -> None:
    customer.types("contact_support", "大海支付客服电话")
    assert customer.texts[0] == "这是大海支付的联系方式。"


@pytest.mark.parametrize("typed", ["点不了", "没找到这个", "打不通啊", "没人接"])
@pytest.mark.parametrize("intent", ["contact_support", "nlu_fallback", "deny"])
def test_a_short_complaint_is_about_the_step(walking: Customer, intent: str, typed: str) -> None:
    assert walking.types(intent, typed).texts == ["拍不了就抄下来。"]


@pytest.mark.parametrize("typed", ["那我怎么办", "先干嘛", "第一步咋弄"])
@pytest.mark.parametrize("intent", ["phone_locked", "contact_support", "nlu_fallback"])
def test_a_short_cry_for_help_is_about_the_step(walking: Customer, intent: str, typed: str) -> None:
    assert walking.types(intent, typed).texts == ["<retold>", "用别的手机拍。"]


def test_a_longer_complaint_may_be_about_something_else(walking: Customer) -> None:
    walking.types("interest_rate", "他们给我算的利息我怎么都看不懂也没人接电话")
    assert walking.texts[0] == "看合同里的年化。"


@pytest.mark.parametrize(
    ("intent", "confidence", "leaves"),
    [
        pytest.param("interest_rate", 0.4, True, id="a clear guess at another topic"),
        pytest.param("interest_rate", 0.39, False, id="a faint one"),
        pytest.param("fraud_check", 0.6, True, id="a clear guess at a guard"),
        pytest.param("fraud_check", 0.59, False, id="a fainter one"),
        pytest.param("out_of_scope", 1.0, False, id="what is not ours"),
    ],
)
def test_only_a_clear_guess_leads_out_of_a_walk(
    walking: Customer, intent: str, confidence: float, *, leaves: bool
) -> None:
    walking.types(intent, "那个钱的事", confidence=confidence)
    assert (walking.texts[0] != HELD) is leaves


@pytest.mark.parametrize(("confidence", "warned"), [(0.4, True), (0.39, False)])
def test_a_faint_guess_at_a_guard_is_asked_back_anywhere(
    customer: Customer, confidence: float, *, warned: bool
) -> None:
    customer.types("fraud_check", "那个短信", confidence=confidence, guesses=("fraud_check", "interest_rate"))
    assert (customer.texts[0] == "先别转钱。") is warned


def test_what_is_not_understood_keeps_the_step_and_its_buttons_twice(walking: Customer) -> None:
    for unclear in ("嘎嘎嘎", "嘎嘎"):
        walking.types("nlu_fallback", unclear, guesses=("interest_rate",))
        assert walking.texts == [HELD]
        assert walking.titles == ["<button_next>", "<button_failed>"]
    walking.types("nlu_fallback", "嘎嘎嘎嘎", guesses=("interest_rate",))
    assert walking.texts[0].startswith("<clarify")


def test_a_step_that_was_held_goes_on(walking: Customer) -> None:
    walking.types("nlu_fallback", "嘎嘎嘎").types("next_step", "好了")
    assert walking.texts[0] == "找大海支付的官方客服。"


def test_a_platform_mentioned_in_passing_does_not_change_the_way(walking: Customer) -> None:
    walking.types("inform", "每个月的钱都是从青松租机那张卡上扣走的")
    assert walking.memory.platform == "dahai"


def test_a_platform_named_shortly_or_as_a_correction_does(walking: Customer) -> None:
    walking.types("inform", "说错了，不是大海支付，是青松租机买的手机")
    assert walking.memory.platform == "qingsong"


def test_a_new_topic_with_another_platform_takes_it(walking: Customer) -> None:
    walking.types("contact_support", "我还想知道青松租机的客服电话是多少")
    assert walking.texts[0] == "这是青松租机的联系方式。"


def test_a_pressed_button_is_certain(walking: Customer) -> None:
    walking.presses("<button_next>")
    assert walking.texts[0] == "找大海支付的官方客服。"


@pytest.mark.parametrize("typed", ["接着刚才的说", "回到手机被锁那个", "刚才说到哪了"])
def test_going_on_with_what_was_left_can_be_asked_for(customer: Customer, typed: str) -> None:
    customer.types("phone_locked", "逾期了手机被锁").types("interest_rate", "利息呢").types("nlu_fallback", typed)
    assert customer.texts[0] == "<resumed 手机被锁>"


def test_one_of_several_waiting_topics_can_be_named(customer: Customer) -> None:
    customer.types("phone_locked", "逾期了手机被锁").types("fraud_check", "短信真的吗").types("interest_rate", "利息呢")
    customer.types("nlu_fallback", "回到手机被锁的事")
    assert customer.texts[0] == "<resumed 手机被锁>"


def test_a_close_spelling_in_a_long_message_within_a_walk_is_passed_over(walking: Customer) -> None:
    named = (NamedPlatform("yunduohua", "云躲花", "close"),)
    walking.types("inform", "当时是他们一个叫云躲花的业务员办的", platforms=named)
    assert walking.memory.platform == "dahai"
    assert walking.memory.doubt == ()


@pytest.mark.parametrize(("confidence", "answer"), [(0.39, "<clarify>"), (0.4, "<out_of_scope>")])
def test_what_may_be_none_of_ours_is_asked_back(customer: Customer, confidence: float, answer: str) -> None:
    customer.types("out_of_scope", "就那个情况", confidence=confidence, guesses=("phone_locked",))
    assert customer.texts == [answer]
