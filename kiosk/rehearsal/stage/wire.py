"""The printer's cable in memory: a station of the simulator at one end, the robot's driver at the other."""

import asyncio

from drivers.errors import TransportError
from simulator.devices.interfaces import PUBLIC
from simulator.station import Station

STALL_S = 5.0
LOOK_S = 0.05  # how often a full or slow wire is looked at, as the simulator's serial port does


class StationWire:
    """One robot life's end of the wire (drivers.interfaces.Transport), looked after by the station."""

    def __init__(self, station: Station, baud: int, connector: str = PUBLIC) -> None:
        self._station = station
        self._baud = baud
        self._connector = connector
        self._port = 0  # where the cable was when the wire was opened
        self._open = False
        self._heard = bytearray()
        self._waiting: list[asyncio.Future[None]] = []

    async def open(self) -> None:
        """Take hold of the wire."""
        if not self._station.line.plugged:
            raise TransportError("there is no such device")
        self._station.add_wire(self._connector, self)
        self._heard.clear()
        self._open = True
        self._port = self._station.line.port
        self._station.set_host(self._connector, True, self._baud)

    async def read(self) -> bytes:
        """The next bytes."""
        while self._open and not self._heard:
            await self._change()
        self._require()
        data = bytes(self._heard)
        self._heard.clear()
        return data

    async def write(self, data: bytes) -> None:
        """Hand over all of `data`, as the device takes it."""
        while data:
            self._require()
            room = self._station.room(self._connector)
            self._station.feed(self._connector, data[:room])
            data = data[room:]
            if data:
                await self._room()

    async def close(self) -> None:
        """Let go of the wire."""
        self.cut()

    def cut(self) -> None:
        """The robot's end is gone, as when its process ends."""
        if self._open:
            self._open = False
            self._station.set_host(self._connector, False, 0)
            self._wake()

    def send(self, data: bytes) -> None:
        """For the station: bytes for the robot."""
        if self._open:
            self._heard += data
            self._wake()

    def look(self) -> None:
        """For the station: the cable may have been pulled, or there may be room."""
        line = self._station.line
        if self._open and not (line.plugged and line.port == self._port):
            self._open = False
        self._wake()

    async def _room(self) -> None:
        try:
            async with asyncio.timeout(STALL_S):
                while self._open:
                    await asyncio.sleep(LOOK_S)
                    if self._station.room(self._connector):
                        return
        except TimeoutError as error:
            raise TransportError(f"the wire took nothing for {STALL_S:g} s") from error

    async def _change(self) -> None:
        changed = asyncio.get_running_loop().create_future()
        self._waiting.append(changed)
        await changed

    def _wake(self) -> None:
        for changed in self._waiting:
            if not changed.done():
                changed.set_result(None)
        self._waiting.clear()

    def _require(self) -> None:
        if not self._open:
            raise TransportError("the wire was closed or cut")
