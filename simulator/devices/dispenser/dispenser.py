"""The dispenser as a device: a cabinet with items, a board that drives it, power, and hands.

Responsible for: which comes first, what is told of it, what a board without power does not do.
Not responsible for: what falls (cabinet.py), what goes over the wire (controller.py, relay_board.py).
"""

from collections.abc import Iterable, Mapping

from simulator.devices.dispenser.acts import OF_THE_CONTROLLER, OF_THE_MACHINE
from simulator.devices.dispenser.board import Board
from simulator.devices.dispenser.cabinet import Cabinet, Moment, Move
from simulator.devices.dispenser.controller import VendingController
from simulator.devices.dispenser.hands import Hands
from simulator.devices.dispenser.options import MODBUS, DispenserOptions
from simulator.devices.dispenser.power import Power
from simulator.devices.dispenser.quirks import Quirks
from simulator.devices.dispenser.relay_board import RelayBoard
from simulator.devices.events import AnswerSent, BytesLost, Event, FrameSent, Happened
from simulator.devices.interfaces import PUBLIC, Act, Step

READ_BYTES = 4096
OUTAGE_S = 3.0  # of a power cut in a turn


class Dispenser:
    """A `simulator.devices.interfaces.Device`."""

    name = "dispenser"
    listening = True  # its side of a USB adapter is powered by the host

    def __init__(self, options: DispenserOptions | None = None) -> None:
        self.options = options or DispenserOptions()
        self.cabinet = Cabinet(self.options.slots)
        self.quirks = Quirks(
            little_endian=self.options.little_endian,
            deduplicates=self.options.deduplicates,
            long_reports=self.options.long_reports,
        )
        self.power = Power(self.options.boot_s)
        self.controller: VendingController | None = None
        if self.options.model == MODBUS:
            self.acts: tuple[Act, ...] = OF_THE_MACHINE
            self.board: Board = RelayBoard(self.cabinet, self.options, self.quirks)
        else:
            self.acts = (*OF_THE_MACHINE, *OF_THE_CONTROLLER)
            self.board = self.controller = VendingController(self.cabinet, self.options, self.quirks)
        self.baud = self.board.baud
        self._hands = Hands(self.cabinet, self.quirks, self.power, self.acts)

    @property
    def connectors(self) -> tuple[str, ...]:
        """Where hosts can come in."""
        return self.options.connectors

    def room(self, connector: str = PUBLIC) -> int:
        """It always takes bytes."""
        return READ_BYTES

    def feed(self, data: bytes, now: float, connector: str = PUBLIC) -> Step:
        """Bytes from the host there; heard before the board's time passes: our stall makes no answer late."""
        events = self._move(now)
        if self.power.runs:
            events += self.board.hear(data, now, connector)
        else:
            events.append(BytesLost(now, len(data), "the board has no power", connector=connector))
        return _step(events).then(self.advance(now))

    def advance(self, now: float) -> Step:
        """Let time pass until `now`."""
        events = self._move(now)
        if self.power.runs:
            events += self.board.advance(now)
        return _step(events)

    def act(self, name: str, parameters: Mapping[str, float], now: float) -> Step:
        """Do what hands do; raises `ActRefused`."""
        before = self.advance(now)
        if name in ("press_loaded", "recount") and self.controller:
            return before.then(self._use_menu(name, parameters, now)).then(self.advance(now))
        was_on = self.power.on
        told = Happened(now, *self._hands.act(name, parameters, now))
        if was_on and not self.power.on:
            self.cabinet.lose_power(now)
        return before.then(Step(events=(told,))).then(self.advance(now))

    def connect(self, connected: bool, now: float, connector: str = PUBLIC) -> None:
        """A host can receive there from now on, or no longer."""
        self.board.connect(connected, now, connector)

    def cut_wire(self, now: float, connector: str = PUBLIC) -> None:
        """The cable is pulled there."""
        self.board.connect(False, now, connector)

    def next_due(self) -> float | None:
        """When something will happen without further input."""
        due = [self.cabinet.next_due(), self.cabinet.cuts_at(), self.power.next_due()]
        if self.power.runs:
            due.append(self.board.next_due())
        return min((at for at in due if at is not None), default=None)

    def state(self) -> dict[str, object]:
        """What a person who opens it could count and see: the truth that books are judged by."""
        running = self.cabinet.running
        slots = self.cabinet.slots.values()
        return {
            "model": self.options.model,
            "power": self.power.word,
            "door": "open" if self.cabinet.door_open else "closed",
            "drop_sensor": self.cabinet.sensor,
            "running": running.slot.number if running else None,
            "slots": [slot.state() for slot in slots],
            "tray": [slot.product for slot in self.cabinet.tray],
            "fallen": sum(slot.fallen for slot in slots),
            "taken": sum(slot.taken for slot in slots),
            "jammed": [slot.number for slot in slots if slot.jammed or slot.paused],
            "empty": [slot.number for slot in slots if not slot.items],
            "motors_faulty": [slot.number for slot in slots if slot.motor != "ok"],
            "board": "talks" if self.quirks.talks else "silent",
            **self.board.state(),
        }

    def connector_state(self, connector: str) -> dict[str, object]:
        """What can be said of the host there."""
        return self.board.connector_state(connector)

    def _move(self, now: float) -> list[Event]:
        """Motors, falling items and power until `now`, in their order."""
        events: list[Event] = []
        while (due := self._next_move()) is not None and due <= now:
            if due == self.cabinet.cuts_at():
                self.power.go(due, OUTAGE_S)
                self.cabinet.lose_power(due)
                events.append(Happened(due, "power_lost", "in a turn"))
            for word in self.power.advance(due):
                events.append(Happened(due, word))
                if word == "booted":
                    self.board.boot(due)
            events += self._felt(self.cabinet.advance(due))
        return events

    def _next_move(self) -> float | None:
        due = (self.cabinet.next_due(), self.cabinet.cuts_at(), self.power.next_due())
        return min((at for at in due if at is not None), default=None)

    def _felt(self, moments: Iterable[Moment]) -> list[Event]:
        events: list[Event] = []
        for moment in moments:
            if moment.move is Move.FELL:
                what = f"{moment.slot.product}, slot {moment.slot.number}"
                events.append(Happened(moment.at, "item_fell", what))
            if self.power.runs:
                events += self.board.notice(moment)
        return events

    def _use_menu(self, name: str, parameters: Mapping[str, float], now: float) -> Step:
        """At the board's own buttons. Raises `ActRefused`."""
        if self.controller is None or not self.power.runs:
            return Step(events=(Happened(now, "no_menu", "the board has no power"),))
        if name == "press_loaded":
            self.controller.fully_loaded()
            return Step(events=(Happened(now, "fully_loaded"),))
        slot, items = self._hands.slot(parameters.get("slot", 1)), int(parameters.get("items", 0))
        self.controller.recounted(slot.number, items)
        return Step(events=(Happened(now, "recounted", f"slot {slot.number}: {items}"),))


def _step(events: list[Event]) -> Step:
    said: dict[str, bytes] = {}
    for event in events:
        if isinstance(event, AnswerSent | FrameSent):
            said[event.connector] = said.get(event.connector, b"") + event.data
    return Step(said, tuple(events))
