"""The vending controller: master of its line, tells what it drives and what it has. Payment it has none.

Source: VMC upper-computer protocol V3.0. Assumed: which answers carry the number of the question, what a
refused drive is answered with, that orders wait for each other.
"""

from collections.abc import Iterator
from itertools import chain

from simulator.devices.dispenser.cabinet import Cabinet, Moment
from simulator.devices.dispenser.codes import (
    DOOR_NOT_CLOSED,
    READY,
    Command,
    Dispensing,
    Selection,
)
from simulator.devices.dispenser.driving import Driving, Order
from simulator.devices.dispenser.frames import Frame
from simulator.devices.dispenser.inventory import FIELDS, Inventory
from simulator.devices.dispenser.options import DispenserOptions
from simulator.devices.dispenser.quirks import Quirks
from simulator.devices.dispenser.session import Session
from simulator.devices.events import BytesLost, Event

BAUD = 57600
LONGEST_POLL = 0x14  # × 100 ms
MACHINE_ID, MICROWAVE = b"0000000001", b"\1"


class VendingController:
    """A `Board`. Each connector has an exchange of its own; results go to whoever ordered."""

    def __init__(self, cabinet: Cabinet, options: DispenserOptions, quirks: Quirks) -> None:
        self.baud = BAUD if options.baud is None else options.baud
        self._cabinet = cabinet
        self._options = options
        self._quirks = quirks
        self._sessions = {name: Session(name, options, quirks) for name in options.connectors}
        self._inventory = Inventory(cabinet.slots, quirks)
        self._driving = Driving(cabinet, options, self._report)

    def hear(self, data: bytes, now: float, connector: str) -> list[Event]:
        """Bytes from the host there."""
        events: list[Event] = []
        for found in self._sessions[connector].hear(data, now):
            if isinstance(found, Frame):
                events += self._obey(found, now, self._sessions[connector])
            else:
                events.append(found)
        return events

    def notice(self, moment: Moment) -> list[Event]:
        """Something moved in the machine."""
        return self._driving.notice(moment)

    def advance(self, now: float) -> list[Event]:
        """Let time pass until `now`."""
        events = self._driving.advance(now)
        return [*events, *chain.from_iterable(each.advance(now) for each in self._sessions.values())]

    def next_due(self) -> float | None:
        """When it does something without further input."""
        due = [self._driving.next_due(), *(session.next_due() for session in self._sessions.values())]
        return min((at for at in due if at is not None), default=None)

    def boot(self, now: float) -> None:
        """Power came: it forgets its orders and asks hosts to synchronise."""
        self._driving.begin()
        for session in self._sessions.values():
            session.begin(now)
            if session.connected:
                session.tell(Command.SYNCHRONISE, b"")

    def connect(self, connected: bool, now: float, connector: str) -> None:
        """A host came or went."""
        self._sessions[connector].connect(connected, now)

    def fully_loaded(self) -> None:
        """The button inside was pressed: it believes that all slots are full."""
        for slot in self._cabinet.slots.values():
            slot.counted = slot.capacity
        for session in self._listening():
            session.tell(Command.FULLY_LOADED, b"")
            self._tell_all(session)

    def recounted(self, number: int, items: int) -> None:
        """Somebody set a count at its menu."""
        slot = self._cabinet.slots[number]
        slot.counted = items
        for session in self._listening():
            session.tell(Command.INVENTORY, self._inventory.count(slot))

    def state(self) -> dict[str, object]:
        """How its hosts answer, and how it is set."""
        times = [session.times for session in self._sessions.values()]
        return {
            "answers": sum(each.answers for each in times),
            "answers_late": sum(each.late for each in times),
            "answers_missing": sum(each.missing for each in times),
            "answer_latest_ms": max(each.latest_ms for each in times),
            "answer_worst_ms": max(each.worst_ms for each in times),
            "poll_ms": [round(session.poll_s * 1000) for session in self._sessions.values()],
            "byte_order": "little" if self._quirks.little_endian else "big",
            "deduplicates": self._quirks.deduplicates,
            "long_reports": self._quirks.long_reports,
        }

    def connector_state(self, connector: str) -> dict[str, object]:
        """How the host there answers."""
        session = self._sessions[connector]
        return {"listening": session.connected, **session.times.state()}

    def _listening(self) -> Iterator[Session]:
        return (session for session in self._sessions.values() if session.connected)

    def _obey(self, frame: Frame, now: float, session: Session) -> list[Event]:
        pack, data = frame.data[0], frame.data[1:]
        if frame.command in (Command.BUY, Command.DRIVE):
            return self._order(frame, now, session)
        if frame.command == Command.SELECT:
            self._driving.cancel()
        elif frame.command == Command.CHECK and len(data) >= 2:
            status = bytes((self._selection(self._inventory.number(data[:2])),))
            self._answer(session, Command.SELECTION_STATUS, status + data[:2], pack)
        elif frame.command in FIELDS:
            self._set(Command(frame.command), data, session)
        elif frame.command == Command.POLL_INTERVAL and data and 0 < data[0] <= LONGEST_POLL:
            session.poll_s = data[0] / 10
        elif frame.command == Command.SYNCHRONISE:
            self._tell_all(session)
        elif frame.command == Command.STATUS_REQUEST:
            status = bytes((DOOR_NOT_CLOSED if self._cabinet.door_open else READY,))
            self._answer(session, Command.STATUS, status, pack)
        elif frame.command == Command.MACHINE_REQUEST:
            self._answer(session, Command.MACHINE_STATUS, self._machine(), pack)
        elif frame.command == Command.MENU and (told := self._inventory.menu(data)) is not None:
            self._answer(session, Command.MENU_ANSWER, told, pack)
        return []

    def _order(self, frame: Frame, now: float, session: Session) -> list[Event]:
        is_direct = frame.command == Command.DRIVE
        begins = 3 if is_direct else 1
        if len(frame.data) < begins + 2:
            return [BytesLost(now, len(frame.data), "too short an order", connector=session.connector)]
        selection = self._inventory.number(frame.data[begins : begins + 2])
        uses_sensor = frame.data[1] == 1 if is_direct else True
        order = Order(session.connector, selection, uses_sensor, not is_direct, frame.data[0])
        return self._driving.order(order, now)

    def _report(self, order: Order, result: Dispensing) -> None:
        session = self._sessions[order.connector]
        data = bytes((result,)) + self._inventory.bytes_of(order.selection, 2)
        more = MICROWAVE if self._quirks.long_reports else b""
        pack = order.pack if result is Dispensing.DISPENSING and self._options.echoes_pack else None
        what = f"{result.name.lower().replace('_', ' ')}, slot {order.selection}"
        for _ in range(self._quirks.reports):
            session.tell(Command.DISPENSING, data + more, what, pack)

    def _answer(self, session: Session, command: Command, data: bytes, pack: int) -> None:
        session.tell(command, data, pack=pack if self._options.echoes_pack else None)

    def _selection(self, number: int) -> Selection:
        slot = self._cabinet.slots.get(number)
        if slot is None:
            return Selection.UNKNOWN
        if self._cabinet.door_open:
            return Selection.DOOR_UNLOCKED
        if slot.paused:
            return Selection.PAUSED
        return Selection.NORMAL if slot.counted else Selection.OUT_OF_STOCK

    def _set(self, command: Command, data: bytes, session: Session) -> None:
        if self._inventory.set(command, data):
            session.tell(command, data)

    def _tell_all(self, session: Session) -> None:
        for slot in self._cabinet.slots.values():
            session.tell(Command.SELECTION_INFO, self._inventory.info(slot), f"info of slot {slot.number}")

    def _machine(self) -> bytes:
        """Command 52 after its PackNO: no payment, door, change, number, no temperature."""
        return bytes((0, 0, 0, 0, self._cabinet.door_open)) + bytes(8) + MACHINE_ID + bytes(16)
