"""A range scanner behind any transport that gives turns.

Responsible for: handing on whole turns with their time, its status, noticing stale and frozen ones.
Not responsible for: what the bytes mean and how it is made to turn (`Speech`), where it is mounted,
connecting (drivers/link.py).
"""

import asyncio
from collections.abc import Callable, Sequence
from random import Random
from typing import Protocol

from drivers.errors import Garbled, Silent
from drivers.interfaces import Transport
from drivers.link import Link, LinkState, LinkTimes
from drivers.range_scan import RangeScan
from drivers.range_scanner.status import FROZEN, ONLINE, STARTING, STOPPED, status_without
from drivers.range_scanner.turn import Repetition, Turn
from drivers.status import DeviceStatus

ROLE = "range scanner"
STALE_S = 0.5  # without a whole turn nobody may rely on it
FIRST_S = 3.0  # its motor takes a while
TIMES = LinkTimes(settle_s=0.1, watch_s=0.5, silence_s=2.0)


class Speech(Protocol):
    """What one kind of scanner says, and is told."""

    def feed(self, data: bytes) -> tuple[int, Sequence[Turn]]:
        """How many valid frames `data` completes, and the turns that end in it."""

    def forget(self) -> None:
        """The wire begins anew."""

    async def begin(self, link: Link) -> None:
        """Make it turn. Raises `DeviceError`."""

    async def again(self, link: Link) -> None:
        """Nothing comes: make it turn once more. Raises `TransportError`."""

    def diagnostics(self) -> dict[str, object]:
        """Figures for a technician."""


class TurningScanner:
    """A scanner behind `transport` that speaks `speech` (drivers.interfaces.RangeScanner)."""

    def __init__(self, transport: Transport, speech: Speech, chance: Random) -> None:
        self._speech = speech
        self._repetition = Repetition()
        self._scan_listeners: list[Callable[[RangeScan], None]] = []
        self._status_listeners: list[Callable[[DeviceStatus], None]] = []
        self._status = STARTING
        self._turned = asyncio.Event()
        self._stale: asyncio.TimerHandle | None = None
        self._heard_bytes = self._turns = self._frozen_turns = self._stale_times = 0
        self.link = Link(ROLE, transport, self, chance, TIMES)
        self.link.on_state(self._on_link_state)

    @property
    def status(self) -> DeviceStatus:
        """The status last known."""
        return self._status

    def on_status(self, listener: Callable[[DeviceStatus], None]) -> None:
        """Call `listener` on the event loop whenever the status changes."""
        self._status_listeners.append(listener)

    def on_scan(self, listener: Callable[[RangeScan], None]) -> None:
        """Call `listener` on the event loop with every complete turn."""
        self._scan_listeners.append(listener)

    async def run(self) -> None:
        """Keep the scanner connected and turning until cancelled."""
        await self.link.run()

    def receive(self, data: bytes) -> int:
        """For the link: take bytes from the wire."""
        self._heard_bytes += len(data)
        frames, turns = self._speech.feed(data)
        for turn in turns:
            self._take(turn)
        return frames

    async def identify(self) -> None:
        """For the link: it is one when whole turns come. Raises `DeviceError`."""
        self._heard_bytes = 0
        await self._speech.begin(self.link)
        self._turned.clear()
        try:
            async with asyncio.timeout(FIRST_S):
                await self._turned.wait()
        except TimeoutError as error:
            kind = Garbled if self._heard_bytes else Silent
            raise kind(f"the {ROLE} gave no whole turn within {FIRST_S:g} s") from error

    async def watch(self) -> None:
        """For the link: it may have been told to stop, or have begun anew."""
        await self._speech.again(self.link)

    def diagnostics(self) -> dict[str, object]:
        """Figures for a technician."""
        return {
            "link": self.link.state.value,
            "reason": str(self.link.reason or ""),
            "outages": self.link.outages,
            "turns": self._turns,
            "frozen_turns": self._frozen_turns,
            "stale": self._stale_times,
            **self._speech.diagnostics(),
        }

    def _take(self, turn: Turn) -> None:
        self._turned.set()
        if self._repetition.is_frozen(turn):
            self._frozen_turns += 1
            self._stop_watch()
            if self.link.state is LinkState.READY:
                self._become(FROZEN)
            return
        self._turns += 1
        self._watch_staleness()
        if self.link.state is LinkState.READY:
            self._become(ONLINE)
        scan = RangeScan(_now() - turn.ago_s, turn.angles_rad, turn.ranges_m, turn.turn_s)
        for listener in self._scan_listeners:
            listener(scan)

    def _watch_staleness(self) -> None:
        self._stop_watch()
        self._stale = asyncio.get_running_loop().call_later(STALE_S, self._on_stale)

    def _stop_watch(self) -> None:
        if self._stale is not None:
            self._stale.cancel()
            self._stale = None

    def _on_stale(self) -> None:
        self._stale = None
        self._stale_times += 1
        if self.link.state is LinkState.READY:
            self._become(STOPPED)

    def _on_link_state(self, state: LinkState) -> None:
        if state is LinkState.OPENING:
            self._speech.forget()
            self._repetition.forget()
        elif state is LinkState.READY:
            self._become(ONLINE)
        else:
            self._stop_watch()
        if state is LinkState.LOST:
            self._become(status_without(self.link.reason))

    def _become(self, status: DeviceStatus) -> None:
        if status != self._status:
            self._status = status
            for listener in self._status_listeners:
                listener(status)


def _now() -> float:
    return asyncio.get_running_loop().time()
