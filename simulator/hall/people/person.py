"""One of the people in a hall, and what they are up to."""

import random
from dataclasses import dataclass
from enum import StrEnum

Point = tuple[float, float]


class Doing(StrEnum):
    """What a person does."""

    WALKS = "walks"
    STANDS = "stands"
    SITS = "sits"
    GATHERS = "gathers"  # on the way to somebody, to stand with them
    CROSSES = "crosses"  # cuts in front of the robot
    COMES = "comes"  # to stand in the robot's way
    BLOCKS = "blocks"  # stands there
    STEPS_ASIDE = "steps_aside"


MOVING = frozenset((Doing.WALKS, Doing.GATHERS, Doing.CROSSES, Doing.COMES, Doing.STEPS_ASIDE))


@dataclass(slots=True, eq=False)
class Person:
    """A circle that walks. `until`: when it ends what it does now, if time ends it.

    `side`: 1 = it gives way to its left first. `clumsy`: walks into a robot that stands still. `asked_at`:
    when it heeds what it was asked.
    """

    number: int
    x: float
    y: float
    radius_m: float
    speed_m_s: float
    child: bool = False
    clumsy: bool = False
    doing: Doing = Doing.STANDS
    goal: Point = (0.0, 0.0)
    until: float = 0.0
    side: int = 1
    held_up_s: float = 0.0
    asked_at: float | None = None
    vx: float = 0.0
    vy: float = 0.0

    @property
    def moves(self) -> bool:
        """Whether it wants to be elsewhere."""
        return self.doing in MOVING


def born(number: int, at: Point, child: bool, clumsy: float, chance: random.Random) -> Person:
    """A person by chance: a radius of 0.2 to 0.25 m, 0.7 to 1.5 m/s; children 0.2 m and 2 m/s.

    `clumsy`: share of the grown ones who are.
    """
    if child:
        return Person(number, *at, 0.2, 2.0, child=True, side=chance.choice((-1, 1)))
    return Person(
        number,
        *at,
        chance.uniform(0.2, 0.25),
        chance.uniform(0.7, 1.5),
        clumsy=chance.random() < clumsy,
        side=chance.choice((-1, 1)),
    )
