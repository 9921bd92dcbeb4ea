"""What the classifier's confidence is worth: what each threshold would refuse, and how often a sure guess is right."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.trainer.judged import OUT_OF_SCOPE, Judged, share

STEPS = 20  # thresholds 0.00, 0.05 … 0.95
BINS = 10
CERTAIN = 1.0  # said of a guard by its phrases; no share of the classifier's gets there


@dataclass(frozen=True)
class Threshold:
    """What would happen if every guess below the threshold were refused."""

    threshold: float
    lenient: float | None
    refused: float | None
    let_in: float | None


@dataclass(frozen=True)
class Bin:
    """Guesses with a confidence from `lowest` up to, not including, `lowest` + 0.1: how many, how sure, how right."""

    lowest: float
    messages: int
    confidence: float | None
    right: float | None


@dataclass(frozen=True)
class Reliability:
    """Ten bins of the classifier's guesses; the expected calibration error is the mean gap between sure and right.

    `certain` counts what guard phrases decided, which is no guess, and `certain_right` how much of it is right.
    """

    bins: tuple[Bin, ...]
    calibration_error: float | None
    certain: int
    certain_right: float | None


def refusal_curve(judged: Sequence[Judged]) -> tuple[Threshold, ...]:
    """The thresholds from 0.00 to 0.95. A guess that is out of scope is a refusal at every threshold."""
    return tuple(_at(step / STEPS, judged) for step in range(STEPS))


def reliability(judged: Sequence[Judged]) -> Reliability:
    """The guesses by their confidence, before the fallback spoke."""
    guesses = [one for one in judged if one.confidence < CERTAIN]
    certain = [one.accepts(one.guess) for one in judged if one.confidence >= CERTAIN]
    members: list[list[Judged]] = [[] for _ in range(BINS)]
    for one in guesses:
        members[int(one.confidence * BINS)].append(one)
    bins = tuple(_bin(place / BINS, inside) for place, inside in enumerate(members))
    gaps = [abs((one.right or 0.0) - (one.confidence or 0.0)) * one.messages for one in bins]
    return Reliability(bins, sum(gaps) / len(guesses) if guesses else None, len(certain), share(certain))


def _at(threshold: float, judged: Sequence[Judged]) -> Threshold:
    answers = [(one, one.guess if one.confidence >= threshold else OUT_OF_SCOPE) for one in judged]
    return Threshold(
        threshold,
        lenient=share([one.accepts(name) for one, name in answers]),
        refused=share([name == OUT_OF_SCOPE for one, name in answers if one.is_ours]),
        let_in=share([not one.accepts(name) for one, name in answers if one.is_foreign]),
    )


def _bin(lowest: float, inside: Sequence[Judged]) -> Bin:
    if not inside:
        return Bin(lowest, 0, None, None)
    confidence = sum(one.confidence for one in inside) / len(inside)
    return Bin(lowest, len(inside), confidence, share([one.accepts(one.guess) for one in inside]))
