"""The machine itself: slots with motors, what falls and when, the drop sensor, tray and door. Pure.

Responsible for: what truly happens to items. Not responsible for: what a controller makes of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

from simulator.devices.dispenser.options import SlotOptions
from simulator.devices.dispenser.slot import MISSING, STALLED, Slot

STALL_S = 0.3  # a motor that cannot turn draws too much current for so long
CLEAR, COVERED, BLIND = "ok", "covered", "blind"


class Move(Enum):
    """What can be felt by a controller."""

    FELL = auto()
    STOPPED = auto()  # the motor is home
    STALLED = auto()  # the motor did not turn
    RAN_ON = auto()  # it was switched off after two turns without having come home


@dataclass(frozen=True, slots=True)
class Moment:
    """Something moved at `at`; `seen`: the drop sensor noticed."""

    at: float
    move: Move
    slot: Slot
    seen: bool = False


@dataclass(slots=True)
class Drive:
    """A motor that runs."""

    slot: Slot
    began: float
    ends: float
    ending: Move


class Cabinet:
    """Times are simulated seconds; one motor runs at a time."""

    def __init__(self, slots: Iterable[SlotOptions]) -> None:
        self.slots = {made.number: Slot.of(made) for made in slots}
        self.sensor = CLEAR
        self.door_open = False
        self.tray: list[Slot] = []  # oldest first
        self.running: Drive | None = None
        self.cut_share: float | None = None  # of its next turn, at which the power goes
        self._falling: list[tuple[float, Slot]] = []

    def drive(self, slot: Slot, now: float) -> None:
        """Start its motor; there is one, and none runs."""
        slot.drives += 1
        if slot.motor == STALLED:
            self.running = Drive(slot, now, now + STALL_S, Move.STALLED)
            return
        ends = now + slot.turn_s
        ending = Move.STOPPED
        first = ends + slot.late_s if slot.late_s else now + slot.fall_s
        falls = [first]
        if slot.runs_on_with:
            ends, ending = now + 2 * slot.motor_s, Move.RAN_ON
            falls += [now + slot.fall_s + slot.motor_s] * (slot.runs_on_with - 1)
        if not slot.jammed:
            there = slot.items - sum(waiting is slot for _, waiting in self._falling)
            self._falling += [(at, slot) for at in falls[:there]]
        slot.late_s, slot.runs_on_with, slot.turned = 0.0, 0, 0.0
        self.running = Drive(slot, now, ends, ending)

    def can_drive(self, slot: Slot) -> bool:
        """Whether it has a motor."""
        return slot.motor != MISSING

    def cuts_at(self) -> float | None:
        """When the power goes in the turn that is going on."""
        if self.running is None or self.cut_share is None:
            return None
        return self.running.began + self.cut_share * (self.running.ends - self.running.began)

    def lose_power(self, now: float) -> None:
        """The motor stops where it is; what already slides falls nevertheless."""
        self.cut_share = None
        if self.running is None:
            return
        slot, began = self.running.slot, self.running.began
        waits = [fall for fall in self._falling if fall[1] is slot]
        self._falling = [fall for fall in self._falling if fall not in waits]
        if waits:
            slot.turned = min((now - began) / slot.motor_s, 0.99)
        self.running = None

    def advance(self, now: float) -> list[Moment]:
        """What moved until `now`, in its order."""
        moments = []
        while (due := self.next_due()) is not None and due <= now:
            moments.append(self._next(due))
        return moments

    def next_due(self) -> float | None:
        """When something moves."""
        due = [at for at, _ in self._falling]
        if self.running:
            due.append(self.running.ends)
        return min(due, default=None)

    def empty(self, slot: Slot) -> None:
        """Hands take out of the slot what is still in it."""
        self._falling = [fall for fall in self._falling if fall[1] is not slot]
        slot.put_in -= slot.items
        slot.items = 0

    def take(self, count: int) -> list[Slot]:
        """Hands take the oldest items out of the tray."""
        taken, self.tray = self.tray[:count], self.tray[count:]
        for slot in taken:
            slot.in_tray -= 1
            slot.taken += 1
        return taken

    def _next(self, at: float) -> Moment:
        fall = min(self._falling, key=lambda fall: fall[0], default=None)
        if fall is not None and fall[0] <= at:
            self._falling.remove(fall)
            return self._fall(*fall)
        ended, self.running = self.running, None
        if ended is None:
            raise RuntimeError("nothing moves")
        return Moment(at, ended.ending, ended.slot)

    def _fall(self, at: float, slot: Slot) -> Moment:
        slot.items -= 1
        slot.fallen += 1
        slot.in_tray += 1
        self.tray.append(slot)
        return Moment(at, Move.FELL, slot, self.sensor == CLEAR)
