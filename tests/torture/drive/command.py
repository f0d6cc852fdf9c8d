"""Trips through the default hall among people, through fields of cylinders, and onto the dock."""

import argparse
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context

from kiosk.rehearsal.workers import cores
from tests.torture.drive.dock_tries import dock_try, told
from tests.torture.drive.faults.life import rehearse_life
from tests.torture.drive.faults.report import LivesTogether
from tests.torture.drive.outcome import Figures, Outcome
from tests.torture.drive.trips import dock_trip, hall_trip, world_trip

KINDS: dict[str, Callable[[int], Outcome]] = {"trips": hall_trip, "worlds": world_trip, "docks": dock_trip}

LIFE_S, PEOPLE, STEPS_A_LIFE = 600.0, 4, 12_000


def main(arguments: Sequence[str]) -> int:
    """Drive, and tell the figures; 1 where the robot touched something."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture drive", description=__doc__)
    parser.add_argument("--trips", type=int, default=0, help="between places of the default hall, 10 people")
    parser.add_argument("--worlds", type=int, default=0, help="ten metres through cylinders no map shows")
    parser.add_argument("--docks", type=int, default=0, help="onto the dock, from anywhere before it")
    parser.add_argument("--tries", type=int, default=0, help="the same without wires, from anywhere at all")
    parser.add_argument("--faults", type=int, default=0, help="lives of ten minutes in which things go wrong")
    parser.add_argument("--steps", type=int, default=0, help="the same for so many steps, without a lidar")
    parser.add_argument("--seed", type=int, default=1, help="of the first trip of each kind")
    parser.add_argument("--jobs", type=int, default=cores(), help="processes (default: one a core)")
    options = parser.parse_args(arguments)
    contacts = 0
    with ProcessPoolExecutor(options.jobs, get_context("spawn")) as pool:
        for name, drive in KINDS.items():
            figures = Figures(name)
            seeds = range(options.seed, options.seed + getattr(options, name))
            for done in as_completed([pool.submit(drive, seed) for seed in seeds]):
                figures.add(done.result())
                print(
                    f"\r{name}: {len(figures.outcomes)} of {len(seeds)}", end="", file=sys.stderr, flush=True
                )
            if seeds:
                print("", file=sys.stderr)
                print("\n".join(figures.lines()), flush=True)
            contacts += figures.contacts
        if options.tries:
            tries = pool.map(dock_try, range(options.seed, options.seed + options.tries), chunksize=10)
            print("\n".join(told(list(tries))), flush=True)
        found = _live(pool, options.seed, options.faults, sees=True)
        found += _live(pool, options.seed, -(-options.steps // STEPS_A_LIFE), sees=False)
    return int(contacts + found > 0)


def _live(pool: ProcessPoolExecutor, seed: int, count: int, *, sees: bool) -> int:
    """How often the judges found something in so many lives."""
    together = LivesTogether()
    people = PEOPLE if sees else 0
    lives = [pool.submit(rehearse_life, seed + at, LIFE_S, people, sees=sees) for at in range(count)]
    for done in as_completed(lives):
        life = done.result()
        together.lives.append(life)
        if life.faults:  # a long run may be ended before its figures are told
            print(f"\nseed {life.seed}: {dict(life.faults)}", flush=True)
        print(f"\rsteps: {together.steps}", end="", file=sys.stderr, flush=True)
    if count:
        print("", file=sys.stderr)
        print("\n".join(together.lines()), flush=True)
    return together.faults.total()
