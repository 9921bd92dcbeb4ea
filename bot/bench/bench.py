"""`bot bench`: ours against stock Rasa on the same data, in one run; ratios, because machines differ and are noisy."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.bench.runs import Measured, Messages, Runs, action_server, machine
from bot.bench.sample import sample
from bot.bench.systems import OURS, systems
from bot.conversation.masking import mask
from bot.serve.progress import Progress
from bot.settings import ROOT, Settings
from bot.trainer.heldout import Labelled
from bot.trainer.nlu_file import Example

TIMED_TURNS = 200
GROWTH = (1 / 16, 1 / 4, 1.0)


@dataclass(frozen=True)
class Bench:
    """Everything that was measured: each system on the same sample, and ours on growing shares of all examples."""

    day: date
    machine: str
    compared: Sequence[Measured]
    growth: Sequence[Measured]
    labelled: Sequence[Labelled]

    @property
    def ours(self) -> Measured:
        """Ours, on the sample of the comparison."""
        return next(one for one in self.compared if one.system == OURS)


def bench(
    settings: Settings,
    progress: Progress,
    examples: Sequence[Example],
    labelled: Sequence[Labelled],
    most: int,
) -> Bench:
    """Compare on about `most` examples, judged by the labelled messages. Raises SetupError."""
    texts = tuple(mask(row.text).text for row in labelled)
    messages = Messages(texts, texts[:: max(1, len(texts) // TIMED_TURNS)][:TIMED_TURNS])
    with action_server(settings) as url:
        runs = Runs(settings.var_dir / "bench", settings, progress, url)
        few = sample(examples, min(1.0, most / len(examples)))
        ours, *stock = systems(ROOT)
        compared = [runs.run(system, few, messages) for system in (ours, *stock)]
        growth = [runs.run(ours, sample(examples, share), messages) for share in GROWTH]
    return Bench(date.today(), machine(), compared, growth, labelled)  # noqa: DTZ011 -- the day on this machine's calendar


def report_folder(settings: Settings) -> Path:
    """Where tables and charts of the last benchmark are."""
    return settings.var_dir / "bench" / "report"
