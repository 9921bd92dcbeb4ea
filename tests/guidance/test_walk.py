"""A walk tells what is next, asks nothing twice and nothing that is known, and never loses its place."""

from collections.abc import Mapping

import pytest

from bot.guidance.guide import Ask, Branch, Choice, Guide, Say
from bot.guidance.memory import Memory
from bot.guidance.walk import Telling, Walker
from tests.guidance.small_content import DIRECTORY

WALKER = Walker(DIRECTORY)


def told(telling: Telling) -> list[str]:
    return [node.id for node in telling.nodes]


def guide(*nodes: Say | Ask | Branch) -> Guide:
    """A guide that starts at its first node."""
    return Guide("made", "题", nodes[0].id, {node.id: node for node in nodes})


def step(name: str, following: str, failed: str = "end") -> Say:
    return Say(name, ("…",), following, step=name, failed=failed)


def say(name: str, following: str, bubbles: int = 1, card: str = "") -> Say:
    return Say(name, ("…",) * bubbles, following, card=card)


def branch(by: str, *cases: str) -> Guide:
    """A guide that turns by something: each case leads to the bubble of its name, anything else to `other`."""
    ends = [say(name, "end") for name in (*cases, "other")]
    return guide(Branch("turn", by, {case: case for case in cases}, "other"), *ends)


@pytest.mark.parametrize(
    ("by", "cases", "memory", "way"),
    [
        pytest.param("money", ("yes", "no"), Memory(facts={"money": "no"}), "no", id="fact"),
        pytest.param("money", ("yes", "no"), Memory(), "other", id="unknown fact"),
        pytest.param("money", ("yes",), Memory(facts={"money": "partly"}), "other", id="fact without a case"),
        pytest.param("platform", ("dahai",), Memory(platform="dahai"), "dahai", id="platform"),
        pytest.param("platform", ("dahai",), Memory(platform="haibei"), "dahai", id="its parent"),
        pytest.param(
            "platform", ("dahai", "haibei"), Memory(platform="haibei"), "haibei", id="itself before its parent"
        ),
        pytest.param("platform", ("dahai",), Memory(platform="qingsong"), "other", id="another platform"),
        pytest.param("platform", ("dahai",), Memory(unlisted_platform="明月贷"), "other", id="unlisted platform"),
        pytest.param("platform", ("dahai",), Memory(), "other", id="no platform"),
        pytest.param("platform_kind", ("device_rental",), Memory(platform="qingsong"), "device_rental", id="kind"),
        pytest.param("platform_kind", ("unknown",), Memory(unlisted_platform="明月贷"), "unknown", id="kind unknown"),
        pytest.param("platform_known", ("yes", "no"), Memory(platform="dahai"), "yes", id="known"),
        pytest.param("platform_known", ("yes", "no"), Memory(unlisted_platform="明月贷"), "no", id="not known"),
        pytest.param("contact_known", ("yes", "no"), Memory(platform="haibei"), "yes", id="contact of the parent"),
        pytest.param("contact_known", ("yes", "no"), Memory(platform="qingsong"), "no", id="contact of grade C"),
        pytest.param("licensed", ("yes", "no", "unknown"), Memory(platform="dahai"), "yes", id="licensed by kind"),
        pytest.param("licensed", ("yes", "no", "unknown"), Memory(platform="qingsong"), "no", id="not licensed"),
        pytest.param(
            "licensed", ("yes", "no", "unknown"), Memory(platform="haibei"), "unknown", id="kind does not tell"
        ),
        pytest.param("licensed", ("yes", "no", "unknown"), Memory(), "unknown", id="no platform, no licence"),
        pytest.param(
            "licensed", ("yes", "no"), Memory(platform="dahai", facts={"licensed": "no"}), "no", id="the customer knows"
        ),
    ],
)
def test_a_branch_turns_by_what_is_known(by: str, cases: tuple[str, ...], memory: Memory, way: str) -> None:
    assert told(WALKER.start(branch(by, *cases), memory)) == [way]


@pytest.mark.parametrize(("by", "turned"), [("platform_kind", True), ("platform", True), ("money", False)])
def test_a_walk_knows_whether_the_platform_turned_it(by: str, *, turned: bool) -> None:
    assert WALKER.start(branch(by, "x"), Memory(platform="dahai")).depends_on_platform is turned


