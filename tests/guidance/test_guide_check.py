"""What a guide says must have a source, be short enough, and lead to an end."""

from pathlib import Path

import pytest

from bot.guidance.guide_check import LONGEST_BUBBLE, Surroundings, authority_ids
from bot.guidance.guide_files import read_guides
from bot.knowledge.problem import Problem
from tests.guidance.small_content import DIRECTORY, INTENTS
from tests.knowledge.files import told, write

LONG = "字" * (LONGEST_BUBBLE + 1)


def faults(folder: Path, nodes: str, more: str = "") -> list[str]:
    """The faults of a guide with these nodes, of which the first is the start."""
    start = nodes.strip().partition(":")[0]
    indented = "".join(f"  {line}\n" for line in nodes.strip().splitlines())
    problems: list[Problem] = []
    write(folder, {"interest_rate.yml": f"id: interest_rate\ntitle: 利息\nstart: {start}\nnodes:\n{indented}{more}"})
    read_guides(folder, Surroundings(DIRECTORY, frozenset(INTENTS)), problems)
    return [line.removeprefix("interest_rate.yml:") for line in told(problems)]


def says(text: str, more: str = "") -> str:
    return f'told: {{say: "{text}", next: end{more}}}'


@pytest.mark.parametrize(
    "claim",
    [
        "宽限3天以上的15天",
        "三日内答复",
        "五年内有效",
        "《民法典》",
        "根据条例",
        "法律规定",
        "去法院",
        "找公安",
        "监管部门",
        "我的→设置",
        "打 19999",
    ],
)
def test_a_claim_needs_a_source(tmp_path: Path, claim: str) -> None:
    (fault,) = faults(tmp_path, says(claim))
    assert fault.startswith(f"5: a claim needs “sources”: {claim}")
    assert faults(tmp_path, says(claim, ", sources: [fresh]")) == []


@pytest.mark.parametrize("text", ["先别急。", "分3期", "第一步", "打开 App", "一天一天来"])
def test_what_claims_nothing_needs_no_source(tmp_path: Path, text: str) -> None:
    assert faults(tmp_path, says(text)) == []


def test_a_claim_in_other_words_needs_a_source_too(tmp_path: Path) -> None:
    node = "told: {say: 先看合同。, step: 看, again: 看《合同》。, failed: end, next: end}"
    assert faults(tmp_path, node) == ["5: a claim needs “sources”: 先看合同。\n看《合同》。…"]


def test_a_claim_beside_the_way_needs_a_source_too(tmp_path: Path) -> None:
    more = "asides:\n  - {id: a, heard: [判刑], say: 法院会看。}\n"
    assert faults(tmp_path, says("好。"), more) == ["7: a claim needs “sources”: 法院会看。…"]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        pytest.param("nobody", "there is no source “nobody” in data/sources", id="unknown"),
        pytest.param("rumour", "source “rumour” has grade C; only A and B are spoken", id="not reliable"),
    ],
)
def test_a_source_must_be_there_and_reliable(tmp_path: Path, source: str, said: str) -> None:
    assert faults(tmp_path, says("好。", f", sources: [fresh, {source}]")) == [f"5: {said}"]


@pytest.mark.parametrize("number", ["95100", "400-000-0002", "4000000002", "19999"])
def test_a_number_of_the_directory_may_be_said(tmp_path: Path, number: str) -> None:
    assert faults(tmp_path, says(f"打 {number}", ", sources: [fresh]")) == []


@pytest.mark.parametrize("text", ["利率 0.05%", "借了10,000元", "自2026-01-31起", "2026年", "99999.5元", "36%"])
def test_dates_and_amounts_are_no_telephone_numbers(tmp_path: Path, text: str) -> None:
    assert faults(tmp_path, says(text, ", sources: [fresh]")) == []


@pytest.mark.parametrize(
    ("number", "told_as"),
    [
        pytest.param("95999", "95999", id="unknown"),
        pytest.param("400-000-0009", "400-000-0009", id="grade C"),
        pytest.param("400-123-9999", "400-123-9999", id="banned"),
        pytest.param("010-1234567", "010-1234567", id="land line"),
    ],
)
@pytest.mark.parametrize(
    "node",
    [
        pytest.param("told: {{say: 打 {}, sources: [fresh], next: end}}", id="say"),
        pytest.param("told: {{say: 看, step: 看, again: 打 {}, sources: [fresh], failed: end, next: end}}", id="again"),
        pytest.param(
            "told: {{ask: 打过 {} 吗, fact: a, choices: [{{id: a, title: 甲, go: end}}], otherwise: end}}", id="ask"
        ),
        pytest.param(
            "told: {{ask: 吗, why: 打 {}, fact: a, choices: [{{id: a, title: 甲, go: end}}], otherwise: end}}", id="why"
        ),
        pytest.param(
            "told: {{ask: 吗, fact: a, choices: [{{id: a, title: 打 {}, go: end}}], otherwise: end}}", id="choice"
        ),
    ],
)
def test_another_number_may_not_be_said_anywhere(tmp_path: Path, node: str, number: str, told_as: str) -> None:
    assert f"5: {told_as} does not stand in the directory with grade A or B" in faults(tmp_path, node.format(number))


