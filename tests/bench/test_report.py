"""The tables hold what was measured, costs with their ratio to ours; the charts ask nobody on the net."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from bot.bench.bench import Bench
from bot.bench.report import markdown, percentile, rows, write_report
from bot.bench.runs import Measured
from bot.bench.systems import OURS, systems
from bot.settings import ROOT
from bot.trainer.heldout import Labelled

LABELLED = [
    Labelled(Path("topics.tsv"), 2, "怎么退款", frozenset({"refund"})),
    Labelled(Path("topics.tsv"), 3, "你好", frozenset({"greet"}), frozenset({"thank"})),
    Labelled(Path("more.tsv"), 2, "下雨吗", frozenset({"out_of_scope"})),
]


def measured(system: str, predictions: list[str], times: float = 1.0) -> Measured:
    return Measured(
        system=system,
        examples=600,
        train_seconds=20 * times,
        load_seconds=5 * times,
        memory_mb=500 * times,
        model_mb=3 * times,
        parse_ms=[times * value for value in (1.0, 2.0, 3.0)],
        turn_ms=[times * value for value in (10.0, 10.0, 40.0)],
        predictions=[(name, 0.9) for name in predictions],
    )


@pytest.fixture
def bench() -> Bench:
    ours = measured(OURS, ["refund", "thank", "nlu_fallback"])
    stock = measured("stock", ["refund", "deny", "refund"], times=4.0)
    return Bench(date(2026, 11, 22), "2 cores", [ours, stock], [ours], LABELLED)


def test_accuracy_is_told_for_each_part(bench: Bench) -> None:
    table = dict(rows(bench))
    assert table["lenient accuracy, topics"] == ["1.000", "0.500"]
    assert table["lenient accuracy, more"] == ["1.000", "0.000"]


def test_costs_are_told_with_their_ratio_to_ours(bench: Bench) -> None:
    table = dict(rows(bench))
    assert table["training, s"] == ["20.0", "80.0 (4.0 times ours)"]
    assert table["whole turn p50, ms"] == ["10.0", "40.0 (4.0 times ours)"]
    assert table["messages parsed a second"] == ["500", "125"]


def test_the_table_says_day_machine_and_sample(bench: Bench) -> None:
    assert markdown(bench).startswith("2026-11-22, 2 cores, 600 training examples.")
    assert "| 600 examples | 20 | 2.0 | 1.000 |" in markdown(bench)


def test_a_percentile_is_the_value_below_which_the_share_lies() -> None:
    assert percentile([float(value) for value in range(101)], 95) == 95.0


def test_charts_and_numbers_are_written(bench: Bench, tmp_path: Path) -> None:
    files = write_report(bench, tmp_path / "report")
    assert {path.name for path in files} == {"bench.json", "bench.md", "accuracy.svg", "training.svg", "latency.svg"}
    assert json.loads((tmp_path / "report" / "bench.json").read_text())["systems"][0]["system"] == OURS
    for path in files:
        loaded = re.sub(r"<!--.*?-->", "", path.read_text(), flags=re.DOTALL)
        addresses = set(re.findall(r"https?://[^\s\"'<>]+", loaded))
        assert {address for address in addresses if "w3.org" not in address} == set()


def test_ours_is_compared_as_it_is_configured_and_stock_as_rasa_suggests() -> None:
    ours, *stock = systems(ROOT)
    assert any(row["name"].endswith("LinearIntentClassifier") for row in ours.config["pipeline"])
    for system in stock:
        assert not any(row["name"].startswith("bot.") for row in system.config["pipeline"])
    assert stock[-1].config["policies"][-1] == {"name": "TEDPolicy", "max_history": 5, "epochs": 100}
