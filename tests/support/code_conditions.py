"""The conditions under which codes are read: one at a time, and all mixed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from tests.support.code_scenes import Chance, Look, Scene, scene


@dataclass(frozen=True)
class Condition:
    """A name and the looks it draws from."""

    name: str
    look: Callable[[Chance], Look]


CONDITIONS = (
    Condition("plain, 4 px", lambda c: Look(turn_deg=c.uniform(-5, 5))),
    Condition("3 px", lambda c: Look(3.0, turn_deg=c.uniform(-10, 10))),
    Condition("2 px", lambda c: Look(2.0, turn_deg=c.uniform(-10, 10))),
    Condition("1.5 px", lambda c: Look(1.5, turn_deg=c.uniform(-10, 10))),
    Condition("1.3 px", lambda c: Look(1.3, turn_deg=c.uniform(-10, 10))),
    Condition("any turn", lambda c: Look(c.uniform(2, 4), turn_deg=c.uniform(0, 360))),
    Condition(
        "tilt", lambda c: Look(c.uniform(2.5, 4), turn_deg=c.uniform(0, 360), tilt=c.uniform(0.15, 0.35))
    ),
    Condition(
        "steep tilt", lambda c: Look(c.uniform(3, 5), turn_deg=c.uniform(0, 360), tilt=c.uniform(0.4, 0.6))
    ),
    Condition("blur 1.5 at 4 px", lambda c: Look(4, blur=1.5, turn_deg=c.uniform(-10, 10))),
    Condition("blur 2.2 at 4 px", lambda c: Look(4, blur=2.2, turn_deg=c.uniform(-10, 10))),
    Condition("blur 2.6 at 4 px", lambda c: Look(4, blur=2.6, turn_deg=c.uniform(-10, 10))),
    Condition("blur 1 at 2.5 px", lambda c: Look(2.5, blur=1.0, turn_deg=c.uniform(-20, 20))),
    Condition("out of focus", lambda c: Look(4, defocus=c.uniform(2.5, 4), turn_deg=c.uniform(-10, 10))),
    Condition("shaken", lambda c: Look(4, shake=int(c.integers(5, 10)), turn_deg=c.uniform(-10, 10))),
    Condition("glare", lambda c: Look(c.uniform(3, 4), glare=c.uniform(0.5, 1), turn_deg=c.uniform(-20, 20))),
    Condition(
        "shadow", lambda c: Look(c.uniform(3, 4), shade=c.uniform(0.4, 0.8), turn_deg=c.uniform(-20, 20))
    ),
    Condition("pale (118–150)", lambda c: Look(3, dark=118, light=150, noise=6, turn_deg=c.uniform(-10, 10))),
    Condition("pale, 2 px", lambda c: Look(2, dark=110, light=160, turn_deg=c.uniform(-10, 10))),
    Condition(
        "noise", lambda c: Look(c.uniform(2.5, 4), noise=c.uniform(15, 30), turn_deg=c.uniform(-10, 10))
    ),
    Condition(
        "low light", lambda c: Look(c.uniform(2.5, 4), gain=c.uniform(0.1, 0.25), noise=c.uniform(2, 5))
    ),
    Condition("JPEG 15–30", lambda c: Look(c.uniform(2.5, 4), jpeg=int(c.integers(15, 30)))),
    Condition("clutter", lambda c: Look(c.uniform(2, 4), clutter=True, turn_deg=c.uniform(0, 360))),
    Condition(
        "clutter, blurred",
        lambda c: Look(c.uniform(2.5, 4), clutter=True, blur=1.4, turn_deg=c.uniform(0, 360)),
    ),
    Condition("mirrored", lambda c: Look(3, mirrored=True, turn_deg=c.uniform(0, 360))),
    Condition("inverted", lambda c: Look(3, inverted=True, turn_deg=c.uniform(0, 360))),
    Condition(
        "a little of all",
        lambda c: Look(
            c.uniform(2, 4),
            level=str(c.choice(list("lmq"))),
            turn_deg=c.uniform(0, 360),
            tilt=c.uniform(0, 0.3),
            dark=int(c.integers(30, 90)),
            light=int(c.integers(150, 235)),
            blur=c.uniform(0, 1.5),
            noise=c.uniform(2, 12),
            shade=c.uniform(0, 0.5),
            glare=float(c.choice([0, 0.6])),
            jpeg=int(c.integers(40, 95)),
            clutter=bool(c.integers(2)),
        ),
    ),
)


def scenes(condition: Condition, count: int, seed: int) -> Iterator[Scene]:
    """`count` different pictures of one condition, the same for the same seed."""
    for number in range(count):
        chance = np.random.default_rng([seed, number, *condition.name.encode()])
        yield scene(condition.look(chance), chance)