@pytest.mark.parametrize(
    "node",
    [
        pytest.param(says(LONG), id="say"),
        pytest.param(f"told: {{say: 好, step: 看, again: {LONG}, failed: end, next: end}}", id="again"),
        pytest.param(f"told: {{ask: {LONG}, fact: platform, otherwise: end}}", id="ask"),
        pytest.param(f"told: {{ask: 好, why: {LONG}, fact: platform, otherwise: end}}", id="why"),
    ],
)
def test_a_bubble_that_is_too_long_is_told(tmp_path: Path, node: str) -> None:
    assert any("characters; a bubble has at most 180" in line for line in faults(tmp_path, node))


def test_a_question_and_its_reason_are_one_bubble(tmp_path: Path) -> None:
    node = f"told: {{ask: {'问' * 100}, why: {'由' * 100}, fact: platform, otherwise: end}}"
    assert faults(tmp_path, node) == [f"5: 200 characters; a bubble has at most 180: {'由' * 20}…"]


def test_a_bubble_that_just_fits_is_sound(tmp_path: Path) -> None:
    assert faults(tmp_path, says(LONG[1:])) == []


@pytest.mark.parametrize("card", ["platform_contacts", "platform_profile", "authority:19999", "'authorities:[19999]'"])
def test_a_card_that_exists_is_sound(tmp_path: Path, card: str) -> None:
    assert faults(tmp_path, says("好。", f", card: {card}")) == []


@pytest.mark.parametrize(
    ("more", "said"),
    [
        pytest.param("card: platform_map", "“card: platform_map” is not known", id="card"),
        pytest.param("card: authority:1", "there is no authority “1” in data/authorities", id="authority"),
        pytest.param("card: 'authorities:[19999, 2]'", "there is no authority “2”", id="one of several authorities"),
        pytest.param("card: 'authorities:[]'", "“card: authorities:[]” names no authority", id="no authority"),
        pytest.param("offers: [interest_rates]", "“offers: interest_rates” is no intent", id="offer"),
    ],
)
def test_what_is_shown_and_offered_must_exist(tmp_path: Path, more: str, said: str) -> None:
    (fault,) = faults(tmp_path, says("好。", f", {more}"))
    assert fault.startswith(f"5: {said}")


@pytest.mark.parametrize(
    ("by", "case"),
    [
        ("platform", "dahai"),
        ("platform_kind", "device_rental"),
        ("platform_kind", "unknown"),
        ("platform_known", "yes"),
        ("contact_known", "no"),
        ("licensed", "unknown"),
        ("lock_cause", "anything"),
    ],
)
def test_a_case_that_can_be_is_sound(tmp_path: Path, by: str, case: str) -> None:
    nodes = f"a: {{branch: {by}, cases: {{{case}: b}}, otherwise: end}}\nb: {{say: 乙, next: end}}"
    assert faults(tmp_path, nodes) == []


@pytest.mark.parametrize(
    ("by", "case"),
    [
        ("platform", "dahei"),
        ("platform_kind", "rental"),
        ("platform_known", "unknown"),
        ("contact_known", "true"),
        ("licensed", "maybe"),
    ],
)
def test_a_case_that_can_never_be_is_told(tmp_path: Path, by: str, case: str) -> None:
    nodes = f"a: {{branch: {by}, cases: {{{case}: b}}, otherwise: end}}\nb: {{say: 乙, next: end}}"
    assert faults(tmp_path, nodes) == [f"5: “{case}” is nothing that {by} can be"]


def test_a_card_names_its_authorities() -> None:
    assert authority_ids("authority:12378") == ("12378",)
    assert authority_ids("authorities:[12378, 12315]") == ("12378", "12315")


NO_END = "5: from “a” no end can be reached"
WAYS = [
    pytest.param(
        "a: {say: 甲, next: b}", [NO_END, "5: “a” leads to “b”, which does not exist"], id="next leads nowhere"
    ),
    pytest.param(
        "a: {say: 甲, step: 甲, failed: b, next: end}",
        ["5: “a” leads to “b”, which does not exist"],
        id="failed leads nowhere",
    ),
    pytest.param(
        "a: {branch: safety, cases: {x: b}, otherwise: c}",
        [NO_END, "5: “a” leads to “b”, which does not exist", "5: “a” leads to “c”, which does not exist"],
        id="a branch leads nowhere",
    ),
    pytest.param(
        "a: {ask: 吗, fact: f, choices: [{id: x, title: 甲, go: b}], otherwise: end}",
        ["5: “a” leads to “b”, which does not exist"],
        id="a choice leads nowhere",
    ),
    pytest.param("a: {say: 甲, next: end}\nb: {say: 乙, next: end}", ["6: nothing leads to “b”"], id="unreachable"),
    pytest.param(
        "a: {say: 甲, next: b}\nb: {say: 乙, next: a}",
        [
            NO_END,
            "5: “a” leads back to itself without the customer choosing so",
            "6: from “b” no end can be reached",
            "6: “b” leads back to itself without the customer choosing so",
        ],
        id="no end",
    ),
    pytest.param(
        "a: {ask: 吗, fact: f, choices: [{id: x, title: 甲, go: b}], otherwise: end}\nb: {say: 乙, next: a}",
        [
            "5: “a” leads back to itself without the customer choosing so",
            "6: “b” leads back to itself without the customer choosing so",
        ],
        id="circle with a way out",
    ),
    pytest.param(
        "a: {say: 甲, step: 甲, failed: c, next: end}\nc: {say: 丙, step: 丙, failed: a, next: end}",
        [],
        id="what failed may lead back",
    ),
]


@pytest.mark.parametrize(("nodes", "said"), WAYS)
def test_every_way_leads_to_an_end_once(tmp_path: Path, nodes: str, said: list[str]) -> None:
    assert faults(tmp_path, nodes) == said
