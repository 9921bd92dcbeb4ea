"""An example under the wrong intent is found, and twins do not vouch for each other."""

import pytest

from bot.engine.doubtful import doubtful

pytestmark = pytest.mark.rasa

REPAY = [
    "怎么还款",
    "还款在哪里还",
    "还款用什么卡",
    "钱怎么还进去",
    "用余额还款行吗",
    "别人帮我还款可以吗",
    "还款方式有几种",
    "到哪还钱",
    "手动还款点哪",
    "还款码在哪",
    "我要还钱",
    "支持还款的银行卡",
    "线下能还款吗",
    "还款能分两次吗",
    "怎样还钱最快",
]
CLOSE = [
    "怎么关闭",
    "关闭在哪里",
    "关掉要多久",
    "不想用了要关闭",
    "关闭以后还能开吗",
    "设置里没有关闭",
    "一键关闭",
    "关掉会扣钱吗",
    "永久关闭这个服务",
    "帮我关掉",
    "点哪关闭",
    "关闭不了",
    "账号关掉",
    "关闭要什么条件",
    "把服务关掉",
]


def test_an_example_of_another_intent_is_found_first() -> None:
    texts = [*REPAY, *CLOSE, "设置里能关掉服务吗"]
    intents = ["repay"] * len(REPAY) + ["close"] * len(CLOSE) + ["repay"]
    place, other, claimed, own = doubtful(texts, intents)[0]
    assert texts[place] == "设置里能关掉服务吗"
    assert other == "close"
    assert claimed > own


def test_twins_do_not_vouch_for_each_other() -> None:
    twins = ["设置里能关掉服务吗", "设置里能关掉服务呢", "设置里能关掉服务嘛"]
    texts = [*REPAY, *CLOSE, *twins]
    intents = ["repay"] * len(REPAY) + ["close"] * len(CLOSE) + ["repay"] * len(twins)
    assert {texts[place] for place, *_ in doubtful(texts, intents)} >= set(twins)


def test_what_is_labelled_well_is_hardly_doubted() -> None:
    doubts = doubtful([*REPAY, *CLOSE], ["repay"] * len(REPAY) + ["close"] * len(CLOSE))
    assert all(claimed < 0.6 for _, _, claimed, _ in doubts)
