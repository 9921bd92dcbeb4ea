"""Examples are read with their lines, without their annotations."""

from pathlib import Path

import pytest

from bot.knowledge.problem import Problem
from bot.trainer.nlu_file import Example, plain, read_examples
from tests.knowledge.files import told, write

FILE = """
    version: "3.1"
    nlu:
      - intent: cancel_service
        examples: |
          - 怎么关[花呗](platform)
          - [白条](platform)和[花呗](platform)都关掉
          - 关掉#号码
"""


def read(folder: Path, text: str) -> tuple[list[Example], list[Problem]]:
    problems: list[Problem] = []
    write(folder, {"topic/cancel_service.yml": text})
    return read_examples(folder, problems), problems


def test_examples_are_read_with_lines_and_annotations(tmp_path: Path) -> None:
    examples, problems = read(tmp_path, FILE)
    assert problems == []
    assert [(one.line, one.text, one.entities) for one in examples] == [
        (5, "怎么关花呗", (("platform", "花呗"),)),
        (6, "白条和花呗都关掉", (("platform", "白条"), ("platform", "花呗"))),
        (7, "关掉#号码", ()),
    ]
    assert {(one.intent, one.path) for one in examples} == {
        ("cancel_service", tmp_path / "topic" / "cancel_service.yml")
    }


@pytest.mark.parametrize(
    ("written", "text"),
    [
        pytest.param("关[花呗](platform)", "关花呗", id="round brackets"),
        pytest.param('关[花呗]{"entity": "platform"}', "关花呗", id="braces"),
        pytest.param("我的[手机号]被改了", "我的[手机号]被改了", id="a masked number is no annotation"),
        pytest.param("我的[手机号](已改)呢", "我的手机号呢", id="brackets after brackets are one"),
        pytest.param("什么都没有", "什么都没有", id="none"),
    ],
)
def test_an_example_is_plain_as_a_customer_types_it(written: str, text: str) -> None:
    assert plain(written) == text


@pytest.mark.parametrize(
    ("sound", "faulty", "fault"),
    [
        pytest.param("- 关掉#号码", "- # 关掉", "7: a comment inside the examples would be learnt", id="comment"),
        pytest.param("- 关掉#号码", "# 关掉", "7: an example begins with “- ”: # 关掉", id="comment without a dash"),
        pytest.param("- 关掉#号码", "-关掉", "7: an example begins with “- ”: -关掉", id="no space"),
        pytest.param("cancel_service", "cancel", "3: “intent: cancel” must be the file's name", id="another intent"),
        pytest.param("examples: |", "example: |", "3: “examples” is missing", id="no examples"),
        pytest.param("    nlu:", "    nlo:", "1: “nlu” is missing", id="no nlu"),
        pytest.param("    nlu:", "    rules: []\n    nlu:", "2: “rules” is not a key that is known here", id="rules"),
        pytest.param('version: "3.1"', "version: 3.1", "1: 3.1 needs double quotes", id="unquoted version"),
    ],
)
def test_a_fault_of_form_is_told_with_its_line(tmp_path: Path, sound: str, faulty: str, fault: str) -> None:
    assert sound in FILE
    _, problems = read(tmp_path, FILE.replace(sound, faulty))
    assert [line for line in told(problems) if line.startswith(f"cancel_service.yml:{fault}")], told(problems)


def test_lines_are_right_after_a_line_that_is_none(tmp_path: Path) -> None:
    examples, problems = read(tmp_path, FILE.replace("- [白条](platform)和[花呗](platform)都关掉", "啊"))
    assert [one.line for one in examples] == [5, 7]
    assert [problem.line for problem in problems] == [6]
