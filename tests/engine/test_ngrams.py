"""What is counted in a message, view by view."""

from bot.engine.ngrams import views


def test_runs_of_characters_are_not_cut_at_words() -> None:
    counted = views("关掉它", ["关掉", "它"], {"characters": (1, 2), "words": (1, 2)})
    assert counted["characters"] == ["关", "掉", "它", "关掉", "掉它"]
    assert counted["words"] == ["关掉", "它", "关掉 它"]


def test_homophones_sound_alike() -> None:
    first = views("欠钱", [], {"sounds": (1, 2)})
    assert first == views("欠前", [], {"sounds": (1, 2)})
    assert len(first["sounds"]) == 3


def test_pairs_stand_apart_in_their_order() -> None:
    assert views("关 掉花呗", [], {"pairs": (2, 3)}) == {"pairs": ["关花", "掉呗", "关呗"]}


def test_views_that_are_not_asked_for_are_left_out() -> None:
    assert views("关", ["关"], {"words": (1, 1)}) == {"words": ["关"]}
