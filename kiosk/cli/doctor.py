"""Look at everything the robot stands on, and say what to do about what is not well.

For example:
  kiosk doctor
  kiosk doctor --config /srv/kiosk/config --data /srv/kiosk/data
  kiosk doctor --disk        measure the disk with 500 durable writes instead of 20
  kiosk doctor --json

Exit codes: 0 it can run (there may be warnings), 1 something is an error.
"""

import argparse

from kiosk.cli.checks import machine, setup, storage
from kiosk.cli.checks.finding import Check, Finding, Patient
from kiosk.cli.options import add_config, add_data, add_json, print_json
from kiosk.config.problems import ConfigErrors
from kiosk.site.load import check_config

CHECKS: dict[str, Check] = {
    "python": machine.python,
    "sqlite": machine.sqlite,
    "fonts": machine.fonts,
    "browser": machine.browser,
    "config": setup.configuration,
    "data": storage.data_folder,
    "space": storage.free_space,
    "disk": storage.write_speed,
    "port": machine.port,
    "printer": setup.printer,
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
    patient = _patient(options)
    findings = {name: check(patient) for name, check in CHECKS.items()}
    if options.json:
        print_json(
            {
                name: {"level": found.level, "message": found.message, "advice": found.advice}
                for name, found in findings.items()
            }
        )
    else:
        for name, found in findings.items():
            _print(name, found)
    return int(any(found.level == "error" for found in findings.values()))


def _patient(options: argparse.Namespace) -> Patient:
    config, errors, warnings = None, [], []
    try:
        checked = check_config(options.config)
        config, warnings = checked.config, checked.warnings
    except ConfigErrors as error:
        errors = error.problems
    return Patient(
        folder=options.config,
        data=options.data,
        config=config,
        config_errors=tuple(map(str, errors)),
        config_warnings=tuple(problem.message for problem in warnings),
        thorough=options.disk,
    )


def _print(name: str, found: Finding) -> None:
    print(f"{_LABELS[found.level]}  {name:<8}  {found.message}")
    if found.advice:
        print(f"{'':17}-> {found.advice}")
