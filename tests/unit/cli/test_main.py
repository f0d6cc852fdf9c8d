"""The table of commands: help, wrong use, errors in one line."""

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from kiosk.cli import main as command_line
from kiosk.cli.failure import Failure
from kiosk.cli.main import COMMANDS, Command, main

OURS = ("init", "check", "doctor", "ticket")


def test_help_names_every_command_and_the_exit_codes(kiosk: Any) -> None:
    code, out, _ = kiosk("--help")
    assert code == 0
    words = out.split()
    assert all(command.name in words and command.summary in out for command in COMMANDS)
    assert "Exit codes: 0" in out


@pytest.mark.parametrize("name", [command.name for command in COMMANDS])
def test_every_command_explains_itself_with_examples_and_exit_codes(kiosk: Any, name: str) -> None:
    code, out, _ = kiosk(name, "--help")
    assert code == 0
    assert f"  kiosk {name}" in out
    assert "Exit codes:" in out


def test_help_loads_no_command() -> None:
    script = (
        "import sys; from kiosk.cli.main import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "print([n for n in ('PIL', 'pydantic', 'fastapi', 'apsw') if n in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


@pytest.mark.parametrize(
    "words", [(), ("nonsense",), ("check", "--nonsense"), ("init",), ("ticket",), ("ticket", "preview")]
)
def test_wrong_use_is_code_2_and_says_what_there_is(kiosk: Any, words: tuple[str, ...]) -> None:
    code, _, err = kiosk(*words)
    assert code == 2
    assert err.startswith("usage: kiosk")
    assert "Traceback" not in err


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A command that ends with an exception."""

    def fail_with(error: BaseException) -> None:
        def run(options: object) -> int:
            raise error

        module = ModuleType("failing")
        module.add_arguments = lambda parser: None  # type: ignore[attr-defined]
        module.main = run  # type: ignore[attr-defined]
        monkeypatch.setattr(command_line, "COMMANDS", (Command("fail", "failing", "fails"),))
        monkeypatch.setattr(command_line, "import_module", lambda name: module)

    return fail_with


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (Failure("do this"), "kiosk: do this\n"),
        (PermissionError(13, "Permission denied", "/srv/x"), "kiosk: Permission denied: /srv/x\n"),
        (OSError(28, "No space left on device"), "kiosk: No space left on device\n"),
    ],
)
def test_what_a_person_can_mend_is_one_line(kiosk: Any, failing: Any, error: Exception, line: str) -> None:
    failing(error)
    assert kiosk("fail") == (1, "", line)


def test_ctrl_c_ends_quietly_with_130(kiosk: Any, failing: Any) -> None:
    failing(KeyboardInterrupt())
    assert kiosk("fail") == (130, "", "")


def test_a_fault_of_ours_keeps_its_traceback(failing: Any) -> None:
    failing(ZeroDivisionError())
    with pytest.raises(ZeroDivisionError):
        main(["fail"])


def test_a_reader_that_leaves_early_causes_no_complaint(folder: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "kiosk", "check", "--json", "--config", str(folder)]
    done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, text=True, check=False)
    os.close(write)
    assert done.returncode == 1
    assert done.stderr == ""


@pytest.mark.parametrize("name", OURS)
def test_every_command_of_the_table_is_a_module_with_the_two_functions(name: str) -> None:
    (command,) = [command for command in COMMANDS if command.name == name]
    module = import_module(command.module)
    assert callable(module.add_arguments)
    assert callable(module.main)
