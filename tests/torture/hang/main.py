"""python -m tests.torture hang [--rounds N] [--side-by-side N] [--seed N]"""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from tests.torture.hang.rounds import ANSWERS_S, PARTS, RESTARTED_S, Round
from tests.torture.hang.together import hang_together

LONGEST_WELL_S = 8.0
HEAD = f"{'p50 / max seconds':<20} {'good':>4}  {'restarted after':>15}  {'answers after':>13}  {'cpu':>9}"


def main(arguments: Sequence[str]) -> int:
    """Run, print the figures; 1 when a round was late or a hang was not named."""
    parser = argparse.ArgumentParser(prog="tests.torture hang")
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--side-by-side", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    side_by_side = min(options.side_by_side, options.rounds)
    with tempfile.TemporaryDirectory(prefix="hang-") as folder:
        done = hang_together(Path(folder), options.rounds, side_by_side, options.seed, LONGEST_WELL_S)
    print(report(done))
    for one in done:
        if not (one.is_good and one.place):
            print(
                f"\nNOT GOOD: {one.part}, after {one.restarted_s:.1f} + {one.answers_s:.1f} s: {one.reason}"
            )
    return int(not all(one.is_good and one.place for one in done))


def report(done: Sequence[Round]) -> str:
    """A table, a line for each part."""
    lines = [HEAD]
    for part in (*PARTS, "all"):
        some = [one for one in done if part in (one.part, "all")]
        if some:
            lines.append(_line(part, some))
    lines.append(f"allowed: restarted after {RESTARTED_S:g} s, answering {ANSWERS_S:g} s later")
    return "\n".join(lines)


def _line(part: str, some: Sequence[Round]) -> str:
    restarted = [one.restarted_s for one in some]
    answers = [one.answers_s for one in some]
    cpu = [one.cpu_s for one in some]
    figures = [f"{median(values):.1f} / {max(values):.1f}" for values in (restarted, answers, cpu)]
    good = sum(one.is_good for one in some)
    return f"{part:<12} {len(some):>7} {good:>4}  {figures[0]:>15}  {figures[1]:>13}  {figures[2]:>9}"
