"""The vending controller and its motors: what it drives, and what it makes of what then happens."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from simulator.devices.dispenser.cabinet import COVERED, Cabinet, Moment, Move
from simulator.devices.dispenser.codes import Dispensing
from simulator.devices.dispenser.options import DispenserOptions
from simulator.devices.dispenser.slot import Slot
from simulator.devices.events import Event, Happened


@dataclass(frozen=True, slots=True)
class Order:
    """One drive that a host at `connector` has ordered with its number `pack`."""

    connector: str
    selection: int
    uses_sensor: bool
    checks_stock: bool
    pack: int


Report = Callable[[Order, Dispensing], None]


class Driving:
    """One order after the other. What becomes of each is told to `report`."""

    def __init__(self, cabinet: Cabinet, options: DispenserOptions, report: Report) -> None:
        self._cabinet = cabinet
        self._options = options
        self._report = report
        self.begin()

    def begin(self) -> None:
        """The controller has booted: it knows of no order."""
        self._orders: deque[Order] = deque()
        self._current: Order | None = None
        self._seen = False
        self._waits_until: float | None = None  # for the drop sensor, after the motor came home

    @property
    def busy(self) -> bool:
        """Whether an order is being carried out."""
        return self._current is not None

    def order(self, order: Order, now: float) -> list[Event]:
        """Carry it out when those before it are done."""
        self._orders.append(order)
        return self._go_on(now)

    def cancel(self) -> None:
        """Forget what has not begun."""
        self._orders.clear()

    def notice(self, moment: Moment) -> list[Event]:
        """Something moved."""
        if self._current is None:
            return []
        if self._waits_until is not None and moment.at > self._waits_until:
            return self._end(Dispensing.JAMMED, self._waits_until)
        if moment.move is Move.FELL:
            self._seen = self._seen or moment.seen
            if self._seen and self._waits_until is not None:
                return self._end(Dispensing.SUCCESS, moment.at)
            return []
        if moment.move is Move.STALLED:
            return self._end(Dispensing.JAMMED, moment.at)
        if moment.move is Move.RAN_ON:
            return self._end(Dispensing.MOTOR_RUNS_ON, moment.at)
        if self._seen or not self._current.uses_sensor:
            return self._end(Dispensing.SUCCESS, moment.at)
        self._waits_until = moment.at + self._options.sensor_wait_s
        return []

    def advance(self, now: float) -> list[Event]:
        """The drop sensor has not seen anything for long enough."""
        if self._waits_until is not None and now >= self._waits_until:
            return self._end(Dispensing.JAMMED, now)
        return []

    def next_due(self) -> float | None:
        """When it gives up waiting."""
        return self._waits_until

    def _go_on(self, now: float) -> list[Event]:
        events: list[Event] = []
        while self._current is None and self._orders:
            order = self._orders.popleft()
            refused = self._refusal(order)
            if refused is None:
                self._begin(order, now)
                events.append(Happened(now, "drive_began", f"slot {order.selection}"))
            else:
                self._report(order, refused)
                events.append(_ended(now, order, refused))
        return events

    def _begin(self, order: Order, now: float) -> None:
        slot = self._cabinet.slots[order.selection]
        self._current, self._seen = order, False
        if self._options.counts_at_start:
            slot.counted = max(slot.counted - 1, 0)
        self._report(order, Dispensing.DISPENSING)
        self._cabinet.drive(slot, now)

    def _refusal(self, order: Order) -> Dispensing | None:
        """Why it does not even begin."""
        slot = self._cabinet.slots.get(order.selection)
        if slot is None or not self._cabinet.can_drive(slot):
            return Dispensing.MOTOR_MISSING
        if slot.paused:
            return Dispensing.JAMMED
        is_blocked = order.uses_sensor and self._cabinet.sensor == COVERED
        is_out = order.checks_stock and not slot.counted
        if self._cabinet.door_open or is_blocked or is_out or self._cabinet.running:
            return Dispensing.TERMINATED
        return None

    def _end(self, result: Dispensing, now: float) -> list[Event]:
        order, self._current, self._waits_until = self._current, None, None
        if order is None:
            return []
        self._count(self._cabinet.slots[order.selection], result)
        self._report(order, result)
        return [_ended(now, order, result), *self._go_on(now)]

    def _count(self, slot: Slot, result: Dispensing) -> None:
        gone = result is Dispensing.SUCCESS or (result is Dispensing.MOTOR_RUNS_ON and self._seen)
        slot.paused = slot.paused or result in (Dispensing.JAMMED, Dispensing.MOTOR_RUNS_ON)
        if self._options.counts_at_start and not gone:
            slot.counted = min(slot.counted + 1, slot.capacity)
        elif gone and not self._options.counts_at_start:
            slot.counted = max(slot.counted - 1, 0)


def _ended(now: float, order: Order, result: Dispensing) -> Event:
    return Happened(now, "drive_ended", f"slot {order.selection}: {result.name.lower().replace('_', ' ')}")
