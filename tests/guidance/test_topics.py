"""Topics: opened, left, taken up again, and answered without being asked twice."""

import pytest

from tests.guidance.customer import Customer


def test_a_topic_begins_with_its_question(customer: Customer) -> None:
    customer.types("phone_locked", "手机被锁了")
    assert customer.texts == ["先别急。现在是哪种情况？"]
    assert customer.titles == ["有几期没还", "都还清了", "说不清"]


def test_what_the_first_message_says_is_not_asked(customer: Customer) -> None:
    customer.types("phone_locked", "逾期了手机被锁了")
    assert customer.texts == ["先拍下锁屏。"]
    assert customer.kinds == ["steps"]


def test_a_platform_in_the_first_message_is_not_asked_for(customer: Customer) -> None:
    customer.types("cancel_service", "大海支付怎么关")
    assert customer.texts == ["打开大海支付。", "点设置。"]


def test_a_service_is_answered_as_its_platform(customer: Customer) -> None:
    customer.types("cancel_service", "海贝怎么关")
    assert customer.texts == ["打开大海支付。", "点设置。"]


def test_a_platform_is_remembered_in_the_next_topic(customer: Customer) -> None:
    customer.types("cancel_service", "大海支付怎么关").types("contact_support", "客服电话多少")
    assert customer.texts == ["这是大海支付的联系方式。", "<card_contacts 大海支付>", "<resume 关服务>"]


def test_a_topic_that_is_left_is_offered_when_the_other_is_done(customer: Customer) -> None:
    customer.types("phone_locked", "逾期了手机被锁").types("interest_rate", "利息怎么算")
    assert customer.texts == ["看合同里的年化。", "<resume 手机被锁>"]
    customer.presses("<button_resume>")
    assert customer.texts == ["<resumed 手机被锁>", "用别的手机拍。"]


def test_the_way_goes_on_where_it_was_left(customer: Customer) -> None:
    customer.types("phone_locked", "大海支付买的，逾期了手机被锁").types("next_step", "好了然后呢")
    assert customer.texts[0] == "找大海支付的官方客服。"
    customer.types("interest_rate", "利息呢").types("affirm", "接着说")
    assert customer.texts[:2] == ["<resumed 手机被锁>", "找大海支付的官方客服。"]
    customer.types("next_step", "做完了")
    assert customer.texts[0] == "打 19999 投诉。"


def test_a_topic_of_which_only_the_last_step_was_left_is_not_offered_again(customer: Customer) -> None:
    customer.types("cancel_service", "大海支付怎么关").types("next_step", "好了").types("interest_rate", "利息呢")
    assert customer.texts == ["看合同里的年化。"]


def test_a_question_that_was_left_open_is_asked_again_on_return(customer: Customer) -> None:
    customer.types("phone_locked", "手机被锁了").types("interest_rate", "对了利息怎么算").types("next_step", "接着说")
    assert customer.texts == ["<resumed 手机被锁>", "先别急。现在是哪种情况？"]


def test_several_topics_are_returned_to_the_last_one_first(customer: Customer) -> None:
    customer.types("phone_locked", "逾期了手机被锁").types("fraud_check", "短信是真的吗").types(
        "interest_rate", "利息呢"
    )
    assert customer.texts[-1] == "<resume 辨别诈骗>"
    customer.types("next_step", "继续")
    assert customer.texts == ["<resumed 辨别诈骗>", "先别转钱。"]
    customer.types("next_step", "然后呢").types("next_step", "好了")
    assert customer.texts == ["<resume 手机被锁>"]


def test_the_same_topic_again_is_told_again_in_other_words(customer: Customer) -> None:
    customer.types("phone_locked", "逾期了手机被锁").types("phone_locked", "手机到现在都还是锁着打不开")
    assert customer.texts == ["用别的手机拍。"]


def test_the_same_topic_with_a_new_platform_goes_the_way_of_that_platform(customer: Customer) -> None:
    customer.types("cancel_service", "海贝怎么关").types("cancel_service", "那青松租机怎么关")
    assert customer.texts == ["在青松租机的 App 里找。"]


def test_the_same_topic_with_another_answer_goes_another_way_only_if_it_corrects(customer: Customer) -> None:
    customer.types("phone_locked", "逾期了手机被锁").types("phone_locked", "说错了，还清了还锁着")
    assert customer.texts == ["先留付清凭证。"]


def test_a_finished_topic_is_told_again_when_it_comes_up_again(customer: Customer) -> None:
    customer.types("interest_rate", "利息怎么算").types("interest_rate", "利息到底怎么算")
    assert customer.texts == ["看合同里的年化。"]


def test_a_plain_answer_told_again_has_the_same_buttons(customer: Customer) -> None:
    customer.types("interest_rate", "利息怎么算").types("repeat", "没听懂")
    assert customer.texts == ["<retold>", "看合同里的年化。"]
    assert customer.titles == ["关于file_complaint"]


def test_an_intent_without_a_guide_is_asked_back(customer: Customer) -> None:
    customer.types("credit_limit", "额度多少", guesses=("credit_limit", "interest_rate"))
    assert customer.texts == ["<clarify>"]
    assert customer.titles[0] == "关于interest_rate"


def test_a_long_answer_comes_in_turns_of_three_bubbles(customer: Customer) -> None:
    customer.types("file_complaint", "怎么投诉")
    assert customer.texts == ["先找机构。", "再打热线。"]
    assert customer.titles == ["<button_next>"]
    customer.presses("<button_next>")
    assert customer.texts == ["写清要求。", "热线 19999", "留好回执。"]


