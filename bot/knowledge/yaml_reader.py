"""Reads one YAML file key by key and notes every fault with its line; knows nothing of what the keys mean.

Every scalar is read as a string: a phone number, a date and a version are text, whatever YAML would make of them.
"""

import io
import re
from collections.abc import Iterator
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bot.knowledge.problem import Problem

_NEEDS_QUOTES = re.compile(r"[\d][\d:.\-_]*$")


class Mapping:
    """One mapping of a data file. Reading a key marks it as known; `finish` reports the keys nobody asked for."""

    def __init__(self, path: Path, node: MappingNode, problems: list[Problem]) -> None:
        self.path = path
        self.line: int = node.start_mark.line + 1
        self.problems = problems
        self._children: dict[str, Node] = {}
        self._lines: dict[str, int] = {}
        self._known: set[str] = set()
        for key, value in node.value:
            if not isinstance(key, ScalarNode):
                self._note(key.start_mark.line + 1, "a key must be a text")
                continue
            if key.value in self._children:
                self._note(key.start_mark.line + 1, f"“{key.value}” stands here twice")
            self._children[key.value] = value
            self._lines[key.value] = key.start_mark.line + 1

    def __contains__(self, key: str) -> bool:
        """Whether the file gives this key."""
        return key in self._children

    def fault(self, message: str, key: str | None = None) -> None:
        """Note a fault at a key's line, or at the line where this mapping begins."""
        self._note(self._lines.get(key or "", self.line), message)

    def text(self, key: str, *, required: bool = True, allowed: frozenset[str] | None = None, pattern: str = "") -> str:
        """One string; empty (with a fault, if required) when it is missing or not a string."""
        node = self._take(key, required=required)
        if node is None:
            return ""
        if not isinstance(node, ScalarNode) or not node.value.strip():
            self.fault(f"“{key}” must be a text", key)
            return ""
        value = str(node.value).strip()
        self._check_quotes(node, value)
        if allowed is not None and value not in allowed:
            self.fault(f"“{key}: {value}” is not one of {', '.join(sorted(allowed))}", key)
        if pattern and not re.fullmatch(pattern, value):
            self.fault(f"“{key}: {value}” does not look like {pattern}", key)
        return value

    def flag(self, key: str, *, default: bool = False) -> bool:
        """`true` or `false`."""
        value = self.text(key, required=False, allowed=frozenset({"true", "false"}))
        return value == "true" if value else default

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of strings, or one string as a list of one."""
        node = self._take(key, required=required)
        if node is None:
            return ()
        nodes: list[Node] = node.value if isinstance(node, SequenceNode) else [node]
        if not all(isinstance(item, ScalarNode) for item in nodes):
            self.fault(f"“{key}” must be a list of texts", key)
            return ()
        for item in nodes:
            self._check_quotes(item, item.value)
        values = tuple(str(item.value).strip() for item in nodes if item.value.strip())
        if required and not values:
            self.fault(f"“{key}” must not be empty", key)
        return values

    def mapping(self, key: str, *, required: bool = False) -> "Mapping | None":
        """A nested mapping."""
        node = self._take(key, required=required)
        if node is None:
            return None
        if not isinstance(node, MappingNode):
            self.fault(f"“{key}” must be a mapping", key)
            return None
        return Mapping(self.path, node, self.problems)

    def mappings(self, key: str, *, required: bool = False) -> list["Mapping"]:
        """A list of mappings."""
        node = self._take(key, required=required)
        if node is None:
            return []
        if not isinstance(node, SequenceNode) or not all(isinstance(item, MappingNode) for item in node.value):
            self.fault(f"“{key}” must be a list of mappings", key)
            return []
        return [Mapping(self.path, item, self.problems) for item in node.value]

    def entries(self) -> Iterator[tuple[str, "Mapping"]]:
        """Each key with its nested mapping, for mappings whose keys are names."""
        for key in self._children:
            child = self.mapping(key)
            if child is not None:
                yield key, child

    def pairs(self) -> dict[str, str]:
        """All keys with their texts, for mappings whose keys are names."""
        return {key: self.text(key) for key in self._children}

    def line_of(self, key: str) -> int:
        """The line of a key, or of the mapping when the key is missing."""
        return self._lines.get(key, self.line)

    def finish(self) -> None:
        """Report the keys that nothing reads: most often a typing error."""
        for key in self._children.keys() - self._known:
            self.fault(f"“{key}” is not a key that is known here", key)

    def _take(self, key: str, *, required: bool) -> Node | None:
        self._known.add(key)
        node = self._children.get(key)
        if node is None and required:
            self.fault(f"“{key}” is missing")
        return node

    def _check_quotes(self, node: Node, value: str) -> None:
        if isinstance(node, ScalarNode) and node.style is None and _NEEDS_QUOTES.match(value):
            self._note(node.start_mark.line + 1, f"{value} needs double quotes, or YAML may read another number")

    def _note(self, line: int, message: str) -> None:
        self.problems.append(Problem(self.path, line, message))


def read_mapping(path: Path, problems: list[Problem]) -> Mapping | None:
    """The file's top mapping; None, with a problem, when the file is not YAML or holds something else."""
    try:
        node = YAML(typ="safe", pure=True).compose(io.StringIO(path.read_text(encoding="utf-8")))
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problems.append(Problem(path, line, f"not valid YAML: {error.problem}"))
        return None
    except OSError as error:
        problems.append(Problem(path, 1, f"cannot be read: {error.strerror}"))
        return None
    except (YAMLError, UnicodeDecodeError) as error:
        problems.append(Problem(path, 1, f"not valid YAML: {error}"))
        return None
    if not isinstance(node, MappingNode):
        problems.append(Problem(path, 1, "must be a mapping of keys to values"))
        return None
    return Mapping(path, node, problems)
