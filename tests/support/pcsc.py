"""A real PC/SC daemon with the simulated reader, and a client of it.

The client's library reads PCSCLITE_CSOCK_NAME once in a process's life, so all daemons of one test process
live in the same folder, one after the other.
"""

import asyncio
import atexit
import os
import random
import shutil
import tempfile
from asyncio import to_thread
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from simulator.clock import SimulationClock
from simulator.devices.card_reader.card_reader import SLOTS, CardReader
from simulator.devices.card_reader.deck import deal
from simulator.devices.card_reader.hands import Deal
from simulator.devices.events import Happened
from simulator.pcscd.daemon import NoDaemon, PcscDaemon, find_daemon
from simulator.pcscd.reader import PcscReader
from simulator.station import Station
from simulator.wires.line import Line

ADDRESS = "PCSCLITE_CSOCK_NAME"
FIRST, SECOND = SLOTS.values()
PATIENCE_MS = 15_000


@cache
def data_folder() -> Path:
    """This process's own; a simulator with this `--data` is the one that PC/SC clients in here reach."""
    folder = Path(tempfile.mkdtemp(prefix="pcsc-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ[ADDRESS] = str(folder / "pcscd" / "pcscd.comm")
    return folder


def need_daemon() -> None:
    """Skip the test loudly where there is no PC/SC daemon."""
    try:
        find_daemon()
        import smartcard.scard  # noqa: F401
    except (NoDaemon, ImportError) as absent:
        pytest.skip(f"NO PC/SC HERE, THE CARD READER IS NOT TESTED: {absent}")


class RealPlace:
    """The simulated reader at a real daemon, on the running loop."""

    def __init__(self, deal_card: Deal) -> None:
        loop = asyncio.get_running_loop()
        self.device = CardReader(deal_card)
        self.station = Station(Line(self.device, random.Random(1), ()), SimulationClock(loop.time), loop)
        self.daemon = PcscDaemon(data_folder() / "pcscd")
        self.reader = PcscReader(self.station, self.device, self.daemon)
        self.happened: list[str] = []
        self.station.on_events(
            lambda events: self.happened.extend(e.what for e in events if isinstance(e, Happened))
        )

    def hands(self, act: str, **parameters: float) -> None:
        self.station.act(act, parameters)

    def slot(self, name: str = "slot_1") -> dict[str, object]:
        return self.device.state()["slots"][name]

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait until something holds."""
        async with asyncio.timeout(PATIENCE_MS / 1000):
            while not condition():  # noqa: ASYNC110 (anything may have to become true)
                await asyncio.sleep(0.005)


@asynccontextmanager
async def real_place(deal_card: Deal = deal) -> AsyncIterator[RealPlace]:
    """A place with its daemon running; nothing of it is left afterwards."""
    need_daemon()
    place = RealPlace(deal_card)
    await place.reader.open()
    try:
        yield place
    finally:
        await place.reader.close()
        place.station.close()


class PcscError(Exception):
    """What PC/SC says went wrong."""


class Pcsc:
    """One PC/SC context. Its calls block until the simulator has answered, so they go to a thread."""

    def __init__(self) -> None:
        from smartcard import scard

        self._scard = scard
        self._context = 0

    async def open(self) -> "Pcsc":
        """Ask the daemon for a context."""
        (self._context,) = await self._do("SCardEstablishContext", self._scard.SCARD_SCOPE_USER)
        return self

    async def readers(self) -> list[str]:
        """Their names."""
        code, names = await to_thread(self._scard.SCardListReaders, self._context, [])
        if code != self._scard.SCARD_E_NO_READERS_AVAILABLE:
            self._check(code)
        return list(names)

    async def wait_for_card(self, present: bool = True, reader: str = FIRST) -> bytes:
        """Wait until the reader feels a card, or none; returns the ATR."""
        wanted = self._scard.SCARD_STATE_PRESENT if present else self._scard.SCARD_STATE_EMPTY
        known = self._scard.SCARD_STATE_UNAWARE
        while True:
            asked = [(reader, known)]
            (states,) = await self._do("SCardGetStatusChange", self._context, PATIENCE_MS, asked)
            _, known, atr = states[0]
            if known & wanted:
                return bytes(atr)

    async def connect(self, reader: str = FIRST) -> Callable[[bytes], Awaitable[bytes]]:
        """Power the card there; what is returned sends it one command."""
        shared, any_protocol = self._scard.SCARD_SHARE_SHARED, self._scard.SCARD_PROTOCOL_T1
        handle, _ = await self._do("SCardConnect", self._context, reader, shared, any_protocol)

        async def transmit(command: bytes) -> bytes:
            pci = self._scard.SCARD_PCI_T1
            (answer,) = await self._do("SCardTransmit", handle, pci, list(command))
            return bytes(answer)

        return transmit

    async def close(self) -> None:
        """Give the context back, whatever has become of it."""
        await to_thread(self._scard.SCardReleaseContext, self._context)

    async def _do(self, call: str, *words: object) -> list[Any]:
        code, *results = await to_thread(getattr(self._scard, call), *words)
        self._check(code)
        return results

    def _check(self, code: int) -> None:
        if code != self._scard.SCARD_S_SUCCESS:
            raise PcscError(self._scard.SCardGetErrorMessage(code))
