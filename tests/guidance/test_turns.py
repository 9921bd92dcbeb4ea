"""Turns of phrase are recognised by which a customer corrects, goes back, or leaves a topic."""

import pytest

from bot.guidance import turns


@pytest.mark.parametrize("text", ["说错了，是逾期", "我搞错了", "不是花呗是白条", "其实是还清了", "更正一下"])
def test_a_correction_is_heard(text: str) -> None:
    assert turns.corrects(text)


@pytest.mark.parametrize("text", ["返回", "回到上一步", "退回去"])
def test_going_back_is_heard(text: str) -> None:
    assert turns.goes_back(text)


@pytest.mark.parametrize("text", ["换个问题", "问别的", "还有其他事", "问个其它的", "换一个话题吧，问别的"])
def test_leaving_is_heard(text: str) -> None:
    assert turns.leaves(text)


@pytest.mark.parametrize("text", ["点不了", "没找到入口", "打不通", "一直占线", "没人接", "客服不理我"])
def test_being_stuck_is_heard(text: str) -> None:
    assert turns.is_stuck(text)


@pytest.mark.parametrize("text", ["下一步", "好了", "客服电话一直都打不通我该怎么办才好呢急死了"])
def test_being_stuck_is_not_heard_in_other_words_or_long_messages(text: str) -> None:
    assert not turns.is_stuck(text)


@pytest.mark.parametrize("text", ["怎么办", "那我咋办啊", "先做什么", "第一步呢"])
def test_asking_what_to_do_now_is_heard(text: str) -> None:
    assert turns.asks_what_now(text)


@pytest.mark.parametrize("text", ["好了", "他们一直打电话骚扰我家里人怎么办"])
def test_asking_what_to_do_now_is_not_heard_in_other_words_or_long_messages(text: str) -> None:
    assert not turns.asks_what_now(text)


@pytest.mark.parametrize("text", ["接着刚才的说", "回到手机被锁", "刚才那个还没说完"])
def test_going_on_with_what_was_left_is_heard(text: str) -> None:
    assert turns.returns(text)


@pytest.mark.parametrize("text", ["不知道", "我忘了", "不清楚是哪家", "想不起来了", "哪家", "没有", "啥意思", "是吗？"])
def test_having_no_answer_is_heard(text: str) -> None:
    assert turns.does_not_know(text)


@pytest.mark.parametrize("text", ["明月贷", "小赢", "某某租机", "橙子分期"])
def test_a_name_is_an_answer(text: str) -> None:
    assert not turns.does_not_know(text)


@pytest.mark.parametrize("text", ["从头再来", "重新开始", "手机被锁了", "是的", ""])
def test_none_of_them_is_heard_where_there_is_none(text: str) -> None:
    assert [turns.corrects(text), turns.goes_back(text), turns.leaves(text), turns.returns(text)] == [False] * 4


@pytest.mark.parametrize("text", ["好,打开了,点了我的", "找到了", "弄好了 下一步", "发了"])
def test_being_done_with_a_step_is_heard(text: str) -> None:
    assert turns.is_done(text)


@pytest.mark.parametrize(
    "text",
    [
        "怎么打开了这个",
        "没找到",
        "点了同意是不是就欠钱了",
        "点了没反应",
        "我昨天在网上看到一个广告就随手点了,后来就有人一直打电话过来",
    ],
)
def test_questions_and_stories_are_not_taken_for_done(text: str) -> None:
    assert not turns.is_done(text)


def test_not_seeing_what_should_be_there_is_being_stuck_in_longer_words_too() -> None:
    assert turns.is_stuck("我没有看到免密支付四个字,是不是我的手机不对")
