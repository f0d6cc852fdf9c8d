"""A microphone of this machine: USB, a headset socket, a sound server.

Responsible for: which device it is.
Not responsible for: chunks, status, loss (drivers/microphone/stream.py), PortAudio (drivers/sound/portaudio).
"""

from random import Random, SystemRandom
from typing import Self

from drivers.microphone.portaudio.ear import Ear
from drivers.microphone.stream import StreamMicrophone
from drivers.sound.portaudio.host import PortAudioHost, this_host
from drivers.sound.portaudio.transport import PortAudioTransport


class PortAudioMicrophone(StreamMicrophone):
    """The microphone whose name has `device` in it; `default` is the system's usual one."""

    def __init__(self, host: PortAudioHost, device: str, chance: Random) -> None:
        self._ear = Ear()
        self._transport = PortAudioTransport(host, device, self._ear)
        super().__init__(self._transport, _Plain(), chance)

    @classmethod
    def open(cls, device: str) -> Self:
        """The microphone `device`; no I/O before `run`."""
        return cls(this_host(), device, SystemRandom())

    def diagnostics(self) -> dict[str, object]:
        """Figures for a technician; nothing of what was heard."""
        lost = {"overflows": self._ear.overflows, "lost_bytes": self._transport.lost_bytes}
        return {**super().diagnostics(), **self._transport.figures, **lost}


class _Plain:
    """The samples come as they are wanted."""

    def feed(self, data: bytes) -> bytes:
        """`data` itself."""
        return data

    def forget(self) -> None:
        """There is nothing to forget."""
