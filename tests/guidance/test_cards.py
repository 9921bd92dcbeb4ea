"""A card shows what may be spoken, with source and date, and says so where nothing is known."""

from typing import Any

import pytest

from bot.guidance.cards import Cards
from bot.knowledge.record import Platform
from tests.guidance.small_content import (
    DAHAI,
    DIRECTORY,
    FRESH,
    HAIBEI,
    OLD,
    QINGSONG,
    RUMOUR,
    TODAY,
    WORDING,
    YUNDUOJIE,
    cards,
)
from tests.knowledge.records import authority, contact, directory, fact, platform, source

Row = dict[str, Any]


def rows(card: dict[str, Any]) -> list[Row]:
    assert (card["kind"], card["buttons"]) == ("card", [])
    found: list[Row] = card["rows"]
    return found


def contacts(one: Platform, *others: Platform) -> list[Row]:
    return rows(Cards(directory(one, *others), WORDING, lambda: TODAY, 180).contacts(one))


def test_a_number_is_shown_with_source_and_date() -> None:
    one = platform("one", "某行", contacts=(contact("95000", sources=(FRESH,)),))
    assert contacts(one) == [
        {
            "label": "客服",
            "text": "",
            "number": "95000",
            "source": "《fresh》",
            "date": "2026-06-01",
            "url": None,
            "stale": False,
        }
    ]


@pytest.mark.parametrize("grade", ["C+", "C", "C-", "D"])
def test_a_number_that_is_not_reliable_is_never_shown(grade: str) -> None:
    one = platform("one", "某行", contacts=(contact("95000", grade), contact("95001")), facts=(fact("某事。", grade),))
    for card in (cards(directory(one)).contacts(one), cards(directory(one)).profile(one)):
        assert "95000" not in str(card)
        assert "某事。" not in str(card)
        assert "95001" in str(card)


def test_the_whole_small_directory_shows_no_unreliable_number() -> None:
    shown = [cards().contacts(one) for one in DIRECTORY.platforms.values()]
    shown += [cards().profile(one) for one in DIRECTORY.platforms.values()]
    assert "400-000-0009" not in str(shown)
    assert "400-123-9999" not in str(shown)


@pytest.mark.parametrize(
    ("published", "checked_on", "is_lasting", "stale"),
    [
        pytest.param("2026-06-01", "", False, False, id="fresh"),
        pytest.param("2025-06-01", "", False, True, id="old"),
        pytest.param("2025-06-01", "2026-06-20", False, False, id="old, but checked"),
        pytest.param("2025-06-01", "", True, False, id="old, but lasting"),
        pytest.param("", "", False, True, id="undated"),
    ],
)
def test_an_old_number_is_shown_with_a_warning(
    published: str, checked_on: str, *, is_lasting: bool, stale: bool
) -> None:
    sources = (source(published=published, retrieved="2026-06-30"),)
    number = contact("95000", sources=sources, checked_on=checked_on, is_lasting=is_lasting)
    (row,) = contacts(platform("one", "某行", contacts=(number,)))
    assert row["stale"] is stale
    assert ("<contact_stale>" in row["text"]) is stale
    assert row["date"] == (checked_on or published or "<read_on 2026-06-30>")


def test_hours_are_told() -> None:
    (row,) = contacts(platform("one", "某行", contacts=(contact("95000", hours="9点到18点", sources=(FRESH,)),)))
    assert row["text"] == "<contact_hours 9点到18点>"


def test_the_most_reliable_and_then_the_newest_source_is_shown() -> None:
    best, newest = source("best", "A-", "2020"), source("newest", "B", "2026-06-30")
    older = source("older", "A-", "2019", url="https://example.com")
    (row,) = contacts(platform("one", "某行", contacts=(contact("95000", sources=(newest, older, best)),)))
    assert (row["source"], row["date"], row["url"]) == ("《best》", "2020", None)


def test_a_link_is_shown_only_where_there_is_one() -> None:
    linked = source("linked", url="https://example.com/notice")
    (row,) = contacts(platform("one", "某行", contacts=(contact("95000", sources=(linked,)),)))
    assert row["url"] == "https://example.com/notice"


