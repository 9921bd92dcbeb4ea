"""How well each intent is told apart and what it is taken for; knows neither files nor how results are shown."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from bot.trainer.judged import Judged, share

EXAMPLES_KEPT = 5


@dataclass(frozen=True)
class IntentScore:
    """One intent, leniently. A share of nothing is None: nothing was labelled so, or nothing was taken for it."""

    name: str
    messages: int
    precision: float | None
    recall: float | None
    f1: float | None


@dataclass(frozen=True)
class Example:
    """A message that was taken for something else; the guess is what the classifier thought before the fallback."""

    text: str
    guess: str
    confidence: float


@dataclass(frozen=True)
class Confusion:
    """How often messages of one intent were taken for another, with a few of them, the surest first."""

    gold: str
    predicted: str
    messages: int
    examples: tuple[Example, ...]


def score_intents(judged: Sequence[Judged]) -> tuple[IntentScore, ...]:
    """Every intent that is labelled or predicted, the weakest first, those without a message of their own last."""
    labelled: defaultdict[str, list[bool]] = defaultdict(list)
    predicted: defaultdict[str, list[bool]] = defaultdict(list)
    for one in judged:
        predicted[one.answer].append(one.is_right)
        for name in one.labels.gold:
            labelled[name].append(one.is_right)
    scores = [_score(name, labelled[name], predicted[name]) for name in {*labelled, *predicted}]
    return tuple(sorted(scores, key=_weakness))


def count_confusions(judged: Sequence[Judged]) -> tuple[Confusion, ...]:
    """What was taken for what, the commonest first. A message with several right intents counts for the first by name.

    The surest mistakes are shown: they tell most about what the examples teach wrongly.
    """
    wrong: defaultdict[tuple[str, str], list[Judged]] = defaultdict(list)
    for one in judged:
        if not one.is_right:
            wrong[min(one.labels.gold), one.answer].append(one)
    confusions = [
        Confusion(gold, predicted, len(messages), _examples(messages)) for (gold, predicted), messages in wrong.items()
    ]
    return tuple(sorted(confusions, key=lambda one: (-one.messages, one.gold, one.predicted)))


def _score(name: str, labelled: Sequence[bool], predicted: Sequence[bool]) -> IntentScore:
    precision, recall = share(predicted), share(labelled)
    return IntentScore(name, len(labelled), precision, recall, _harmonic_mean(precision, recall))


def _harmonic_mean(precision: float | None, recall: float | None) -> float | None:
    """Zero as soon as one of both is zero, even if the other is a share of nothing."""
    if precision == 0 or recall == 0:
        return 0.0
    if precision is None or recall is None:
        return None
    return 2 * precision * recall / (precision + recall)


def _weakness(score: IntentScore) -> tuple[bool, float, str]:
    known = next((value for value in (score.f1, score.recall, score.precision) if value is not None), 0.0)
    return not score.messages, known, score.name


def _examples(messages: Sequence[Judged]) -> tuple[Example, ...]:
    surest = sorted(messages, key=lambda one: -one.confidence)[:EXAMPLES_KEPT]
    return tuple(Example(one.labels.text, one.guess, one.confidence) for one in surest)
