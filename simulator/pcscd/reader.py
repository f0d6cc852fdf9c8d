"""Brings daemon and connections to where the hands have put reader and cards, one change after the other."""

import asyncio
import socket
from collections.abc import Mapping
from typing import NamedTuple, Protocol

from simulator.devices.card_reader.card_reader import CardReader
from simulator.pcscd.daemon import NoDaemon
from simulator.pcscd.slot_wire import SlotWire
from simulator.station import Station

AGAIN_S = 0.5  # after the daemon was lost: when it is started again
RUNNING, WITHOUT_READER, STOPPED, ABSENT = "running", "without_reader", "stopped", "absent"


class Daemon(Protocol):
    """A PC/SC daemon with the virtual reader; `simulator.pcscd.daemon.PcscDaemon` is one."""

    async def open(self) -> None:
        """Make it ready to be started. Raises `NoDaemon`."""

    async def start(self, with_reader: bool = True) -> None:
        """Start it, or start it anew. Raises OSError."""

    async def stop(self, kill: bool = False) -> None:
        """End it. Raises OSError."""

    async def connect(self, slot: int) -> socket.socket:
        """A connection to slot 0 or 1. Raises OSError."""

    async def close(self) -> None:
        """Leave nothing behind."""


class Wanted(NamedTuple):
    """What the hands want of the daemon; a change of any of it is a start, or an end."""

    running: bool = False
    with_reader: bool = False
    starts: int = 0
    port: int = 0


class PcscReader:
    """The card reader at the PC/SC daemon. Call it only on the event loop it was made on."""

    def __init__(self, station: Station, device: CardReader, daemon: Daemon) -> None:
        self._station = station
        self._device = device
        self._daemon = daemon
        self._is = Wanted()
        self._changed = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._wires = {name: self._wire(name) for name in device.connectors}

    @property
    def wires(self) -> Mapping[str, SlotWire]:
        """For the station, by connector."""
        return self._wires

    async def open(self) -> None:
        """Start the daemon and keep to what hands do. Raises `NoDaemon`: then there is no reader."""
        try:
            await self._daemon.open()
            await self._keep_daemon()
        except OSError as error:
            await self._daemon.close()
            self._tell(ABSENT)
            raise NoDaemon(str(error)) from error
        except NoDaemon:
            self._tell(ABSENT)
            raise
        for name, wire in self._wires.items():
            self._station.add_wire(name, wire)
        self._changed.set()
        self._task = asyncio.create_task(self._keep())

    async def close(self) -> None:
        """End everything."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None
        for wire in self._wires.values():
            wire.end()
        await self._daemon.close()

    async def _keep(self) -> None:
        while True:
            await self._changed.wait()
            self._changed.clear()
            try:
                await self._keep_daemon()
                await self._keep_connections()
            except OSError:  # the daemon has ended by itself, or is about to
                self._is = Wanted()
                self._tell(STOPPED)
                asyncio.get_running_loop().call_later(AGAIN_S, self._changed.set)

    async def _keep_daemon(self) -> None:
        wanted = self._wanted()
        if wanted == self._is:
            return
        is_torn = self._device.daemon.killed or self._is.with_reader != wanted.with_reader
        if is_torn and self._is.running:
            await self._daemon.stop(kill=True)
        for wire in self._wires.values():
            wire.end()
        if self._is.running:
            self._tell(STOPPED)
        if wanted.running:
            await self._daemon.start(wanted.with_reader)
            self._tell(RUNNING if wanted.with_reader else WITHOUT_READER)
        elif self._is.running and not is_torn:
            await self._daemon.stop()
        self._is = wanted

    async def _keep_connections(self) -> None:
        for number, wire in enumerate(self._wires.values()):
            if wire.waits and self._is.running and self._is.with_reader:
                wire.begin(await self._daemon.connect(number))

    def _wire(self, connector: str) -> SlotWire:
        slot = self._device.slot(connector)
        return SlotWire(self._station, connector, lambda: slot.laying if slot.feels else 0, self._changed.set)

    def _wanted(self) -> Wanted:
        hands, line = self._device.daemon, self._station.line
        return Wanted(hands.wanted, line.plugged, hands.starts, line.port)

    def _tell(self, state: str) -> None:
        self._station.let(lambda now: self._device.tell_daemon(state, now))
