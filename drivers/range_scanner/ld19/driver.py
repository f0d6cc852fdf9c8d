"""An LD06 or LD19 on a serial line.

Responsible for: what an LD19 says, joined with a scanner that hands on whole turns.
Not responsible for: frames (protocol.py), turns (turns.py), staleness and status (../scanner.py).
It takes no commands: it turns while it has power.
"""

from collections.abc import Sequence
from random import Random, SystemRandom
from typing import Self

from drivers.interfaces import Transport
from drivers.link import Link
from drivers.range_scanner.ld19.protocol import FrameReader
from drivers.range_scanner.ld19.turns import Turns
from drivers.range_scanner.scanner import TurningScanner
from drivers.range_scanner.turn import Turn
from drivers.range_scanner.wire import scanner_transport_at

BAUD = 230_400


class Ld19Speech:
    """What it says (drivers.range_scanner.scanner.Speech)."""

    def __init__(self) -> None:
        self._reader = FrameReader()
        self._turns = Turns()
        self._frames = 0

    def feed(self, data: bytes) -> tuple[int, Sequence[Turn]]:
        """How many valid frames `data` completes, and the turns that end in it."""
        frames = self._reader.feed(data)
        self._frames += len(frames)
        return len(frames), self._turns.feed(frames) if len(frames) else ()

    def forget(self) -> None:
        """The wire begins anew."""
        self._reader.forget()
        self._turns.forget()

    async def begin(self, link: Link) -> None:
        """It turns by itself."""

    async def again(self, link: Link) -> None:
        """It turns by itself, or not at all."""

    def diagnostics(self) -> dict[str, object]:
        """Figures for a technician."""
        return {
            "frames": self._frames,
            "wrong_checks": self._reader.wrong_checks,
            "noise_bytes": self._reader.noise_bytes,
            "implausible": self._turns.implausible,
            "incomplete": self._turns.incomplete,
        }


class Ld19(TurningScanner):
    """An LD19 behind `transport`."""

    def __init__(self, transport: Transport, chance: Random) -> None:
        super().__init__(transport, Ld19Speech(), chance)

    @classmethod
    def open(cls, address: str, baud: int = BAUD) -> Self:
        """The scanner at `address` (drivers/transports/address.py); no I/O before `run`.

        Raises `AddressError`.
        """
        return cls(scanner_transport_at(address, baud), SystemRandom())
