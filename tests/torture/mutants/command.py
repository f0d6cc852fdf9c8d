"""`python -m tests.torture mutants [--group desk] [--module papers] [--only TEXT] [--jobs 2] [--json]`."""

import argparse
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from tests.torture.mutants.run import Verdict, run
from tests.torture.mutants.targets import GROUPS, ROOT

GOAL_PERCENT = 90


def main(arguments: Sequence[str]) -> int:
    """Print survivors and the share of each module; 1 when fewer than the goal were noticed."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture mutants", description=__doc__)
    parser.add_argument("--group", choices=[group.name for group in GROUPS])
    parser.add_argument("--module", default="", help="papers, or papers,desk")
    parser.add_argument("--only", default="", help="changes whose description has this text")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--json", action="store_true")
    parser.add_argument(
        "--log", type=Path, help="append each verdict to this file at once, a line of JSON each"
    )
    options = parser.parse_args(arguments)
    verdicts: list[Verdict] = []

    def tell(verdict: Verdict) -> None:
        if options.log:
            with options.log.open("a") as log:
                log.write(json.dumps(asdict(verdict)) + "\n")

    for group in GROUPS:
        targets = group.paths(options.module)
        if targets and options.group in (None, group.name):
            done = run(targets, group.tests, options.jobs, options.only, tell)
            if done.broken:
                print("these tests fail on the unchanged code:", *done.broken, sep="\n  ")
                return 1
            verdicts += done.verdicts
    if options.json:
        print(json.dumps([asdict(verdict) for verdict in verdicts], indent=1))
    else:
        _print(verdicts)
    return 0 if _percent(verdicts) >= GOAL_PERCENT else 1


def _print(verdicts: Sequence[Verdict]) -> None:
    by_file: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        by_file[str(Path(verdict.file).relative_to(ROOT))].append(verdict)
    for file, ones in by_file.items():
        for one in sorted((one for one in ones if not one.killed), key=lambda one: one.line):
            print(f"{file}:{one.line}: {one.what}  ({one.scope or 'module'}, {one.tests} tests)")
    print(f"{'module':<42}{'changes':>9}{'noticed':>9}{'':>8}")
    for file, ones in (*by_file.items(), ("all", verdicts)):
        print(f"{file:<42}{len(ones):>9}{sum(one.killed for one in ones):>9}{_percent(ones):>7.1f}%")


def _percent(verdicts: Sequence[Verdict]) -> float:
    return 100 * sum(one.killed for one in verdicts) / max(1, len(verdicts))
