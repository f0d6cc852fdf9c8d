"""A tiny printer of the tests' own, written from the manual facts and not from the driver."""

import asyncio
import re
from dataclasses import dataclass, field
from typing import Protocol

from drivers.errors import TransportError
from drivers.interfaces import Transport

REAL_TIME = re.compile(rb"\x10(?:\x04[\x01-\x08]|\x05[\x00-\x02]|\x14\x08.{7}|\x14\x01..)", re.DOTALL)
LENGTHS = {
    b"\x1b@": 2,
    b"\x1bJ": 3,
    b"\x1ba": 3,
    b"\x1dr": 3,
    b"\x1da": 3,
    b"\x1dI": 3,
    b"\x1dP": 4,
    b"\x1dV": 4,
}


def token_length(data: bytes) -> int | None:
    """Length of the first command of `data`, None while it is not whole."""
    if data[:1] == b"\0":
        return 1
    lead = data[:2]
    if lead in LENGTHS:
        length = LENGTHS[lead]
    elif lead == b"\x1d(":
        length = 5 + int.from_bytes(data[3:5], "little") if len(data) >= 5 else None
    elif data[:3] == b"\x1dv0":
        sizes = [int.from_bytes(data[at : at + 2], "little") for at in (4, 6)]
        length = 8 + sizes[0] * sizes[1] if len(data) >= 8 else None
    elif len(lead) < 2 or data == b"\x1dv":
        length = None
    else:
        raise AssertionError(f"a command the driver has no business sending: {data[:12].hex(' ')}")
    return length if length is not None and length <= len(data) else None