@pytest.mark.parametrize(("card", "depends"), [("platform_contacts", True), ("authority:19999", False), ("", False)])
def test_a_walk_depends_on_the_platform_where_it_shows_its_facts(card: str, *, depends: bool) -> None:
    assert WALKER.start(guide(say("a", "end", card=card)), Memory()).depends_on_platform is depends


QUESTION = Ask("ask", "钱到账了吗", "money", (Choice("yes", "到了", "got"), Choice("no", "没到", "not")), "unclear")
ASKING = guide(QUESTION, say("got", "end"), say("not", "end"), say("unclear", "end"))


def test_a_question_waits_for_its_answer() -> None:
    telling = WALKER.start(ASKING, Memory())
    assert told(telling) == ["ask"]
    assert (telling.memory.question, telling.memory.topic, telling.finished) == ("ask", "made", False)


def test_what_is_known_is_not_asked() -> None:
    assert told(WALKER.start(ASKING, Memory(facts={"money": "no"}))) == ["not"]


@pytest.mark.parametrize(
    ("choice", "way", "facts"),
    [
        pytest.param("yes", "got", {"money": "yes"}, id="a choice"),
        pytest.param("", "unclear", {}, id="an answer nobody foresaw"),
        pytest.param("maybe", "unclear", {}, id="no choice of this question"),
    ],
)
def test_an_answer_leads_on_and_is_kept(choice: str, way: str, facts: dict[str, str]) -> None:
    telling = WALKER.answer(ASKING, WALKER.start(ASKING, Memory()).memory, choice)
    assert told(telling) == [way]
    assert (dict(telling.memory.facts), telling.memory.question) == (facts, "")


def test_a_question_is_asked_once_in_a_conversation() -> None:
    memory = WALKER.answer(ASKING, WALKER.start(ASKING, Memory()).memory, "").memory
    assert told(WALKER.start(ASKING, memory)) == ["unclear"]


def test_a_fact_that_another_guide_has_asked_for_is_not_asked_again() -> None:
    memory = WALKER.start(ASKING, Memory()).memory
    other = guide(Ask("again", "钱呢", "money", QUESTION.choices, "unclear"), say("unclear", "end"))
    assert told(WALKER.start(other, memory.enter("other"))) == ["unclear"]


def test_the_platform_is_asked_for_once_and_not_if_it_is_known() -> None:
    asking = guide(Ask("ask", "哪家", "platform", (), "then"), say("then", "end"))
    assert told(WALKER.start(asking, Memory())) == ["ask"]
    for known in (Memory(platform="dahai"), Memory(unlisted_platform="明月贷"), Memory(asked=("platform",))):
        assert told(WALKER.start(asking, known)) == ["then"]


def test_a_known_answer_that_is_no_choice_here_leads_otherwise() -> None:
    assert told(WALKER.start(ASKING, Memory(facts={"money": "partly"}))) == ["unclear"]


STEPS = guide(step("a", "b", failed="a2"), step("a2", "b", failed="a"), say("b", "c"), step("c", "end"))


def test_a_walk_stops_at_each_step_and_ends() -> None:
    first = WALKER.start(STEPS, Memory())
    second = WALKER.advance(STEPS, first.memory)
    last = WALKER.advance(STEPS, second.memory)
    assert [told(first), told(second), told(last)] == [["a"], ["b", "c"], []]
    assert [one.finished for one in (first, second, last)] == [False, False, True]


def test_what_did_not_work_leads_to_another_way() -> None:
    first = WALKER.start(STEPS, Memory())
    failed = WALKER.fail(STEPS, first.memory)
    assert failed is not None
    assert told(failed) == ["a2"]
    back = WALKER.fail(STEPS, failed.memory)
    assert back is not None
    assert told(back) == ["a"]


def test_where_there_is_no_other_way_nothing_is_told() -> None:
    plain = guide(say("a", "b"), step("b", "end"))
    assert WALKER.fail(plain, Memory(topic="made", trail=("a",))) is None
    assert WALKER.fail(plain, Memory(topic="made")) is None


def test_one_step_back_is_the_step_before() -> None:
    memory = WALKER.advance(STEPS, WALKER.start(STEPS, Memory()).memory).memory
    assert memory.trail == ("a", "b", "c")
    back = WALKER.back(STEPS, memory)
    assert told(back) == ["a"]
    assert back.memory.trail == ("a",)


