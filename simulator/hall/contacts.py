"""What touched the robot, and who is to blame; how near things came."""

import math
from dataclasses import dataclass, field

FAULT_M_S = 0.05  # a robot that moves faster towards what it touches has caused it
TOUCH_M, APART_M = 0.003, 0.02
PUSHES_AFTER_S = 0.3  # a base that has felt a touch must have stopped its motors by then
WALL, OBSTACLE, PERSON, DOCK, FALL = "wall", "obstacle", "person", "dock", "fall"


@dataclass(frozen=True, slots=True)
class Contact:
    """`who`: number of the obstacle or person; `closing_m_s`: the robot's own speed towards it;
    `bearing_rad`: where on the robot, from straight ahead.
    """

    at: float
    what: str
    who: int
    by_robot: bool
    closing_m_s: float
    x: float
    y: float
    bearing_rad: float


@dataclass(frozen=True, slots=True)
class Near:
    """One thing and the robot: the gap between them, and in which direction (unit vector)."""

    what: str
    who: int
    gap_m: float
    toward_x: float
    toward_y: float


@dataclass(frozen=True, slots=True)
class Clearance:
    """The gap between the robot's rim and each kind of thing, m; inf = there is none."""

    walls_m: float = math.inf
    obstacles_m: float = math.inf
    people_m: float = math.inf

    @property
    def least_m(self) -> float:
        """To whatever is nearest."""
        return min(self.walls_m, self.obstacles_m, self.people_m)

    def least_of(self, other: "Clearance") -> "Clearance":
        """The smaller of each."""
        return Clearance(
            min(self.walls_m, other.walls_m),
            min(self.obstacles_m, other.obstacles_m),
            min(self.people_m, other.people_m),
        )


@dataclass(frozen=True, slots=True)
class Motion:
    """How a robot at (x, y) was about to move, m/s, before anything stopped it.

    `pushes_m_s`: what its motors are told to make of it, straight ahead along `yaw`.
    """

    x: float
    y: float
    yaw: float
    vx: float
    vy: float
    pushes_m_s: float = 0.0

    def closing_m_s(self, near: Near) -> float:
        """Its own speed towards something."""
        return self.vx * near.toward_x + self.vy * near.toward_y

    def pushing_m_s(self, near: Near) -> float:
        """How fast it would go on if that did not stand there."""
        ahead = math.cos(self.yaw) * near.toward_x + math.sin(self.yaw) * near.toward_y
        return self.pushes_m_s * ahead


@dataclass(slots=True)
class ContactBook:
    """Every contact once, however long it lasts; once more if the robot pushes what had touched it."""

    contacts: list[Contact] = field(default_factory=list)
    _lasting: dict[tuple[str, int], Contact] = field(default_factory=dict)

    @property
    def by_robot(self) -> list[Contact]:
        """Those the robot has caused; its dock is there to be touched."""
        return [each for each in self.contacts if each.by_robot and each.what != DOCK]

    def note(self, near: Near, motion: Motion, at: float) -> None:
        """How near something is at `at`."""
        key = near.what, near.who
        if near.gap_m > APART_M:
            self._lasting.pop(key, None)
        if near.gap_m > TOUCH_M:
            return
        closing, lasts = motion.closing_m_s(near), self._lasting.get(key)
        if lasts and (lasts.by_robot or at - lasts.at < PUSHES_AFTER_S):
            return
        if lasts:
            closing = motion.pushing_m_s(near)
        if lasts and closing <= FAULT_M_S:
            return
        bearing = math.remainder(math.atan2(near.toward_y, near.toward_x) - motion.yaw, math.tau)
        by_robot = closing > FAULT_M_S
        contact = Contact(at, near.what, near.who, by_robot, closing, motion.x, motion.y, bearing)
        self._lasting[key] = contact
        self.contacts.append(contact)

    def forget(self, what: str, who: int) -> None:
        """That thing is gone."""
        self._lasting.pop((what, who), None)
