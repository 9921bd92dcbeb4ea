"""Every threshold refuses what lies below it, and every bin tells how sure and how right its guesses are."""

import pytest

from bot.trainer.confidence import Threshold, refusal_curve, reliability
from bot.trainer.judged import Judged
from tests.trainer.small_answers import row

JUDGED = [
    Judged(row("refund"), "refund", "refund", 0.9),
    Judged(row("refund"), "greet", "greet", 0.3),
    Judged(row("out_of_scope"), "refund", "refund", 0.5),
    Judged(row("out_of_scope"), "out_of_scope", "out_of_scope", 0.6),
    Judged(row("refund", "out_of_scope"), "out_of_scope", "greet", 0.1),  # too faint: neither ours nor foreign
]


def test_the_thresholds_go_in_steps_up_to_nearly_certain() -> None:
    thresholds = [one.threshold for one in refusal_curve(JUDGED)]
    assert thresholds == pytest.approx([step * 0.05 for step in range(20)])


@pytest.mark.parametrize(
    ("threshold", "lenient", "refused", "let_in"),
    [
        pytest.param(0.0, 2 / 5, 0 / 2, 1 / 2, id="nothing is refused"),
        pytest.param(0.3, 3 / 5, 0 / 2, 1 / 2, id="what reaches the threshold is answered"),
        pytest.param(0.35, 3 / 5, 1 / 2, 1 / 2, id="a faint mistake becomes a refusal"),
        pytest.param(0.55, 4 / 5, 1 / 2, 0 / 2, id="nothing foreign is let in"),
        pytest.param(0.95, 3 / 5, 2 / 2, 0 / 2, id="everything is refused"),
    ],
)
def test_a_threshold_refuses_what_lies_below_it(
    threshold: float, lenient: float, refused: float, let_in: float
) -> None:
    (found,) = [one for one in refusal_curve(JUDGED) if one.threshold == threshold]
    assert found == Threshold(threshold, lenient, refused, let_in)


def test_a_guard_phrase_is_never_refused() -> None:
    heard = Judged(row("distress"), "distress", "distress", 1.0)
    assert all(one.refused == 0 for one in refusal_curve([heard]))


def test_a_curve_of_nothing_has_no_shares() -> None:
    assert {(one.lenient, one.refused, one.let_in) for one in refusal_curve([])} == {(None, None, None)}


GUESSES = [
    Judged(row("refund"), "refund", "refund", 0.95),
    Judged(row("refund"), "greet", "greet", 0.91),
    Judged(row("refund", "greet"), "out_of_scope", "greet", 0.05),  # right, had it been sure enough
    Judged(row("distress"), "abuse", "abuse", 1.0),
]


def test_bins_tell_how_sure_and_how_right_guesses_are() -> None:
    bins = reliability(GUESSES).bins
    assert [(one.lowest, one.messages) for one in bins if one.messages] == [(0.0, 1), (0.9, 2)]
    assert [one.right for one in bins if one.messages] == [1.0, 1 / 2]
    assert [one.confidence for one in bins if one.messages] == pytest.approx([0.05, 0.93])
    assert (bins[5].confidence, bins[5].right) == (None, None)


def test_the_calibration_error_is_the_mean_gap_between_sure_and_right() -> None:
    assert reliability(GUESSES).calibration_error == pytest.approx((2 * 0.43 + 1 * 0.95) / 3)


def test_what_guard_phrases_decided_is_told_apart() -> None:
    found = reliability(GUESSES)
    assert (found.certain, found.certain_right) == (1, 0.0)


def test_a_bin_begins_with_its_lowest_confidence() -> None:
    found = reliability([Judged(row("refund"), "refund", "refund", step / 10) for step in range(10)])
    assert [one.messages for one in found.bins] == [1] * 10


def test_no_guesses_have_no_error() -> None:
    found = reliability([])
    assert (found.calibration_error, found.certain, found.certain_right) == (None, 0, None)
