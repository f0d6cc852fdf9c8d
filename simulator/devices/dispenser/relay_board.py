"""A board of relays and inputs on Modbus RTU: each coil starts a motor, inputs tell what its machine feels.

Wiring: coil n-1 is slot n. Input 0: something fell (latched until the next motor starts, or until holding
register 1 is written 0); 1: the motor is home; 2: some slot is low; 3: the delivery door is open; 8 and on:
slot n is low. Holding register 0: tenths of a second until a coil falls back by itself (0: never).
Input registers, four a slot: drives, counted left, seen to fall, not seen to fall, as a hopper counts them.
"""

from dataclasses import dataclass

from simulator.devices.dispenser.cabinet import COVERED, Cabinet, Moment, Move
from simulator.devices.dispenser.options import DispenserOptions
from simulator.devices.dispenser.quirks import Quirks
from simulator.devices.dispenser.registers import Refusal, Refused, Registers
from simulator.devices.dispenser.rtu import encode_frame, is_whole, silence_s
from simulator.devices.dispenser.slot import Slot
from simulator.devices.events import AnswerSent, BytesLost, CommandRead, Event, Happened

BAUD = 9600
BROADCAST = 0
LOW = 2  # items
FIRST_LOW_INPUT = 8
FALL_BACK, LATCH = 0, 1  # holding registers
NAMES = {
    1: "read coils",
    2: "read inputs",
    3: "read holding registers",
    4: "read input registers",
    5: "write coil",
    6: "write register",
    15: "write coils",
    16: "write registers",
}


@dataclass(slots=True)
class Heard:
    """Bytes from one host that silence has not ended yet."""

    data: bytes = b""
    ends: float = 0.0


