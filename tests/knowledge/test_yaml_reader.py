"""A data file is read key by key, and every fault is told with its line."""

from pathlib import Path

import pytest

from bot.knowledge.problem import Problem
from bot.knowledge.yaml_reader import Mapping, read_mapping
from tests.knowledge.files import told, write


def read(folder: Path, text: str) -> tuple[Mapping | None, list[Problem]]:
    problems: list[Problem] = []
    write(folder, {"one.yml": text})
    return read_mapping(folder / "one.yml", problems), problems


def mapping(folder: Path, text: str) -> Mapping:
    found, problems = read(folder, text)
    assert found is not None, problems
    return found


def test_a_problem_reads_as_editors_expect_it(tmp_path: Path) -> None:
    assert str(Problem(tmp_path / "one.yml", 3, "is wrong")) == f"{tmp_path}/one.yml:3: is wrong"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        pytest.param("a: 1\nb: [", 2, "not valid YAML", id="bracket left open"),
        pytest.param("a: x\n\tb: y\n", 2, "not valid YAML", id="tab"),
        pytest.param("a: 'x\n", 2, "not valid YAML", id="quote left open"),
        pytest.param("a: x: y\n", 1, "not valid YAML", id="colon in a plain text"),
        pytest.param("", 1, "must be a mapping", id="empty"),
        pytest.param("# only a comment\n", 1, "must be a mapping", id="comment alone"),
        pytest.param("- a\n- b\n", 1, "must be a mapping", id="list"),
        pytest.param("text\n", 1, "must be a mapping", id="text"),
        pytest.param("a: \x07\n", 1, "not valid YAML", id="control character"),
    ],
)
def test_what_is_no_mapping_is_one_problem_with_its_line(tmp_path: Path, text: str, line: int, said: str) -> None:
    (tmp_path / "one.yml").write_text(text, encoding="utf-8")
    problems: list[Problem] = []
    assert read_mapping(tmp_path / "one.yml", problems) is None
    assert [problem.line for problem in problems] == [line]
    assert said in problems[0].message


def test_a_file_that_is_not_utf8_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "one.yml").write_bytes("a: 手机".encode("gb18030"))
    problems: list[Problem] = []
    assert read_mapping(tmp_path / "one.yml", problems) is None
    assert "not valid YAML" in problems[0].message


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    problems: list[Problem] = []
    assert read_mapping(tmp_path / "none.yml", problems) is None
    assert told(problems) == ["none.yml:1: cannot be read: No such file or directory"]


@pytest.mark.parametrize("text", ["[a, b]: x\n", "{name}: x\n", "? {a: b}\n: x\n"])
def test_a_key_that_is_no_text_is_a_problem(tmp_path: Path, text: str) -> None:
    _, problems = read(tmp_path, text)
    assert told(problems) == ["one.yml:1: a key must be a text"]


def test_a_key_that_stands_twice_is_told_at_its_second_line(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "name: a\nkind: b\nname: c\n")
    assert told(problems) == ["one.yml:3: “name” stands here twice"]


def test_keys_nobody_asked_for_are_told_each_at_its_line(tmp_path: Path) -> None:
    found = mapping(tmp_path, "name: a\nnmae: b\nnested:\n  deep: c\n")
    found.text("name")
    found.finish()
    assert told(found.problems) == [
        "one.yml:2: “nmae” is not a key that is known here",
        "one.yml:3: “nested” is not a key that is known here",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param("b: x\n", "one.yml:1: “a” is missing", id="missing"),
        pytest.param("b: x\na:\n", "one.yml:2: “a” must be a text", id="empty"),
        pytest.param("b: x\na: '  '\n", "one.yml:2: “a” must be a text", id="blank"),
        pytest.param("b: x\na: [x]\n", "one.yml:2: “a” must be a text", id="list"),
        pytest.param("b: x\na: {x: y}\n", "one.yml:2: “a” must be a text", id="mapping"),
    ],
)
def test_a_text_that_is_none_is_told(tmp_path: Path, text: str, fault: str) -> None:
    found = mapping(tmp_path, text)
    assert found.text("a") == ""
    assert told(found.problems) == [fault]


def test_a_text_that_may_be_missing_may_be_missing(tmp_path: Path) -> None:
    found = mapping(tmp_path, "b: x\n")
    assert found.text("a", required=False) == ""
    assert found.problems == []


@pytest.mark.parametrize(
    "written", ["95188", "010-12", "01012", "2026-01-10", "2026-01", "1.0", "12:30", "400-000-0001"]
)
def test_an_unquoted_number_is_told(tmp_path: Path, written: str) -> None:
    found = mapping(tmp_path, f"x: y\na: {written}\nb:\n  - {written}\n")
    assert found.text("a") == written
    assert found.texts("b") == (written,)
    assert told(found.problems) == [
        f"one.yml:{line}: {written} needs double quotes, or YAML may read another number" for line in (2, 4)
    ]


