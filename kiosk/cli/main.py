"""The command line: a table of commands, each in a module of its own, loaded when it is asked for."""

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from types import ModuleType

from kiosk.cli.failure import AlreadyTold, Failure
from kiosk.config.problems import ConfigErrors

OK, PROBLEM, WRONG_USE, INTERRUPTED = 0, 1, 2, 130

DESCRIPTION = "A robot that hands out queue numbers at a public office."
EPILOG = """\
A first look, with all hardware simulated:
  kiosk simulate

A new site:
  kiosk init /srv/kiosk/config
  kiosk check --config /srv/kiosk/config
  kiosk run --config /srv/kiosk/config --data /srv/kiosk/data

Exit codes: 0 all is well, 1 a problem was found or the command failed, 2 wrong use, 130 stopped with Ctrl-C.
`kiosk COMMAND --help` explains each command.
"""


@dataclass(frozen=True, slots=True)
class Command:
    """One command; its module has `add_arguments(parser)`, `main(options) -> exit code` and the help."""

    name: str
    module: str
    summary: str


COMMANDS = (
    Command("simulate", "kiosk.cli.simulate", "run the robot with all hardware simulated"),
    Command("run", "kiosk.cli.run", "run the robot on real hardware"),
    Command("rehearse", "kiosk.cli.rehearse", "rehearse days of people and faults in virtual time"),
    Command("out-of-service", "kiosk.cli.out_of_service", "show a page that the robot is out of service"),
    Command("init", "kiosk.cli.init", "make a site's own copy of the configuration"),
    Command("check", "kiosk.cli.check", "check a configuration, every problem in one line"),
    Command("ask", "kiosk.cli.ask", "ask in writing what the robot would answer"),
    Command("talk", "kiosk.cli.talk", "talk with the robot in the terminal, to try an edit"),
    Command("speak", "kiosk.cli.speak", "the words the robot says for a text"),
    Command("schema", "kiosk.cli.schema", "JSON Schemas of the configuration, for editors"),
    Command("doctor", "kiosk.cli.doctor", "look at this machine, the configuration and the devices"),
    Command("backup", "kiosk.cli.backup", "make a verified copy of the database"),
    Command("restore", "kiosk.cli.restore", "put a copy of the database back"),
    Command("diagnostics", "kiosk.cli.diagnostics", "one file for a technician far away, redacted"),
    Command("speech", "kiosk.cli.speech", "the models the robot hears with"),
    Command("card", "kiosk.cli.card", "identity cards: read them, read their codes, whom to trust"),
    Command("map", "kiosk.cli.map", "the map of the hall: see it, check it"),
    Command("ticket", "kiosk.cli.ticket", "see the paper ticket without printing it"),
    Command("staff", "kiosk.cli.staff", "names and PINs of the staff at the counters"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        options = _parser(words).parse_args(words)
        code = int(options.main(options))
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # Whoever read our output has left; Python must not complain about it at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PROBLEM
    except KeyboardInterrupt:
        return INTERRUPTED
    except AlreadyTold:
        return PROBLEM
    except (Failure, ConfigErrors, OSError) as error:
        print(_lines_of(error), file=sys.stderr)
        return PROBLEM


def _lines_of(error: Exception) -> str:
    """What a person can mend, in one line (a configuration: one line a problem)."""
    if isinstance(error, ConfigErrors):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        return f"kiosk: {error.strerror}{f': {error.filename}' if error.filename else ''}"
    return f"kiosk: {error}"


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kiosk",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"kiosk {_version()}")
    commands = parser.add_subparsers(metavar="COMMAND", dest="command", required=True)
    wanted = next((word for word in words if not word.startswith("-")), None)
    for command in COMMANDS:
        sub = commands.add_parser(
            command.name,
            help=command.summary,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        if command.name == wanted:
            _load(command, sub)
    return parser


def _load(command: Command, parser: argparse.ArgumentParser) -> None:
    module: ModuleType = import_module(command.module)
    parser.description = (module.__doc__ or command.summary).strip()
    module.add_arguments(parser)
    parser.set_defaults(main=module.main)


def _version() -> str:
    try:
        return version("service-kiosk-robot")
    except PackageNotFoundError:
        return "(not installed)"