class RelayBoard:
    """A `Board` that answers only. It has no idea of orders: a second pulse is a second drive."""

    def __init__(self, cabinet: Cabinet, options: DispenserOptions, quirks: Quirks) -> None:
        self.baud = BAUD if options.baud is None else options.baud
        self._cabinet = cabinet
        self._unit = options.unit
        self._quirks = quirks
        self._heard = {name: Heard() for name in options.connectors}
        self._hosts: set[str] = set()
        self._slots = list(cabinet.slots.values())
        self._registers = Registers(
            lambda: self._coils, self._inputs, lambda: self._words, self._counters, self._set, self._set_word
        )
        self._now = 0.0
        self._seen = {slot.number: 0 for slot in self._slots}
        self.boot(0.0)

    def boot(self, now: float) -> None:
        """Power came: all relays are off."""
        self._coils = [False] * len(self._slots)
        self._falls_back = [0.0] * len(self._slots)
        self._words = [10, 0]
        self._events: list[Event] = []
        for heard in self._heard.values():
            heard.data = b""

    def hear(self, data: bytes, now: float, connector: str) -> list[Event]:
        """Bytes from the host there; a frame ends where silence begins."""
        events = self.advance(now)
        heard = self._heard[connector]
        heard.data += data
        heard.ends = now + silence_s(self.baud) + (len(data) * 10 / self.baud if self.baud else 0.0)
        return events

    def notice(self, moment: Moment) -> list[Event]:
        """Something moved in the machine."""
        self._now = moment.at
        if moment.move is Move.FELL:
            if moment.seen:
                self._words[LATCH] = 1
                self._seen[moment.slot.number] += 1
            return []
        self._events.append(Happened(moment.at, "drive_ended", f"slot {moment.slot.number}"))
        at = self._slots.index(moment.slot)
        if self._coils[at] and moment.move is Move.STOPPED:
            self._start(moment.slot)  # the relay is still on: once more round
        return self._take_events()

    def advance(self, now: float) -> list[Event]:
        """Let time pass until `now`."""
        self._now = now
        for at, until in enumerate(self._falls_back):
            if self._coils[at] and until and until <= now:
                self._coils[at] = False
        for connector, heard in self._heard.items():
            if heard.data and heard.ends <= now:
                frame, heard.data = heard.data, b""
                self._answer(frame, now, connector)
        return self._take_events()

    def next_due(self) -> float | None:
        """When a frame ends or a coil falls back."""
        due = [heard.ends for heard in self._heard.values() if heard.data]
        due += [until for coil, until in zip(self._coils, self._falls_back, strict=True) if coil and until]
        return min(due, default=None)

    def connect(self, connected: bool, now: float, connector: str) -> None:
        """A host came or went."""
        (self._hosts.add if connected else self._hosts.discard)(connector)
        self._heard[connector].data = b""

    def state(self) -> dict[str, object]:
        """Its relays and inputs."""
        return {
            "coils": [slot.number for slot, coil in zip(self._slots, self._coils, strict=True) if coil],
            "drop_latched": bool(self._words[LATCH]),
            "unit": self._unit,
        }

    def connector_state(self, connector: str) -> dict[str, object]:
        """Whether a host is there."""
        return {"listening": connector in self._hosts}

    def _take_events(self) -> list[Event]:
        events, self._events = self._events, []
        return events

    def _answer(self, frame: bytes, now: float, connector: str) -> None:
        why = self._deafness(frame)
        if why:
            self._events.append(BytesLost(now, len(frame), why, connector=connector))
            return
        what = NAMES.get(frame[1], f"no function {frame[1]}")
        is_unknown = frame[1] not in NAMES
        self._events.append(CommandRead(now, frame, len(frame), what, is_unknown, connector=connector))
        function, data = self._obey(frame)
        if frame[0] == BROADCAST:
            return
        if self._quirks.loses_ack():
            self._events.append(Happened(now, "answer_lost", connector=connector))
            return
        answer = encode_frame(self._unit, function, data)
        byte_s = 10 / self.baud if self.baud else 0.0
        told = what if function == frame[1] else f"refused: {Refusal(data[0]).name.lower()}"
        self._events.append(AnswerSent(now, answer, told, byte_s, connector=connector))

    def _deafness(self, frame: bytes) -> str:
        """Why it does not act on these bytes; "" = it does."""
        if not self._quirks.talks:
            return "the board is silent"
        if not is_whole(frame):
            return "a wrong check sum"
        return "" if frame[0] in (self._unit, BROADCAST) else f"it is for unit {frame[0]}"

    def _obey(self, frame: bytes) -> tuple[int, bytes]:
        try:
            return frame[1], self._registers.answer(frame[1], frame[2:-2])
        except Refused as refused:
            return frame[1] | 0x80, bytes((refused.code,))

    def _set(self, at: int, is_on: bool) -> None:
        slot, was_on = self._slots[at], self._coils[at]
        if is_on and not was_on and self._cabinet.running:
            raise Refused(Refusal.BUSY)
        self._coils[at] = is_on
        self._falls_back[at] = self._now + self._words[FALL_BACK] / 10 if self._words[FALL_BACK] else 0.0
        if is_on and not was_on:
            self._start(slot)

    def _start(self, slot: Slot) -> None:
        self._words[LATCH] = 0
        slot.counted = max(slot.counted - 1, 0)
        self._events.append(Happened(self._now, "drive_began", f"slot {slot.number}"))
        if self._cabinet.can_drive(slot):
            self._cabinet.drive(slot, self._now)

    def _set_word(self, at: int, value: int) -> None:
        if at == LATCH and value:
            raise Refused(Refusal.VALUE)
        self._words[at] = value

    def _inputs(self) -> list[bool]:
        low = [slot.items <= LOW for slot in self._slots]
        dropped = bool(self._words[LATCH]) or self._cabinet.sensor == COVERED
        first = [dropped, self._cabinet.running is None, any(low), self._cabinet.door_open]
        return [*first, *[False] * (FIRST_LOW_INPUT - len(first)), *low]

    def _counters(self) -> list[int]:
        return [
            count
            for slot in self._slots
            for count in (
                slot.drives,
                slot.counted,
                self._seen[slot.number],
                slot.drives - self._seen[slot.number],
            )
        ]