def test_a_service_shows_the_numbers_of_its_platform() -> None:
    shown = rows(cards().contacts(HAIBEI))
    assert [row["number"] for row in shown] == ["95100", None]
    assert shown[1]["text"] == "大海支付 App"


def test_a_platform_without_numbers_says_so_in_its_own_words() -> None:
    shown = rows(cards().contacts(QINGSONG))
    assert [(row["label"], row["text"], row["number"]) for row in shown] == [
        ("<label_unknown>", "青松租机的电话没有核实过。", None),
        ("<label_official_way>", "合同首页", None),
    ]


def test_a_platform_without_numbers_and_note_says_so_in_ours() -> None:
    assert rows(cards().contacts(YUNDUOJIE))[0]["text"] == "<platform_unknown 云朵借>"


def test_a_profile_tells_operator_facts_and_numbers() -> None:
    one = platform(
        "one",
        "某行",
        operator=fact("某某公司"),
        facts=(fact("没有独立 App。"), fact("传闻。", "C", RUMOUR)),
        contacts=(contact("95000"),),
    )
    card = cards(directory(one)).profile(one)
    assert card["title"] == "<card_profile 某行>"
    assert [(row["label"], row["text"], row["number"]) for row in rows(card)] == [
        ("<label_operator>", "某某公司", None),
        ("<label_fact>", "没有独立 App。", None),
        ("客服", "<contact_stale>" if rows(card)[2]["stale"] else "", "95000"),
    ]
    assert all(row["source"] and row["date"] for row in rows(card))


def test_a_profile_without_reliable_facts_says_so() -> None:
    one = platform("one", "某行", operator=fact("某某公司", "C"), note="查不到它是谁。")
    assert [row["text"] for row in rows(cards(directory(one)).profile(one))] == ["查不到它是谁。"]


def test_an_unlisted_platform_has_a_card_that_says_how_to_find_it() -> None:
    card = cards().unlisted("明月贷")
    assert card["title"] == "<card_contacts 明月贷>"
    assert [row["text"] for row in rows(card)] == ["<platform_unlisted 明月贷>", "<official_way_general>"]
    assert all(row["number"] is None for row in rows(card))


def test_an_authority_tells_what_it_handles() -> None:
    (row,) = rows(cards().authorities(("19999",)))
    assert (row["label"], row["text"], row["number"]) == ("热线 19999", "<authority_handles 投诉>", "19999")


def test_one_authority_is_the_title_and_several_have_one_in_common() -> None:
    two = directory(
        authorities=(authority("19999", contacts=(contact("19999"),)), authority("bureau", official_ways=("网上查",)))
    )
    made = cards(two)
    assert made.authorities(("19999",))["title"] == "热线 19999"
    both = made.authorities(("19999", "bureau"))
    assert both["title"] == "<card_authorities>"
    assert [row["text"] for row in rows(both)][1:] == ["<authority_handles 投诉>", "网上查"]


def test_an_authority_that_is_gone_is_left_out() -> None:
    assert [row["number"] for row in rows(cards().authorities(("gone", "19999")))] == ["19999"]


@pytest.mark.parametrize(
    ("one", "has"),
    [
        pytest.param(DAHAI, True, id="number"),
        pytest.param(HAIBEI, True, id="number of its platform"),
        pytest.param(YUNDUOJIE, True, id="fact"),
        pytest.param(platform("one", "某行", operator=fact("某某公司")), True, id="operator"),
        pytest.param(platform("one", "某行", operator=fact("某某公司", "C")), False, id="operator of grade C"),
        pytest.param(QINGSONG, False, id="nothing that may be spoken"),
    ],
)
def test_a_platform_has_something_to_confuse(one: Platform, *, has: bool) -> None:
    assert cards().has_anything(one) is has


def test_an_old_source_is_dated_as_it_is() -> None:
    assert WORDING.date_of(OLD) == "2020"


def test_a_source_without_a_date_says_when_it_was_read() -> None:
    assert WORDING.date_of(source(published="", retrieved="2026-06-30")) == "<read_on 2026-06-30>"
