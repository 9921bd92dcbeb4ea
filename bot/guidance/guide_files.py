"""Reads guides from their files; knows the shape of a guide file and nothing of a conversation."""

from pathlib import Path

from bot.guidance.guide import PLATFORM, Aside, Ask, Branch, Choice, Guide, Node, Say
from bot.guidance.guide_check import (
    Surroundings,
    check_cases,
    check_claims,
    check_leads,
    check_length,
    check_numbers,
    check_ways,
)
from bot.knowledge.normalise import fold
from bot.knowledge.problem import Problem
from bot.knowledge.yaml_reader import Mapping, read_mapping

MOST_BUBBLES = 2


def read_guides(folder: Path, surroundings: Surroundings, problems: list[Problem]) -> dict[str, Guide]:
    """All guides below `folder`, by intent."""
    guides: dict[str, Guide] = {}
    for path in sorted(folder.glob("*.yml")):
        file = read_mapping(path, problems)
        if file is None:
            continue
        guides[path.stem] = _guide(file, surroundings)
    return guides


def _guide(file: Mapping, surroundings: Surroundings) -> Guide:
    if file.text("id") != file.path.stem:
        file.fault(f"“id” must be the file's name, {file.path.stem}", "id")
    if file.path.stem not in surroundings.intents:
        file.fault(f"there is no intent “{file.path.stem}”")
    title, start, uses_platform = file.text("title"), file.text("start"), file.flag("uses_platform")
    nodes: dict[str, Node] = {}
    lines: dict[str, Mapping] = {}
    entries = file.mapping("nodes", required=True)
    for name, entry in entries.entries() if entries else ():
        nodes[name], lines[name] = _node(name, entry, surroundings), entry
        entry.finish()
    asides = tuple(_aside(entry, surroundings) for entry in file.mappings("asides"))
    file.finish()
    guide = Guide(file.path.stem, title, start, nodes, uses_platform, asides)
    check_ways(file, guide, lines)
    return guide


def _node(name: str, entry: Mapping, surroundings: Surroundings) -> Node:
    if "ask" in entry:
        return _ask(name, entry, surroundings)
    if "branch" in entry:
        cases = entry.mapping("cases", required=True)
        branch = Branch(name, entry.text("branch"), cases.pairs() if cases else {}, entry.text("otherwise"))
        check_cases(entry, branch, surroundings.directory)
        return branch
    return _say(name, entry, surroundings)


def _ask(name: str, entry: Mapping, surroundings: Surroundings) -> Ask:
    fact = entry.text("fact")
    choices = tuple(_choice(choice) for choice in entry.mappings("choices", required=fact != PLATFORM))
    identifiers = [choice.id for choice in choices]
    if len(set(identifiers)) < len(identifiers):
        entry.fault("two choices have the same id", "choices")
    ask = Ask(name, entry.text("ask"), fact, choices, entry.text("otherwise"), entry.text("why", required=False))
    check_length(entry, ask.why + ask.text, "ask")
    said = "\n".join((ask.why, ask.text, *(choice.title for choice in choices)))
    check_numbers(entry, said, surroundings.directory)
    return ask


def _aside(entry: Mapping, surroundings: Surroundings) -> Aside:
    aside = Aside(entry.text("id"), _heard(entry, required=True), entry.text("say"), entry.texts("sources"))
    check_length(entry, aside.text, "say")
    check_claims(entry, aside.text, aside.sources, surroundings)
    entry.finish()
    return aside


def _choice(entry: Mapping) -> Choice:
    choice = Choice(entry.text("id"), entry.text("title"), entry.text("go"), _heard(entry))
    entry.finish()
    return choice


def _heard(entry: Mapping, *, required: bool = False) -> tuple[str, ...]:
    """The folded words by which something is heard; one of which nothing is left would be heard in every message."""
    written = entry.texts("heard", required=required)
    for words in written:
        if not fold(words):
            entry.fault(f"“{words}” says nothing that could be heard", "heard")
    return tuple(filter(None, map(fold, written)))


def _say(name: str, entry: Mapping, surroundings: Surroundings) -> Say:
    say = Say(
        id=name,
        bubbles=entry.texts("say", required=True),
        step=entry.text("step", required=False),
        again=entry.text("again", required=False),
        failed=entry.text("failed", required=False),
        card=entry.text("card", required=False),
        offers=entry.texts("offers"),
        sources=entry.texts("sources"),
        next=entry.text("next"),
    )
    if say.step and not say.failed:
        entry.fault("a step needs “failed”: where to go when it did not work", "step")
    if len(say.bubbles) > MOST_BUBBLES:
        entry.fault(f"{len(say.bubbles)} bubbles; a node says at most {MOST_BUBBLES}", "say")
    for text in (*say.bubbles, say.again):
        check_length(entry, text, "say")
    check_claims(entry, "\n".join((*say.bubbles, say.again)), say.sources, surroundings)
    check_leads(entry, say, surroundings)
    return say
