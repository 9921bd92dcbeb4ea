"""What was measured is never paid for twice, and anything that could change it makes another run."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.bench import runs as module
from bot.bench.runs import Messages, Runs
from bot.bench.systems import System
from bot.serve.progress import Progress
from bot.settings import Settings, load_settings
from bot.trainer.nlu_file import Example

SYSTEM = System("stock", {"language": "zh", "pipeline": []})
MESSAGES = Messages(("怎么退款",), ("怎么退款",))
TOLD = {
    "load_seconds": 1.0,
    "memory_mb": 500.0,
    "parse_ms": [1.0],
    "turn_ms": [9.0],
    "predictions": [("refund", 0.9)],
}


def example(text: str) -> Example:
    return Example(Path("x.yml"), 1, "refund", text, (), text)


class Counted(Runs):
    """Runs that only count: no Rasa is called."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        super().__init__(folder, settings, Progress(), "http://127.0.0.1:1")
        self.trained = 0

    def _call(self, _arguments: Sequence[str], folder: Path, _step: Any) -> None:  # noqa: ANN401 -- a step
        self.trained += 1
        (folder / "models").mkdir()
        (folder / "models" / "model.tar.gz").write_bytes(b"model")

    def _measure(self, _model: Path, _messages: Messages, *, is_ours: bool) -> dict[str, Any]:
        assert not is_ours
        return TOLD


@pytest.fixture
def counted(tmp_path: Path) -> Counted:
    return Counted(tmp_path, load_settings())


def test_the_same_run_is_paid_for_once(counted: Counted) -> None:
    first = counted.run(SYSTEM, [example("退款")], MESSAGES)
    again = counted.run(SYSTEM, [example("退款")], MESSAGES)
    assert counted.trained == 1
    assert again == first
    assert again.predictions == [("refund", 0.9)]


def test_other_examples_messages_or_configurations_make_another_run(counted: Counted) -> None:
    counted.run(SYSTEM, [example("退款")], MESSAGES)
    counted.run(SYSTEM, [example("退钱")], MESSAGES)
    counted.run(SYSTEM, [example("退款")], Messages(("你好",), ("你好",)))
    counted.run(System("stock", {"language": "zh", "pipeline": [{"name": "x"}]}), [example("退款")], MESSAGES)
    assert counted.trained == 4


def test_our_own_code_makes_another_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def fingerprint() -> str:
        return module._fingerprint(System("ours", {}), [example("退款")], MESSAGES)

    before = fingerprint()
    monkeypatch.setattr(module, "OUR_CODE", ("bot/engine/ngrams.py",))
    assert fingerprint() != before
