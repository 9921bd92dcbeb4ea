"""The command `bot`: one verb a task; reads arguments, calls the module that knows, shows the result."""

import dataclasses
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from bot.bench import bench as benchmark
from bot.bench import report as bench_report
from bot.chat import chat as chat_with
from bot.errors import BotError, DataError
from bot.knowledge.intent import load_intents
from bot.knowledge.problem import Problem
from bot.serve import model, programs, stack
from bot.serve.progress import Progress
from bot.settings import ROOT, Settings, load_settings
from bot.trainer import evaluate as evaluation
from bot.trainer import evaluation_report
from bot.trainer.doubts import doubts
from bot.trainer.evaluation_tables import tables
from bot.trainer.heldout import read_heldout, read_tables
from bot.trainer.nlu_file import read_examples
from bot.trainer.parse import parse as parse_texts
from bot.trainer.validate import Places
from bot.trainer.validate import validate as validate_files

app = typer.Typer(help=__doc__, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
console = Console()


@app.command()
def serve() -> None:
    """Train if necessary, start everything, watch over it until Ctrl-C."""
    stack.serve(load_settings(), Progress())


@app.command()
def chat() -> None:
    """Talk to the running assistant in the terminal."""
    raise typer.Exit(chat_with(load_settings()))


@app.command()
def train() -> None:
    """Train the model for the current data, unless there is one."""
    model.ensure_model(load_settings(), Progress())


@app.command()
def validate(
    doubtful: Annotated[
        int, typer.Option(help="list so many examples that lie nearer to another intent; takes minutes")
    ] = 0,
) -> None:
    """Check everything that trainers write; every fault of every file is listed."""
    settings = load_settings()
    outcome = validate_files(Places(settings.data_dir, ROOT / "domain.yml", ROOT / "tests" / "heldout"))
    for problem in outcome.problems:
        print(_from_root(problem))  # noqa: T201 -- plain, so that editors can follow path:line
    counted = ", ".join(f"{number} {name}" for name, number in outcome.counts.items())
    print(f"{len(outcome.problems)} problems in {counted}")  # noqa: T201
    if doubtful:
        _show_doubts(settings, doubtful)
    raise typer.Exit(1 if outcome.problems else 0)


@app.command()
def parse() -> None:
    """Read messages from standard input, one a line, and print what the model makes of each as a line of JSON."""
    settings = load_settings()
    trained = model.ensure_model(settings, Progress(stream=sys.stderr))
    texts = (line.rstrip("\r\n") for line in sys.stdin)
    for parsed in parse_texts(texts, trained, [programs.rasa_python()], programs.environment(settings)):
        print(parsed.as_json(), flush=True)  # noqa: T201 -- a pipe reads it


@app.command()
def evaluate(
    heldout: Annotated[Path, typer.Option(help="folder with labelled messages and floors.yml")] = ROOT
    / "tests/heldout",
    gold: Annotated[
        list[Path] | None,
        typer.Option(
            help="TSV with the columns text, gold, also and perhaps set, instead of --heldout; may be repeated"
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="folder for report.html and report.json; evaluation in the var folder if not given"),
    ] = None,
) -> None:
    """Measure the model on the held-out set and compare it with the floors, or on labelled messages of your own."""
    settings = load_settings()
    intents = load_intents(settings.data_dir)
    problems: list[Problem] = []
    labelled = read_tables(gold, intents, problems) if gold else read_heldout(heldout, intents, problems)
    floors = {} if gold else evaluation.read_floors(heldout / "floors.yml", problems)
    faults = tuple(str(_from_root(problem)) for problem in problems)
    _fail(faults)  # before the model is trained, so that nobody waits for them
    if not labelled:
        raise DataError("There is no labelled message to measure the model on.")
    trained = model.ensure_model(settings, Progress())
    texts = [row.text for row in labelled]
    parsed = list(parse_texts(texts, trained, [programs.rasa_python()], programs.environment(settings)))
    found = evaluation.evaluate_fully(labelled, parsed)
    files = tuple(str(_shown(path)) for path in gold or [heldout])
    occasion = evaluation_report.Occasion(datetime.now(UTC).astimezone(), trained.name, files, floors, faults)
    for table in tables(found, floors, intents):
        console.print(table)
    page = evaluation_report.write_report(out or settings.var_dir / "evaluation", found, occasion, intents)
    console.print(f"The report: {escape(str(_shown(page)))}", soft_wrap=True)
    below = evaluation.below_floors(found.score, floors)
    _fail(below)
    raise typer.Exit(1 if faults or below else 0)


@app.command()
def bench(
    examples: Annotated[int, typer.Option(help="about how many examples all systems are trained on")] = 300,
    gold: Annotated[list[Path] | None, typer.Option(help="labelled messages besides the held-out set (TSV)")] = None,
) -> None:
    """Compare with stock Rasa on the same data: accuracy, time, memory; tables and charts are kept."""
    settings = load_settings()
    problems: list[Problem] = []
    read = read_examples(settings.data_dir / "nlu", problems)
    intents = load_intents(settings.data_dir)
    labelled = [*read_heldout(ROOT / "tests/heldout", intents, problems), *read_tables(gold or [], intents, problems)]
    _fail(str(_from_root(problem)) for problem in problems)
    if problems:
        raise typer.Exit(1)
    found = benchmark.bench(settings, Progress(), read, labelled, examples)
    files = bench_report.write_report(found, benchmark.report_folder(settings))
    print(bench_report.markdown(found))  # noqa: T201 -- as it can be pasted
    print("\n".join(str(_shown(path)) for path in files))  # noqa: T201


def main() -> None:
    """Run the command; what a person can act on is one sentence, not a traceback."""
    try:
        app(prog_name="bot")
    except BotError as error:
        print(error, file=sys.stderr)  # noqa: T201 -- the way a command tells
        sys.exit(1)


def _fail(sentences: Iterable[str]) -> None:
    for sentence in sentences:
        console.print(f"[red]✗[/red] {escape(sentence)}", soft_wrap=True)


def _show_doubts(settings: Settings, number: int) -> None:
    examples = read_examples(settings.data_dir / "nlu", [])
    with Progress().step(f"Judging {len(examples)} examples"):
        found = doubts(examples, [programs.rasa_python()], programs.environment(settings))
    for doubt in found[:number]:
        place = _from_root(Problem(doubt.example.path, doubt.example.line, f"“{doubt.example.text}”"))
        print(f"{place} lies nearer to {doubt.claimed_by} ({doubt.claim:.2f}, its own {doubt.own:.2f})")  # noqa: T201
    print(f"{len(found)} of {len(examples)} examples lie nearer to another intent")  # noqa: T201


def _from_root(problem: Problem) -> Problem:
    return dataclasses.replace(problem, path=_shown(problem.path))


def _shown(path: Path) -> Path:
    """The path from the root of the checkout, if it lies there."""
    return path.relative_to(ROOT) if path.is_relative_to(ROOT) else path


if __name__ == "__main__":
    main()