@dataclass
class Paper:
    """What came out: rows of a bitmap as integers, and the rows at which it was cut."""

    width_bytes: int = 72
    rows: list[bytes] = field(default_factory=list)
    cuts: list[int] = field(default_factory=list)
    align: int = 0

    def execute(self, token: bytes) -> None:
        """Print, feed, align, cut."""
        if token[:3] == b"\x1dv0":
            width = int.from_bytes(token[4:6], "little")
            left = (0, (self.width_bytes - width) // 2, self.width_bytes - width)[self.align]
            for at in range(8, len(token), width):
                row = bytes(left) + token[at : at + width]
                self.rows.append(row + bytes(self.width_bytes - len(row)))
        elif token[:2] == b"\x1bJ":
            self.rows += [bytes(self.width_bytes)] * token[2]
        elif token[:2] == b"\x1ba":
            self.align = token[2]
        elif token[:2] == b"\x1dV":
            self.cuts.append(len(self.rows))
        elif token == b"\x1b@":
            self.align = 0


class Wire(Protocol):
    """A cable: the printer's end of it, and whether it is plugged in."""

    device: Transport
    whole: bool


class ScriptedPrinter:
    """The device end of a wire; public fields are what hands do and which model it is."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self.paper = Paper()
        self.received = bytearray()
        self.real_time: list[bytes] = []
        self.tokens: list[bytes] = []
        self.status = {1: 0x12, 2: 0x12, 3: 0x12, 4: 0x12}
        self.answers_queued = {"I", "a", "r", "(H"}
        self.deaf_to: set[int] = set()  # numbers of DLE EOT
        self.clears = True
        self.silent = False
        self.garbled = False
        self.stop_after_rows: int | None = None
        self.opened_after_rows: int | None = None
        self._queue = bytearray()
        self._auto_status = False

    async def run(self) -> None:
        """Work until cancelled; survives being unplugged."""
        while True:
            try:
                await self.wire.device.open()
                while True:
                    await self._feed(await self.wire.device.read())
            except TransportError:
                await self.wire.device.close()
                await asyncio.sleep(0.1)

    async def paper_out(self) -> None:
        """The roll ends."""
        self.status.update({1: 0x1A, 2: 0x32, 4: 0x7E})
        await self.report()

    async def paper_in(self) -> None:
        """A new roll; held data goes on."""
        self.status.update({1: 0x12, 2: 0x12, 4: 0x12})
        self.stop_after_rows = None
        await self.report()
        await self._work()

    async def cover_opened_and_closed(self) -> None:
        """Too quickly for a question to find it."""
        self.status.update({1: 0x1A, 2: 0x16})
        await self.report()
        self.status.update({1: 0x12, 2: 0x12})
        await self.report()

    async def get_hot(self) -> None:
        """The head pauses."""
        self.status.update({1: 0x1A, 2: 0x52, 3: 0x52})
        await self.report()

    async def cool_down(self) -> None:
        """It goes on with what it holds."""
        self.status.update({1: 0x12, 2: 0x12, 3: 0x12})
        self.stop_after_rows = None
        await self.report()
        await self._work()

    def begin_with(self, half: bytes) -> None:
        """Half a command of an earlier life waits for the rest of itself."""
        self._queue += half

    async def power_cycle(self) -> None:
        """Everything it remembered is gone."""
        self._queue.clear()
        self._auto_status = False

    async def _feed(self, data: bytes) -> None:
        self.received += data
        if self.silent:
            return
        if self.garbled:
            await self.wire.device.write(b"\xff\x80\x9f" * len(data))
            return
        while found := REAL_TIME.search(data):
            self._queue += data[: found.start()]
            await self._work()
            await self._obey(found.group())
            data = data[found.end() :]
        self._queue += data
        await self._work()

    async def _obey(self, command: bytes) -> None:
        self.real_time.append(command)
        if command[1] == 4 and command[2] in self.deaf_to:
            return
        if command[1] == 4:
            await self.wire.device.write(bytes((self.status[command[2]],)))
        elif command == b"\x10\x05\x02":
            self._queue.clear()
            self.status.update({1: 0x12, 2: 0x12, 3: 0x12})
        elif command == b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08" and self.clears:
            self._queue.clear()
            await self.wire.device.write(b"\x37\x25\x00")

    async def _work(self) -> None:
        while self._queue and not self.status[1] & 0x08:
            length = token_length(bytes(self._queue))
            if length is None:
                return
            token = bytes(self._queue[:length])
            del self._queue[:length]
            await self._execute(token)

    async def _execute(self, token: bytes) -> None:
        if token != b"\0":
            self.tokens.append(token)
        self.paper.execute(token)
        if self.stop_after_rows is not None and len(self.paper.rows) >= self.stop_after_rows:
            await self.paper_out()
        if self.opened_after_rows is not None and len(self.paper.rows) >= self.opened_after_rows:
            self.opened_after_rows = None
            await self.cover_opened_and_closed()
        answer = self._answer(token)
        if answer:
            await self.wire.device.write(answer)

    def _answer(self, token: bytes) -> bytes:
        if token[:2] == b"\x1dI" and "I" in self.answers_queued:
            return {66: b"\x5fEPSON\x00", 67: b"\x5fTM-T20II\x00"}[token[2]]
        if token[:2] == b"\x1da" and "a" in self.answers_queued:
            self._auto_status = True
            return self.four_bytes()
        if token[:2] == b"\x1dr" and "r" in self.answers_queued:
            return b"\x00"
        if token[:3] == b"\x1d(H" and "(H" in self.answers_queued:
            return b"\x37\x22" + token[7:11] + b"\x00"
        return b""

    def four_bytes(self) -> bytes:
        """The auto status of the same condition as `status`."""
        one, two, three, four = (self.status.get(number, 0x12) for number in (1, 2, 3, 4))
        cover = 0x20 if two & 0x04 else 0
        paper = (0x03 if four & 0x0C else 0) | (0x0C if four & 0x60 else 0)
        return bytes((0x14 | one & 0x08 | cover, three & 0x6C, paper, 0x0F))

    async def report(self) -> None:
        """Tell the change, where the host asked for it."""
        if self._auto_status and self.wire.whole:
            await self.wire.device.write(self.four_bytes())


def decode_picture(stream: bytes, width_bytes: int = 72) -> bytes:
    """The bitmap that `stream` prints."""
    paper = Paper(width_bytes)
    while stream:
        length = token_length(stream)
        assert length is not None, "half a command at the end"
        paper.execute(stream[:length])
        stream = stream[length:]
    return b"".join(paper.rows)
