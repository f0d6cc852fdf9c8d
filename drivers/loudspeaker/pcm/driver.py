"""A loudspeaker that takes bare samples over a wire: a small board, another program, the simulator.

Responsible for: sending one sound at a time as fast as it is heard, being silent at once, its status.
Not responsible for: what is said (dialogs/speaking), connecting (drivers/link.py), and whether anybody hears
it: such a device answers nothing. What goes over its wire is never logged.
"""

import asyncio
import math
from collections.abc import Callable
from random import Random, SystemRandom
from typing import Self

from drivers.errors import TransportError
from drivers.interfaces import Sound, Transport
from drivers.link import Link, LinkState, LinkTimes
from drivers.loudspeaker.pcm.pace import Pace
from drivers.loudspeaker.pcm.protocol import (
    AHEAD_S,
    CHUNK_S,
    LIFE_EVERY_S,
    TAIL_CHUNKS,
    chunk_samples,
    sign_of_life,
)
from drivers.loudspeaker.playing import Playing
from drivers.loudspeaker.playlist import Playlist
from drivers.sound.condition import Condition
from drivers.sound.samples import duration_s
from drivers.sound.wire import sound_transport_at
from drivers.status import DeviceStatus

ROLE = "loudspeaker"
TIMES = LinkTimes(settle_s=0.0, watch_s=LIFE_EVERY_S, silence_s=math.inf)


class PcmLoudspeaker:
    """A loudspeaker behind `transport` that plays `rate_hz` samples a second (interfaces.Loudspeaker)."""

    def __init__(self, transport: Transport, rate_hz: int, chance: Random) -> None:
        self._rate_hz = rate_hz
        self._pace = Pace(AHEAD_S)
        self._playlist = Playlist(lambda: self._pace.lag_s(_now()))
        self._wanted = asyncio.Event()
        self._sending = asyncio.Lock()
        self._tail = 0  # chunks of silence since the last sound
        self.link = Link(ROLE, transport, self, chance, TIMES)
        self.link.on_state(self._on_link_state)
        self._condition = Condition(ROLE, self.link)

    @classmethod
    def open(cls, address: str, baud: int, rate_hz: int) -> Self:
        """The loudspeaker at `address` (drivers/transports/address.py); no I/O before `run`."""
        return cls(sound_transport_at(address, baud), rate_hz, SystemRandom())

    @property
    def status(self) -> DeviceStatus:
        """The status last known."""
        return self._condition.status

    def on_status(self, listener: Callable[[DeviceStatus], None]) -> None:
        """Call `listener` on the event loop whenever the status changes."""
        self._condition.on_status(listener)

    async def run(self) -> None:
        """Keep the loudspeaker connected until cancelled."""
        works = [asyncio.ensure_future(work) for work in (self.link.run(), self._send_what_plays())]
        try:
            ended, _ = await asyncio.wait(works, return_when=asyncio.FIRST_COMPLETED)
            for work in ended:
                work.result()
        finally:
            for work in works:
                work.cancel()
            await asyncio.wait(works)

    async def play(self, sound: Sound, gain: float = 1.0) -> bool:
        """Play `sound` in place of what is playing; True when it was sent and heard to its end."""
        if self.link.state is not LinkState.READY:
            return False
        playing = Playing(sound, gain, self._rate_hz)
        self._wanted.set()
        return await self._playlist.play(playing)

    def stop(self) -> None:
        """Be silent within 50 ms."""
        self._playlist.stop()

    def diagnostics(self) -> dict[str, object]:
        """Figures for a technician; nothing of what was said."""
        return {
            "link": self.link.state.value,
            "reason": str(self.link.reason or ""),
            "outages": self.link.outages,
            "rate_hz": self._rate_hz,
        }

    def receive(self, data: bytes) -> int:
        """For the link: whatever such a device says means nothing."""
        return 0

    async def identify(self) -> None:
        """For the link: a wire that takes silence is all there is to know. Raises `TransportError`."""
        await self._send()

    async def watch(self) -> None:
        """For the link: a cut wire shows when it is written to."""
        await self._send()

    async def _send_what_plays(self) -> None:
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            try:
                await self._send_all()
            except TransportError:
                self._playlist.drop()

    async def _send_all(self) -> None:
        """Until nothing plays, and a little silence behind it."""
        self._tail = 0
        while self._tail < TAIL_CHUNKS:
            await self._send()

    async def _send(self) -> None:
        """Send the next chunk once there is room ahead: of what plays, or silence."""
        async with self._sending:
            await asyncio.sleep(self._pace.wait_s(CHUNK_S, _now()))
            taken = self._playlist.take(chunk_samples(self._rate_hz))
            self._tail = 0 if taken else self._tail + 1
            pcm = taken or sign_of_life(self._rate_hz)
            self._pace.sent(duration_s(pcm, self._rate_hz), _now())
            await self.link.write(pcm)

    def _on_link_state(self, state: LinkState) -> None:
        if state in (LinkState.LOST, LinkState.CLOSED):
            self._playlist.drop()


def _now() -> float:
    return asyncio.get_running_loop().time()
