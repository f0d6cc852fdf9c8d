"""One protocol per role. Named by the plain noun; implementations are named by the thing they drive."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from drivers.dispensing import DispenseResult, SlotStock, Stage
from drivers.motion import BaseReading, Hold, MotionReport, Notice, TripEnd, Twist
from drivers.status import DeviceStatus, PrinterStatus

if TYPE_CHECKING:  # a robot without the device does not load what its values are made of
    from drivers.frames import Frame
    from drivers.identity_card.chip.card_reading import CardRead, Part, Step
    from drivers.identity_card.chip.session import AccessKey
    from drivers.range_scan import RangeScan


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


@dataclass(frozen=True, slots=True)
class ScannedCode:
    """What one code said; `problem` tells why its bytes are no text, empty where they are."""

    text: str = field(repr=False)
    problem: str = ""


class CodeScanner(Protocol):
    """Reads codes that are held to it, while it is asked to look."""

    @property
    def status(self) -> DeviceStatus:
        """The status last known; never asks the device."""

    def on_status(self, listener: Callable[[DeviceStatus], None]) -> None:
        """Call `listener` on the event loop whenever the status changes."""

    def on_code(self, listener: Callable[[ScannedCode], None]) -> None:
        """Call `listener` on the event loop with every code; the same one held longer counts once."""

    async def run(self) -> None:
        """Keep the scanner connected until cancelled."""

    def look(self, looking: bool) -> None:
        """Look for codes from now on, or no longer. Safe to repeat."""


class Camera(Protocol):
    """Shows what is in front of it, while it is asked to look."""

    @property
    def status(self) -> DeviceStatus:
        """The status last known; never asks the device."""

    def on_status(self, listener: Callable[[DeviceStatus], None]) -> None:
        """Call `listener` on the event loop whenever the status changes."""

    def on_frame(self, listener: Callable[["Frame"], None]) -> None:
        """Call `listener` in the camera's own thread with every frame that is due, the freshest there is."""

    async def run(self) -> None:
        """Keep the camera at work until cancelled."""

    def look(self, looking: bool) -> None:
        """Look from now on, or no longer. Safe to repeat."""

    def diagnostics(self) -> dict[str, object]:
        """Figures for a technician; nothing of what was seen."""


class CardPresence(StrEnum):
    """What lies on a card reader."""

    NONE = "none"
    ONE = "one"
    SEVERAL = "several"
    UNKNOWN = "unknown"  # without a reader


class CardReader(Protocol):
    """Reads the chip of an identity card that lies on it, and judges it."""

    @property
    def status(self) -> DeviceStatus:
        """The status last known; never asks the device."""

    def on_status(self, listener: Callable[[DeviceStatus], None]) -> None:
        """Call `listener` on the event loop whenever the status changes."""

    @property
    def presence(self) -> CardPresence:
        """What lies on it."""

    def on_presence(self, listener: Callable[[CardPresence], None]) -> None:
        """Call `listener` on the event loop whenever a card is laid on it or taken away."""

    async def run(self) -> None:
        """Keep the reader watched until cancelled."""

    async def read(
        self,
        keys: Sequence["AccessKey"],
        wanted: frozenset["Part"],
        progress: Callable[["Step", float], None],
    ) -> "CardRead":
        """Read and judge the card that lies there; `progress` is called on the event loop.

        Raises `CardError` with its cause (drivers.identity_card.chip.errors).
        """


class DriveBase(Protocol):
    """Two driven wheels and the senses around them. It stops by itself, and first."""

    @property
    def status(self) -> DeviceStatus:
        """The status last known; never asks the device."""

    def on_status(self, listener: Callable[[DeviceStatus], None]) -> None:
        """Call `listener` on the event loop whenever the status changes."""

    def on_reading(self, listener: Callable[["BaseReading"], None]) -> None:
        """Call `listener` on the event loop with every reading."""

    @property
    def latched(self) -> tuple[str, ...]:
        """Conditions that hold it until a person has looked (drivers.mobile_base.failsafe), gravest first."""

    async def run(self) -> None:
        """Keep the base connected until cancelled; it is told to stand still then."""

    def drive(self, setpoint: Twist) -> None:
        """Want these speeds, for 0.3 s at most; nothing moves while something is latched.

        Raises ValueError for speeds that are no numbers or beyond the base's limits.
        """

    def stop(self) -> None:
        """Stand still at once, without a ramp."""

    def release(self) -> None:
        """A person has looked: end what is latched and no longer there."""

    def diagnostics(self) -> dict[str, object]:
        """Figures for a technician."""


