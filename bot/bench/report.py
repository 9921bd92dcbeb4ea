"""The benchmark as tables and charts: numbers beside each other and as ratios to ours; measures nothing."""

import json
import statistics
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pygal
from pygal.style import CleanStyle

from bot.bench.bench import Bench
from bot.bench.runs import Measured
from bot.trainer.evaluate import evaluate

PERCENTILES = (50, 95, 99)


def write_report(bench: Bench, folder: Path) -> list[Path]:
    """`bench.json`, `bench.md` and the charts, in `folder`; the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {
        "bench.json": json.dumps(_record(bench), ensure_ascii=False, indent=1),
        "bench.md": markdown(bench),
        "accuracy.svg": _accuracy_chart(bench),
        "training.svg": _growth_chart(bench, "training, seconds", lambda one: one.train_seconds),
        "latency.svg": _growth_chart(bench, "parse p50, milliseconds", lambda one: percentile(one.parse_ms, 50)),
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in files]


def markdown(bench: Bench) -> str:
    """The tables as Markdown, with the day and the machine's shape."""
    head = [row.system for row in bench.compared]
    lines = [
        f"{bench.day}, {bench.machine}, {bench.compared[0].examples} training examples.",
        "",
        f"| | {' | '.join(head)} |",
        f"|---|{'---|' * len(head)}",
        *(f"| {label} | {' | '.join(cells)} |" for label, cells in rows(bench)),
        "",
        "| ours on | training s | parse p50 ms | lenient accuracy |",
        "|---|---|---|---|",
    ]
    for one in bench.growth:
        lenient = _accuracy(bench, one, "")
        timed = f"{one.train_seconds:.0f} | {percentile(one.parse_ms, 50):.1f}"
        lines.append(f"| {one.examples} examples | {timed} | {lenient:.3f} |")
    return "\n".join(lines) + "\n"


def rows(bench: Bench) -> list[tuple[str, list[str]]]:
    """One row a measure, one cell a system; costs with their ratio to ours in brackets."""
    parts = list(dict.fromkeys(row.set_name for row in bench.labelled))
    table = [
        (f"lenient accuracy, {part}", [f"{_accuracy(bench, one, part):.3f}" for one in bench.compared])
        for part in parts
    ]
    ours = _costs(bench.ours)
    table += [(label, [_with_ratio(_costs(one)[label], ours[label]) for one in bench.compared]) for label in ours]
    speed = [f"{1000 / statistics.fmean(one.parse_ms):.0f}" for one in bench.compared]
    return [*table, ("messages parsed a second", speed)]


def _costs(one: Measured) -> dict[str, float]:
    """What less of is better, by its label."""
    return {
        "training, s": one.train_seconds,
        "start and load, s": one.load_seconds,
        "memory, MB": one.memory_mb,
        "model, MB": one.model_mb,
        **{f"parse p{share}, ms": percentile(one.parse_ms, share) for share in PERCENTILES},
        **{f"whole turn p{share}, ms": percentile(one.turn_ms, share) for share in PERCENTILES},
    }


def percentile(values: Sequence[float], share: int) -> float:
    """The value below which `share` per cent of the values lie."""
    return statistics.quantiles(values, n=100, method="inclusive")[share - 1]


def _accuracy(bench: Bench, measured: Measured, part: str) -> float:
    """Lenient accuracy on one part of the messages, or on all of them."""
    chosen = [place for place, row in enumerate(bench.labelled) if part in {"", row.set_name}]
    labelled = [bench.labelled[place] for place in chosen]
    return evaluate(labelled, [measured.predictions[place][0] for place in chosen]).score.lenient


def _with_ratio(value: float, ours: float) -> str:
    return f"{value:.1f}" if value == ours else f"{value:.1f} ({value / ours:.1f} times ours)"


def _record(bench: Bench) -> dict[str, Any]:
    """What the tables are made of, without each single message."""
    left_out = {"predictions", "parse_ms", "turn_ms"}
    compared = [{k: v for k, v in asdict(one).items() if k not in left_out} for one in bench.compared]
    return {"day": str(bench.day), "machine": bench.machine, "systems": compared, "table": rows(bench)}


def _accuracy_chart(bench: Bench) -> str:
    chart = pygal.Bar(js=(), style=CleanStyle, range=(0, 1), title="lenient accuracy", legend_at_bottom=True)
    chart.x_labels = list(dict.fromkeys(row.set_name for row in bench.labelled))
    for one in bench.compared:
        chart.add(one.system, [_accuracy(bench, one, part) for part in chart.x_labels])
    return str(chart.render(is_unicode=True))


def _growth_chart(bench: Bench, title: str, value: Any) -> str:  # noqa: ANN401 -- a function of Measured
    chart = pygal.XY(js=(), style=CleanStyle, title=f"ours: {title} by number of examples", show_legend=False)
    chart.add("ours", [(one.examples, value(one)) for one in bench.growth])
    return str(chart.render(is_unicode=True))
