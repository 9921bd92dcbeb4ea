"""Checks `domain.yml` and the rules against the intents: every intent declared, every intent answered."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bot.knowledge.intent import Intent
from bot.knowledge.problem import Problem

FALLBACK = "nlu_fallback"
RESPONSES = ("greet", "goodbye", "thank", "ask_capabilities", "bot_challenge")  # said by Rasa, not by a guide


def check_domain(domain: Path, rules: Path, intents: Mapping[str, Intent]) -> list[Problem]:
    """The faults of the domain and of all rule files below `rules`."""
    problems: list[Problem] = []
    declared = _load(domain, problems)
    problems += _compare(domain, set(_names(declared.get("intents"))), set(intents))
    responses = set(declared.get("responses") or {})
    missing = [f"utter_{name}" for name in RESPONSES if name in intents and f"utter_{name}" not in responses]
    problems += [Problem(domain, 1, f"the response {name} is missing") for name in missing]
    return problems + _check_rules(rules, set(intents), set(_names(declared.get("actions"))))


def _check_rules(folder: Path, intents: set[str], actions: set[str]) -> list[Problem]:
    problems: list[Problem] = []
    answered: dict[str, Path] = {}
    for path in sorted(folder.glob("*.yml")):
        for rule in _mappings(_load(path, problems).get("rules")):
            for name in _intents_of(rule):
                if name in answered:
                    problems.append(Problem(path, 1, f"the intent {name} has a rule in {answered[name].name} already"))
                answered[name] = path
            unknown = set(_actions_of(rule)) - actions
            problems += [Problem(path, 1, f"the action {name} is not in the domain") for name in sorted(unknown)]
    problems += [
        Problem(folder, 1, f"the intent {name} has no rule: customers would get no answer")
        for name in sorted((intents | {FALLBACK}) - answered.keys())
    ]
    strangers = sorted(answered.keys() - intents - {FALLBACK})
    return problems + [Problem(answered[name], 1, f"{name} is no intent") for name in strangers]


def _compare(domain: Path, declared: set[str], intents: set[str]) -> list[Problem]:
    missing = [Problem(domain, 1, f"the intent {name} is missing") for name in sorted(intents - declared)]
    unknown = [Problem(domain, 1, f"{name} is no intent of data/intents.yml") for name in sorted(declared - intents)]
    return missing + unknown


def _intents_of(rule: Mapping[str, Any]) -> Iterator[str]:
    for step in _mappings(rule.get("steps")):
        alternatives = _mappings(step.get("or")) or [step]
        yield from (str(one["intent"]) for one in alternatives if "intent" in one)


def _actions_of(rule: Mapping[str, Any]) -> Iterator[str]:
    names = (str(step["action"]) for step in _mappings(rule.get("steps")) if "action" in step)
    return (name for name in names if name.startswith("action_"))


def _names(listed: object) -> Iterator[str]:
    """The names in a list of the domain, whose entries may carry options."""
    for entry in listed if isinstance(listed, list) else []:
        yield from entry if isinstance(entry, dict) else [str(entry)]


def _mappings(listed: object) -> list[dict[str, Any]]:
    """The mappings in a list; what else stands there has no intent and no action."""
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []


def _load(path: Path, problems: list[Problem]) -> dict[str, Any]:
    try:
        loaded = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    except (YAMLError, OSError, UnicodeDecodeError) as error:
        problems.append(Problem(path, 1, f"cannot be read: {str(error).splitlines()[0]}"))
        return {}
    return loaded if isinstance(loaded, dict) else {}
