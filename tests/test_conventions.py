"""What no linter knows: the size and the names of things, where sentences and settings live, what must be written down.

Each rule is a function from the root of a checkout to what breaks it; the last test breaks every rule on purpose.
"""

import ast
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.cli import app
from bot.settings import ROOT, Settings, variable
from tests.knowledge.files import write

LONGEST_MODULE = 300
LONGEST_FUNCTION = 40
LARGEST_FILE = 1_000_000
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "core", "base", "manager", "managers", "misc"}
SENTENCE = re.compile(r"([\u3400-\u9fff](\{\})?){7,}|[\u3400-\u9fff].*[。！？；，]|[，：].*[\u3400-\u9fff]{2}")
PATTERN = re.compile(r"[\\|]|\(\?|\[[^\]]*\]")  # signs of a regular expression
READERS = {
    "bot/settings.py": "the one place where settings are read",
    "bot/serve/programs.py": "hands our own environment on to the programs it starts, without what would harm them",
    "bot/serve/environments.py": "likewise to uv and pip, before any setting can be read",
}
LISTS_OF_CHARACTERS = {
    "bot/trainer/folding.py": "particles that do not change what a message means",
    "bot/conversation/folding.py": "numerals",
    "bot/knowledge/dates.py": "numerals of years, and the days of the week",
}
WRITTEN_BY_ALEMBIC = "bot/conversation/migrations/versions/"

Rule = Callable[[Path], list[str]]
Function = ast.FunctionDef | ast.AsyncFunctionDef


