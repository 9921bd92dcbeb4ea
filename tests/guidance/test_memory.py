"""What is remembered survives Rasa's slots, and what nobody understands any more is forgotten without harm."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.guidance.memory import MOST_PAUSED, Memory, Place, remembered

FULL = Memory(
    platform="dahai",
    unlisted_platform="",
    platform_is_sure=True,
    facts={"lock_cause": "paid"},
    topic="phone_locked",
    trail=("proof", "complain"),
    question="where",
    finished=False,
    asked=("lock_cause", "platform"),
    told={"phone_locked.proof": 2},
    paused=(Place("fraud_check", ("stop",)), Place("refund", (), "which")),
    doubt=("yunduohua", "yunduojie"),
    doubted_topic="contact_support",
    doubted_nodes=("contacts",),
    misunderstood=1,
)


@pytest.mark.parametrize("memory", [Memory(), FULL], ids=["blank", "full"])
def test_memory_survives_the_slots_as_json(memory: Memory) -> None:
    assert remembered(json.loads(json.dumps(memory.slots()))) == memory
    assert remembered(memory.slots()) == memory


def test_the_slots_are_those_of_the_domain() -> None:
    assert set(FULL.slots()) == {"platform", "facts", "guide"}
    assert Memory().slots()["platform"] is None


@pytest.mark.parametrize(
    "slots",
    [
        pytest.param({}, id="no slots"),
        pytest.param({"platform": None, "facts": None, "guide": None}, id="empty slots"),
        pytest.param({"platform": 7, "facts": ["a"], "guide": "text"}, id="other kinds"),
        pytest.param({"facts": {"a": 1}, "guide": {"told": {"a": "b"}}}, id="other kinds inside"),
        pytest.param({"guide": {"trail": "photo", "paused": {"topic": "x"}, "doubt": [1]}}, id="no lists of names"),
        pytest.param({"guide": {"paused": ["x", {}, {"topic": "x"}, {"topic": 1, "trail": []}]}}, id="no places"),
        pytest.param({"guide": {"finished": "yes", "misunderstood": True, "topic": None}}, id="no flags or counts"),
        pytest.param({"guide": {"mood": "good", "step": 3}}, id="fields of a former version"),
    ],
)
def test_what_nobody_understands_is_forgotten(slots: dict[str, Any]) -> None:
    assert remembered(slots) == Memory()


def test_what_is_still_understood_is_kept_beside_it() -> None:
    slots = FULL.slots()
    slots["guide"] = {**slots["guide"], "trail": 7, "mood": "good"}
    assert remembered(slots) == FULL.change(trail=())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from(["", "phone_locked", "x"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["topic", "trail", "question", "a"]), inner)
    ),
    max_leaves=6,
)
NAMES = [*Memory().slots()["guide"], "mood"]


@given(
    st.fixed_dictionaries(
        {"platform": JSON, "facts": JSON, "guide": JSON | st.dictionaries(st.sampled_from(NAMES), JSON)}
    )
)
def test_whatever_the_slots_hold_memory_is_sound_and_survives(slots: dict[str, Any]) -> None:
    memory = remembered(slots)
    assert remembered(json.loads(json.dumps(memory.slots()))) == memory
    for name, blank in vars(Memory()).items():
        assert type(getattr(memory, name)) is type(blank)
    assert all(isinstance(value, str) for value in memory.facts.values())
    assert all(isinstance(name, str) for name in (*memory.trail, *memory.asked, *memory.doubt))


def test_the_last_three_topics_wait() -> None:
    memory = Memory()
    for name in ("a", "b", "c", "d"):
        memory = memory.enter(name, (f"{name}1",)).pause()
    assert [place.topic for place in memory.paused] == ["b", "c", "d"]
    assert len(memory.paused) == MOST_PAUSED


def test_a_topic_waits_once_and_no_longer_when_it_is_entered() -> None:
    memory = Memory().enter("a", ("a1",)).pause().enter("b", ("b1",)).pause().enter("a", ("a2",)).pause()
    assert memory.paused == (Place("b", ("b1",)), Place("a", ("a2",)))
    assert memory.enter("a").paused == (Place("b", ("b1",)),)


@pytest.mark.parametrize(
    "memory",
    [
        pytest.param(Memory(topic="a", trail=("a1",), finished=True), id="finished"),
        pytest.param(Memory(topic="a"), id="nothing told yet"),
    ],
)
def test_what_is_done_or_not_begun_does_not_wait(memory: Memory) -> None:
    assert memory.pause().paused == ()


def test_an_open_question_waits() -> None:
    assert Memory(topic="a", question="which").pause().paused == (Place("a", (), "which"),)


def test_entering_a_topic_begins_it_anew() -> None:
    entered = FULL.change(finished=True).enter("refund")
    assert (entered.topic, entered.trail, entered.question, entered.finished) == ("refund", (), "", False)
    assert (entered.platform, dict(entered.facts)) == (FULL.platform, dict(FULL.facts))


def test_a_node_told_twice_stands_once_in_the_trail() -> None:
    memory = Memory(topic="a").with_told("x").with_told("x").with_told("y")
    assert memory.trail == ("x", "y")
    assert (memory.times_told("x"), memory.times_told("y"), memory.times_told("z")) == (2, 1, 0)
    assert memory.node == "y"


def test_no_words_of_the_customer_are_kept_but_the_name_of_an_unlisted_platform() -> None:
    assert set(vars(Memory())) == {
        "platform",
        "unlisted_platform",
        "platform_is_sure",
        "facts",
        "topic",
        "trail",
        "question",
        "finished",
        "asked",
        "told",
        "paused",
        "doubt",
        "doubted_topic",
        "doubted_nodes",
        "misunderstood",
    }
