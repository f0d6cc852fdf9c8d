"""The tests' own vending controller: it polls, counts what it drove, and loses what it is told to lose."""

import asyncio
import contextlib
from collections import deque
from dataclasses import dataclass, field
from functools import reduce
from operator import xor

from drivers.errors import TransportError
from drivers.transports.memory import MemoryWire

PERIOD_S, ANSWER_S = 0.2, 0.1
POLL, ACK = bytes.fromhex("FA FB 41 00 40"), bytes.fromhex("FA FB 42 00 43")
DISPENSED = ((0.0, 0x01), (1.5, 0x02))
GARBAGE = bytes.fromhex("00 FA FA FB 04 04 02 02 00 01 01 FA FB")


def framed(command: int, data: bytes) -> bytes:
    body = bytes((0xFA, 0xFB, command, len(data))) + data
    return body + bytes((reduce(xor, body),))


@dataclass
class ScriptedController:
    """What it does wrong are plain attributes; `drives` are the slots it drove."""

    wire: MemoryWire = field(default_factory=lambda: MemoryWire(stall_s=1.0))
    script: tuple[tuple[float, int], ...] = DISPENSED
    stock: dict[int, int] = field(default_factory=lambda: {1: 5, 2: 5, 12: 0})
    selection: dict[int, int] = field(default_factory=dict)
    machine: int = 0
    jams: list[int] = field(default_factory=list)
    unacknowledged: dict[int, int] = field(default_factory=dict)  # by command: how many are done but not told
    unheard: dict[int, int] = field(default_factory=dict)  # how many are not even taken
    untold: set[int] = field(default_factory=set)  # commands of its own that never leave
    counts: bool = True
    repeats: int = 1  # how often it says each thing, whatever it is answered
    fixed_pack: int | None = None
    noise: bytes = b""
    silent: bool = False
    cuts_at_drive: bool = False
    wants: deque[tuple[int, bytes]] = field(default_factory=deque)
    drives: list[int] = field(default_factory=list)
    heard: list[tuple[int, bytes]] = field(default_factory=list)
    late: list[float] = field(default_factory=list)  # how long each answer took
    unanswered: int = 0

    def __post_init__(self) -> None:
        self._pack = 100
        self._timers: list[asyncio.TimerHandle] = []

    async def run(self) -> None:
        """For ever, also over a wire that is cut and mended."""
        while True:
            with contextlib.suppress(TransportError):
                await self.wire.device.open()
                await self._talk()
            await self.wire.device.close()
            await asyncio.sleep(0.05)

    async def _talk(self) -> None:
        while True:
            started = asyncio.get_running_loop().time()
            if not self.silent:
                await self._turn()
            await asyncio.sleep(max(PERIOD_S - (asyncio.get_running_loop().time() - started), 0.01))

    async def _turn(self) -> None:
        if self.wants:
            command, text = self.wants.popleft()
            self._pack = self._pack % 255 + 1
            pack = self._pack if self.fixed_pack is None else self.fixed_pack
            for _ in range(self.repeats):
                await self._ask(framed(command, bytes((pack,)) + text))
            return
        answer = await self._ask(POLL)
        if answer and answer != ACK:
            await self._take(answer[2], answer[4:-1])

    async def _ask(self, frame: bytes) -> bytes:
        asked = asyncio.get_running_loop().time()
        await self.wire.device.write(self.noise + frame)
        try:
            async with asyncio.timeout(ANSWER_S):
                answer = await self.wire.device.read()
        except TimeoutError:
            self.unanswered += 1
            return b""
        self.late.append(asyncio.get_running_loop().time() - asked)
        return answer

    async def _take(self, command: int, data: bytes) -> None:
        if self.unheard.get(command, 0) > 0:
            self.unheard[command] -= 1
            return
        self.heard.append((command, data))
        self._do(command, data[1:])
        if self.unacknowledged.get(command, 0) > 0:
            self.unacknowledged[command] -= 1
            return
        if not self.silent:
            await self.wire.device.write(ACK)

    def _do(self, command: int, text: bytes) -> None:
        match command:
            case 0x01:
                slot = int.from_bytes(text[:2], "big")
                status = self.selection.get(slot, 1 if self.stock.get(slot) else 2)
                self.want(0x02, bytes((status,)) + text[:2])
            case 0x06:
                self._drive(text[2:4])
            case 0x03:
                self._drive(text[:2])
            case 0x53:
                self.want(0x54, bytes((self.machine,)))
            case 0x31:
                for slot, count in self.stock.items():
                    self.want(0x11, slot.to_bytes(2, "big") + bytes(4) + bytes((count, 10, 0, 0, 0)))
            case 0x70:
                self._menu(text)

    def _menu(self, text: bytes) -> None:
        if text[1]:
            self.jams.clear()
            self.want(0x71, bytes((0x32, 1, 0)))
        else:
            listed = b"".join(slot.to_bytes(2, "big") for slot in self.jams)
            self.want(0x71, bytes((0x32, 0, len(self.jams))) + listed)

    def _drive(self, slot: bytes) -> None:
        self.drives.append(int.from_bytes(slot, "big"))
        if self.cuts_at_drive:
            self.cuts_at_drive, self.silent = False, True
            self.wants.clear()
            return
        for after_s, status in self.script:
            asyncio.get_running_loop().call_later(after_s, self._say, status, slot)

    def _say(self, status: int, slot: bytes) -> None:
        number = int.from_bytes(slot, "big")
        if status == 0x02 and self.counts:
            self.stock[number] -= 1
        self.want(0x04, bytes((status,)) + slot)

    def want(self, command: int, text: bytes) -> None:
        """Say this when it is its turn."""
        if command not in self.untold:
            self.wants.append((command, text))
