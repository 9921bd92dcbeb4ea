"""Sources, platforms and authorities are read as written, and every fault of every file is told in one run."""

from pathlib import Path

import pytest

from bot.errors import DataError
from bot.knowledge.directory import load_directory
from bot.knowledge.record import BannedNumber
from tests.knowledge.files import told, write
from tests.knowledge.small_directory import AUTHORITY, PLATFORM, SOURCE, read


def test_sound_files_have_no_problems(tmp_path: Path) -> None:
    _, problems = read(tmp_path)
    assert problems == []


def test_everything_written_is_read(tmp_path: Path) -> None:
    directory, _ = read(tmp_path)
    platform, authority = directory.platforms["north"], directory.authorities["19999"]
    (contact,) = platform.contacts
    assert (platform.name, platform.aliases, platform.misspellings) == ("北方银行", ("北方行", "bfyh"), ("北芳银行",))
    assert (contact.number, contact.hours, contact.checked_on, contact.is_lasting) == (
        "400-000-0001",
        "每天9点到18点",
        "2026-03-01",
        False,
    )
    assert contact.sources == (directory.sources["notice"],)
    assert (directory.sources["notice"].published, directory.sources["notice"].url) == (
        "2026-01-10",
        "https://example.com/notice",
    )
    assert platform.operator is not None
    assert platform.operator.text == "北方集团"
    assert platform.banned_numbers == (BannedNumber("400-123-9999", "占位号码"),)
    assert (platform.note, platform.has_reliable_information) == ("这是备注", True)
    assert (authority.aliases, authority.not_for, authority.for_whom) == (("投诉办",), ("报警",), "先找过银行的人")
    assert authority.contacts[0].is_lasting
    assert directory.not_names == ("北方行话",)


SOURCE_FAULTS = [
    pytest.param("id: notice", "id: other", "1: “id: other” must be the file's name, notice", id="id"),
    pytest.param("id: notice", "id: No-tice", "1: “id: No-tice” does not look like", id="form of the id"),
    pytest.param("grade: B+", "grade: X", "6: “grade: X” is not one of", id="grade"),
    pytest.param('"2026-01-10"', '"2026-02-30"', "4: “date: 2026-02-30” is no date", id="no such day"),
    pytest.param('"2026-01-10"', '"2026-13"', "4: “date: 2026-13” is no date", id="no such month"),
    pytest.param('"2026-01-10"', '"10.1.2026"', "4: “date: 10.1.2026” does not look like", id="form of the date"),
    pytest.param('"2026-01-10"', "2026-01-10", "4: 2026-01-10 needs double quotes", id="unquoted date"),
    pytest.param('"2026-02-01"', '"2026-02-31"', "5: “retrieved: 2026-02-31” is no date", id="day of retrieval"),
    pytest.param("https://example.com/notice", "example.com", "7: “url: example.com” does not look like", id="url"),
    pytest.param("    title: 北方银行公告\n", "", "1: “title” is missing", id="title"),
    pytest.param("publisher:", "publisher_:", "3: “publisher_” is not a key that is known here", id="unknown key"),
]
PLATFORM_FAULTS = [
    pytest.param("id: north", "id: south", "1: “id: south” must be the file's name, north", id="id"),
    pytest.param("    name: 北方银行\n", "", "1: “name” is missing", id="name"),
    pytest.param("kind: bank", "kind: shop", "5: “kind: shop” is not one of", id="kind"),
    pytest.param("reliable_information: some", "reliable_information: much", "6: “reliable_information", id="degree"),
    pytest.param("    official_ways: [App 里的客服]\n", "", "1: “official_ways” is missing", id="official ways"),
    pytest.param("[App 里的客服]", "[]", "15: “official_ways” must not be empty", id="no official way"),
    pytest.param('"400-000-0001"', "95000", "9: 95000 needs double quotes", id="unquoted number"),
    pytest.param('"400-000-0001"', '"客服"', "9: “number: 客服” does not look like", id="form of the number"),
    pytest.param("        scope: 客服\n", "", "9: “scope” is missing", id="scope"),
    pytest.param("        grade: B\n", "        grade: F\n", "12: “grade: F” is not one of", id="grade of a contact"),
    pytest.param(
        "        sources: [notice]\n        checked_on",
        "        sources: [rumour]\n        checked_on",
        "13: there is no source “rumour” in data/sources",
        id="source of a contact",
    ),
    pytest.param(
        "        sources: [notice]\n        checked_on",
        "        sources: []\n        checked_on",
        "13: “sources” must not be empty",
        id="contact without a source",
    ),
    pytest.param('"2026-03-01"', '"2026-02-30"', "14: “checked_on: 2026-02-30” is no date", id="day of the check"),
    pytest.param(
        "hours: 每天9点到18点", "houres: 9点", "11: “houres” is not a key that is known here", id="unknown key"
    ),
    pytest.param(
        "{text: 北方集团, grade: B, sources: [notice]}",
        "{text: 北方集团, grade: B}",
        "7: “sources” is missing",
        id="operator without a source",
    ),
    pytest.param(
        "{text: 没有独立 App。, grade: B, sources: [notice]}",
        "{text: 没有独立 App。, grade: B, sources: [rumour]}",
        "17: there is no source “rumour” in data/sources",
        id="source of a fact",
    ),
    pytest.param("reason: 占位号码, ", "", "19: “reason” is missing", id="reason of a banned number"),
    pytest.param(
        "400-123-9999",
        "400-000-0001",
        "9: 400-000-0001 is also among the numbers never to be given",
        id="given and banned",
    ),
    pytest.param("kind: bank", "kind: bank\n    parent: nobody", "1: there is no platform “nobody”", id="parent"),
    pytest.param(
        "kind: bank", "kind: bank\n    lookalikes: [nobody]", "1: there is no platform “nobody”", id="look-alike"
    ),
    pytest.param(
        "kind: bank",
        "kind: bank\n    lookalikes: [north]",
        "1: north cannot be its own look-alike",
        id="own look-alike",
    ),
    pytest.param("kind: bank", "kind: bank\n    parent: north", "1: its parents lead back to north", id="own parent"),
    pytest.param("[北方行, bfyh]", "[北]", "1: “北” is too short to be a name", id="name of one character"),
    pytest.param("[北方行, bfyh]", "[😀]", "1: “😀” is too short to be a name", id="name without characters"),
    pytest.param("    aliases:", "  aliases:", "3: not valid YAML", id="indentation"),
    pytest.param("kind: bank", "kind: bank\n    kind: unknown", "6: “kind” stands here twice", id="twice"),
]
AUTHORITY_FAULTS = [
    pytest.param('id: "19999"', "id: 19999", "1: 19999 needs double quotes", id="unquoted id"),
    pytest.param('id: "19999"', 'id: "19998"', "1: “id: 19998” must be the file's name", id="id"),
    pytest.param("    handles: [投诉]\n", "", "1: “handles” is missing", id="what it handles"),
    pytest.param("    for_whom: 先找过银行的人\n", "", "1: “for_whom” is missing", id="for whom"),
    pytest.param("lasting: true", "lasting: ja", "8: “lasting: ja” is not one of", id="lasting"),
    pytest.param("sources: [notice], lasting", "sources: [rumour], lasting", "8: there is no source", id="source"),
    pytest.param("not_for:", "not-for:", "5: “not-for” is not a key that is known here", id="unknown key"),
]


