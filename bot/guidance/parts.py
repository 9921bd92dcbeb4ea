"""What replies are made from, as one value."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.guidance.guide import Guide
from bot.guidance.wording import Wording
from bot.knowledge.directory import Directory
from bot.knowledge.intent import Intent


@dataclass(frozen=True)
class Content:
    """Guides and intents by name, the directory, and the bot's own sentences."""

    guides: Mapping[str, Guide]
    intents: Mapping[str, Intent]
    directory: Directory
    wording: Wording
