"""A number is stale when its newest evidence is too old for the day on which it is spoken."""

from datetime import date

import pytest

from bot.knowledge.record import last_day
from tests.knowledge.records import contact, fact, source

TODAY = date(2026, 7, 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("2026", date(2026, 12, 31), id="year"),
        pytest.param("2026-01", date(2026, 1, 31), id="month"),
        pytest.param("2026-12", date(2026, 12, 31), id="December"),
        pytest.param("2024-02", date(2024, 2, 29), id="leap year"),
        pytest.param("2026-02", date(2026, 2, 28), id="February"),
        pytest.param("2026-01-10", date(2026, 1, 10), id="day"),
    ],
)
def test_a_date_means_the_last_day_it_can(text: str, day: date) -> None:
    assert last_day(text) == day


@pytest.mark.parametrize("text", ["", "spring", "2026-13", "2026-00", "2026-02-30", "2026-1-1-1x"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 -- whatever Python says of it
        last_day(text)


@pytest.mark.parametrize(
    ("published", "checked_on", "stale"),
    [
        pytest.param("2026-06-30", "", False, id="fresh source"),
        pytest.param("2026-01-02", "", False, id="just within 180 days"),
        pytest.param("2026-01-01", "", True, id="one day over"),
        pytest.param("2026", "", False, id="a year counts to its end"),
        pytest.param("2025", "", True, id="last year"),
        pytest.param("2026-01", "", False, id="a month counts to its end"),
        pytest.param("2025-12", "", True, id="a month that is over for long"),
        pytest.param("2020-01-01", "2026-06-01", False, id="an old source that was checked"),
        pytest.param("2026-06-30", "2025-06-01", True, id="a check outweighs a newer source"),
        pytest.param("", "2026-06-01", False, id="checked, without a date of the source"),
        pytest.param("", "", True, id="undated"),
    ],
)
def test_a_number_is_stale_after_180_days(published: str, checked_on: str, *, stale: bool) -> None:
    one = contact(sources=(source(published=published),), checked_on=checked_on)
    assert one.is_stale(TODAY, 180) is stale


def test_the_newest_of_several_sources_counts() -> None:
    old, fresh, undated = source("a", published="2019"), source("b", published="2026-06"), source("c", published="")
    assert not contact(sources=(old, fresh, undated)).is_stale(TODAY, 180)


def test_the_day_of_our_own_reading_does_not_make_a_number_fresh() -> None:
    assert contact(sources=(source(published="", retrieved="2026-06-30"),)).is_stale(TODAY, 180)


def test_a_lasting_number_is_never_stale() -> None:
    assert not contact(sources=(source(published="1999"),), is_lasting=True).is_stale(TODAY, 180)


@pytest.mark.parametrize(
    ("grade", "spoken"),
    [(grade, True) for grade in ("A", "A-", "B+", "B", "B-")]
    + [(grade, False) for grade in ("C+", "C", "C-", "D", "X", "")],
)
def test_only_grades_a_and_b_are_spoken(grade: str, *, spoken: bool) -> None:
    assert contact(grade=grade).spoken is spoken
    assert fact("某事。", grade).spoken is spoken
