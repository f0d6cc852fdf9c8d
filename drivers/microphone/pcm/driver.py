"""A microphone that sends bare samples over a wire: a small board, another program, the simulator.

Responsible for: opening the wire, finding where samples begin.
Not responsible for: chunks, status, loss (drivers/microphone/stream.py), the format (protocol.py).
"""

from random import Random, SystemRandom
from typing import Self

from drivers.interfaces import Transport
from drivers.microphone.pcm.protocol import Aligner
from drivers.microphone.stream import StreamMicrophone
from drivers.sound.wire import sound_transport_at


class PcmMicrophone(StreamMicrophone):
    """A microphone behind `transport`."""

    def __init__(self, transport: Transport, chance: Random) -> None:
        self._aligner = Aligner()
        super().__init__(transport, self._aligner, chance)

    @classmethod
    def open(cls, address: str, baud: int) -> Self:
        """The microphone at `address` (drivers/transports/address.py); no I/O before `run`."""
        return cls(sound_transport_at(address, baud), SystemRandom())

    def diagnostics(self) -> dict[str, object]:
        """Figures for a technician; nothing of what was heard."""
        return {**super().diagnostics(), "shifts": self._aligner.shifts}
