"""`python -m tests.torture coverage`: every branch of the core must be taken by its unit tests."""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

CORE = (
    "kiosk/desk/*",
    "kiosk/crew.py",
    "kiosk/paper.py",
    "kiosk/store_watch.py",
    "state_machines/*",
    "drivers/ticket_printer/*",
)
SOURCES = "kiosk.desk,kiosk.crew,kiosk.paper,kiosk.store_watch,state_machines,drivers.ticket_printer"
TESTS = ("tests/unit/desk", "tests/unit/state_machines", "tests/unit/kiosk", "tests/unit/drivers")
LONG = ("fifty_thousand_steps", "ten_thousand_citizens")  # they take no branch the others do not take
GOAL_PERCENT = 100


def main(arguments: Sequence[str]) -> int:
    """Run the tests under coverage, print what is missing; the exit code of the first that fails."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture coverage", description=__doc__)
    parser.parse_args(arguments)
    left_out = " and ".join(f"not {name}" for name in LONG)
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "COVERAGE_FILE": str(Path(folder) / "coverage")}
        tests = ["-m", "pytest", "-p", "no:cacheprovider", "-k", left_out, *TESTS]
        measured = _coverage(environment, "run", "--branch", f"--source={SOURCES}", *tests)
        if measured:
            return measured
        return _coverage(
            environment,
            "report",
            "--show-missing",
            "--skip-covered",
            f"--fail-under={GOAL_PERCENT}",
            f"--include={','.join(CORE)}",
        )


def _coverage(environment: dict[str, str], *words: str) -> int:
    return subprocess.run([sys.executable, "-m", "coverage", *words], env=environment, check=False).returncode
