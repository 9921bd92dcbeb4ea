"""A labelled message beside what a model made of it, in the words that every number of an evaluation needs."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.trainer.heldout import Labelled
from bot.trainer.parse import FALLBACK, Parsed

OUT_OF_SCOPE = "out_of_scope"
NOT_UNDERSTOOD = frozenset({FALLBACK, OUT_OF_SCOPE, ""})


@dataclass(frozen=True)
class Judged:
    """One message. `answer` is what the customer meets; `guess` is the likeliest intent before the fallback spoke.

    Whoever has nothing but answers leaves guess and confidence as they are.
    """

    labels: Labelled
    answer: str
    guess: str = OUT_OF_SCOPE
    confidence: float = 0.0

    @property
    def is_right(self) -> bool:
        """Whether the answer is right or acceptable."""
        return self.accepts(self.answer)

    @property
    def is_ours(self) -> bool:
        """Whether refusing the message would be a mistake."""
        return OUT_OF_SCOPE not in self.labels.accepted

    @property
    def is_foreign(self) -> bool:
        """Whether the message is none of ours, beyond doubt."""
        return self.labels.gold == {OUT_OF_SCOPE}

    def accepts(self, name: str) -> bool:
        """Whether an intent would be right or acceptable."""
        return name in self.labels.accepted


def judge(labelled: Sequence[Labelled], parsed: Sequence[Parsed]) -> list[Judged]:
    """The messages with answers and guesses; `nlu_fallback` is out of scope, as the customer is not understood."""
    return [
        Judged(labels, understood(reading.intent), understood(reading.guess[0]), reading.guess[1])
        for labels, reading in zip(labelled, parsed, strict=True)
    ]


def understood(name: str) -> str:
    """What an intent means to the customer: not to be understood is to be refused."""
    return OUT_OF_SCOPE if name in NOT_UNDERSTOOD else name


def share(hits: Sequence[bool]) -> float | None:
    """How many of them are true, from 0 to 1; None of nothing."""
    return sum(hits) / len(hits) if hits else None
