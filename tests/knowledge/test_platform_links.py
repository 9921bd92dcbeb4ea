"""What platforms say of each other and of themselves must be true: names, look-alikes, parents, reliability."""

# ruff: noqa: RUF001 -- names are typed in full width here

from pathlib import Path

import pytest

from tests.knowledge.files import told
from tests.knowledge.small_directory import PLATFORM, read

SOUTH = PLATFORM.replace("id: north", "id: south").replace("北方银行", "南方银行").replace("北芳银行", "南芳银行")
SOUTH = SOUTH.replace("[北方行, bfyh]", "[南方行]")


def test_a_look_alike_that_does_not_look_back_is_told(tmp_path: Path) -> None:
    north = PLATFORM.replace("kind: bank", "kind: bank\n    lookalikes: [south]")
    _, problems = read(tmp_path, platforms__north=north, platforms__south=SOUTH)
    assert told(problems) == ["north.yml:1: south does not name north among its lookalikes"]


def test_look_alikes_that_name_each_other_are_sound(tmp_path: Path) -> None:
    north = PLATFORM.replace("kind: bank", "kind: bank\n    lookalikes: [south]")
    south = SOUTH.replace("kind: bank", "kind: bank\n    lookalikes: [north]")
    directory, problems = read(tmp_path, platforms__north=north, platforms__south=south)
    assert problems == []
    assert [one.id for one in directory.lookalikes(directory.platforms["north"])] == ["south"]


@pytest.mark.parametrize(
    "shared",
    [
        pytest.param("北方行", id="the same"),
        pytest.param("BFYH", id="another case"),
        pytest.param("ｂｆｙｈ", id="another width"),
        pytest.param("北方 行", id="a space"),
        pytest.param("北方銀行", id="traditional"),
        pytest.param("北芳银行", id="a misspelling"),
    ],
)
def test_a_name_of_two_platforms_is_told(tmp_path: Path, shared: str) -> None:
    _, problems = read(tmp_path, platforms__south=SOUTH.replace("[南方行]", f"[{shared}]"))
    assert told(problems) == [f"south.yml:1: “{shared}” is also a name of north"]


def test_parents_in_a_circle_are_told(tmp_path: Path) -> None:
    north = PLATFORM.replace("kind: bank", "kind: bank\n    parent: south")
    south = SOUTH.replace("kind: bank", "kind: bank\n    parent: north")
    _, problems = read(tmp_path, platforms__north=north, platforms__south=south)
    assert told(problems) == [
        "north.yml:1: its parents lead back to north",
        "south.yml:1: its parents lead back to south",
    ]


NOTHING_RELIABLE = PLATFORM.replace("grade: B", "grade: C").replace(
    "reliable_information: some", "reliable_information: none"
)


def test_a_platform_without_reliable_information_is_sound_with_a_note(tmp_path: Path) -> None:
    directory, problems = read(tmp_path, platforms__north=NOTHING_RELIABLE)
    assert problems == []
    assert not directory.platforms["north"].has_reliable_information


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param(
            PLATFORM.replace("grade: B", "grade: C"),
            "6: “reliable_information: some”, but nothing here has grade A or B",
            id="claimed and not there",
        ),
        pytest.param(
            PLATFORM.replace("reliable_information: some", "reliable_information: none"),
            "6: “reliable_information: none”, but something here has grade A or B",
            id="there and denied",
        ),
        pytest.param(
            NOTHING_RELIABLE.replace("    note: 这是备注\n", ""),
            "1: a platform without reliable information needs a “note” that the bot can say",
            id="nothing to say",
        ),
    ],
)
def test_what_is_said_of_reliability_must_be_true(tmp_path: Path, text: str, fault: str) -> None:
    _, problems = read(tmp_path, platforms__north=text)
    assert told(problems) == [f"north.yml:{fault}"]


def test_a_service_of_a_reliable_platform_needs_nothing_of_its_own(tmp_path: Path) -> None:
    child = """
        id: child
        name: 北方贷
        kind: bank
        parent: north
        reliable_information: some
        official_ways: [App 里的客服]
    """
    _, problems = read(tmp_path, platforms__child=child)
    assert problems == []