@pytest.mark.parametrize(("sound", "faulty", "fault"), SOURCE_FAULTS)
def test_a_fault_of_a_source_is_told_with_its_line(tmp_path: Path, sound: str, faulty: str, fault: str) -> None:
    assert sound in SOURCE
    _, problems = read(tmp_path, sources__notice=SOURCE.replace(sound, faulty))
    assert any(line.startswith(f"notice.yml:{fault}") for line in told(problems)), told(problems)


@pytest.mark.parametrize(("sound", "faulty", "fault"), PLATFORM_FAULTS)
def test_a_fault_of_a_platform_is_told_with_its_line(tmp_path: Path, sound: str, faulty: str, fault: str) -> None:
    assert sound in PLATFORM
    _, problems = read(tmp_path, platforms__north=PLATFORM.replace(sound, faulty))
    assert any(line.startswith(f"north.yml:{fault}") for line in told(problems)), told(problems)


@pytest.mark.parametrize(("sound", "faulty", "fault"), AUTHORITY_FAULTS)
def test_a_fault_of_an_authority_is_told_with_its_line(tmp_path: Path, sound: str, faulty: str, fault: str) -> None:
    assert sound in AUTHORITY
    _, problems = read(tmp_path, authorities__19999=AUTHORITY.replace(sound, faulty))
    assert any(line.startswith(f"19999.yml:{fault}") for line in told(problems)), told(problems)


def test_a_source_without_any_date_is_told(tmp_path: Path) -> None:
    text = SOURCE.replace('date: "2026-01-10"', "").replace('retrieved: "2026-02-01"', "")
    _, problems = read(tmp_path, sources__notice=text)
    assert told(problems) == ["notice.yml:1: a source needs “date” or “retrieved”"]


@pytest.mark.parametrize("written", ["2026", "2026-01", "2026-01-10"])
def test_a_date_may_be_a_year_a_month_or_a_day(tmp_path: Path, written: str) -> None:
    directory, problems = read(tmp_path, sources__notice=SOURCE.replace("2026-01-10", written))
    assert problems == []
    assert directory.sources["notice"].published == written


def test_faults_of_every_kind_in_every_file_are_told_in_one_run(tmp_path: Path) -> None:
    _, problems = read(
        tmp_path,
        sources__notice=SOURCE.replace("grade: B+", "grade: E"),
        sources__broken="id: [",
        platforms__north=PLATFORM.replace("kind: bank", "kind: shop").replace("    name: 北方银行\n", ""),
        platforms__south="id: south\n",
        authorities__19999=AUTHORITY.replace("name: 投诉热线 19999", "nome: x"),
        lexicon__not_names="words: [x]\n",
    )
    assert {problem.path.name for problem in problems} == {
        "notice.yml",
        "broken.yml",
        "north.yml",
        "south.yml",
        "19999.yml",
        "not_names.yml",
    }
    north = [line for line in told(problems) if line.startswith("north.yml")]
    assert len(north) == 3, north  # no name, a name that is too short, no such kind


def test_loading_faulty_files_raises_with_every_fault(tmp_path: Path) -> None:
    write(tmp_path, {"sources/one.yml": "id: one\n", "platforms/two.yml": "id: [", "lexicon/not_names.yml": "a: b\n"})
    with pytest.raises(DataError) as raised:
        load_directory(tmp_path)
    assert "one.yml:1: “title” is missing" in str(raised.value)
    assert "two.yml:1: not valid YAML" in str(raised.value)
