"""Next, did not work, once more, back, from the beginning, something else: from wherever the customer stands."""

import pytest

from tests.guidance.customer import Customer


@pytest.fixture
def walking(customer: Customer) -> Customer:
    """A customer at the first step of three."""
    return customer.types("phone_locked", "大海支付买的，逾期了手机被锁")


def test_a_step_has_buttons_to_go_on_and_to_say_it_failed(walking: Customer) -> None:
    assert walking.titles == ["<button_next>", "<button_failed>"]
    assert [step["text"] for step in walking.said[0]["steps"]] == ["拍照", "联系", "投诉"]
    assert walking.said[0]["current"] == 0


def test_a_later_step_has_buttons_to_go_back(walking: Customer) -> None:
    walking.presses("<button_next>")
    assert walking.titles == ["<button_next>", "<button_failed>", "<button_back>", "<button_restart>"]
    assert [step["state"] for step in walking.said[0]["steps"]] == ["done", "current", "next"]


@pytest.mark.parametrize("typed", [True, False], ids=["typed", "pressed"])
def test_the_walk_goes_to_its_end_and_asks_whether_it_helped(walking: Customer, *, typed: bool) -> None:
    for _ in range(2):
        walking = walking.types("next_step", "下一步") if typed else walking.presses("<button_next>")
    assert walking.texts[0] == "打 19999 投诉。"
    walking = walking.types("affirm", "做完了") if typed else walking.presses("<button_done>")
    assert walking.texts == ["<finished>"]
    assert walking.titles == ["<button_solved>", "<button_unsolved>"]


def finished(customer: Customer) -> Customer:
    for _ in range(3):
        customer = customer.types("next_step", "下一步")
    assert customer.texts == ["<finished>"]
    return customer


@pytest.mark.parametrize("intent", ["affirm", "thank", "goodbye"])
def test_who_is_helped_is_wished_well(walking: Customer, intent: str) -> None:
    assert finished(walking).types(intent, "解决了").texts == ["<solved>"]


@pytest.mark.parametrize("intent", ["deny", "unhelpful"])
def test_who_is_not_helped_gets_doors(walking: Customer, intent: str) -> None:
    assert finished(walking).types(intent, "没有").texts == ["<unhelpful>"]


def test_who_asks_something_else_at_the_end_is_answered(walking: Customer) -> None:
    assert finished(walking).types("interest_rate", "利息呢").texts == ["看合同里的年化。"]


def test_after_the_end_a_yes_does_not_begin_anew(walking: Customer) -> None:
    assert finished(walking).types("affirm", "解决了").types("affirm", "好").texts == ["<done>"]


@pytest.mark.parametrize("intent", ["step_failed", "deny"])
def test_what_did_not_work_leads_to_another_way(walking: Customer, intent: str) -> None:
    assert walking.types(intent, "拍不了").texts == ["拍不了就抄下来。"]


def test_where_nothing_works_doors_are_offered(walking: Customer) -> None:
    walking.types("next_step", "好了").types("step_failed", "打不通").types("step_failed", "还是不行")
    assert walking.texts == ["材料都留好。"]
    walking.types("step_failed", "也不行")
    assert walking.texts == ["<no_other_way>"]
    assert walking.titles == ["关于contact_support", "关于file_complaint", "<button_handoff>"]


def test_once_more_is_told_in_other_words(walking: Customer) -> None:
    assert walking.types("repeat", "没听懂").texts == ["<retold>", "用别的手机拍。"]
    assert walking.titles == ["<button_next>", "<button_failed>"]


def test_back_is_the_step_before(walking: Customer) -> None:
    walking.types("next_step", "好了").types("start_over", "返回上一步")
    assert walking.texts == ["先拍下锁屏。"]
    walking.presses("<button_next>").presses("<button_back>")
    assert walking.texts == ["先拍下锁屏。"]


def test_from_the_beginning_asks_everything_again_but_the_platform(walking: Customer) -> None:
    walking.types("next_step", "好了").types("start_over", "重新开始")
    assert walking.texts == ["<start_over>", "先别急。现在是哪种情况？"]
    walking.presses("都还清了")
    assert walking.texts == ["先留付清凭证。"]
    walking.types("start_over", "从头来").presses("有几期没还").types("next_step", "好了")
    assert walking.texts[0] == "找大海支付的官方客服。"


def test_something_else_opens_the_main_topics_and_keeps_the_way_back(walking: Customer) -> None:
    walking.types("start_over", "换个问题")
    assert walking.texts == ["<main_topics_text>"]
    assert walking.titles == ["关于phone_locked", "关于cancel_service", "关于contact_support"]
    walking.types("interest_rate", "利息怎么算")
    assert walking.texts[-1] == "<resume 手机被锁>"


MOVES = ["next_step", "step_failed", "repeat", "affirm", "deny", "inform"]


@pytest.mark.parametrize("intent", MOVES)
def test_a_move_from_nowhere_asks_what_it_is_about(customer: Customer, intent: str) -> None:
    customer.types(intent, "嗯")
    assert customer.texts == ["<nothing_open>"]
    assert customer.titles


def test_from_the_beginning_from_nowhere_opens_the_main_topics(customer: Customer) -> None:
    assert customer.types("start_over", "重新来").texts == ["<main_topics_text>"]


@pytest.mark.parametrize(
    ("intent", "sentence"),
    [("next_step", "<done>"), ("affirm", "<done>"), ("deny", "<nothing_open>"), ("inform", "<nothing_open>")],
)
def test_a_move_after_a_plain_answer_has_nothing_to_move_in(customer: Customer, intent: str, sentence: str) -> None:
    assert customer.types("interest_rate", "利息").types(intent, "嗯").texts == [sentence]


def test_more_detail_tells_the_step_again(walking: Customer) -> None:
    assert walking.types("inform", "是上个月的事").texts == ["用别的手机拍。"]


def test_more_detail_that_corrects_goes_another_way(walking: Customer) -> None:
    assert walking.types("inform", "说错了，其实还清了").texts == ["先留付清凭证。"]
