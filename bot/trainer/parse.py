"""Has a trained model parse messages in Rasa's environment; knows its wire format and nothing of Rasa."""

import json
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any, TextIO

from bot.conversation.masking import mask
from bot.errors import EngineError
from bot.settings import ROOT

FALLBACK = "nlu_fallback"


@dataclass(frozen=True)
class Parsed:
    """What the model made of one message. `text` is the message exactly as given; no fallback is in the ranking."""

    text: str
    intent: str
    confidence: float
    ranking: tuple[tuple[str, float], ...]
    entities: tuple[dict[str, Any], ...]

    @property
    def guess(self) -> tuple[str, float]:
        """The likeliest intent and its confidence, whether it was sure enough to be the answer or not."""
        return self.ranking[0] if self.ranking else (FALLBACK, 0.0)

    def as_json(self) -> str:
        """One line of JSON."""
        ranking = [{"name": name, "confidence": confidence} for name, confidence in self.ranking]
        row = {"text": self.text, "intent": self.intent, "confidence": self.confidence, "ranking": ranking}
        return json.dumps({**row, "entities": list(self.entities)}, ensure_ascii=False)


def parse(texts: Iterable[str], model: Path, command: list[str], environment: dict[str, str]) -> Iterator[Parsed]:
    """Each text's reading, in order. `command` starts Python in Rasa's environment. Raises EngineError if it fails."""
    child = subprocess.Popen(
        [*command, "-m", "bot.engine.parse", str(model)],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    with child:
        given: list[str] = []
        complaints: list[str] = []
        if not (child.stdin and child.stdout and child.stderr):
            raise EngineError("the pipes to the model were not opened")
        writer = Thread(target=_write, args=(texts, child.stdin, given), daemon=True)
        listener = Thread(target=_listen, args=(child.stderr, complaints), daemon=True)
        writer.start()
        listener.start()
        for place, line in enumerate(child.stdout):
            yield _parsed(given[place], json.loads(line))
        writer.join()
        listener.join()
    if child.returncode:
        raise EngineError(f"The model {model.name} could not be asked:\n{''.join(complaints[-15:])}")


def _write(texts: Iterable[str], stdin: TextIO, given: list[str]) -> None:
    """Masked as the gateway masks, so that the model sees what it would see in a conversation."""
    with stdin:
        for text in texts:
            given.append(text)
            stdin.write(json.dumps(mask(text).text, ensure_ascii=False) + "\n")
            stdin.flush()


def _listen(stderr: TextIO, complaints: list[str]) -> None:
    complaints.extend(stderr)


def _parsed(text: str, row: dict[str, Any]) -> Parsed:
    ranking = tuple((one["name"], one["confidence"]) for one in row["ranking"])
    return Parsed(text, row["intent"], row["confidence"], ranking, tuple(row["entities"]))
