"""Tries to dock without wires, from anywhere in the zone in front of the dock; thousands in a minute."""

from collections.abc import Sequence
from statistics import mean

from tests.support.dock_tries import Tried, attempt


def dock_try(seed: int) -> Tried:
    """One, by its number."""
    return attempt(seed)


def told(tries: Sequence[Tried]) -> list[str]:
    """As a person reads them."""
    docked = [each for each in tries if each.docked]
    seconds = [each.seconds for each in docked] or [0.0]
    lines = [
        f"tries: {len(tries)} tries to dock, {100 * len(docked) / max(len(tries), 1):.1f} % charge",
        f"  time: mean {mean(seconds):.1f} s, worst {max(seconds):.1f} s; "
        f"onto the contacts: at most {max((each.fastest_m_s for each in docked), default=0.0):.3f} m/s; "
        f"bumper pressed: {sum(each.touched for each in tries)}",
    ]
    return lines + [
        f"  seed {each.seed}: {each.step.failed or 'it was not over'}" for each in tries if not each.docked
    ]
