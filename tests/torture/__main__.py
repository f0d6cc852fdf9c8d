"""Long runs: `python -m tests.torture NAME [options]`; `NAME --help` tells the options."""

import sys
from importlib import import_module

HARNESSES = {
    "power": ("tests.torture.power", "power cuts between any two writes, every legal disk rebuilt"),
    "kill": ("tests.torture.kill", "kill -9 of the real process at any moment"),
    "disk_faults": ("tests.torture.disk_faults", "the n-th write, sync, open fails, for every n"),
    "model": ("tests.torture.model.command", "the desk against a naive model, step by step"),
    "fuzz": ("tests.torture.fuzz.command", "every parser of a wire, a file or an input"),
    "cards": (
        "tests.torture.cards.command",
        "tampered cards, wrong files, wrong answers: none believed, no crash",
    ),
    "coverage": (
        "tests.torture.coverage.command",
        "every branch of journal, desk and state machines is taken",
    ),
    "mutants": ("tests.torture.mutants.command", "every small change of desk and journal must be noticed"),
    "drive": ("tests.torture.drive.command", "trips among people, through cylinders, onto the dock"),
    "soak": ("tests.torture.soak.command", "days on end without a restart: memory, files, threads"),
    "talking": ("tests.torture.talking.command", "a day of speaking and hearing in the real children"),
    "freeze": (
        "tests.torture.freeze.command",
        "a driving robot is frozen: its wheels get their zero in time",
    ),
    "hang": ("tests.torture.hang.main", "hung loops and threads, noticed and restarted"),
}


def main() -> int:
    """Run one harness; without a name tell which there are."""
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if name not in HARNESSES:
        print("which? " + "\n".join(f"  {known:<12} {what}" for known, (_, what) in HARNESSES.items()))
        return 2
    return int(import_module(HARNESSES[name][0]).main(sys.argv[2:]))


if __name__ == "__main__":
    sys.exit(main())
