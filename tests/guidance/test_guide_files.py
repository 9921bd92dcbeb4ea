"""A guide is read as it is written, and every fault of it is told with its line."""

from pathlib import Path

import pytest

from bot.guidance.guide import Aside, Ask, Branch, Choice, Guide, Say
from bot.guidance.guide_check import Surroundings
from bot.guidance.guide_files import read_guides
from bot.knowledge.problem import Problem
from tests.guidance.small_content import DIRECTORY, INTENTS
from tests.knowledge.files import told, write

SOUND = """
    id: phone_locked
    title: 手机被锁
    uses_platform: true
    start: cause
    nodes:
      cause:
        ask: 哪种情况？
        why: 先别急。
        fact: lock_cause
        choices:
          - {id: overdue, title: 没还, go: photo, heard: [逾期, 沒還]}
          - {id: paid, title: 还清了, go: kind}
        otherwise: photo
      photo:
        say: [先拍照。, 打 19999。]
        step: 拍照
        again: 用别的手机拍。
        sources: [fresh]
        card: authority:19999
        offers: [file_complaint]
        failed: kind
        next: kind
      kind:
        branch: platform_kind
        cases: {bank: last}
        otherwise: where
      where:
        ask: 哪一家？
        fact: platform
        otherwise: last
      last:
        say: 就这些。
        next: end
    asides:
      - id: fee
        heard: [加急费]
        say: 先别付。
        sources: [fresh]
"""


def read(folder: Path, text: str = SOUND, name: str = "phone_locked") -> tuple[dict[str, Guide], list[Problem]]:
    problems: list[Problem] = []
    write(folder, {f"{name}.yml": text})
    return read_guides(folder, Surroundings(DIRECTORY, frozenset(INTENTS)), problems), problems


def test_a_sound_guide_is_read_as_it_is_written(tmp_path: Path) -> None:
    guides, problems = read(tmp_path)
    assert problems == []
    guide = guides["phone_locked"]
    assert (guide.id, guide.title, guide.start, guide.uses_platform) == ("phone_locked", "手机被锁", "cause", True)
    overdue, paid = Choice("overdue", "没还", "photo", ("逾期", "没还")), Choice("paid", "还清了", "kind")
    assert dict(guide.nodes) == {
        "cause": Ask("cause", "哪种情况？", "lock_cause", (overdue, paid), "photo", "先别急。"),
        "photo": Say(
            "photo",
            ("先拍照。", "打 19999。"),
            "kind",
            "拍照",
            "用别的手机拍。",
            "kind",
            "authority:19999",
            ("file_complaint",),
            ("fresh",),
        ),
        "kind": Branch("kind", "platform_kind", {"bank": "last"}, "where"),
        "where": Ask("where", "哪一家？", "platform", (), "last"),
        "last": Say("last", ("就这些。",), "end"),
    }
    assert guide.asides == (Aside("fee", ("加急费",), "先别付。", ("fresh",)),)


def test_a_guide_does_not_use_the_platform_unless_it_says_so(tmp_path: Path) -> None:
    guides, _ = read(tmp_path, SOUND.replace("    uses_platform: true\n", ""))
    assert not guides["phone_locked"].uses_platform


def test_answers_are_heard_however_they_are_typed(tmp_path: Path) -> None:
    guide = read(tmp_path)[0]["phone_locked"]
    ask = next(guide.asks())
    heard = ask.hear("我还没还完")
    assert heard is not None
    assert heard.id == "overdue"
    assert ask.hear("不知道") is None


def test_the_longest_words_heard_decide_and_then_the_order() -> None:
    choices = (
        Choice("a", "甲", "end", ("没还",)),
        Choice("b", "乙", "end", ("还清",)),
        Choice("c", "丙", "end", ("没还清",)),
    )
    ask = Ask("q", "？", "f", choices, "end")
    assert ask.hear("我没还清") == choices[2]
    assert ask.hear("没还，都还清") == choices[0]


def test_the_longest_words_of_an_aside_decide() -> None:
    asides = (Aside("a", ("费",), "甲"), Aside("b", ("加急费",), "乙"))
    guide = Guide("g", "题", "n", {}, asides=asides)
    assert guide.aside("加急费要付吗") == asides[1]
    assert guide.aside("别的") is None


