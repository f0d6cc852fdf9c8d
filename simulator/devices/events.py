"""What a device tells about itself, for the trace, the bench page and scenarios. Never seen by the host."""

from dataclasses import dataclass, field

from simulator.sound.samples import Samples


@dataclass(frozen=True, slots=True)
class Event:
    """Something happened at simulated time `at` (seconds), at `connector`; "" = at the machine itself."""

    at: float
    connector: str = field(default="", kw_only=True)


@dataclass(frozen=True, slots=True)
class CommandRead(Event):
    """The device acted on one command; `data` holds its first bytes, `length` all of them."""

    data: bytes
    length: int
    meaning: str
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class AnswerSent(Event):
    """The device handed an answer to its wire, a byte every `byte_s` seconds; 0 = all of it at once."""

    data: bytes
    meaning: str
    byte_s: float = 0.0


@dataclass(frozen=True, slots=True)
class BytesLost(Event):
    """Bytes that nobody acted on: the device was off, or its buffers were cleared."""

    length: int
    reason: str


@dataclass(frozen=True, slots=True)
class Happened(Event):
    """A change a person at the machine would notice; `what` is a name scenarios can wait for."""

    what: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PaperOut(Event):
    """A piece of paper left the machine: `rows` of packed dots, 1 = black, MSB leftmost."""

    width_dots: int
    rows: bytes = field(repr=False)
    cut: bool
    reason: str


@dataclass(frozen=True, slots=True)
class SoundSent(Event):
    """The device handed a frame of sound to its wire; there are too many of them for the trace."""

    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class PictureSent(Event):
    """The device handed a picture to its wire; there are too many of them for the trace."""

    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class FrameSent(Event):
    """The device handed a frame to its wire; what of it is for the trace is told by `Answered`."""

    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Answered(Event):
    """What went out in a frame; `data` holds its first bytes, `length` all of them."""

    data: bytes
    length: int
    meaning: str


@dataclass(frozen=True, slots=True)
class SoundPlayed(Event):
    """Sound went into the air from `at` on."""

    rate_hz: int
    samples: Samples = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Uttered(Event):
    """Something was said aloud, from `began` on; `pcm` is S16LE as it came out."""

    began: float
    rate_hz: int
    pcm: bytes = field(repr=False)
