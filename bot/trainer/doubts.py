"""Has the examples judged by models that have not seen them; the judging itself happens in Rasa's environment."""

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass

from bot.errors import EngineError
from bot.settings import ROOT
from bot.trainer.nlu_file import Example
from bot.trainer.variety import masked


@dataclass(frozen=True)
class Doubt:
    """An example that another intent claims, with the confidence of the claim and of its own intent, 0 to 1."""

    example: Example
    claimed_by: str
    claim: float
    own: float


def doubts(examples: Sequence[Example], command: Sequence[str], environment: dict[str, str]) -> list[Doubt]:
    """The doubtful examples, the surest claims first; minutes for a full set. Raises EngineError if judging fails."""
    rows = [[masked(example.written), example.intent] for example in examples]
    child = subprocess.run(
        [*command, "-m", "bot.engine.doubtful"],
        input=json.dumps(rows),
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if child.returncode:
        raise EngineError(f"The examples could not be judged:\n{child.stderr[-2000:]}")
    return [Doubt(examples[place], other, claim, own) for place, other, claim, own in json.loads(child.stdout)]
