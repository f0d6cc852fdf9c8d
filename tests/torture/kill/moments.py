"""When the process is killed: anywhere, or right where it would hurt most."""

from dataclasses import dataclass
from random import Random

ANYWHERE = "anywhere"
STARTING = "starting"
SENT = "sent"


@dataclass(frozen=True, slots=True)
class Aim:
    """`after_s` at most after `signal` (from the people; `SENT` from the journal); `weight` of all kills."""

    signal: str
    after_s: float
    weight: int


AIMS = {
    ANYWHERE: Aim("", 0.8, 6),  # after the start
    STARTING: Aim("", 0.8, 3),  # after the process was made: it recovers, or has not even begun to
    "asked": Aim("asked", 0.008, 3),  # the wish is on its way, committed or not
    "answered": Aim("answered", 0.02, 3),
    SENT: Aim(SENT, 0.004, 3),  # the journal says so, the first bytes leave
    "on the wire": Aim(SENT, 0.3, 3),
    "staff": Aim("staff", 0.008, 3),  # a step of staff is on its way
}


@dataclass(frozen=True, slots=True)
class Moment:
    """One kill: which aim, and how long after its signal."""

    aim: str
    after_s: float

    @property
    def signal(self) -> str:
        """What it waits for; empty for nothing."""
        return AIMS[self.aim].signal


def moments(chance: Random, count: int) -> list[Moment]:
    """`count` kills by weight; every aim comes when there are many."""
    names = chance.choices(list(AIMS), [aim.weight for aim in AIMS.values()], k=count)
    return [Moment(name, chance.uniform(0, AIMS[name].after_s)) for name in names]
