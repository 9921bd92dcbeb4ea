"""Loads everything the guidance needs from `data/` and puts it together."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.errors import DataError
from bot.guidance.cards import Cards
from bot.guidance.guide_check import Surroundings
from bot.guidance.guide_files import read_guides
from bot.guidance.reply import Content, Replies
from bot.guidance.wording import Wording, load_wording
from bot.knowledge.directory import Directory, load_directory
from bot.knowledge.intent import load_intents
from bot.knowledge.problem import Problem


@dataclass(frozen=True)
class Guidance:
    """The replies and what they are made from."""

    replies: Replies
    directory: Directory
    wording: Wording


def load_guidance(data_dir: Path, *, today: Callable[[], date], stale_after_days: int) -> Guidance:
    """The guidance over the files below `data_dir`. Raises DataError listing every fault."""
    directory = load_directory(data_dir)
    intents = load_intents(data_dir)
    wording = load_wording(data_dir)
    problems: list[Problem] = []
    guides = read_guides(data_dir / "guides", Surroundings(directory, frozenset(intents)), problems)
    if problems:
        raise DataError("\n".join(map(str, sorted(problems))))
    cards = Cards(directory, wording, today, stale_after_days)
    return Guidance(Replies(Content(guides, intents, directory, wording), cards), directory, wording)
