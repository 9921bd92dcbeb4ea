"""The platform is taken from what was said, asked back where names are easily confused, and corrected."""

import pytest

from bot.guidance.memory import Memory
from bot.guidance.platform_talk import NamedPlatform, PlatformTalk
from tests.guidance.small_content import DIRECTORY, cards

TALK = PlatformTalk(DIRECTORY, cards())
DAHAI, YUNDUO = NamedPlatform("dahai", "大海支付", "name"), NamedPlatform("yunduohua", "云朵花", "name")
CLOSE, UNLISTED = NamedPlatform("dahai", "大害支付", "close"), NamedPlatform("", "明月贷", "unlisted")
GONE = NamedPlatform("gone", "旧名字", "name")


@pytest.mark.parametrize(
    ("named", "intent", "memory"),
    [
        pytest.param((), "refund", Memory(), id="nothing named"),
        pytest.param((DAHAI,), "refund", Memory(platform="dahai"), id="a name"),
        pytest.param((DAHAI, YUNDUO), "refund", Memory(platform="dahai"), id="the first of two"),
        pytest.param((DAHAI, YUNDUO), "deny", Memory(platform="yunduohua"), id="not this one but that one"),
        pytest.param((DAHAI, YUNDUO), "inform", Memory(platform="yunduohua"), id="the last of two that inform"),
        pytest.param(
            (UNLISTED,), "refund", Memory(unlisted_platform="明月贷", platform_is_sure=True), id="one we do not have"
        ),
        pytest.param(
            (GONE,), "refund", Memory(unlisted_platform="旧名字", platform_is_sure=True), id="one that is gone"
        ),
        pytest.param(
            (NamedPlatform("dahai", "dahai", "button"),),
            "inform",
            Memory(platform="dahai", platform_is_sure=True),
            id="a button is sure",
        ),
        pytest.param((CLOSE,), "refund", Memory(doubt=("dahai",)), id="a close spelling is a doubt, not a platform"),
    ],
)
def test_a_named_platform_is_noted(named: tuple[NamedPlatform, ...], intent: str, memory: Memory) -> None:
    assert TALK.note(Memory(), named, intent) == memory


def test_a_known_platform_takes_the_place_of_an_unlisted_one_and_the_reverse() -> None:
    unlisted = Memory(unlisted_platform="明月贷", platform_is_sure=True)
    assert TALK.note(unlisted, (DAHAI,), "inform") == Memory(platform="dahai")
    assert TALK.note(Memory(platform="dahai"), (UNLISTED,), "inform") == unlisted


def test_a_platform_stays_sure_when_it_is_named_again_and_not_when_another_is() -> None:
    sure = Memory(platform="dahai", platform_is_sure=True)
    assert TALK.note(sure, (DAHAI,), "refund").platform_is_sure
    assert not TALK.note(sure, (YUNDUO,), "refund").platform_is_sure


@pytest.mark.parametrize(
    ("memory", "candidates"),
    [
        pytest.param(Memory(), (), id="no platform"),
        pytest.param(Memory(platform="dahai"), (), id="no look-alikes"),
        pytest.param(Memory(platform="yunduohua"), ("yunduohua", "yunduojie"), id="look-alikes"),
        pytest.param(Memory(platform="yunduojie"), ("yunduojie", "yunduohua"), id="the named one first"),
        pytest.param(Memory(platform="yunduohua", platform_is_sure=True), (), id="confirmed"),
        pytest.param(Memory(unlisted_platform="明月贷"), (), id="unlisted"),
    ],
)
def test_look_alikes_are_confirmed_before_a_fact(memory: Memory, candidates: tuple[str, ...]) -> None:
    assert TALK.must_confirm(memory) == candidates


LOOKALIKES = Memory(platform="yunduohua", doubt=("yunduohua", "yunduojie"))


@pytest.mark.parametrize(
    ("memory", "named", "intent", "settled"),
    [
        pytest.param(
            LOOKALIKES, (), "affirm", Memory(platform="yunduohua", platform_is_sure=True), id="yes is the first"
        ),
        pytest.param(LOOKALIKES, (), "deny", Memory(), id="neither"),
        pytest.param(
            LOOKALIKES,
            (NamedPlatform("yunduojie", "yunduojie", "button"),),
            "inform",
            Memory(platform="yunduojie", platform_is_sure=True),
            id="the other, by a button",
        ),
        pytest.param(
            LOOKALIKES, (YUNDUO,), "inform", Memory(platform="yunduohua", platform_is_sure=True), id="the name again"
        ),
        pytest.param(
            LOOKALIKES, (DAHAI,), "deny", Memory(platform="dahai", platform_is_sure=True), id="no, quite another"
        ),
        pytest.param(
            Memory(doubt=("dahai",)), (), "affirm", Memory(platform="dahai", platform_is_sure=True), id="close, and yes"
        ),
        pytest.param(LOOKALIKES, (), "refund", None, id="another question"),
        pytest.param(LOOKALIKES, (), "nlu_fallback", None, id="not understood"),
        pytest.param(LOOKALIKES, (GONE,), "inform", None, id="one that is gone"),
        pytest.param(LOOKALIKES, (CLOSE,), "inform", None, id="another close spelling"),
    ],
)
def test_an_answer_settles_a_doubt(
    memory: Memory, named: tuple[NamedPlatform, ...], intent: str, settled: Memory | None
) -> None:
    assert TALK.settle(memory, named, intent) == settled
