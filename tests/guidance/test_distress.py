"""Who is in distress is answered before anything else, and never with a debt topic."""

import pytest

from tests.guidance.customer import Customer

BEGINNINGS = {
    "at the beginning": (),
    "at an open question": (("phone_locked", "手机被锁了"),),
    "at a step": (("phone_locked", "逾期了手机被锁"),),
    "with a paused topic": (("phone_locked", "逾期了手机被锁"), ("interest_rate", "利息呢")),
    "while a platform is in doubt": (("contact_support", "云朵花客服"),),
    "while a close spelling is in doubt": (("contact_support", "云躲花客服"),),
    "at the end of a walk": (("fraud_check", "真的吗"), ("next_step", "好"), ("next_step", "好")),
    "after not being understood": (("nlu_fallback", "嘎嘎"), ("nlu_fallback", "嘎嘎嘎")),
    "after a platform alone": (("inform", "大海支付"),),
}


@pytest.mark.parametrize("turns", BEGINNINGS.values(), ids=BEGINNINGS.keys())
@pytest.mark.parametrize("text", ["不想活了", "大海支付逼得我不想活了", "都还清了，不想活了"])
def test_distress_comes_first(customer: Customer, turns: tuple[tuple[str, str], ...], text: str) -> None:
    for intent, said in turns:
        customer.types(intent, said)
    customer.types("distress", text)
    assert customer.texts == ["谢谢你告诉我。", "你现在安全吗？"]
    assert customer.titles == ["我怕自己会做", "没有"]


@pytest.mark.parametrize("turns", BEGINNINGS.values(), ids=BEGINNINGS.keys())
@pytest.mark.parametrize("answer", ["affirm", "deny", "inform", "nlu_fallback", "distress", "next_step"])
def test_neither_the_walk_nor_its_end_offers_a_debt_topic(
    customer: Customer, turns: tuple[tuple[str, str], ...], answer: str
) -> None:
    for intent, said in turns:
        customer.types(intent, said)
    customer.types("distress", "不想活了").types(answer, "嗯")
    assert customer.texts in (["现在就打电话。"], ["叫个人陪你。"])
    assert set(customer.titles) <= {"关于human_handoff"}


@pytest.mark.parametrize(
    "intent", ["next_step", "step_failed", "affirm", "deny", "inform", "unhelpful", "nlu_fallback", "repeat"]
)
def test_what_comes_after_stays_with_the_customer(customer: Customer, intent: str) -> None:
    customer.types("phone_locked", "逾期了手机被锁").types("distress", "不想活了").types("deny", "没有")
    for _ in range(3):
        customer.types(intent, "嗯", guesses=("phone_locked",))
        assert customer.texts[-1] == "叫个人陪你。"
        assert set(customer.titles) <= {"关于human_handoff"}


def test_what_the_message_already_says_is_not_asked(customer: Customer) -> None:
    assert customer.types("distress", "我在楼顶，不想活了").texts == ["谢谢你告诉我。", "现在就打电话。"]


def test_distress_that_comes_again_is_asked_again(customer: Customer) -> None:
    customer.types("distress", "不想活了").types("deny", "没有").types("interest_rate", "利息怎么算")
    customer.types("distress", "我还是不想活")
    assert customer.texts == ["谢谢你告诉我。", "你现在安全吗？"]


def test_who_has_calmed_down_may_ask_on(customer: Customer) -> None:
    customer.types("distress", "不想活了").types("deny", "没有").types("interest_rate", "利息怎么算")
    assert customer.texts[0] == "看合同里的年化。"
