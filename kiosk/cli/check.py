"""Check a configuration and try it out: every problem in one line.

A line reads `file:line:column: error CODE: what is wrong (what would be right)`.

For example:
  kiosk check
  kiosk check /srv/kiosk/config
  kiosk check --json
  kiosk check --today 2027-03-01

Examples of dialogs/<language>/tests are asked, and facts whose last day has passed are errors.
What each CODE means: docs/reference/problems.md.

Exit codes: 0 it can be used (there may be warnings), 1 it has errors.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from kiosk.cli.options import add_config, add_json, add_today, print_json
from kiosk.config.problems import ConfigErrors, Problem
from kiosk.config.schema import Config
from kiosk.site.load import check_config


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The folder and the form of the answer."""
    parser.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="the same as --config DIR")
    add_config(parser)
    add_today(parser)
    add_json(parser)


def main(options: argparse.Namespace) -> int:
    """Print every problem, then a summary."""
    folder = options.folder or options.config
    try:
        checked = check_config(folder, options.today)
    except ConfigErrors as error:
        _tell(error.problems, options)
        return 1
    _tell(checked.warnings, options)
    if not options.json:
        print(_summary(folder, checked.config, len(checked.warnings)))
    return 0


def _tell(problems: Sequence[Problem], options: argparse.Namespace) -> None:
    if options.json:
        print_json(
            {
                "ok": not any(problem.severity == "error" for problem in problems),
                "problems": [_as_json(problem) for problem in problems],
            }
        )
        return
    for problem in problems:
        print(problem, file=sys.stderr)


def _as_json(problem: Problem) -> dict[str, str | int]:
    return {
        "file": str(problem.file),
        "line": problem.line,
        "column": problem.column,
        "severity": problem.severity,
        "code": problem.code,
        "message": problem.message,
    }


def _summary(folder: Path, config: Config, warnings: int) -> str:
    printer = config.devices.printer
    examples = sum(map(len, config.knowledge.examples.values()))
    return (
        f"{folder}: OK, {len(config.services)} services, {len(config.counters)} counters, "
        f"{f'printer at {printer.address}' if printer else 'no printer'}, "
        f"{len(config.knowledge.book.procedures)} procedures, {examples} examples, "
        f"{_counted(warnings, 'warning')}"
    )


def _counted(number: int, word: str) -> str:
    return f"{number or 'no'} {word}{'' if number == 1 else 's'}"
