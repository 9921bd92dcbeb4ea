"""What supervisord is told."""

import configparser
import shlex
from pathlib import Path

import pytest

from bot.errors import SetupError
from bot.serve.configuration import program_file, write_main, write_program
from bot.serve.programs import Program

PROGRAM = Program(
    name="rasa-b",
    command=("/opt/my assistant/python", "-m", "rasa"),
    health_url="http://127.0.0.1:5006/",
    environment={"PORT": "5006"},
)


def read(path: Path) -> configparser.RawConfigParser:
    parser = configparser.RawConfigParser(inline_comment_prefixes=(";", "#"))
    parser.read(path, encoding="utf-8")
    return parser


def test_the_socket_is_closed_to_others(tmp_path: Path) -> None:
    main = read(write_main(tmp_path / "run", tmp_path / "logs", tmp_path))
    assert main["unix_http_server"]["chmod"] == "0700"
    assert "inet_http_server" not in main


def test_every_program_has_a_file_of_its_own_that_the_main_file_includes(tmp_path: Path) -> None:
    main = read(write_main(tmp_path / "run", tmp_path / "logs", tmp_path))
    write_program(PROGRAM, tmp_path / "run", tmp_path / "logs", tmp_path)
    assert program_file(tmp_path / "run", "rasa-b") in (tmp_path / "run").glob(main["include"]["files"])


def test_a_path_with_spaces_and_percent_signs_stays_whole(tmp_path: Path) -> None:
    root = tmp_path / "100% mine"
    write_main(tmp_path / "run", tmp_path / "logs", root)
    write_program(PROGRAM, tmp_path / "run", tmp_path / "logs", root)
    program = read(program_file(tmp_path / "run", "rasa-b"))["program:rasa-b"]
    assert tuple(shlex.split(program["command"])) == PROGRAM.command
    assert program["directory"] % {} == str(root)


def test_supervisord_itself_never_restarts_anything(tmp_path: Path) -> None:
    write_main(tmp_path / "run", tmp_path / "logs", tmp_path)
    write_program(PROGRAM, tmp_path / "run", tmp_path / "logs", tmp_path)
    program = read(program_file(tmp_path / "run", "rasa-b"))["program:rasa-b"]
    assert (program["autorestart"], program["startretries"]) == ("false", "0")


def test_programs_of_an_earlier_run_are_forgotten(tmp_path: Path) -> None:
    write_main(tmp_path / "run", tmp_path / "logs", tmp_path)
    write_program(PROGRAM, tmp_path / "run", tmp_path / "logs", tmp_path)
    write_main(tmp_path / "run", tmp_path / "logs", tmp_path)
    assert not program_file(tmp_path / "run", "rasa-b").exists()


def test_a_path_that_no_socket_can_have_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="BOT_VAR_DIR"):
        write_main(tmp_path / ("x" * 100), tmp_path / "logs", tmp_path)
