"""`python -m tests.torture disk_faults`: the n-th write, sync, open, … fails, for every n."""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from errno import errorcode
from pathlib import Path

from tests.torture.disk_faults.campaign import NAMES, campaign
from tests.torture.disk_faults.sweep import Share, Swept

MEMORY = Path("/dev/shm")  # syncs are not real here, and nothing is worth keeping


def main(arguments: Sequence[str]) -> int:
    """Sweep; 1 when a promise was broken."""
    given = _parser().parse_args(arguments)
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        shares = dict.fromkeys(given.scenarios or NAMES, Share(0, given.stride))
        swept = campaign(Path(folder), shares, told=_quiet if given.json else _tell)
    if given.json:
        print(json.dumps([asdict(one) for one in swept], indent=2))
    else:
        runs, wrong = sum(one.runs for one in swept), sum(len(one.complaints) for one in swept)
        print(f"{runs} faults, {wrong} promises broken")
    return 1 if any(one.complaints for one in swept) else 0


def _quiet(_: Swept) -> None:
    return None


def _tell(one: Swept) -> None:
    how = "lasting" if one.lasting else "once"
    words = f"{one.scenario:<20} {one.kind:<9} {errorcode[one.errno]:<7} {how:<8} "
    print(f"{words} {one.sites:>5} calls {one.runs:>5} failed", flush=True)
    for complaint in one.complaints:
        print(f"  {complaint}", file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m tests.torture disk_faults", description=__doc__)
    parser.add_argument("scenarios", nargs="*", metavar="SCENARIO", help="; ".join(NAMES) + " (all)")
    parser.add_argument("--stride", type=int, default=1, help="fail only every so-many-th call (1: each)")
    parser.add_argument("--json", action="store_true", help="the figures as JSON")
    return parser
