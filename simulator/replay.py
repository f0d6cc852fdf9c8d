"""Plays a recorded host stream into a station, with its original pauses at the station's speed."""

import asyncio
from collections import deque
from collections.abc import Sequence

from simulator.recording import Chunk
from simulator.station import SHORTEST_LOOK_S, Station


class Replayer:
    """One replay at a time. What a connector has no room for waits, and holds up no other connector."""

    def __init__(self, station: Station, loop: asyncio.AbstractEventLoop) -> None:
        self._station = station
        self._loop = loop
        self._waiting: dict[str, deque[Chunk]] = {}
        self._began = 0.0
        self._timer: asyncio.TimerHandle | None = None
        station.on_events(lambda _: self._schedule())

    @property
    def playing(self) -> bool:
        """Whether chunks are still to come."""
        return any(self._waiting.values())

    def start(self, chunks: Sequence[Chunk]) -> None:
        """Play from the beginning, in place of what was being played."""
        self._waiting = {}
        for chunk in chunks:
            self._waiting.setdefault(chunk.connector, deque()).append(chunk)
        self._began = self._station.clock.now()
        self._look()

    def stop(self) -> None:
        """Send nothing more."""
        self._waiting.clear()
        self._cancel()

    def _look(self) -> None:
        self._timer = None
        for waiting in self._waiting.values():
            self._send_due(waiting)
        self._schedule()

    def _send_due(self, waiting: deque[Chunk]) -> None:
        elapsed = self._station.clock.now() - self._began
        while waiting and waiting[0].at <= elapsed and (room := self._station.room(waiting[0].connector)) > 0:
            chunk = waiting.popleft()
            if len(chunk.data) > room:
                waiting.appendleft(Chunk(chunk.at, chunk.data[room:], chunk.connector))
            self._station.feed(chunk.connector, chunk.data[:room])

    def _schedule(self) -> None:
        """Wake for the next chunk that has room; without room, the station's next change wakes us."""
        heads = [waiting[0] for waiting in self._waiting.values() if waiting]
        ready = [chunk.at for chunk in heads if self._station.room(chunk.connector) > 0]
        if not ready:
            return
        self._cancel()
        delay = self._station.clock.real_delay(self._began + min(ready))
        if delay is not None:
            self._timer = self._loop.call_later(max(delay, SHORTEST_LOOK_S), self._look)

    def _cancel(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None