class RangeScanner(Protocol):
    """Measures the distances around, turn after turn, for as long as it runs."""

    @property
    def status(self) -> DeviceStatus:
        """The status last known; never asks the device."""

    def on_status(self, listener: Callable[[DeviceStatus], None]) -> None:
        """Call `listener` on the event loop whenever the status changes."""

    def on_scan(self, listener: Callable[["RangeScan"], None]) -> None:
        """Call `listener` on the event loop with every complete turn."""

    async def run(self) -> None:
        """Keep the scanner connected and turning until cancelled."""

    def diagnostics(self) -> dict[str, object]:
        """Figures for a technician."""


class MobileBase(Protocol):
    """Takes the robot from place to place among people, and stops whenever in doubt."""

    @property
    def status(self) -> DeviceStatus:
        """The status last known; never asks a device."""

    def on_status(self, listener: Callable[[DeviceStatus], None]) -> None:
        """Call `listener` on the event loop whenever the status changes."""

    @property
    def report(self) -> MotionReport:
        """Where it is and what it does."""

    def on_report(self, listener: Callable[[MotionReport], None]) -> None:
        """Call `listener` on the event loop with every change of state and up to five times a second."""

    def on_notice(self, listener: Callable[[Notice], None]) -> None:
        """Call `listener` on the event loop with what people around should be told."""

    async def run(self) -> None:
        """Keep it connected until cancelled; it stands still then."""

    async def go_to(self, place: str) -> TripEnd:
        """Go to a place of the hall; returns how it ended. Cancelled, it stops.

        A new trip ends the one before. Raises ValueError for a place the hall does not have.
        """

    async def guide_to(self, place: str) -> TripEnd:
        """Go there slowly and wait for somebody who follows; else as `go_to`."""

    async def dock(self) -> TripEnd:
        """Go to the dock and charge; else as `go_to`."""

    def stop(self) -> None:
        """Stand still at once; the trip ends `cancelled`."""

    def hold(self, why: Hold, held: bool) -> None:
        """Do not move from now on, or no longer for this reason. A trip goes on when nothing holds it."""

    def release(self) -> None:
        """A person has looked: end what is latched and no longer there."""

    def locate(self, place: str) -> None:
        """A person says that it stands at this place. Raises ValueError for one the hall does not have."""

    def diagnostics(self) -> dict[str, object]:
        """Figures for a technician."""


class Dispenser(Protocol):
    """Gives one item out of a slot, at most once for one request, and says honestly whether it did."""

    @property
    def status(self) -> DeviceStatus:
        """The status last known; never asks the device."""

    def on_status(self, listener: Callable[[DeviceStatus], None]) -> None:
        """Call `listener` on the event loop whenever the status changes."""

    def on_stage(self, listener: Callable[[str, Stage], None]) -> None:
        """Call `listener` on the event loop with a request's id and how far it is."""

    def on_result(self, listener: Callable[[DispenseResult], None]) -> None:
        """Call `listener` on the event loop with every result, once."""

    async def run(self) -> None:
        """Keep the device connected until cancelled; a drive under way then ends `uncertain`."""

    async def dispense(
        self, request_id: str, slot: int, before_drive: Callable[[], Awaitable[None]]
    ) -> DispenseResult:
        """Give one item; requests are served one after the other. Cancelled, the drive goes on.

        The same id again, also while it is under way, gives the one result and never a second drive.
        `before_drive` is awaited right before the first byte leaves that could move anything; where it
        raises, nothing moves and the error is raised here.
        """

    def result_of(self, request_id: str) -> DispenseResult | None:
        """The result of a request that ended; None while it is under way, or was never made."""

    async def read_stock(self, slot: int) -> SlotStock:
        """Ask the device now. Never raises: of a silent device nothing is known."""

    async def release(self) -> None:
        """A person has looked: end what is latched. Moves nothing. Raises `DeviceError` without an answer."""

    def diagnostics(self) -> dict[str, object]:
        """Figures for a technician."""