def test_an_aside_is_answered_without_moving(customer: Customer) -> None:
    customer.types("phone_locked", "逾期了手机被锁").types("nlu_fallback", "加急费要不要付")
    assert customer.texts == ["先别付。"]
    assert customer.titles == ["<button_next>", "<button_failed>"]
    customer.types("next_step", "下一步")
    assert customer.texts == ["在哪家买的？"]


def test_an_aside_beside_an_open_question_leaves_it_open(customer: Customer) -> None:
    customer.types("phone_locked", "手机被锁了").types("nlu_fallback", "要不要付呢")
    assert customer.texts == ["先别付。"]
    assert customer.titles == ["有几期没还", "都还清了", "说不清"]
    customer.presses("都还清了")
    assert customer.texts == ["先留付清凭证。"]


def test_an_aside_does_not_drown_an_answer(customer: Customer) -> None:
    customer.types("phone_locked", "手机被锁了").types("inform", "逾期，加急费要不要付")
    assert customer.texts == ["先拍下锁屏。"]


def test_danger_outranks_an_aside(customer: Customer) -> None:
    customer.types("phone_locked", "逾期了手机被锁").types("distress", "要不要付呢，不想活了")
    assert customer.texts[0] == "谢谢你告诉我。"


def test_a_guard_outranks_an_open_question(customer: Customer) -> None:
    customer.types("phone_locked", "手机被锁了").types("fraud_check", "有人加我要转账")
    assert customer.texts == ["先别转钱。"]


def test_a_guard_that_answers_the_open_question_is_an_answer(customer: Customer) -> None:
    customer.types("phone_locked", "手机被锁了").types("fraud_check", "他说还清了也要转账")
    assert customer.texts == ["先留付清凭证。"]


@pytest.mark.parametrize("intent", ["greet", "thank", "bot_challenge", "ask_capabilities"])
def test_small_talk_is_answered_by_rasa_and_offers_the_way_back(customer: Customer, intent: str) -> None:
    customer.types("phone_locked", "逾期了手机被锁").types(intent, "……")
    assert customer.response == f"utter_{intent}"
    assert customer.texts == ["<resume 手机被锁>"]
    customer.presses("<button_resume>")
    assert customer.texts[-1] == "用别的手机拍。"


def test_a_goodbye_is_not_held_up(customer: Customer) -> None:
    customer.types("phone_locked", "逾期了手机被锁").types("goodbye", "再见")
    assert (customer.response, customer.texts) == ("utter_goodbye", [])


def test_small_talk_before_anything_offers_nothing(customer: Customer) -> None:
    customer.types("greet", "你好")
    assert (customer.response, customer.texts) == ("utter_greet", [])


def test_what_is_not_ours_says_what_is(customer: Customer) -> None:
    customer.types("out_of_scope", "今天下雨吗")
    assert customer.texts == ["<out_of_scope>"]
    assert customer.titles == ["关于phone_locked", "关于cancel_service", "关于contact_support"]


@pytest.mark.parametrize(("intent", "sentence"), [("human_handoff", "<handoff>"), ("unhelpful", "<unhelpful>")])
def test_who_wants_more_gets_doors(customer: Customer, intent: str, sentence: str) -> None:
    customer.types("phone_locked", "逾期了手机被锁").types(intent, "……")
    assert customer.texts == [sentence]
    assert {"关于contact_support", "关于file_complaint"} <= set(customer.titles)


def test_first_the_likeliest_topics_are_offered_then_ways_out(customer: Customer) -> None:
    customer.types("nlu_fallback", "那个啥", guesses=("interest_rate", "greet", "phone_locked"))
    assert customer.texts == ["<clarify>"]
    assert customer.titles == [
        "关于interest_rate",
        "关于phone_locked",
        "<button_none_of_these>",
        "<button_handoff>",
    ]
    customer.types("nlu_fallback", "就那个", guesses=("interest_rate",))
    assert customer.texts == ["<clarify_again>"]
    assert customer.titles[-1] == "<button_handoff>"


def test_none_of_the_offered_topics_leads_to_ways_out(customer: Customer) -> None:
    customer.types("nlu_fallback", "那个啥", guesses=("interest_rate",)).presses("<button_none_of_these>")
    assert customer.texts == ["<clarify_again>"]


def test_without_a_guess_ways_out_are_offered_at_once(customer: Customer) -> None:
    customer.types("nlu_fallback", "嘎嘎嘎")
    assert customer.texts == ["<clarify_again>"]
    assert "<button_handoff>" in customer.titles


def test_who_is_understood_again_is_asked_back_gently_the_next_time(customer: Customer) -> None:
    customer.types("nlu_fallback", "那个啥", guesses=("interest_rate",)).types("interest_rate", "利息")
    customer.types("nlu_fallback", "那个啥", guesses=("interest_rate",))
    assert customer.texts == ["<clarify>"]


def test_an_offered_topic_opens(customer: Customer) -> None:
    customer.types("nlu_fallback", "那个啥", guesses=("interest_rate",)).presses("关于interest_rate")
    assert customer.texts == ["看合同里的年化。"]


def test_sources_are_told_with_what_they_prove(customer: Customer) -> None:
    customer.types("phone_locked", "还清了还锁着").types("next_step", "然后")
    assert customer.said[0]["sources"] == [{"title": "《fresh》", "date": "2026-06-01", "url": None}]
