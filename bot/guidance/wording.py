"""The sentences the guidance says beside the guides' own texts, by key, from `data/phrases/guidance.yml`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.knowledge.phrases import Phrase, load_phrases
from bot.knowledge.record import Source


@dataclass(frozen=True)
class Wording:
    """Sentences by key."""

    phrases: Mapping[str, Phrase]

    def say(self, key: str, **values: str) -> str:
        """The sentence with its `{blanks}` filled."""
        return re.sub(r"\{(\w+)\}", lambda blank: values[blank.group(1)], self.phrases[key].text)

    def date_of(self, source: Source) -> str:
        """A source's date as it is told: of publication, or, saying so, the day on which it was read."""
        return source.published or self.say("read_on", date=source.retrieved)


def load_wording(data_dir: Path) -> Wording:
    """The sentences below `data_dir`. Raises DataError listing every fault."""
    return Wording(load_phrases(data_dir / "phrases" / "guidance.yml"))
