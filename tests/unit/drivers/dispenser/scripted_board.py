"""The tests' own board of relays and inputs: a closed relay begins one turn, and what falls sets a latch."""

import asyncio
import contextlib
from dataclasses import dataclass, field

from drivers.errors import TransportError
from drivers.transports.memory import MemoryWire

DROP, TRAY, DOOR = 0, 1, 2
HOME, LOW, COIL, RESET = 3, 4, 5, 7
READ_COILS, READ_INPUTS, WRITE_COIL, WRITE_REGISTER = 1, 2, 5, 6


def crc(data: bytes) -> bytes:
    value = 0xFFFF
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ (0xA001 if value & 1 else 0)
    return value.to_bytes(2, "little")


@dataclass
class ScriptedBoard:
    """One slot. What it does wrong are plain attributes; `turns` is how often its motor began."""

    wire: MemoryWire = field(default_factory=lambda: MemoryWire(stall_s=1.0))
    turn_s: float = 2.0
    falls: bool = True
    sticks_at_home: bool = False
    never_home: bool = False
    motor: bool = True
    in_tray_s: float = 3.0
    lost_answers: dict[int, int] = field(default_factory=dict)  # by function, from the next on
    unheard: dict[int, int] = field(default_factory=dict)
    refuses: dict[int, int] = field(default_factory=dict)  # exception by function
    noise: bytes = b""
    echoes: bool = False
    silent: bool = False
    cuts_power: bool = False  # as soon as the motor turns
    clears_by_reading: bool = False
    covers_sensor: bool = False
    turns: int = 0
    asked: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.coils = [False] * 8
        self.inputs = [False] * 8
        self.inputs[HOME] = True

    async def run(self) -> None:
        """For ever, also over a wire that is cut and mended."""
        while True:
            with contextlib.suppress(TransportError):
                await self.wire.device.open()
                while True:
                    await self._take(await self.wire.device.read())
            await self.wire.device.close()
            await asyncio.sleep(0.05)

    async def _take(self, frame: bytes) -> None:
        self.asked.append(frame)
        if self.echoes:
            await self.wire.device.write(frame)
        function = frame[1]
        if self.silent or self._uses_up(self.unheard, function):
            return
        said = self._refusal(function) or self._do(function, frame)
        if not self.silent and not self._uses_up(self.lost_answers, function):
            await self.wire.device.write(self.noise + said + crc(said))

    @staticmethod
    def _uses_up(left: dict[int, int], function: int) -> bool:
        left[function] = left.get(function, 0) - 1
        return left[function] >= 0

    def _refusal(self, function: int) -> bytes:
        exception = self.refuses.get(function)
        return bytes((1, 0x80 | function, exception)) if exception else b""

    def _do(self, function: int, frame: bytes) -> bytes:
        if function == WRITE_REGISTER:
            self.inputs[DROP] = False
            return frame[:6]
        if function == WRITE_COIL:
            self._set(frame[3], frame[4] == 0xFF)
            return frame[:6]
        first, bits = frame[3], self.coils if function == READ_COILS else self.inputs
        if self.covers_sensor and bits is self.inputs:
            bits = [True, *bits[1:]]
        value = sum(is_on << number for number, is_on in enumerate(bits[first : first + frame[5]]))
        if function == READ_INPUTS and self.clears_by_reading:
            self.inputs[DROP] = False
        return bytes((1, function, 1, value))

    def _set(self, coil: int, is_on: bool) -> None:
        began = is_on and not self.coils[coil]
        self.coils[coil] = is_on
        if coil == RESET:
            self.inputs[DROP] = False
        elif began and self.motor:
            self._begin()

    def _begin(self) -> None:
        self.turns += 1
        loop = asyncio.get_running_loop()
        if self.cuts_power:
            self.coils[:] = [False] * 8
            self.silent = True
            return
        if not self.sticks_at_home:
            loop.call_later(0.4, self._put, HOME, False)
        if not self.never_home:
            loop.call_later(self.turn_s, self._put, HOME, True)
        if self.falls:
            loop.call_later(self.turn_s - 0.3, self.drop)

    def drop(self) -> None:
        self._put(DROP, True)
        self._put(TRAY, True)
        asyncio.get_running_loop().call_later(self.in_tray_s, self._put, TRAY, False)

    def _put(self, number: int, is_on: bool) -> None:
        self.inputs[number] = is_on
