"""The checks run one after another, stop at the first that fails and name it."""

import io
import sys
from pathlib import Path

from bot.serve.checks import Check, all_checks, main, run_checks
from bot.serve.progress import Progress


def check(name: str, code: str) -> Check:
    return Check("group", name, (sys.executable, "-c", code))


def outcome(checks: list[Check], root: Path) -> tuple[bool, str]:
    stream = io.StringIO()
    return run_checks(checks, Progress(stream), root), stream.getvalue()


def test_all_pass(tmp_path: Path) -> None:
    passed, text = outcome([check("one", "pass"), check("two", "print('== 3 passed, 1 skipped in 0.5s ==')")], tmp_path)
    assert passed
    assert "3 passed, 1 skipped in 0.5s" in text
    assert text.splitlines()[-1] == "2 passed, 0 failed, 0 skipped"


def test_the_first_failure_is_named_and_shown_and_the_rest_is_not_run(tmp_path: Path) -> None:
    passed, text = outcome(
        [check("one", "pass"), check("two", "print('line 7: wrong'); raise SystemExit(1)"), check("three", "pass")],
        tmp_path,
    )
    assert not passed
    assert "line 7: wrong" in text
    assert "Failed: two (" in text
    assert text.splitlines()[-1] == "1 passed, 1 failed, 1 skipped"


def test_a_missing_program_is_a_failure(tmp_path: Path) -> None:
    passed, text = outcome([Check("group", "one", ("no-such-program",))], tmp_path)
    assert not passed
    assert "no-such-program" in text


def test_every_check_has_a_name_of_its_own(tmp_path: Path) -> None:
    names = [check.name for check in all_checks(tmp_path)]
    assert len(names) == len(set(names))


def test_an_unknown_group_is_refused() -> None:
    assert main(["lnit"]) == 2
