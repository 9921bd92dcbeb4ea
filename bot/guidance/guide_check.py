"""Checks what a guide says and where it leads: claims without a source, broken ways, texts that are too long."""

import re
from collections.abc import Mapping as Known
from collections.abc import Sequence
from dataclasses import dataclass

from bot.guidance.guide import END, PLATFORM, Branch, Guide, Say
from bot.knowledge.directory import Directory
from bot.knowledge.record import PLATFORM_KINDS, SPOKEN_GRADES
from bot.knowledge.yaml_reader import Mapping

LONGEST_BUBBLE = 180
PLATFORM_CARDS = frozenset({"platform_contacts", "platform_profile"})
_CLAIM = re.compile(r"\d{2,}|[一二三四五六七八九十]+[天日年]内|《|条例|法律|法院|公安|监管|→|12\d{3}")
_LONG_NUMBER = re.compile(r"(?<![\d.,])\d[\d-]{3,}\d(?![\d.,])")
_YES_OR_NO = frozenset({"yes", "no"})
_DATE = re.compile(r"(19|20)\d{2}(-\d{1,2}){0,2}$")


@dataclass(frozen=True)
class Surroundings:
    """What a guide may refer to: the directory, and the intents by name."""

    directory: Directory
    intents: frozenset[str]


def check_length(entry: Mapping, text: str, key: str) -> None:
    """Report a bubble that is too long to be read on a phone."""
    if len(text) > LONGEST_BUBBLE:
        entry.fault(f"{len(text)} characters; a bubble has at most {LONGEST_BUBBLE}: {text[:20]}…", key)


def check_claims(entry: Mapping, text: str, sources: Sequence[str], surroundings: Surroundings) -> None:
    """Report a claim without a source, sources that may not be spoken, and numbers that are not in the directory."""
    directory = surroundings.directory
    if _CLAIM.search(text) and not sources:
        entry.fault(f"a claim needs “sources”: {text[:20]}…", "say")
    for name in sources:
        source = directory.sources.get(name)
        if source is None:
            entry.fault(f"there is no source “{name}” in data/sources", "sources")
        elif source.grade[:1] not in SPOKEN_GRADES:
            entry.fault(f"source “{name}” has grade {source.grade}; only A and B are spoken", "sources")
    check_numbers(entry, text, directory)


def check_numbers(entry: Mapping, text: str, directory: Directory) -> None:
    """Report numbers that are not in the directory, or may not be spoken."""
    for number in _LONG_NUMBER.findall(text):
        if not _DATE.match(number) and number.replace("-", "") not in directory.spoken_numbers():
            entry.fault(f"{number} does not stand in the directory with grade A or B", "say")


def check_leads(entry: Mapping, say: Say, surroundings: Surroundings) -> None:
    """Report offers and cards that do not exist."""
    for offer in say.offers:
        if offer not in surroundings.intents:
            entry.fault(f"“offers: {offer}” is no intent", "offers")
    _check_card(entry, say.card, surroundings.directory)


def check_cases(entry: Mapping, branch: Branch, directory: Directory) -> None:
    """Report cases that can never be: platforms, kinds and answers that do not exist."""
    possible = {
        PLATFORM: frozenset(directory.platforms),
        "platform_kind": PLATFORM_KINDS | {"unknown"},
        "platform_known": _YES_OR_NO,
        "contact_known": _YES_OR_NO,
        "licensed": _YES_OR_NO | {"unknown"},
    }
    for case in branch.cases if branch.by in possible else ():
        if case not in possible[branch.by]:
            entry.fault(f"“{case}” is nothing that {branch.by} can be", "cases")


def _check_card(entry: Mapping, card: str, directory: Directory) -> None:
    if not card or card in PLATFORM_CARDS:
        return
    if card.partition(":")[0] not in {"authority", "authorities"}:
        entry.fault(f"“card: {card}” is not known", "card")
        return
    if not authority_ids(card):
        entry.fault(f"“card: {card}” names no authority", "card")
    for name in authority_ids(card):
        if name not in directory.authorities:
            entry.fault(f"there is no authority “{name}” in data/authorities", "card")


def authority_ids(card: str) -> tuple[str, ...]:
    """The authorities a card names: `authority:12378` or `authorities:[12378,12315]`."""
    return tuple(name.strip() for name in card.partition(":")[2].strip("[] ").split(",") if name.strip())


def check_ways(file: Mapping, guide: Guide, lines: Known[str, Mapping]) -> None:
    """Report ways that lead nowhere, nodes nobody reaches, walks without an end and walks in a circle."""
    for name, node in guide.nodes.items():
        for target in node.targets:
            if target != END and target not in guide.nodes:
                lines[name].fault(f"“{name}” leads to “{target}”, which does not exist")
    if guide.start not in guide.nodes:
        file.fault(f"“start: {guide.start}” does not exist", "start")
        return
    reachable = _reachable(guide)
    for name in guide.nodes.keys() - reachable:
        lines[name].fault(f"nothing leads to “{name}”")
    for name in reachable - _ending(guide):
        lines[name].fault(f"from “{name}” no end can be reached")
    for name in _in_circle(guide):
        lines[name].fault(f"“{name}” leads back to itself without the customer choosing so")


def _reachable(guide: Guide) -> set[str]:
    found: set[str] = set()
    waiting = [guide.start]
    while waiting:
        name = waiting.pop()
        if name in found or name not in guide.nodes:
            continue
        found.add(name)
        waiting.extend(guide.nodes[name].targets)
    return found


def _ending(guide: Guide) -> set[str]:
    """The nodes from which the end can be reached."""
    ending: set[str] = {END}
    grown = True
    while grown:
        more = {name for name, node in guide.nodes.items() if ending & set(node.targets)} - ending
        ending |= more
        grown = bool(more)
    return ending


def _in_circle(guide: Guide) -> set[str]:
    """Nodes that come round to themselves by `next`, `go`, `cases` and `otherwise` alone; `failed` may lead back."""
    forward = {name: {node.next} if isinstance(node, Say) else set(node.targets) for name, node in guide.nodes.items()}
    return {name for name in forward if name in _closure(forward, forward[name])}


def _closure(forward: dict[str, set[str]], starts: set[str]) -> set[str]:
    found: set[str] = set()
    waiting = list(starts)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(forward.get(name, ()))
    return found
