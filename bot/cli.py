"""The command `bot`: one verb a task; reads arguments, calls the module that knows, shows the result."""

import dataclasses
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.chat import chat as chat_with
from bot.errors import BotError
from bot.knowledge.intent import load_intents
from bot.knowledge.problem import Problem
from bot.serve import model, programs, stack
from bot.serve.progress import Progress
from bot.settings import ROOT, load_settings
from bot.trainer import evaluate as evaluation
from bot.trainer.heldout import read_heldout
from bot.trainer.parse import parse as parse_texts
from bot.trainer.validate import Places
from bot.trainer.validate import validate as validate_files

SHOWN_CONFUSIONS = 15
SHOWN_INTENTS = 8

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
def validate() -> None:
    """Check everything that trainers write; every fault of every file is listed."""
    settings = load_settings()
    outcome = validate_files(Places(settings.data_dir, ROOT / "domain.yml", ROOT / "tests" / "heldout"))
    for problem in outcome.problems:
        print(_from_root(problem))  # noqa: T201 -- plain, so that editors can follow path:line
    counted = ", ".join(f"{number} {name}" for name, number in outcome.counts.items())
    print(f"{len(outcome.problems)} problems in {counted}")  # noqa: T201
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
) -> None:
    """Measure the model on the held-out set and compare it with the floors."""
    settings = load_settings()
    problems: list[Problem] = []
    labelled = read_heldout(heldout, load_intents(settings.data_dir), problems)
    floors = evaluation.read_floors(heldout / "floors.yml", problems)
    trained = model.ensure_model(settings, Progress())
    texts = [row.text for row in labelled]
    read = parse_texts(texts, trained, [programs.rasa_python()], programs.environment(settings))
    found = evaluation.evaluate(labelled, [parsed.intent for parsed in read])
    _show(found)
    failures = [*map(str, problems), *evaluation.below_floors(found.score, floors)]
    for failure in failures:
        console.print(f"[red]✗[/red] {failure}")
    raise typer.Exit(1 if failures else 0)


def main() -> None:
    """Run the command; what a person can act on is one sentence, not a traceback."""
    try:
        app(prog_name="bot")
    except BotError as error:
        print(error, file=sys.stderr)  # noqa: T201 -- the way a command tells
        sys.exit(1)


def _show(found: evaluation.Evaluation) -> None:
    table = Table("measure", "value", title=f"{found.score.messages} held-out messages")
    for name, value in dataclasses.asdict(found.score).items():
        if name != "messages":
            table.add_row(name, f"{value:.3f}")
    console.print(table)
    weakest = sorted(found.recall.items(), key=lambda pair: pair[1])[:SHOWN_INTENTS]
    console.print("weakest: " + ", ".join(f"{name} {share:.2f}" for name, share in weakest), highlight=False)
    for (gold, predicted), number in found.confusions.most_common(SHOWN_CONFUSIONS):
        console.print(f"{number:5}  {gold} → {predicted}", highlight=False)


def _from_root(problem: Problem) -> Problem:
    path = problem.path.relative_to(ROOT) if problem.path.is_relative_to(ROOT) else problem.path
    return dataclasses.replace(problem, path=path)


if __name__ == "__main__":
    main()
