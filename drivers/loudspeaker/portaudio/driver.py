"""A loudspeaker of this machine: USB, a socket, HDMI, a sound server.

Responsible for: playing one sound at a time, being silent at once, its status.
Not responsible for: what is said (dialogs/speaking), connecting (drivers/link.py), PortAudio
(drivers/sound/portaudio).
"""

import asyncio
from collections.abc import Callable
from random import Random, SystemRandom
from typing import Self

from drivers.errors import Silent
from drivers.interfaces import Sound
from drivers.link import Link, LinkState, LinkTimes
from drivers.loudspeaker.playing import Playing
from drivers.loudspeaker.portaudio.mouth import Mouth
from drivers.sound.condition import Condition
from drivers.sound.portaudio.host import PortAudioHost, this_host
from drivers.sound.portaudio.transport import PortAudioTransport
from drivers.status import DeviceStatus

ROLE = "loudspeaker"
STALE_S = 2.0  # without a sample taken: it is lost
TIMES = LinkTimes(settle_s=0.0, watch_s=0.6, silence_s=STALE_S)


class PortAudioLoudspeaker:
    """The loudspeaker whose name has `device` in it (drivers.interfaces.Loudspeaker)."""

    def __init__(self, host: PortAudioHost, device: str, chance: Random) -> None:
        self._mouth = Mouth()
        self._transport = PortAudioTransport(host, device, self._mouth)
        self._lives = asyncio.Event()
        self.link = Link(ROLE, self._transport, self, chance, TIMES)
        self.link.on_state(self._on_link_state)
        self._condition = Condition(ROLE, self.link)

    @classmethod
    def open(cls, device: str) -> Self:
        """The loudspeaker `device`, `default` for the system's usual one; no I/O before `run`."""
        return cls(this_host(), device, SystemRandom())

    @property
    def status(self) -> DeviceStatus:
        """The status last known."""
        return self._condition.status

    def on_status(self, listener: Callable[[DeviceStatus], None]) -> None:
        """Call `listener` on the event loop whenever the status changes."""
        self._condition.on_status(listener)

    async def run(self) -> None:
        """Keep the loudspeaker open until cancelled."""
        await self.link.run()

    async def play(self, sound: Sound, gain: float = 1.0) -> bool:
        """Play `sound` in place of what is playing; True when it was heard to its end."""
        if self.link.state is not LinkState.READY:
            return False
        return await self._mouth.playlist.play(Playing(sound, gain, self._mouth.rate_hz))

    def stop(self) -> None:
        """Be silent within 50 ms."""
        self._mouth.playlist.stop()

    def diagnostics(self) -> dict[str, object]:
        """Figures for a technician; nothing of what was said."""
        return {
            "link": self.link.state.value,
            "reason": str(self.link.reason or ""),
            "outages": self.link.outages,
            **self._transport.figures,
            "underflows": self._mouth.underflows,
        }

    def receive(self, data: bytes) -> int:
        """For the link: signs of life."""
        self._lives.set()
        return len(data)

    async def identify(self) -> None:
        """For the link: a loudspeaker is what takes samples. Raises `Silent` when it takes none."""
        try:
            async with asyncio.timeout(STALE_S):
                await self._lives.wait()
        except TimeoutError as error:
            raise Silent(f"the loudspeaker took no sound within {STALE_S:g} s of its opening") from error

    async def watch(self) -> None:
        """For the link: samples are taken without being asked for, or not at all."""

    def _on_link_state(self, state: LinkState) -> None:
        if state is LinkState.OPENING:
            self._lives.clear()
        elif state in (LinkState.LOST, LinkState.CLOSED):
            self._mouth.playlist.drop()
