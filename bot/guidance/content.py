"""Loads everything the guidance needs from `data/` and puts it together."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.guidance.cards import Cards
from bot.guidance.guide_check import Surroundings
from bot.guidance.guide_files import read_guides
from bot.guidance.parts import Content
from bot.guidance.reply import Replies
from bot.guidance.wording import Wording, load_wording
from bot.knowledge.directory import Directory, read_directory
from bot.knowledge.intent import load_intents
from bot.knowledge.problem import Problem

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Guidance:
    """The replies and what they are made from."""

    replies: Replies
    directory: Directory
    wording: Wording


def load_guidance(data_dir: Path, *, today: Callable[[], date], stale_after_days: int) -> Guidance:
    """The guidance over the files below `data_dir`, without faulty guides: the others must go on answering.

    Raises DataError if the intents or the wording cannot be used, as then nothing can be said at all.
    """
    problems: list[Problem] = []
    directory = read_directory(data_dir, problems)
    intents = load_intents(data_dir)
    wording = load_wording(data_dir)
    guides = read_guides(data_dir / "guides", Surroundings(directory, frozenset(intents)), problems)
    faulty = {problem.path.stem for problem in problems if problem.path.parent.name == "guides"}
    for problem in problems:
        logger.error("%s", problem)
    usable = {name: guide for name, guide in guides.items() if name not in faulty}
    cards = Cards(directory, wording, today, stale_after_days)
    return Guidance(Replies(Content(usable, intents, directory, wording), cards), directory, wording)
