"""Look at everything the robot stands on, and say what to do about what is not well.

For example:
  kiosk doctor
  kiosk doctor --config /srv/kiosk/config --data /srv/kiosk/data
  kiosk doctor --disk        measure the disk with 500 durable writes instead of 20
  kiosk doctor --json

Exit codes: 0 it can run (there may be warnings), 1 something is an error.
"""

import argparse
from dataclasses import asdict
from pathlib import Path

from kiosk.cli.checks import cards, clock, database, machine, motion, printer, setup, sound, storage
from kiosk.cli.checks.finding import Check, Finding, Patient, error
from kiosk.cli.options import add_config, add_data, add_json, print_json
from kiosk.config.problems import ConfigErrors
from kiosk.site.load import check_config

CHECKS: dict[str, Check] = {
    "python": machine.python,
    "sqlite": machine.sqlite,
    "clock": clock.clock,
    "fonts": machine.fonts,
    "browser": machine.browser,
    "config": setup.configuration,
    "data": storage.data_folder,
    "space": storage.free_space,
    "disk": storage.write_speed,
    "database": database.database,
    "backups": database.backups,
    "port": machine.port,
    "printer": printer.printer,
    "sound": sound.sound,
    "cards": cards.cards,
    "motion": motion.motion,
}
_LABELS = {"ok": "ok   ", "warn": "warn ", "error": "ERROR"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to look at."""
    add_config(parser)
    add_data(parser)
    parser.add_argument("--disk", action="store_true", help="measure the disk thoroughly")
    add_json(parser)


def main(options: argparse.Namespace) -> int:
    """Run every check and print its finding."""
    findings = examine(patient_at(options.config, options.data, thorough=options.disk))
    if options.json:
        print_json({name: asdict(found) for name, found in findings.items()})
    else:
        for name, found in findings.items():
            _print(name, found)
    return int(any(found.level == "error" for found in findings.values()))


def examine(patient: Patient) -> dict[str, Finding]:
    """Every check's finding, by its name."""
    return {name: _checked(check, patient) for name, check in CHECKS.items()}


def _checked(check: Check, patient: Patient) -> Finding:
    try:
        return check(patient)
    except OSError as problem:
        what = f"{problem.strerror or problem}{f': {problem.filename}' if problem.filename else ''}"
        return error(f"cannot be looked at: {what}", "look as the user the robot runs as")


def patient_at(folder: Path, data: Path, *, thorough: bool = False) -> Patient:
    """What is to be looked at, its configuration read as far as it can be."""
    config, errors, warnings = None, [], []
    try:
        checked = check_config(folder)
        config, warnings = checked.config, checked.warnings
    except ConfigErrors as error:
        errors = error.problems
    return Patient(
        folder=folder,
        data=data,
        config=config,
        config_errors=tuple(map(str, errors)),
        config_warnings=tuple(problem.message for problem in warnings),
        thorough=thorough,
    )


def _print(name: str, found: Finding) -> None:
    print(f"{_LABELS[found.level]}  {name:<8}  {found.message}")
    if found.advice:
        print(f"{'':17}-> {found.advice}")
