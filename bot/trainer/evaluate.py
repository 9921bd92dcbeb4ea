"""Measures a model on labelled messages and holds it to its floors; knows nothing of how the model works."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from bot.knowledge.problem import Problem
from bot.knowledge.yaml_reader import read_mapping
from bot.trainer.confidence import Reliability, Threshold, refusal_curve, reliability
from bot.trainer.heldout import Labelled
from bot.trainer.judged import OUT_OF_SCOPE, Judged, judge, share, understood
from bot.trainer.parse import Parsed
from bot.trainer.per_intent import Confusion, IntentScore, count_confusions, score_intents

DISTRESS = "distress"


@dataclass(frozen=True)
class Score:
    """Shares from 0 to 1. `lenient` counts acceptable intents as right; a message that is not understood is refused.

    None where there is no message of the kind: none of ours, none that is foreign, none in distress, none that is calm.
    """

    messages: int
    lenient: float
    strict: float
    refused: float | None
    let_in: float | None
    distress_recall: float | None
    distress_false_alarms: float | None


SHARES = frozenset(field.name for field in fields(Score)) - {"messages"}


@dataclass(frozen=True)
class SetScore:
    """The shares of one set. None where it has no message that could be refused, or none that could be let in."""

    name: str
    messages: int
    strict: float | None
    lenient: float | None
    refused: float | None
    let_in: float | None


@dataclass(frozen=True)
class Evaluation:
    """What the answers alone tell. The intents stand weakest first."""

    score: Score
    sets: tuple[SetScore, ...]
    intents: tuple[IntentScore, ...]


@dataclass(frozen=True)
class FullEvaluation(Evaluation):
    """What the classifier's guesses and their confidences tell besides. The confusions stand commonest first."""

    confusions: tuple[Confusion, ...]
    curve: tuple[Threshold, ...]
    reliability: Reliability


def evaluate(labelled: Sequence[Labelled], predicted: Sequence[str]) -> Evaluation:
    """Compare predicted intents with labels; `nlu_fallback` is out of scope, as the customer is not understood."""
    judged = [Judged(labels, understood(name)) for labels, name in zip(labelled, predicted, strict=True)]
    return Evaluation(_score(judged), _score_sets(judged), score_intents(judged))


def evaluate_fully(labelled: Sequence[Labelled], parsed: Sequence[Parsed]) -> FullEvaluation:
    """Compare all that was parsed with the labels."""
    judged = judge(labelled, parsed)
    return FullEvaluation(
        score=_score(judged),
        sets=_score_sets(judged),
        intents=score_intents(judged),
        confusions=count_confusions(judged),
        curve=refusal_curve(judged),
        reliability=reliability(judged),
    )


def read_floors(path: Path, problems: list[Problem]) -> dict[str, float]:
    """The floors by the name of the share: at least this for accuracy and recall, at most this for the others."""
    file = read_mapping(path, problems)
    floors = {}
    for name, text in file.pairs().items() if file else ():
        line = file.line_of(name) if file else 1
        if name.removeprefix("at_most_") not in SHARES:
            problems.append(Problem(path, line, f"“{name}” is no share that is measured"))
            continue
        try:
            floors[name] = float(text)
        except ValueError:
            problems.append(Problem(path, line, f"“{name}: {text}” is no number"))
    return floors


def below_floors(score: Score, floors: Mapping[str, float]) -> list[str]:
    """One sentence for every floor that is not reached. What was not measured counts as nothing."""
    failures = []
    for name, floor in floors.items():
        reached = getattr(score, name.removeprefix("at_most_")) or 0.0
        if name.startswith("at_most_") and reached > floor:
            failures.append(f"{name.removeprefix('at_most_')} is {reached:.3f}; at most {floor:.3f} is allowed")
        elif not name.startswith("at_most_") and reached < floor:
            failures.append(f"{name} is {reached:.3f}; at least {floor:.3f} is needed")
    return failures


def _score(judged: Sequence[Judged]) -> Score:
    ours = [one for one in judged if one.is_ours]
    foreign = [one for one in judged if one.is_foreign]
    danger = [one for one in judged if DISTRESS in one.labels.gold]
    calm = [one for one in judged if not one.accepts(DISTRESS)]
    return Score(
        messages=len(judged),
        lenient=share([one.is_right for one in judged]) or 0.0,
        strict=share([one.answer in one.labels.gold for one in judged]) or 0.0,
        refused=share([one.answer == OUT_OF_SCOPE for one in ours]),
        let_in=share([not one.is_right for one in foreign]),
        distress_recall=share([one.answer == DISTRESS for one in danger]),
        distress_false_alarms=share([one.answer == DISTRESS for one in calm]),
    )


def _score_sets(judged: Sequence[Judged]) -> tuple[SetScore, ...]:
    """In the order in which the sets are first met."""
    names = dict.fromkeys(one.labels.set_name for one in judged)
    return tuple(_score_set(name, [one for one in judged if one.labels.set_name == name]) for name in names)


def _score_set(name: str, judged: Sequence[Judged]) -> SetScore:
    return SetScore(
        name,
        messages=len(judged),
        strict=share([one.answer in one.labels.gold for one in judged]),
        lenient=share([one.is_right for one in judged]),
        refused=share([one.answer == OUT_OF_SCOPE for one in judged if one.is_ours]),
        let_in=share([not one.is_right for one in judged if one.is_foreign]),
    )
