"""Judges of what a base was commanded, by its wire and the true hall; no table is the drivers'."""

import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.torture.drive.faults.wires import Command, KobukiFrames, LidarFrames, command_of, stops_in

STOP_S, STALE_S, SILENT_S, HELD_S = 0.1, 0.55, 0.17, 0.06
GONE_S, MOVED_S = 0.8, 0.1  # a base that was lost for so long, and moved so shortly before
FASTEST_M_S, FASTEST_RAD_S = 0.7, 3.2
ACCELERATION_M_S2, ACCELERATION_RAD_S2 = 0.6, 4.2  # slowing down is 1.2 times as quick
ROUGHLY_M_S, ROUGHLY_RAD_S = 0.02, 0.15  # commands are whole numbers of mm
LOST_S = 0.7
MISPLACED_M, TOO_FAR_M = 1.0, 2.0
STAND = Command(0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Truth:
    """Of a moment: where it is, how far from there it believes to be, the zone's limit, its report."""

    x_m: float
    y_m: float
    off_m: float
    limit_m_s: float
    is_lost: bool
    contacts: int
    blind: bool
    path_m: float


@dataclass
class Judges:
    """`truth` tells of now; `faults`: what was wrong, and how often; `notes`: when first, during what."""

    clock: Callable[[], float]
    truth: Callable[[], Truth]
    during: str = ""
    faults: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    figures: Counter[str] = field(default_factory=Counter)
    commands: int = 0
    slowest_stop_s: float = 0.0

    def __post_init__(self) -> None:
        self.lidar = LidarFrames()
        self._to_base, self._from_base = KobukiFrames(), KobukiFrames()
        self._last, self._last_s = STAND, 0.0
        self._moved_s = self._heard_s = -math.inf
        self._stop_s: float | None = None  # since when it must stand until it is released
        self._stop_seen = 0
        self._stop_first_s = 0.0
        self._why = ""
        self._present = False
        self._held_s: float | None = None
        self._lost_s: float | None = None
        self._contacts = 0
        self._misplaced_from: float | None = None

    def to_base(self, data: bytes) -> None:
        """Bytes for the base."""
        for part, said in self._to_base.feed(data):
            if part == 1 and len(said) == 4:
                self._commanded(command_of(said), self.clock())

    def from_base(self, data: bytes) -> None:
        """Bytes for the robot."""
        now = self.clock()
        for part, said in self._from_base.feed(data):
            if part == 1 and len(said) == 15:
                self._heard(now)
            if part in (1, 16):
                self._stops(stops_in(part, said), part, now)

    def from_lidar(self, data: bytes) -> None:
        """Bytes for the robot."""
        self.lidar.feed(data, self.clock())

    def lidar_seen(self) -> None:
        """A scanner without a wire has handed over a turn."""
        self.lidar.last_s = self.clock()

    def released(self) -> None:
        """A person has looked."""
        self._stop_s, self._stop_seen = None, 0

    def held(self, held: bool) -> None:
        """Somebody wants it to stand, or no longer."""
        self._held_s = self.clock() if held else None

    def fault(self, what: str, now: float) -> None:
        """Something is as it must not be."""
        self.faults[what] += 1
        if self.faults[what] <= 3:
            self.notes.append(f"{now:.2f} s, {self.during or 'nothing'}: {what}")

    def _heard(self, now: float) -> None:
        lost_s = now - self._heard_s
        if lost_s > GONE_S and self._moved_s >= self._heard_s - MOVED_S > 0 and self._stop_s is None:
            self._stop_s, self._why = now - STOP_S, "a base that was lost while it moved"
        self._heard_s = now

    def _stops(self, found: list[str], part: int, now: float) -> None:
        if not found:
            if part == 1:
                self._stop_seen = 0
            return
        self._stop_seen += 1
        if self._stop_seen == 1:
            self._stop_first_s = now
        if self._stop_seen >= 2 and self._stop_s is None:
            self._stop_s, self._why = self._stop_first_s, found[0]

    def _commanded(self, command: Command, now: float) -> None:
        self.commands += 1
        self._look_at_limits(command, now)
        if command.moves:
            self._look_at_reasons(command, now)
            self._moved_s = now
        elif self._last.moves and self._stop_s is not None:
            self.slowest_stop_s = max(self.slowest_stop_s, now - self._stop_s)
        self._look_at_truth(command, now)
        self._last, self._last_s = command, now

    def _look_at_limits(self, command: Command, now: float) -> None:
        if abs(command.v_m_s) > FASTEST_M_S + 0.005 or abs(command.w_rad_s) > FASTEST_RAD_S:
            self.fault("beyond 0.7 m/s or 3.2 rad/s", now)
        if not command.moves:
            return
        seconds = min(max(now - self._last_s, 0.02), 0.06)
        faster = abs(command.v_m_s - self._last.v_m_s) - ACCELERATION_M_S2 * seconds
        turned = abs(command.w_rad_s - self._last.w_rad_s) - ACCELERATION_RAD_S2 * seconds
        if faster > ROUGHLY_M_S or turned > ROUGHLY_RAD_S:
            self.fault("beyond the acceleration limits", now)

    def _look_at_reasons(self, command: Command, now: float) -> None:
        if self._stop_s is not None and now > self._stop_s + STOP_S:
            self.fault(f"moved after {self._why}, and nobody released it", now)
        if now > self.lidar.last_s + STALE_S:
            self.fault("moved without the lidar", now)
        if now > self._heard_s + SILENT_S:
            self.fault("moved without a word from the base", now)
        if self._held_s is not None and now > self._held_s + HELD_S:
            self.fault("moved while held", now)

    def _look_at_truth(self, command: Command, now: float) -> None:
        truth = self.truth()
        self._lost_s = (self._lost_s or now) if truth.is_lost else None
        if self._lost_s is not None and abs(command.v_m_s) > 0.001 and now > self._lost_s + LOST_S:
            self.fault("drove while it said that it is lost", now)
        if command.v_m_s > truth.limit_m_s + 0.03:
            self.fault("faster than its zone", now)
        if truth.contacts > self._contacts:
            self.figures[f"contacts, blind: {self.during}"] += truth.blind
            if not truth.blind:
                self.fault("touched something", now)
        self._contacts = truth.contacts
        self._look_at_place(truth, now)

    def _look_at_place(self, truth: Truth, now: float) -> None:
        if truth.off_m < MISPLACED_M:
            self._misplaced_from = None
        elif self._misplaced_from is None:
            self._misplaced_from = truth.path_m
        elif truth.path_m - self._misplaced_from > TOO_FAR_M:
            self.fault("drove 2 m and more elsewhere than it believed", now)
            self._misplaced_from = math.inf
