"""Checks everything that trainers write, and reports every fault of every file in one run.

Rasa's own validation passes unused intents, contradicting labels, misaligned entities and much else; this does not.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.guidance.guide_check import Surroundings
from bot.guidance.guide_files import read_guides
from bot.knowledge.brands import read_brands
from bot.knowledge.directory import read_directory
from bot.knowledge.guard_phrases import read_guards
from bot.knowledge.intent import Intent, read_intents
from bot.knowledge.phrases import read_phrases
from bot.knowledge.problem import Problem
from bot.knowledge.yaml_reader import read_mapping
from bot.trainer.domain_file import check_domain
from bot.trainer.folding import folded_words
from bot.trainer.heldout import Labelled, read_heldout
from bot.trainer.nlu_file import Example, read_examples
from bot.trainer.variety import monotony, near_leaks

FEWEST_EXAMPLES = 10


@dataclass(frozen=True)
class Places:
    """Where the files to check are."""

    data: Path
    domain: Path
    heldout: Path


@dataclass(frozen=True)
class Outcome:
    """Every problem found, in the order of files and lines, and how much was looked at."""

    problems: list[Problem]
    counts: Mapping[str, int]


def validate(places: Places) -> Outcome:
    """Check all files; nothing is changed."""
    problems: list[Problem] = []
    directory = read_directory(places.data, problems)
    intents = read_intents(places.data / "intents.yml", problems)
    guides = read_guides(places.data / "guides", Surroundings(directory, frozenset(intents)), problems)
    for path in sorted((places.data / "phrases").glob("*.yml")):
        read_phrases(path, problems)
    _check_words(places.data / "lexicon" / "words.yml", problems)
    read_brands(places.data / "lexicon" / "brands.yml", problems)
    guards = read_guards(places.data / "guards", problems)
    examples = read_examples(places.data / "nlu", problems)
    labelled = read_heldout(places.heldout, intents, problems)
    problems += _unanswered(places, intents, frozenset(guides))
    problems += [
        Problem(places.data / "guards" / f"{one.id}.yml", 1, "is no intent") for one in guards if one.id not in intents
    ]
    problems += _check_examples(places, intents, examples)
    problems += [*_leaks(examples, labelled), *near_leaks(examples, labelled), *monotony(examples)]
    problems += check_domain(places.domain, places.data / "rules", intents)
    counts = {
        "platforms": len(directory.platforms),
        "authorities": len(directory.authorities),
        "sources": len(directory.sources),
        "intents": len(intents),
        "guides": len(guides),
        "examples": len(examples),
        "held-out messages": len(labelled),
    }
    return Outcome(sorted(set(problems)), counts)


def _check_words(path: Path, problems: list[Problem]) -> None:
    file = read_mapping(path, problems)
    if file is not None:
        file.texts("words", required=True)
        file.finish()


def _unanswered(places: Places, intents: Mapping[str, Intent], guides: frozenset[str]) -> list[Problem]:
    path = places.data / "intents.yml"
    return [
        Problem(path, 1, f"the intent {intent.name} has no guide in data/guides")
        for intent in intents.values()
        if intent.has_guide and intent.name not in guides
    ]


def _check_examples(places: Places, intents: Mapping[str, Intent], examples: list[Example]) -> list[Problem]:
    problems = []
    for name, intent in intents.items():
        own = [example for example in examples if example.intent == name]
        expected = places.data / "nlu" / intent.group / f"{name}.yml"
        if len(own) < FEWEST_EXAMPLES:
            problems.append(Problem(expected, 1, f"{name} has {len(own)} examples; {FEWEST_EXAMPLES} is the least"))
        problems += [
            Problem(path, 1, f"belongs into {expected.parent.name}/ as {name} is of that group")
            for path in {example.path for example in own} - {expected}
        ]
    problems += [
        Problem(one.path, one.line, f"“{one.intent}” is no intent") for one in examples if one.intent not in intents
    ]
    return problems + _annotation_faults(examples) + _repeated(examples)


def _annotation_faults(examples: list[Example]) -> list[Problem]:
    return [
        Problem(example.path, example.line, f"“{text}” is annotated as “{name}”; only (platform) is known")
        for example in examples
        for name, text in example.entities
        if name != "platform"
    ]


def _repeated(examples: list[Example]) -> list[Problem]:
    """An example that stands twice, in its own intent or, worse, in another."""
    first: dict[str, Example] = {}
    problems = []
    for example in examples:
        earlier = first.setdefault(folded_words(example.text), example)
        if earlier is not example:
            where = f"{earlier.path.name}:{earlier.line}"
            told = "stands already in" if earlier.intent == example.intent else "contradicts"
            problems.append(Problem(example.path, example.line, f"“{example.text}” {told} {where}"))
    return problems


def _leaks(examples: list[Example], labelled: list[Labelled]) -> list[Problem]:
    """A held-out message that is also trained on measures nothing."""
    trained = {folded_words(example.text): example for example in examples}
    problems = []
    for row in labelled:
        example = trained.get(folded_words(row.text))
        if example is not None and not _is_trivial(row.text):
            told = f"“{row.text}” is also an example: {example.path.name}:{example.line}"
            problems.append(Problem(row.path, row.line, told))
    return problems


def _is_trivial(text: str) -> bool:
    """Greetings and single words come again by nature: 你好, 下一步."""
    return len(folded_words(text)) <= 4  # noqa: PLR2004 -- four characters
