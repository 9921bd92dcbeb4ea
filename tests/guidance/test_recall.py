"""A walk hears answers before it asks, corrects them when told so, and forgets what the files no longer have."""

from collections.abc import Mapping

import pytest

from bot.guidance.guide import Guide
from bot.guidance.memory import Memory
from bot.guidance.walk import Walker
from tests.guidance.small_content import DIRECTORY

WALKER = Walker(DIRECTORY)


def test_a_message_may_hold_answers_to_questions_not_asked_yet(guides: Mapping[str, Guide]) -> None:
    locked = guides["phone_locked"]
    heard = WALKER.hear(locked, Memory(), "手机逾期被锁了")
    assert dict(heard.facts) == {"lock_cause": "overdue"}
    assert [node.id for node in WALKER.start(locked, heard).nodes] == ["photo"]


def test_an_answer_that_is_known_is_not_overheard(guides: Mapping[str, Guide]) -> None:
    known = Memory(facts={"lock_cause": "paid"})
    assert WALKER.hear(guides["phone_locked"], known, "逾期") == known


@pytest.mark.parametrize(("corrects", "cause"), [(True, "overdue"), (False, "paid")])
def test_a_known_answer_changes_only_if_the_message_corrects(
    guides: Mapping[str, Guide], cause: str, *, corrects: bool
) -> None:
    memory = Memory(topic="phone_locked", trail=("proof",), facts={"lock_cause": "paid"})
    heard = WALKER.reconsider(guides["phone_locked"], memory, "其实是逾期了", corrects=corrects)
    assert heard.facts["lock_cause"] == cause


def test_forgetting_a_guide_asks_its_questions_again_but_not_the_platform(guides: Mapping[str, Guide]) -> None:
    memory = Memory(
        topic="phone_locked",
        platform="dahai",
        facts={"lock_cause": "paid", "money": "yes"},
        asked=("lock_cause", "platform", "money"),
        told={"phone_locked.photo": 2, "fraud_check.stop": 1},
    )
    fresh = WALKER.forget(guides["phone_locked"], memory)
    assert dict(fresh.facts) == {"money": "yes"}
    assert fresh.asked == ("platform", "money")
    assert dict(fresh.told) == {"fraud_check.stop": 1}
    assert fresh.platform == "dahai"


@pytest.mark.parametrize(
    ("memory", "left"),
    [
        pytest.param(Memory(topic="gone", trail=("x",), question="y"), Memory(), id="a guide that is gone"),
        pytest.param(Memory(topic="phone_locked", trail=("gone",)), Memory(), id="a node that is gone"),
        pytest.param(Memory(platform="gone"), Memory(), id="a platform that is gone"),
        pytest.param(Memory(doubt=("dahai", "gone")), Memory(), id="a doubt about one that is gone"),
    ],
)
def test_what_the_files_no_longer_have_is_forgotten(guides: Mapping[str, Guide], memory: Memory, left: Memory) -> None:
    assert WALKER.recall(guides, memory) == left


def test_a_pause_in_a_guide_that_is_gone_is_forgotten(guides: Mapping[str, Guide]) -> None:
    left = Memory(topic="gone", trail=("x",)).pause().enter("phone_locked", ("photo",)).pause().enter("distress")
    assert [place.topic for place in WALKER.recall(guides, left).paused] == ["phone_locked"]


def test_what_the_files_still_have_is_kept(guides: Mapping[str, Guide]) -> None:
    memory = Memory(platform="dahai", topic="phone_locked", trail=("photo",), question="where", facts={"a": "b"})
    assert WALKER.recall(guides, memory.pause()) == memory.pause()
