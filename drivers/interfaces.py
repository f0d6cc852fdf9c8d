"""One protocol per role. Named by the plain noun; implementations are named by the thing they drive."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from drivers.status import DeviceStatus, PrinterStatus


class Transport(Protocol):
    """Carries bytes and nothing else. Every operation is bounded in time and raises `TransportError`."""

    async def open(self) -> None:
        """Open the wire; exclusive where the system allows it."""

    async def read(self) -> bytes:
        """The next bytes, at least one, however long they take. Raises `TransportError` on a lost wire."""

    async def write(self, data: bytes) -> None:
        """Hand all of `data` to the wire. After an error the number of bytes that left is unknown."""

    async def close(self) -> None:
        """Close; safe to repeat. A pending `read` ends with `TransportError`."""


@dataclass(frozen=True, slots=True)
class Raster:
    """A one-bit picture: `rows` packed rows of `ceil(width_dots / 8)` bytes, MSB leftmost, 1 = black."""

    width_dots: int
    data: bytes

    @property
    def stride_bytes(self) -> int:
        """Bytes per row."""
        return (self.width_dots + 7) // 8

    @property
    def rows(self) -> int:
        """Rows of dots."""
        return len(self.data) // self.stride_bytes


class Proof(StrEnum):
    """How a printer showed that a job was printed, strongest first (docs/reference/printer.md)."""

    JOB_ID = "job_id"  # GS ( H echoed after the data was printed
    FENCE = "fence"  # GS r answered behind the data
    POLL = "poll"  # DLE EOT reported no error afterwards


class TicketPrinter(Protocol):
    """Prints one picture on one piece of paper, and says honestly whether it did."""

    @property
    def status(self) -> PrinterStatus:
        """The status last heard; never asks the wire."""

    def on_status(self, listener: Callable[[PrinterStatus], None]) -> None:
        """Call `listener` on the event loop whenever the status changes."""

    async def run(self) -> None:
        """Keep the printer connected and watched until cancelled."""

    async def read_status(self) -> PrinterStatus:
        """Ask the device now. Never raises: a silent printer is `offline`."""

    async def print_raster(self, picture: Raster, job_number: int) -> Proof:
        """Print `picture`; returns when the printer proved it.

        Raises `NotReady` when nothing was sent, `InDoubt` when it cannot be known what is on paper.
        """

    async def cut(self, job_number: int) -> Proof:
        """Feed and cut; same errors as `print_raster`."""

    async def recover(self) -> None:
        """Clear whatever an interrupted job left in the printer, so that the next job starts clean.

        Raises `NotReady` when the printer cannot be reached; try again when it can.
        """


@dataclass(frozen=True, slots=True)
class Sound:
    """Mono signed 16-bit little-endian samples, `rate_hz` of them a second."""

    rate_hz: int
    pcm: bytes

    @property
    def duration_s(self) -> float:
        """How long it lasts."""
        return len(self.pcm) / (2 * self.rate_hz)


class Microphone(Protocol):
    """Gives what the hall sounds like, 16,000 samples a second, for as long as it runs."""

    @property
    def status(self) -> DeviceStatus:
        """The status last known; never asks the device."""

    def on_status(self, listener: Callable[[DeviceStatus], None]) -> None:
        """Call `listener` on the event loop whenever the status changes."""

    def on_audio(self, listener: Callable[[bytes], None]) -> None:
        """Call `listener` on the event loop with every 20 to 100 ms of S16LE samples, whole ones."""

    async def run(self) -> None:
        """Keep the microphone open until cancelled."""


class Loudspeaker(Protocol):
    """Plays one sound at a time, and is silent at once when told."""

    @property
    def status(self) -> DeviceStatus:
        """The status last known; never asks the device."""

    def on_status(self, listener: Callable[[DeviceStatus], None]) -> None:
        """Call `listener` on the event loop whenever the status changes."""

    async def run(self) -> None:
        """Keep the loudspeaker open until cancelled."""

    async def play(self, sound: Sound, gain: float = 1.0) -> bool:
        """Play `sound` at `gain` (0 to 1) in place of what is playing; returns at its end.

        True: heard to its end. False: stopped, replaced, or the loudspeaker is gone. Never raises for those.
        """

    def stop(self) -> None:
        """Be silent within 50 ms; nothing happens when nothing plays."""
