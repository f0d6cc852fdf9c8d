"""The tests' own base: feedback every 20 ms from a table of bytes, and what it was told, with the time."""

import asyncio
import struct
from dataclasses import dataclass, field
from functools import reduce
from operator import xor

from drivers.errors import TransportError
from drivers.transports.memory import MemoryWire

PERIOD_S = 0.02
ANSWERS = bytes.fromhex("0A 04 04 00 01 00 0B 04 00 02 01 00 13 0C 01 00 00 00 02 00 00 00 03 00 00 00")
STAND = (0, 0)


def framed(payload: bytes) -> bytes:
    body = bytes([len(payload)]) + payload
    return b"\xaa\x55" + body + bytes([reduce(xor, body)])


@dataclass
class Told:
    """One command: when, its id, its values."""

    at: float
    id: int
    values: tuple[int, ...]


@dataclass
class ScriptedBase:
    """What it senses are plain attributes; `told` is what it was told."""

    wire: MemoryWire = field(default_factory=lambda: MemoryWire(stall_s=1.0))
    answers: bytes = ANSWERS
    bumper: int = 0
    drop: int = 0
    cliff: int = 0
    current: int = 0
    charger: int = 0
    battery: int = 160
    digital: int = 0
    left: int = 0
    right: int = 0
    angle_cdeg: int = 0
    gyro: tuple[int, int, int] = (0, 0, 0)
    stamp_ms: int = 65_000
    silent: bool = False
    told: list[Told] = field(default_factory=list)
    asked: int = 0

    def __post_init__(self) -> None:
        self._asked_now = False

    def frame(self) -> bytes:
        core = struct.pack(
            "<BBHBBBHHbbBBBB",
            *(1, 15, self.stamp_ms % 65536, self.bumper, self.drop, self.cliff),
            *(self.left % 65536, self.right % 65536, 0, 0, 0, self.charger, self.battery, self.current),
        )
        inertia = struct.pack("<BBhh3x", 4, 7, self.angle_cdeg, 0)
        gyro = struct.pack("<BBBB6h", 13, 14, 0, 6, *self.gyro, *self.gyro)
        inputs = struct.pack("<BBHHHHH6x", 16, 16, self.digital, 0, 0, 0, 0)
        answers = self.answers if self._asked_now else b""
        return framed(core + inertia + gyro + inputs + answers)

    async def run(self) -> None:
        """Be there, and whenever the wire is mended be there again."""
        while True:
            try:
                await self.wire.device.open()
                await self._converse()
            except TransportError:
                await self.wire.device.close()
                await asyncio.sleep(0.05)

    async def _converse(self) -> None:
        works = [asyncio.ensure_future(work) for work in (self._hear(), self._tell())]
        try:
            ended, _ = await asyncio.wait(works, return_when=asyncio.FIRST_COMPLETED)
            for work in ended:
                work.result()
        finally:
            for work in works:
                work.cancel()
            await asyncio.wait(works)

    async def _tell(self) -> None:
        while True:
            await asyncio.sleep(PERIOD_S)
            self.stamp_ms += 20
            if not self.silent:
                await self.send(self.frame())
                self._asked_now = False

    async def send(self, data: bytes) -> None:
        await self.wire.device.write(data)

    async def _hear(self) -> None:
        while True:
            self._note(await self.wire.device.read())

    def _note(self, data: bytes) -> None:
        """Commands come whole on a memory wire; a wrong one fails the test here."""
        while data:
            length = data[2]
            assert data[:2] == b"\xaa\x55"
            assert reduce(xor, data[2 : length + 4]) == 0
            payload, data = data[3 : length + 3], data[length + 4 :]
            layout = {1: "<hh", 3: "<HB", 4: "<B", 9: "<H", 12: "<H", 14: "<B"}[payload[0]]
            values = struct.unpack(layout, payload[2:])
            assert payload[1] == len(payload) - 2
            self._asked_now = self._asked_now or payload[0] == 9
            self.asked += payload[0] == 9
            self.told.append(Told(asyncio.get_running_loop().time(), payload[0], values))

    def drives(self, since: float = 0.0) -> list[Told]:
        return [told for told in self.told if told.id == 1 and told.at >= since]

    def outputs(self) -> list[int]:
        return [told.values[0] for told in self.told if told.id == 12]

    @property
    def commanded(self) -> tuple[int, ...]:
        """Speed and radius it was told last."""
        return self.drives()[-1].values
