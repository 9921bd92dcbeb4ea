"""What may be said of a platform: its own numbers or its parent's, of grade A or B alone, and never a banned one."""

import pytest

from tests.knowledge.records import authority, contact, directory, platform

NORTH = platform("north", "北方银行", contacts=(contact("95000"), contact("010-12345", "C"), contact("95001", "A-")))
LOAN = platform("loan", "北方贷", "consumer_finance", parent="north")
CARD = platform("card", "北方卡", parent="north", contacts=(contact("95002", "B-"),))
POOR = platform("poor", "北方花", "pay_later", parent="loan", contacts=(contact("010-54321", "C+"),))
ALL = directory(
    NORTH, LOAN, CARD, POOR, authorities=(authority("19999", contacts=(contact("19999"), contact("19998", "D"))),)
)


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        pytest.param("north", ["95000", "95001"], id="its own, of grades A and B"),
        pytest.param("card", ["95002"], id="its own before its parent's"),
        pytest.param("loan", ["95000", "95001"], id="its parent's"),
        pytest.param("poor", ["95000", "95001"], id="its grandparent's, as its own may not be spoken"),
    ],
)
def test_the_numbers_of_a_platform(name: str, numbers: list[str]) -> None:
    assert [one.number for one in ALL.spoken_contacts(ALL.platforms[name])] == numbers


def test_a_platform_without_numbers_has_none() -> None:
    lone = platform("lone", "独行银行", contacts=(contact("95003", "C"),))
    assert directory(lone).spoken_contacts(lone) == ()


def test_only_reliable_numbers_count_as_spoken() -> None:
    assert ALL.spoken_numbers() == {"95000", "95001", "95002", "19999"}


@pytest.mark.parametrize(
    ("kind", "licensed"),
    [
        ("bank", True),
        ("consumer_finance", True),
        ("payment", True),
        ("device_rental", False),
        ("recycling", False),
        ("blind_box", False),
        ("ecommerce", False),
        ("microlender", None),
        ("installment_mall", None),
        ("broker", None),
        ("pay_later", None),
        ("unknown", None),
    ],
)
def test_a_licence_is_expected_by_kind(kind: str, licensed: bool | None) -> None:
    assert ALL.is_licensed(platform("any", "某某", kind)) is licensed


def test_one_broken_file_does_not_take_other_platforms_with_it() -> None:
    orphan = platform("orphan", "孤儿贷", parent="broken", lookalikes=("broken",))
    left = directory(orphan)
    assert left.spoken_contacts(orphan) == ()
    assert left.lookalikes(orphan) == ()
