"""Writes an evaluation down: as JSON for programs, and as a page for trainers that needs neither network nor script."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.knowledge.intent import Intent
from bot.trainer.evaluate import FullEvaluation
from bot.trainer.evaluation_charts import curve_chart, reliability_chart
from bot.trainer.evaluation_tables import percent

TEMPLATE = "evaluation_report.html.j2"


@dataclass(frozen=True)
class Occasion:
    """When what was measured with which messages. `problems` are rows left out, as path:line: message."""

    date: datetime
    model: str
    files: tuple[str, ...]
    floors: Mapping[str, float]
    problems: tuple[str, ...] = ()


def write_report(folder: Path, found: FullEvaluation, occasion: Occasion, intents: Mapping[str, Intent]) -> Path:
    """`report.json` and `report.html` in the folder, which is made if it is not there; the path of the page."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "report.json").write_text(as_json(found, occasion), encoding="utf-8")
    page = folder / "report.html"
    page.write_text(as_html(found, occasion, intents), encoding="utf-8")
    return page


def as_json(found: FullEvaluation, occasion: Occasion) -> str:
    """Everything that was measured, named as in the dataclasses; shares from 0 to 1, null for a share of nothing."""
    about = {**asdict(occasion), "date": occasion.date.isoformat(timespec="seconds")}
    return json.dumps({**about, **asdict(found)}, ensure_ascii=False, indent=2) + "\n"


def as_html(found: FullEvaluation, occasion: Occasion, intents: Mapping[str, Intent]) -> str:
    """One page with everything in it; what customers wrote is escaped."""
    pages = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages.filters["percent"] = percent
    return pages.get_template(TEMPLATE).render(
        found=found,
        occasion=occasion,
        titles={name: intent.title for name, intent in intents.items()},
        curve_chart=curve_chart(found.curve),
        reliability_chart=reliability_chart(found.reliability),
    )
