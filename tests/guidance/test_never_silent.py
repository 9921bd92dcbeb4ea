"""Nobody falls silent: over the real content, every message from every state gets a reply that can be sent."""

import json
import re
from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from bot.guidance.content import Guidance, load_guidance
from bot.guidance.guide import END, Ask, Guide, Say
from bot.guidance.guide_check import Surroundings
from bot.guidance.guide_files import read_guides
from bot.guidance.memory import Memory, Place
from bot.guidance.platform_talk import NamedPlatform
from bot.guidance.talk import Heard
from bot.knowledge.intent import Intent, load_intents
from bot.settings import ROOT
from tests.guidance.customer import Customer, pressed

FALLBACK = "nlu_fallback"
EVERY = 12
LONGEST_TITLE = 20  # of a button, so that it fits a phone
BLANK = re.compile(r"\{\w+\}")  # of a sentence, left unfilled
CARRIED = {"choice", "platform"}  # the entities a button may carry


@cache
def content() -> Guidance:
    return load_guidance(ROOT / "data", today=lambda: date(2026, 7, 1), stale_after_days=180)


@cache
def guides() -> dict[str, Guide]:
    return read_guides(ROOT / "data" / "guides", Surroundings(content().directory, frozenset(intents())), [])


@cache
def intents() -> dict[str, Intent]:
    return dict(load_intents(ROOT / "data"))


@cache
def responses() -> frozenset[str]:
    return frozenset(YAML(typ="safe", pure=True).load((ROOT / "domain.yml").read_text(encoding="utf-8"))["responses"])


def customer(memory: Memory | None = None) -> Customer:
    return Customer(content().replies, content().directory, memory or Memory(), in_haste=True)


def check(one: Customer, context: object = "") -> None:
    """Something was said, and all of it can be sent and pressed."""
    assert one.said or one.response, context
    assert not one.response or one.response in responses(), (one.response, context)
    for message in one.said:
        assert message["kind"] in {"text", "choices", "card", "steps"}
        assert message["kind"] != "card" or message["rows"], context
        assert message["kind"] == "card" or message["text"].strip(), context
        assert not BLANK.search(str({**message, "buttons": ()})), message
        assert message["kind"] != "choices" or message["buttons"], context
    for button in one.buttons:
        heard = pressed(button["payload"])
        assert heard.intent in intents(), button
        assert 0 < len(button["title"]) <= LONGEST_TITLE, button
        assert set(json.loads("{" + button["payload"].partition("{")[2]) if "{" in button["payload"] else ()) <= CARRIED
    assert len({(button["title"], button["payload"]) for button in one.buttons}) == len(one.buttons), context


def messages() -> Iterator[Heard]:
    """One message of every intent, in words that say no more than the intent's title, and one that means nothing."""
    for intent in intents().values():
        yield Heard(intent.name, intent.title)
    yield Heard(FALLBACK, "嘎嘎嘎", guesses=tuple(intents())[:3])
    yield Heard(FALLBACK, "嘎嘎嘎")


def states() -> Iterator[tuple[str, Memory]]:
    """Every place a customer can stand at: each node of each guide told, each question open, and other states."""
    yield "nowhere", Memory()
    yield "in doubt", Memory(doubt=("hengxiaohua",), doubted_topic="contact_support")
    yield "not understood", Memory(misunderstood=2)
    yield "with a platform", Memory(platform="alipay", platform_is_sure=True)
    yield "with an unlisted platform", Memory(unlisted_platform="明月贷", platform_is_sure=True)
    yield "with topics that are gone", Memory(topic="gone", trail=("x",), paused=(Place("gone", ("x",)),))
    yield "with a platform that is gone", Memory(platform="gone", doubt=("gone",))
    for guide in guides().values():
        for node in guide.nodes.values():
            here = Memory(topic=guide.id, paused=(Place("distress", ("hold",)),))
            if isinstance(node, Ask):
                yield f"{guide.id}: {node.id} asked", here.change(question=node.id, asked=(node.fact,))
            if isinstance(node, Say):
                yield f"{guide.id}: {node.id} told", Memory(topic=guide.id).with_told(node.id)
            if isinstance(node, Say) and node.next == END:
                yield f"{guide.id}: {node.id} last", here.with_told(node.id).change(finished=True, question="#solved")


