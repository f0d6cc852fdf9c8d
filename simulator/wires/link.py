"""One connector's wire in a model: its faults, the speed of its host, and what is on its way to that host."""

import random
from collections import deque
from collections.abc import Iterable

from simulator.devices.events import AnswerSent, Event, FrameSent, Happened, PictureSent, SoundSent
from simulator.wires.faults import LinkFaults

SENT = (AnswerSent, SoundSent, PictureSent, FrameSent)
MOST_ON_ITS_WAY = 65_536  # pieces: what a slow wire cannot carry is lost beyond this


class Link:
    """Pure. Times are simulated seconds."""

    def __init__(self, connector: str, rng: random.Random, baud: int) -> None:
        self.connector = connector
        self.faults = LinkFaults(rng, baud)
        self._outgoing: deque[tuple[float, bytes]] = deque()
        self._mismatch_told = False

    def send(self, events: Iterable[Event]) -> None:
        """Put the device's answers for this connector on the wire."""
        for event in events:
            if not isinstance(event, SENT) or event.connector != self.connector:
                continue
            byte_s = event.byte_s if isinstance(event, AnswerSent) else 0.0
            if len(self._outgoing) < MOST_ON_ITS_WAY:
                self._outgoing += self.faults.to_host(event.data, event.at, byte_s)

    def arrived(self, now: float) -> bytes:
        """What the host hears by `now`."""
        heard = bytearray()
        while self._outgoing and self._outgoing[0][0] <= now:
            heard += self._outgoing.popleft()[1]
        return bytes(heard) + self.faults.noise(now)

    def cut(self) -> None:
        """The cable was moved: what was on its way is gone."""
        self._outgoing.clear()

    @property
    def has_news(self) -> bool:
        """Whether host and device have come to speak at different speeds, or at the same again."""
        return self._mismatch_told != self.faults.baud_mismatch

    def mismatch(self, now: float) -> tuple[Event, ...]:
        """Tell once when host and device speak at different speeds."""
        told, self._mismatch_told = self._mismatch_told, self.faults.baud_mismatch
        if told or not self._mismatch_told:
            return ()
        detail = f"the host speaks at {self.faults.host_baud or 'another speed'}"
        return (Happened(now, "baud_mismatch", detail, connector=self.connector),)

    def next_due(self) -> float | None:
        """When something will happen without further input."""
        due = self.faults.next_due()
        if not self._outgoing:
            return due
        return self._outgoing[0][0] if due is None else min(due, self._outgoing[0][0])

    def state(self) -> dict[str, object]:
        """What can be seen of it from outside."""
        return {"host_baud": self.faults.host_baud, "baud_mismatch": self.faults.baud_mismatch}