def files(root: Path, *patterns: str) -> Iterator[Path]:
    """The files that are committed or would be, below `root`."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns]
    listed = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout
    for name in sorted(set(filter(None, listed.split("\0")))):
        if (root / name).is_file():
            yield root / name


def modules(root: Path, *folders: str) -> Iterator[tuple[str, ast.Module]]:
    """Our Python modules, by their path from `root`."""
    for path in files(root, *(f"{folder}/*.py" for folder in folders or ("bot", "actions", "tests"))):
        yield path.relative_to(root).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def functions(tree: ast.Module) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def texts(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """The strings of a module that are no docstrings, with their lines; a blank of an f-string reads as {}."""
    skipped = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            skipped |= {id(part) for part in node.values}
            yield (
                node.lineno,
                "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values),
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            yield node.lineno, node.value


def long_modules(root: Path) -> list[str]:
    counted = ((path, len(path.read_text(encoding="utf-8").splitlines())) for path in files(root, "*.py"))
    return [f"{path.relative_to(root)} has {lines} lines" for path, lines in counted if lines > LONGEST_MODULE]


def functions_in(function: Function) -> Iterator[Function]:
    """The functions that are defined directly in another."""
    return (node for node in function.body if isinstance(node, Function))


def length(function: Function, *, with_decorators: bool) -> int:
    first = function.decorator_list[0].lineno if with_decorators and function.decorator_list else function.lineno
    return (function.end_lineno or 0) - first + 1


def long_functions(root: Path) -> list[str]:
    """A function is as long as its own lines: without functions in it, such as routes, and without tables above it."""
    found = []
    for name, tree in modules(root):
        for function in functions(tree):
            inner = sum(length(one, with_decorators=True) for one in functions_in(function))
            lines = length(function, with_decorators=False) - inner
            if lines > LONGEST_FUNCTION and not name.startswith(WRITTEN_BY_ALEMBIC):
                found.append(f"{name}:{function.lineno}: {function.name} has {lines} lines")
    return found


def undescribed_modules(root: Path) -> list[str]:
    """A module opens with one line that is a sentence."""
    found = []
    for name, tree in modules(root):
        first = (ast.get_docstring(tree) or "").partition("\n")[0]
        if not re.fullmatch(r"\S.{15,}[.!?]", first):
            found.append(f"{name} opens with “{first}”")
    return found


def full_packages(root: Path) -> list[str]:
    """An `__init__.py` holds its docstring and nothing else."""
    return [name for name, tree in modules(root) if name.endswith("__init__.py") and len(tree.body) != 1]


def chinese_sentences(root: Path) -> list[str]:
    """What a customer could read stands in YAML; patterns, single words and lists of characters may stand in Python."""
    return [
        f"{name}:{line}: {text!r}"
        for name, tree in modules(root, "bot", "actions")
        for line, text in texts(tree)
        if SENTENCE.search(text) and not PATTERN.search(text) and name not in LISTS_OF_CHARACTERS
    ]


def undocumented_settings(root: Path) -> list[str]:
    readme = root / "README.md"
    told = readme.read_text(encoding="utf-8") if readme.is_file() else ""
    return [name for name in map(variable, Settings.__dataclass_fields__) if not re.search(rf"\b{name}\b", told)]


def undocumented_verbs(root: Path) -> list[str]:
    """Every verb of the command is explained in the README or below `docs/`, as `bot VERB`."""
    told = "\n".join(path.read_text(encoding="utf-8") for path in files(root, "README.md", "docs/*.md"))
    verbs = [command.name or getattr(command.callback, "__name__", "") for command in app.registered_commands]
    return [verb for verb in verbs if not re.search(rf"\bbot {verb}\b", told)]


def strange_actions(root: Path) -> list[str]:
    """Actions of the domain without a class, and classes whose action is not in the domain."""
    listed = YAML(typ="safe", pure=True).load((root / "domain.yml").read_text(encoding="utf-8"))["actions"]
    declared = {name for name in listed if name.startswith("action_")}
    written = {
        str(text.value)
        for _, tree in modules(root, "actions")
        for function in functions(tree)
        if function.name == "name"
        for text in ast.walk(function)
        if isinstance(text, ast.Constant) and str(text.value).startswith("action_")
    }
    return [f"{name} has no class" for name in sorted(declared - written)] + [
        f"{name} is not in the domain" for name in sorted(written - declared)
    ]


def readers_of_the_environment(root: Path) -> list[str]:
    found = []
    for name, tree in modules(root, "bot", "actions"):
        for node in ast.walk(tree):
            is_attribute = isinstance(node, ast.Attribute) and node.attr in {"environ", "environb", "getenv", "putenv"}
            is_import = isinstance(node, ast.ImportFrom) and node.module == "os"
            named = {alias.name for alias in node.names} if is_import else set()  # type: ignore[attr-defined]
            if (is_attribute or named & {"environ", "getenv"}) and name not in READERS:
                found.append(f"{name}:{node.lineno}")  # type: ignore[attr-defined]
    return found


def names_that_say_nothing(root: Path) -> list[str]:
    paths = [path.relative_to(root) for path in files(root)]
    return [str(path) for path in paths if FORBIDDEN_NAMES & {part.partition(".")[0] for part in path.parts}]


def large_files(root: Path) -> list[str]:
    return [str(path.relative_to(root)) for path in files(root) if path.stat().st_size > LARGEST_FILE]


RULES: list[Rule] = [
    long_modules,
    long_functions,
    undescribed_modules,
    full_packages,
    chinese_sentences,
    undocumented_settings,
    undocumented_verbs,
    strange_actions,
    readers_of_the_environment,
    names_that_say_nothing,
    large_files,
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__.replace("_", " "))
def test_there_are_none(rule: Rule) -> None:
    assert rule(ROOT) == []


@pytest.mark.parametrize("name", sorted({*READERS, *LISTS_OF_CHARACTERS}))
def test_an_exception_is_still_needed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.test_conventions.READERS", {})
    monkeypatch.setattr("tests.test_conventions.LISTS_OF_CHARACTERS", {})
    assert any(line.startswith(name) for line in [*readers_of_the_environment(ROOT), *chinese_sentences(ROOT)])


DOCUMENTED = '"""One sentence about what it knows."""\n'
BROKEN: dict[Rule, dict[str, str]] = {
    long_modules: {"tests/big.py": DOCUMENTED + "x = 1\n" * LONGEST_MODULE},
    long_functions: {"bot/big.py": DOCUMENTED + "async def f():\n" + "    x = 1\n" * LONGEST_FUNCTION},
    undescribed_modules: {"bot/bare.py": "x = 1\n", "actions/short.py": '"""Things."""\n', "tests/a.py": "# nothing\n"},
    full_packages: {"bot/__init__.py": DOCUMENTED + "import os\n", "tests/__init__.py": ""},
    chinese_sentences: {
        "bot/a.py": DOCUMENTED + 'x = "您好，我在。"\n',
        "bot/b.py": DOCUMENTED + 'x = f"请您联系{1}平台的客服"\n',
        "actions/c.py": DOCUMENTED + 'def f():\n    """某事，说明。"""\n    return "手机被锁了怎么办"\n',
    },
    undocumented_settings: {"README.md": "BOT_GATEWAY_PORT2\n"},
    undocumented_verbs: {"README.md": "bot servers\n", "docs/a.md": "the verb serve\n"},
    strange_actions: {"actions/a.py": DOCUMENTED + 'class A:\n    def name(self):\n        return "action_other"\n'},
    readers_of_the_environment: {
        "bot/a.py": DOCUMENTED + "import os\nx = os.environ['A']\n",
        "bot/b.py": DOCUMENTED + "from os import getenv\n",
        "actions/c.py": DOCUMENTED + "import os as system\nx = system.getenv('A')\n",
    },
    names_that_say_nothing: {"bot/utils.py": DOCUMENTED, "tests/common/a.py": DOCUMENTED, "web/helpers/a.ts": "x"},
    large_files: {"data/a.bin": "x" * (LARGEST_FILE + 1)},
}
SAID: dict[Rule, list[str]] = {
    long_modules: ["tests/big.py has 301 lines"],
    long_functions: ["bot/big.py:2: f has 41 lines"],
    undescribed_modules: ["actions/short.py", "bot/bare.py", "tests/a.py"],
    full_packages: ["bot/__init__.py", "tests/__init__.py"],
    chinese_sentences: ["actions/c.py:4", "bot/a.py:2", "bot/b.py:2"],
    undocumented_settings: [variable(name) for name in Settings.__dataclass_fields__],
    undocumented_verbs: ["serve", "chat", "train", "validate", "parse", "evaluate", "bench"],
    strange_actions: ["action_reply has no class", "action_other is not in the domain"],
    readers_of_the_environment: ["actions/c.py:3", "bot/a.py:3", "bot/b.py:2"],
    names_that_say_nothing: ["bot/utils.py", "tests/common/a.py", "web/helpers/a.ts"],
    large_files: ["data/a.bin"],
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__.replace("_", " "))
def test_a_broken_rule_is_noticed(rule: Rule, tmp_path: Path) -> None:
    write(tmp_path, {"domain.yml": "actions: [action_reply]\n", "bot/sound.py": DOCUMENTED, **BROKEN[rule]})
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)  # noqa: S607 -- git is where the machine has it
    found = rule(tmp_path)
    assert len(found) == len(SAID[rule]), found
    assert all(line.startswith(said) for line, said in zip(found, SAID[rule], strict=True)), found
