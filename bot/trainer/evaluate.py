"""Measures a model on the held-out set and holds it to its floors; knows nothing of how the model works."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from bot.knowledge.problem import Problem
from bot.knowledge.yaml_reader import read_mapping
from bot.trainer.heldout import Labelled
from bot.trainer.parse import FALLBACK

OUT_OF_SCOPE = "out_of_scope"
DISTRESS = "distress"


@dataclass(frozen=True)
class Score:
    """Shares from 0 to 1. `lenient` counts acceptable intents as right; a message that is not understood is refused."""

    messages: int
    lenient: float
    strict: float
    refused: float
    let_in: float
    distress_recall: float
    distress_false_alarms: float


SHARES = frozenset(share.name for share in fields(Score)) - {"messages"}


@dataclass(frozen=True)
class Evaluation:
    """The score, and how often which intent was taken for which other."""

    score: Score
    confusions: Counter[tuple[str, str]]
    recall: Mapping[str, float]


def evaluate(labelled: Sequence[Labelled], predicted: Sequence[str]) -> Evaluation:
    """Compare predictions with labels; `nlu_fallback` counts as out of scope, as the customer is not understood."""
    answers = [OUT_OF_SCOPE if name in {FALLBACK, ""} else name for name in predicted]
    pairs = list(zip(labelled, answers, strict=True))
    ours = [(row, name) for row, name in pairs if OUT_OF_SCOPE not in row.accepted]
    foreign = [(row, name) for row, name in pairs if row.gold == {OUT_OF_SCOPE}]
    danger = [(row, name) for row, name in pairs if DISTRESS in row.gold]
    calm = [(row, name) for row, name in pairs if DISTRESS not in row.accepted]
    score = Score(
        messages=len(pairs),
        lenient=_share([name in row.accepted for row, name in pairs]),
        strict=_share([name in row.gold for row, name in pairs]),
        refused=_share([name == OUT_OF_SCOPE for _, name in ours]),
        let_in=_share([name not in row.accepted for row, name in foreign]),
        distress_recall=_share([name == DISTRESS for _, name in danger]),
        distress_false_alarms=_share([name == DISTRESS for _, name in calm]),
    )
    wrong = Counter((min(row.gold), name) for row, name in pairs if name not in row.accepted)
    return Evaluation(score, wrong, _recall(pairs))


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
    """One sentence for every floor that is not reached."""
    failures = []
    for name, floor in floors.items():
        reached = getattr(score, name.removeprefix("at_most_"))
        if name.startswith("at_most_") and reached > floor:
            failures.append(f"{name.removeprefix('at_most_')} is {reached:.3f}; at most {floor:.3f} is allowed")
        elif not name.startswith("at_most_") and reached < floor:
            failures.append(f"{name} is {reached:.3f}; at least {floor:.3f} is needed")
    return failures


def _recall(pairs: Sequence[tuple[Labelled, str]]) -> dict[str, float]:
    """Per intent: the share of its messages that were understood, leniently."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for row, name in pairs:
        for gold in row.gold:
            total[gold] += 1
            right[gold] += name in row.accepted
    return {name: right[name] / total[name] for name in sorted(total)}


def _share(hits: Sequence[bool]) -> float:
    return sum(hits) / len(hits) if hits else 0.0
