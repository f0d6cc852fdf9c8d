"""`python -m tests.torture kill`: the robot's process is killed again and again at any moment."""

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import quantiles

from tests.torture.kill.day import Result
from tests.torture.kill.rounds import DAY_ROUNDS, LANES, run

ROUNDS = 5000
SEED = 20261124


def main(arguments: Sequence[str]) -> int:
    """Do the rounds; 1 when a promise was broken, and the folder with everything is kept."""
    given = _parser().parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="kiosk-kill-"))
    result = run(
        folder, given.rounds, given.seed, day_rounds=given.day_rounds, lanes=given.lanes, told=_progress
    )
    found = figures(result)
    print(json.dumps(found, indent=2) if given.json else _table(found))
    if not result.wrong:
        shutil.rmtree(folder)
        return 0
    print(f"everything is in {folder}; again: --seed {given.seed} --rounds {given.rounds}", file=sys.stderr)
    return 1


def figures(result: Result) -> dict[str, object]:
    """What was measured; seconds are from the kill to the first good answer of the next process."""
    parts = quantiles(result.back_s, n=100, method="inclusive") if len(result.back_s) > 1 else [0.0] * 99
    return {
        "rounds": result.rounds,
        "kills": dict(sorted(result.aims.items())),
        "tickets": result.tickets,
        "staff steps": result.steps,
        "asked again after a kill": result.asked_again,
        "papers": result.papers,
        "blank pieces": result.blanks,
        "paper effects": dict(sorted(result.states.items())),
        "starts measured": len(result.back_s),
        "back in service p50 s": round(parts[49], 3),
        "back in service p99 s": round(parts[98], 3),
        "back in service max s": round(max(result.back_s, default=0.0), 3),
        "promises broken": len(result.wrong),
    }


def _table(found: dict[str, object]) -> str:
    return "\n".join(f"{name:<26} {_words(value)}" for name, value in found.items())


def _words(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {count}" for name, count in value.items())
    return str(value)


def _progress(result: Result) -> None:
    print(f"{result.rounds} rounds", *result.wrong, sep="\n  ", file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m tests.torture kill", description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"how many kills ({ROUNDS})")
    parser.add_argument("--seed", type=int, default=SEED, help=f"of everything left to chance ({SEED})")
    parser.add_argument(
        "--day-rounds", type=int, default=DAY_ROUNDS, help=f"rounds on one data folder ({DAY_ROUNDS})"
    )
    parser.add_argument("--lanes", type=int, default=LANES, help=f"robots side by side ({LANES})")
    parser.add_argument("--json", action="store_true", help="the figures as JSON")
    return parser
