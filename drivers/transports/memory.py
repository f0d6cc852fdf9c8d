"""Two transports joined in memory, for tests and rehearsals: no system call, no real time.

Responsible for: what a wire does to bytes: order, back-pressure, being cut.
Not responsible for: pace and faults of a device (the simulator's models).
"""

import asyncio

from drivers.errors import TransportError


class _Lane:
    """One direction: a bounded buffer between a writer and the reader at its end."""

    def __init__(self, capacity_bytes: int) -> None:
        self.capacity_bytes = capacity_bytes
        self.data = bytearray()
        self.listening = False
        self.changed = asyncio.Event()

    def reset(self, listening: bool) -> None:
        """A fresh start: nothing in it; nobody reads it unless `listening`."""
        self.data.clear()
        self.listening = listening
        self.changed.set()

    async def change(self) -> None:
        """Wait until something happened to the lane."""
        self.changed.clear()
        await self.changed.wait()


class MemoryEnd:
    """One end of a wire; a `Transport`. What is written while the other end is closed is lost."""

    def __init__(self, wire: "MemoryWire", incoming: _Lane, outgoing: _Lane, stall_s: float) -> None:
        self._wire = wire
        self._incoming = incoming
        self._outgoing = outgoing
        self._stall_s = stall_s
        self._opening = 0  # which opening of the wire this end belongs to; 0 = closed

    async def open(self) -> None:
        """Open this end."""
        if not self._wire.whole:
            raise TransportError("the memory wire is not plugged in")
        if self._is_open:
            raise TransportError("the memory wire is already open")
        self._opening = self._wire.cuts + 1
        self._incoming.reset(listening=True)

    async def read(self) -> bytes:
        """The next bytes."""
        while self._is_open and not self._incoming.data:
            await self._incoming.change()
        self._require()
        data = bytes(self._incoming.data)
        self._incoming.data.clear()
        self._incoming.changed.set()
        return data

    async def write(self, data: bytes) -> None:
        """Put `data` into the buffer as room allows, each step within the time limit."""
        while data:
            self._require()
            if not self._outgoing.listening:
                return
            room = self._outgoing.capacity_bytes - len(self._outgoing.data)
            self._outgoing.data += data[:room]
            data = data[room:]
            self._outgoing.changed.set()
            if data:
                await self._room()

    async def close(self) -> None:
        """Close; a pending read ends."""
        if self._is_open:
            self._incoming.reset(listening=False)
            self._outgoing.changed.set()
        self._opening = 0

    async def _room(self) -> None:
        try:
            async with asyncio.timeout(self._stall_s):
                while self._is_open and len(self._outgoing.data) == self._outgoing.capacity_bytes:
                    await self._outgoing.change()
        except TimeoutError as error:
            raise TransportError(f"the memory wire took nothing for {self._stall_s:g} s") from error

    @property
    def _is_open(self) -> bool:
        return self._wire.whole and self._opening == self._wire.cuts + 1

    def _require(self) -> None:
        if not self._is_open:
            raise TransportError("the memory wire was closed or cut")


class MemoryWire:
    """A wire with a `host` and a `device` end that can be cut and mended."""

    def __init__(self, capacity_bytes: int = 16384, stall_s: float = 5.0) -> None:
        self.whole = True
        self.cuts = 0
        self._lanes = _Lane(capacity_bytes), _Lane(capacity_bytes)
        to_host, to_device = self._lanes
        self.host = MemoryEnd(self, to_host, to_device, stall_s)
        self.device = MemoryEnd(self, to_device, to_host, stall_s)

    def cut(self) -> None:
        """Pull the cable: both ends are lost at once, with what was under way."""
        self.whole = False
        self.cuts += 1
        for lane in self._lanes:
            lane.reset(listening=False)

    def mend(self) -> None:
        """Put the cable back; both ends must be opened again."""
        self.whole = True