def test_back_from_the_first_step_is_the_beginning() -> None:
    assert told(WALKER.back(STEPS, WALKER.start(STEPS, Memory()).memory)) == ["a"]


def test_going_back_and_on_again_keeps_the_trail_short() -> None:
    memory = WALKER.start(STEPS, Memory()).memory
    for _ in range(5):
        memory = WALKER.advance(STEPS, memory).memory
        memory = WALKER.back(STEPS, memory).memory
    assert memory.trail == ("a",)


def test_again_is_the_same_node_in_other_words() -> None:
    memory = WALKER.start(STEPS, Memory()).memory
    again = WALKER.again(STEPS, memory)
    assert told(again) == ["a"]
    assert again.repeated
    assert again.memory.trail == memory.trail
    assert again.memory.times_told("a") == 2


def test_again_at_an_open_question_is_the_question() -> None:
    again = WALKER.again(ASKING, WALKER.start(ASKING, Memory()).memory)
    assert told(again) == ["ask"]
    assert again.memory.question == "ask"


def test_again_before_anything_was_told_is_the_beginning() -> None:
    assert told(WALKER.again(STEPS, Memory())) == ["a"]


@pytest.mark.parametrize(
    ("bubbles", "turns"),
    [
        pytest.param((1, 1, 1), [["n0", "n1", "n2"]], id="three bubbles"),
        pytest.param((1, 1, 1, 1), [["n0", "n1", "n2"], ["n3"]], id="four bubbles"),
        pytest.param((2, 2), [["n0"], ["n1"]], id="two and two"),
        pytest.param((2, 1, 2, 1), [["n0", "n1"], ["n2", "n3"]], id="as many as fit"),
    ],
)
def test_no_turn_tells_more_than_three_bubbles(bubbles: tuple[int, ...], turns: list[list[str]]) -> None:
    following = [f"n{place + 1}" for place in range(len(bubbles) - 1)] + ["end"]
    long = guide(*(say(f"n{place}", following[place], count) for place, count in enumerate(bubbles)))
    telling = WALKER.start(long, Memory())
    found = [told(telling)]
    while not telling.finished:
        telling = WALKER.advance(long, telling.memory)
        found.append(told(telling))
    assert found == turns


def test_a_card_counts_as_a_bubble() -> None:
    with_cards = guide(say("a", "b", 1, "authority:19999"), say("b", "end", 1, "authority:19999"))
    assert told(WALKER.start(with_cards, Memory())) == ["a"]


def test_the_steps_ahead_are_those_that_are_certain(guides: Mapping[str, Guide]) -> None:
    locked = guides["phone_locked"]
    at_photo = Memory(topic="phone_locked", trail=("photo",))
    assert WALKER.steps_ahead(locked, at_photo) == ()
    known = at_photo.change(platform="dahai")
    assert [one.id for one in WALKER.steps_ahead(locked, known)] == ["call", "complain"]
    rented = at_photo.change(platform="qingsong")
    assert [one.id for one in WALKER.steps_ahead(locked, rented)] == ["complain"]
    assert WALKER.steps_ahead(locked, Memory(topic="phone_locked", trail=("complain",), platform="dahai")) == ()


@pytest.mark.parametrize(
    ("memory", "under_way"),
    [
        pytest.param(Memory(topic="phone_locked", question="cause"), True, id="open question"),
        pytest.param(Memory(topic="phone_locked", trail=("photo",), platform="dahai"), True, id="steps ahead"),
        pytest.param(Memory(topic="phone_locked", trail=("photo",)), True, id="a question ahead"),
        pytest.param(Memory(topic="phone_locked", trail=("last",)), False, id="nothing ahead"),
        pytest.param(Memory(topic="phone_locked", trail=("photo",), finished=True), False, id="finished"),
        pytest.param(Memory(topic="cancel_service", trail=("photo",)), False, id="another topic"),
        pytest.param(Memory(), False, id="nowhere"),
    ],
)
def test_a_walk_is_under_way_while_something_is_to_do(
    guides: Mapping[str, Guide], memory: Memory, *, under_way: bool
) -> None:
    assert WALKER.is_under_way(guides["phone_locked"], memory) is under_way
