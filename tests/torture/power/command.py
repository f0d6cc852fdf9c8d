"""`python -m tests.torture power`: the long run, and the replay of a counterexample."""

import argparse
import json
import math
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from tests.torture.power import campaign
from tests.torture.power.cases import CASES, Kind
from tests.torture.power.replay import replay
from tests.torture.power.tally import Tally

STATES = 1_000_000
PROGRESS_STATES = 50_000
HEADS = ("lost acks", "unjournalled", "corrupt", "half", "not recovered")


def main(arguments: Sequence[str]) -> int:
    """0 when the product lost nothing and every planted error was found."""
    options = _parser().parse_args(arguments)
    if options.replay:
        seed, cut, variant = options.replay
        return replay(CASES[options.case], seed, cut, variant, options.keep)
    goals = campaign.goals(options.states)
    tallies = campaign.run(goals, options.seed, options.minutes * 60, _Progress()).values()
    print(_as_json(tallies) if options.json else "\n".join(table(tallies)))
    return 0 if all(tally.as_wanted for tally in tallies) else 1


class _Progress:
    """Tells now and then how far it is."""

    def __init__(self) -> None:
        self._states = 0

    def __call__(self, tally: Tally) -> None:
        before, self._states = self._states, self._states + tally.states
        if before // PROGRESS_STATES < self._states // PROGRESS_STATES:
            print(f"{self._states:,} states", file=sys.stderr, flush=True)


def table(tallies: Iterable[Tally]) -> list[str]:
    """Lines for people."""
    names = f"{'journal':<9} {'synchronous':<12} {'order':<13} {'seeds':>6} {'states':>9}"
    lines = [f"{names} {' '.join(f'{head:>13}' for head in HEADS)} {'deep':>8} {'states/s':>9}"]
    for tally in tallies:
        case = CASES[tally.case]
        what = f"{case.journal:<9} {case.synchronous:<12} {case.order:<13}"
        found = " ".join(f"{tally.found[kind]:>13,}" for kind in Kind)
        counted = f"{tally.seeds:>6} {tally.states:>9,} {found} {tally.deep:>8,}"
        lines.append(f"{what} {counted} {tally.states_per_s:>9.0f}")
        lines += _first(tally)
    return lines


def _first(tally: Tally) -> list[str]:
    verdict = [] if tally.as_wanted else ["  NOT AS WANTED"]
    if tally.first is None:
        return verdict
    how = f"python -m tests.torture power --case {tally.case} --replay {tally.first.place}"
    return [*verdict, f"  first: {tally.first.kind}, {tally.first.what}", f"  {how}"]


def _as_json(tallies: Iterable[Tally]) -> str:
    return json.dumps(
        [asdict(tally) | {"found": dict(tally.found), "as_wanted": tally.as_wanted} for tally in tallies]
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.torture power", description=__doc__)
    parser.add_argument("--states", type=int, default=STATES, help="of the product's own settings")
    parser.add_argument("--seed", type=int, default=0, help="the first one")
    parser.add_argument("--minutes", type=float, default=math.inf, help="no seed begins later")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--case", choices=CASES, default="wal", help="for --replay")
    parser.add_argument("--replay", type=_place, metavar="SEED:CUT:VARIANT")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="lay the disk of --replay there")
    return parser


def _place(text: str) -> tuple[int, int, int]:
    try:
        seed, cut, variant = (int(part) for part in text.split(":"))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not like 12:345:6") from None
    return seed, cut, variant
