"""A card reader behind PC/SC (drivers.interfaces.CardReader).

Responsible for: its status, what lies on it, one reading at a time with an end to it.
Not responsible for: what is read and how it is judged (drivers/identity_card/chip). It keeps nothing of a
card and logs no command.
"""

import asyncio
import logging
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from random import Random, SystemRandom
from typing import Self

from drivers.card_reader.pcsc import library
from drivers.card_reader.pcsc.calls import Calls
from drivers.card_reader.pcsc.connection import Lengths, card_on
from drivers.card_reader.pcsc.monitor import Monitor
from drivers.card_reader.pcsc.readers import Seen, one_card
from drivers.card_reader.pcsc.status import STARTING, status_of
from drivers.card_reader.pcsc.worker import Stop, Worker
from drivers.identity_card.chip.authentication.anchors import Anchors
from drivers.identity_card.chip.card import Card
from drivers.identity_card.chip.card_reading import CardRead, Part, Step, read_card
from drivers.identity_card.chip.keys import AccessKey
from drivers.interfaces import CardPresence
from drivers.status import DeviceStatus

READ_WITHIN_S = 25.0
STOP_S = 5.0
Progress = Callable[[Step, float], None]
ReadCard = Callable[[Card, Sequence[AccessKey], frozenset[Part], Progress], CardRead]
log = logging.getLogger(__name__)


class PcscCardReader:
    """The readers whose names have `reader` in them, as one; all there are where it is empty."""

    def __init__(
        self, calls: Calls, reader: str, read: ReadCard, chance: Random, within_s: float = READ_WITHIN_S
    ) -> None:
        self._calls = calls
        self._reader = reader
        self._read = read
        self._chance = chance
        self._within_s = within_s
        self._seen = Seen()
        self._was_there = False
        self._lengths = Lengths()
        self._worker = Worker(self._refresh)
        self._status_listeners: list[Callable[[DeviceStatus], None]] = []
        self._presence_listeners: list[Callable[[CardPresence], None]] = []
        self.status = STARTING
        self.presence = CardPresence.UNKNOWN

    @classmethod
    def open(cls, reader: str, anchors: Callable[[], Anchors], at: Callable[[], datetime]) -> Self:
        """The reader `reader`; no I/O before `run`. `anchors` and `at` are asked at each reading."""

        def read(
            card: Card, keys: Sequence[AccessKey], wanted: frozenset[Part], progress: Progress
        ) -> CardRead:
            return read_card(card, keys, wanted, anchors(), at(), progress)

        return cls(Calls(library.load), reader, read, SystemRandom())

    def on_status(self, listener: Callable[[DeviceStatus], None]) -> None:
        """Call `listener` on the event loop whenever the status changes."""
        self._status_listeners.append(listener)

    def on_presence(self, listener: Callable[[CardPresence], None]) -> None:
        """Call `listener` on the event loop whenever a card is laid there or taken away."""
        self._presence_listeners.append(listener)

    async def run(self) -> None:
        """Keep the reader watched until cancelled."""
        loop = asyncio.get_running_loop()
        ended = asyncio.Event()

        def tell(seen: Seen) -> None:
            with suppress(RuntimeError):  # the loop has ended
                loop.call_soon_threadsafe(self._take, seen)

        monitor = Monitor(self._calls, self._reader, tell, self._chance)
        threading.Thread(target=_watch, args=(monitor, loop, ended), name="card reader", daemon=True).start()
        try:
            await ended.wait()
        finally:
            monitor.stop()
            with suppress(TimeoutError):
                async with asyncio.timeout(STOP_S):
                    await ended.wait()

    async def read(self, keys: Sequence[AccessKey], wanted: frozenset[Part], progress: Progress) -> CardRead:
        """Read and judge the card that lies there. Raises `CardError`. `progress`: on the event loop."""
        reader = one_card(self._seen, self._reader)
        loop = asyncio.get_running_loop()
        deed = partial(self._read_on, reader, keys, wanted, partial(_on_loop, loop, progress))
        return await self._worker.run(deed, self._within_s)

    def diagnostics(self) -> dict[str, object]:
        """Figures for a technician; nothing of any card."""
        return {"readers": list(self._seen.readers), "reason": str(self._seen.failure or "")}

    def _read_on(
        self,
        reader: str,
        keys: Sequence[AccessKey],
        wanted: frozenset[Part],
        progress: Progress,
        stop: Stop,
    ) -> CardRead:
        with card_on(self._calls, reader, stop.check, self._lengths) as card:
            return self._read(card, keys, wanted, progress)

    def _take(self, seen: Seen) -> None:
        self._seen = seen
        self._was_there = self._was_there or bool(seen.readers)
        self._refresh()

    def _refresh(self) -> None:
        """Tell what has changed."""
        status = status_of(self._seen, was_there=self._was_there, is_hanging=self._worker.is_hanging)
        if status != self.status:
            self._log(status)
            self.status = status
            for listener in self._status_listeners:
                listener(status)
        if self._seen.presence != self.presence:
            self.presence = self._seen.presence
            for presence_listener in self._presence_listeners:
                presence_listener(self.presence)

    def _log(self, status: DeviceStatus) -> None:
        if status.usable:
            log.info("card reader online: %s", ", ".join(self._seen.readers))
        else:
            faults = " ".join(fault.code for fault in status.faults)
            log.warning("card reader lost: %s (%s)", faults, self._seen.failure or self._reader or "any")


def _watch(monitor: Monitor, loop: asyncio.AbstractEventLoop, ended: asyncio.Event) -> None:
    monitor.watch()
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(ended.set)


def _on_loop(loop: asyncio.AbstractEventLoop, progress: Progress, step: Step, share: float) -> None:
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(progress, step, share)