@pytest.mark.parametrize("written", ['"95188"', "'010-12'", "95188 转人工", "3天", "|\n  95188"])
def test_a_number_in_quotes_or_among_words_is_a_text(tmp_path: Path, written: str) -> None:
    found = mapping(tmp_path, f"a: {written}\n")
    assert found.text("a") == written.strip("\"'|\n ")
    assert found.problems == []


def test_a_text_that_is_not_allowed_is_told_with_what_is(tmp_path: Path) -> None:
    found = mapping(tmp_path, "a: red\n")
    found.text("a", allowed=frozenset({"green", "blue"}))
    assert told(found.problems) == ["one.yml:1: “a: red” is not one of blue, green"]


def test_a_text_that_does_not_fit_its_pattern_is_told(tmp_path: Path) -> None:
    found = mapping(tmp_path, 'a: "12a"\n')
    found.text("a", pattern=r"\d+")
    assert told(found.problems) == [r"one.yml:1: “a: 12a” does not look like \d+"]


@pytest.mark.parametrize(("written", "value"), [("true", True), ("false", False)])
def test_a_flag_is_true_or_false(tmp_path: Path, written: str, *, value: bool) -> None:
    found = mapping(tmp_path, f"a: {written}\n")
    assert found.flag("a", default=not value) is value
    assert found.problems == []


def test_a_flag_that_is_neither_is_told(tmp_path: Path) -> None:
    found = mapping(tmp_path, "x: y\na: yes\n")
    found.flag("a")
    assert told(found.problems) == ["one.yml:2: “a: yes” is not one of false, true"]


@pytest.mark.parametrize("default", [True, False])
def test_a_flag_that_is_missing_is_its_default(tmp_path: Path, *, default: bool) -> None:
    found = mapping(tmp_path, "x: y\n")
    assert found.flag("a", default=default) is default


def test_one_text_is_a_list_of_one(tmp_path: Path) -> None:
    assert mapping(tmp_path, "a: x\n").texts("a") == ("x",)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param("b: x\n", "one.yml:1: “a” is missing", id="missing"),
        pytest.param("b: x\na: []\n", "one.yml:2: “a” must not be empty", id="empty list"),
        pytest.param("b: x\na:\n", "one.yml:2: “a” must not be empty", id="nothing"),
        pytest.param("b: x\na: ['']\n", "one.yml:2: “a” must not be empty", id="blank text"),
        pytest.param("b: x\na: {x: y}\n", "one.yml:2: “a” must be a list of texts", id="mapping"),
        pytest.param("b: x\na: [[x]]\n", "one.yml:2: “a” must be a list of texts", id="list of lists"),
    ],
)
def test_a_list_of_texts_that_must_be_there_and_is_none_is_told(tmp_path: Path, text: str, fault: str) -> None:
    found = mapping(tmp_path, text)
    assert found.texts("a", required=True) == ()
    assert told(found.problems) == [fault]


def test_a_list_that_may_be_empty_may_be_empty(tmp_path: Path) -> None:
    found = mapping(tmp_path, "a: []\n")
    assert found.texts("a") == ()
    assert found.problems == []


@pytest.mark.parametrize("text", ["a: x\n", "a: [x]\n", "a:\n"])
def test_a_mapping_that_is_none_is_told(tmp_path: Path, text: str) -> None:
    found = mapping(tmp_path, text)
    assert found.mapping("a") is None
    assert told(found.problems) == ["one.yml:1: “a” must be a mapping"]


@pytest.mark.parametrize("text", ["a: x\n", "a: [x]\n", "a: {x: y}\n", "a: [{x: y}, z]\n"])
def test_a_list_of_mappings_that_is_none_is_told(tmp_path: Path, text: str) -> None:
    found = mapping(tmp_path, text)
    assert found.mappings("a") == []
    assert told(found.problems) == ["one.yml:1: “a” must be a list of mappings"]


def test_faults_inside_are_told_at_their_own_lines(tmp_path: Path) -> None:
    found = mapping(tmp_path, "a:\n  - {x: 1}\n  -\n    y: b\nc:\n  d:\n    e: f\n")
    for entry in found.mappings("a"):
        entry.text("x")
    for _name, entry in (found.mapping("c") or found).entries():
        entry.finish()
    assert told(found.problems) == [
        "one.yml:2: 1 needs double quotes, or YAML may read another number",
        "one.yml:4: “x” is missing",
        "one.yml:7: “e” is not a key that is known here",
    ]


def test_a_mapping_of_names_gives_its_pairs(tmp_path: Path) -> None:
    found = mapping(tmp_path, "yes: a\nno: b\n")
    assert found.pairs() == {"yes": "a", "no": "b"}
    found.finish()
    assert found.problems == []
    assert found.line_of("no") == 2
    assert "no" in found
    assert "maybe" not in found
