"""Labelled messages and what a model made of them, few enough to be counted by hand."""

from pathlib import Path

from bot.trainer.heldout import Labelled
from bot.trainer.parse import Parsed


def row(gold: str, also: str = "", *, text: str = "…", part: str = "") -> Labelled:
    """A message of the table `all.tsv`; intents are parted by spaces."""
    return Labelled(Path("all.tsv"), 1, text, frozenset(gold.split()), frozenset(also.split()), part)


def reading(intent: str, guess: str = "", confidence: float = 0.5) -> Parsed:
    """What was answered; the guess is the same unless it was too faint to be followed."""
    return Parsed("…", intent, confidence, ((guess or intent, confidence), ("thanks", 0.01)), ())


ANSWERS = [
    (row("refund"), "refund"),
    (row("refund", "cancel_order"), "cancel_order"),
    (row("refund"), "greet"),
    (row("refund"), "nlu_fallback"),
    (row("greet"), ""),
    (row("out_of_scope"), "nlu_fallback"),
    (row("out_of_scope"), "refund"),
    (row("out_of_scope", "greet"), "greet"),
    (row("distress"), "distress"),
    (row("distress"), "abuse"),
    (row("abuse"), "distress"),
    (row("abuse", "distress"), "distress"),
]