@pytest.mark.parametrize(
    "heard", list(messages()), ids=lambda heard: f"{heard.intent}{'' if heard.guesses else ' plain'}"
)
def test_every_message_is_answered_from_every_state(heard: Heard) -> None:
    """A topic is opened in the same way everywhere, so for topics some of the states will do."""
    intent = intents().get(heard.intent)
    is_topic = intent is not None and intent.has_guide
    first = list(intents()).index(heard.intent) % EVERY if is_topic else 0
    for name, memory in list(states())[first :: EVERY if is_topic else 1]:
        check(customer(memory).hears(heard), name)


@pytest.mark.parametrize("name", ["hengxiaohua", "alipay", "shiguang_fenqi", "gone", ""])
@pytest.mark.parametrize("how", ["name", "close", "button"])
def test_every_topic_is_answered_for_every_kind_of_platform(name: str, how: str) -> None:
    named = (NamedPlatform(name, "某平台", how if name else "unlisted"),)
    for intent in intents():
        check(customer().hears(Heard(intent, "……", platforms=named)), intent)


@pytest.mark.parametrize("name", sorted(content().directory.platforms))
def test_every_platform_is_answered_in_the_topics_that_use_it(name: str) -> None:
    platform = content().directory.platforms[name]
    for intent in [*(guide.id for guide in guides().values() if guide.uses_platform), "inform"]:
        one = customer().hears(Heard(intent, platform.name, platforms=(NamedPlatform(name, platform.name, "name"),)))
        check(one, intent)
        if one.memory.doubt:
            check(one.types("affirm", "是"), intent)


TYPED = st.builds(
    Heard,
    intent=st.sampled_from([*intents(), FALLBACK]),
    text=st.sampled_from(
        ["", "嗯", "逾期了", "还清了", "不是花呗是白条", "换个问题", "返回上一步", "不想活了", "加急费"]
    ),
    platforms=st.sampled_from(
        [
            (),
            (NamedPlatform("alipay", "支付宝", "name"),),
            (NamedPlatform("hengxiaohua", "恒小花", "name"),),
            (NamedPlatform("weilidai", "微利贷", "close"),),
            (NamedPlatform("", "明月贷", "unlisted"),),
        ]
    ),
    guesses=st.sampled_from([(), ("refund", "greet")]),
)


@settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow], database=None
)
@given(st.lists(st.one_of(TYPED, st.integers(0, 9)), min_size=1, max_size=12))
def test_no_conversation_falls_silent(turns: list[Heard | int]) -> None:
    """Turns are messages, or numbers of the buttons that were just offered."""
    one = Customer(content().replies, content().directory)
    for turn in turns:
        if isinstance(turn, Heard):
            one.hears(turn)
        elif one.buttons:
            one.hears(pressed(one.buttons[turn % len(one.buttons)]["payload"]))
        else:
            continue
        check(one, turns)
        asked = [fact for fact in one.memory.asked if fact]
        assert sorted(set(asked)) == sorted(asked), f"asked twice: {asked}"


@pytest.mark.parametrize("guide", sorted(guides()))
def test_every_button_of_a_walk_can_be_pressed_to_its_end(guide: str) -> None:
    """From the beginning, every button but those that lead back or away, each state once."""
    waiting, seen = [customer().hears(Heard(guide, ""))], set[str]()
    while waiting:
        one = waiting.pop()
        check(one, guide)
        key = repr((one.memory.trail[-1:], one.memory.question, one.memory.finished, sorted(one.memory.facts.items())))
        if key in seen or one.memory.topic != guide:
            continue
        seen.add(key)
        for button in one.buttons:
            heard = pressed(button["payload"])
            if heard.choice not in {"back", "restart"} and not intents()[heard.intent].has_guide:
                waiting.append(customer(one.memory).hears(heard))
    assert seen