FAULTS = [
    pytest.param("id: phone_locked", "id: locked", "1: “id” must be the file's name, phone_locked", id="id"),
    pytest.param("    title: 手机被锁\n", "", "1: “title” is missing", id="title"),
    pytest.param("    start: cause\n", "", "1: “start” is missing", id="start"),
    pytest.param("start: cause", "start: nowhere", "4: “start: nowhere” does not exist", id="start leads nowhere"),
    pytest.param("uses_platform: true", "uses_platform: yes", "3: “uses_platform: yes” is not one of", id="flag"),
    pytest.param("    asides:", "    aside:", "34: “aside” is not a key that is known here", id="unknown key"),
    pytest.param(
        "        why:", "        because:", "8: “because” is not a key that is known here", id="key of an ask"
    ),
    pytest.param("        fact: lock_cause\n", "", "7: “fact” is missing", id="fact"),
    pytest.param("        fact: platform\n", "", "28: “choices” is missing", id="choices of another fact"),
    pytest.param("        otherwise: photo\n", "", "7: “otherwise” is missing", id="otherwise of an ask"),
    pytest.param("{id: paid, title", "{id: overdue, title", "10: two choices have the same id", id="id of a choice"),
    pytest.param("title: 还清了, go: kind", "title: 还清了", "12: “go” is missing", id="go"),
    pytest.param("title: 还清了, go", "titel: 还清了, go", "12: “titel” is not a key", id="key of a choice"),
    pytest.param("[逾期, 沒還]", "[逾期, 😀]", "11: “😀” says nothing that could be heard", id="heard"),
    pytest.param("[加急费]", "[费, 😀]", "36: “😀” says nothing that could be heard", id="heard of an aside"),
    pytest.param("        cases: {bank: last}\n", "", "24: “cases” is missing", id="cases"),
    pytest.param("cases: {bank: last}", "cases: [last]", "25: “cases” must be a mapping", id="cases no mapping"),
    pytest.param("        otherwise: where\n", "", "24: “otherwise” is missing", id="otherwise of a branch"),
    pytest.param("        next: end\n", "", "32: “next” is missing", id="next"),
    pytest.param("        failed: kind\n", "", "16: a step needs “failed”", id="step without a way out"),
    pytest.param("[先拍照。, 打 19999。]", "[一, 二, 三]", "15: 3 bubbles; a node says at most 2", id="bubbles"),
    pytest.param("[先拍照。, 打 19999。]", "[]", "15: “say” must not be empty", id="nothing said"),
    pytest.param("        step: 拍照", "        stop: 拍照", "16: “stop” is not a key", id="key of a say"),
    pytest.param("      - id: fee\n        heard:", "      - heard:", "35: “id” is missing", id="id of an aside"),
    pytest.param("        say: 先别付。\n", "", "35: “say” is missing", id="nothing said beside the way"),
    pytest.param("      last:", "      where:", "31: “where” stands here twice", id="node twice"),
    pytest.param("    nodes:", "  nodes:", "5: not valid YAML", id="indentation"),
]


@pytest.mark.parametrize(("sound", "faulty", "fault"), FAULTS)
def test_a_fault_is_told_with_its_line(tmp_path: Path, sound: str, faulty: str, fault: str) -> None:
    assert SOUND.count(sound) == 1
    _, problems = read(tmp_path, SOUND.replace(sound, faulty))
    assert [line for line in told(problems) if line.startswith(f"phone_locked.yml:{fault}")], told(problems)


def test_a_guide_for_no_intent_is_told(tmp_path: Path) -> None:
    _, problems = read(tmp_path, SOUND.replace("id: phone_locked", "id: phone_dropped"), "phone_dropped")
    assert told(problems) == ["phone_dropped.yml:1: there is no intent “phone_dropped”"]


def test_a_guide_without_nodes_is_told(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "id: phone_locked\ntitle: 手机\nstart: a\n")
    assert "phone_locked.yml:1: “nodes” is missing" in told(problems)


def test_a_faulty_guide_does_not_keep_others_from_being_read(tmp_path: Path) -> None:
    write(tmp_path, {"interest_rate.yml": "- a\n", "credit_limit.yml": "id: [\n"})
    guides, problems = read(tmp_path)
    assert list(guides) == ["phone_locked"]
    assert [problem.path.name for problem in sorted(problems)] == ["credit_limit.yml", "interest_rate.yml"]
