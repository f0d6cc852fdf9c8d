"""A microphone behind any transport that gives samples.

Responsible for: handing on what is heard in chunks, its status, noticing that nothing comes any more.
Not responsible for: what is said in it (dialogs/listening), connecting (drivers/link.py). It keeps no sound,
and what goes over its wire is never logged: it is people's talk.
"""

import asyncio
import math
from collections.abc import Callable
from random import Random
from typing import Protocol

from drivers.errors import Silent
from drivers.interfaces import Transport
from drivers.link import Link, LinkState, LinkTimes
from drivers.microphone.chunks import Chunker
from drivers.sound.condition import Condition
from drivers.sound.status import ONLINE, soundless
from drivers.status import DeviceStatus

ROLE = "microphone"
STALE_S = 2.0  # without a sample: it is lost
SOUNDLESS_S = 60.0  # with nothing but zeros: worth telling
TIMES = LinkTimes(settle_s=0.0, watch_s=0.5, silence_s=STALE_S)


class Decoder(Protocol):
    """Makes samples of what the wire carries."""

    def feed(self, data: bytes) -> bytes:
        """16 kHz S16LE samples; they need not be whole."""

    def forget(self) -> None:
        """The wire begins anew."""


class StreamMicrophone:
    """A microphone: `decoder` makes samples of the bytes of `transport` (drivers.interfaces.Microphone)."""

    def __init__(self, transport: Transport, decoder: Decoder, chance: Random) -> None:
        self._decoder = decoder
        self._chunker = Chunker()
        self._heard = asyncio.Event()
        self._zeros_since = math.inf  # loop time
        self._listeners: list[Callable[[bytes], None]] = []
        self.link = Link(ROLE, transport, self, chance, TIMES)
        self.link.on_state(self._on_link_state)
        self._condition = Condition(ROLE, self.link)

    @property
    def status(self) -> DeviceStatus:
        """The status last known."""
        return self._condition.status

    def on_status(self, listener: Callable[[DeviceStatus], None]) -> None:
        """Call `listener` on the event loop whenever the status changes."""
        self._condition.on_status(listener)

    def on_audio(self, listener: Callable[[bytes], None]) -> None:
        """Call `listener` on the event loop with every 20 to 100 ms of samples."""
        self._listeners.append(listener)

    async def run(self) -> None:
        """Keep the microphone open until cancelled."""
        await self.link.run()

    def receive(self, data: bytes) -> int:
        """For the link: take bytes from the wire."""
        chunks = list(self._chunker.feed(self._decoder.feed(data)))
        for chunk in chunks:
            self._heard.set()
            self._note_zeros(chunk)
            for listener in self._listeners:
                listener(chunk)
        return len(chunks)

    async def identify(self) -> None:
        """For the link: a microphone is what gives samples. Raises `Silent` when none come."""
        try:
            async with asyncio.timeout(STALE_S):
                await self._heard.wait()
        except TimeoutError as error:
            raise Silent(f"the microphone gave no sound within {STALE_S:g} s of its opening") from error

    async def watch(self) -> None:
        """For the link: samples come by themselves or not at all."""

    def diagnostics(self) -> dict[str, object]:
        """Figures for a technician; nothing of what was heard."""
        return {
            "link": self.link.state.value,
            "reason": str(self.link.reason or ""),
            "outages": self.link.outages,
        }

    def _on_link_state(self, state: LinkState) -> None:
        if state is LinkState.OPENING:
            self._heard.clear()
            self._chunker.forget()
            self._decoder.forget()
            self._zeros_since = math.inf

    def _note_zeros(self, chunk: bytes) -> None:
        """A working microphone is never quite silent; one that is muted gives zeros."""
        if chunk.count(0) < len(chunk):
            self._zeros_since = math.inf
            self._tell(ONLINE)
            return
        now = asyncio.get_running_loop().time()
        self._zeros_since = min(self._zeros_since, now)
        if now - self._zeros_since >= SOUNDLESS_S:
            self._tell(soundless(ROLE))

    def _tell(self, status: DeviceStatus) -> None:
        if self.status.usable:
            self._condition.become(status)
