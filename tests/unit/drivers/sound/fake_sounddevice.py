"""A working stand-in of the module `sounddevice`: its devices can be pulled, held, or stand still."""

import threading
import time
from dataclasses import dataclass, field
from types import SimpleNamespace

from drivers.sound.errors import SoundError
from drivers.sound.portaudio.listing import Listing

BUSY, INVALID_DEVICE, INVALID_RATE, INVALID_CHANNELS = -9985, -9996, -9997, -9998
NO_FLAGS = SimpleNamespace(input_overflow=False, output_underflow=False)


@dataclass
class FakeDevice:
    """A sound card: what it hears comes from `says`, what it is told stays in `heard`."""

    name: str = "USB Audio: - (hw:1,0)"
    inputs: int = 1
    outputs: int = 1
    rate_hz: int = 22_050
    rates_hz: tuple[int, ...] = (16_000, 22_050, 48_000)
    channels: tuple[int, ...] = (1, 2)
    says: bytearray = field(default_factory=bytearray)
    noise: bytes = b"\x01\x00"
    heard: bytearray = field(default_factory=bytearray)
    stands_still: bool = False
    held: bool = False
    broken: int = 0  # the code every opening ends with

    def entry(self) -> dict[str, object]:
        return {
            "name": self.name,
            "max_input_channels": self.inputs,
            "max_output_channels": self.outputs,
            "default_samplerate": float(self.rate_hz),
        }


class FakeStream:
    """A stream with a thread of its own that calls back as fast as sound goes, `speed` times."""

    def __init__(self, module, device, direction, kept):
        self.module, self.device, self.direction, self.kept = module, device, direction, kept
        self.latency = kept["latency"]
        self.closed = False
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        self.module.check(self.module.fails_to_start)
        self._thread.start()

    def abort(self) -> None:
        self._ending.set()
        if self._thread.is_alive():
            self._thread.join()

    def close(self) -> None:
        self.closed = True

    def _run(self) -> None:
        block_s = self.kept["blocksize"] / self.kept["samplerate"]
        due = time.monotonic()
        while not self._ending.is_set() and self.device in self.module.plugged:
            due += block_s
            self._ending.wait(max(0.0, due - time.monotonic()))
            if not self.device.stands_still:
                self.turn()
        self.kept["finished_callback"]()

    def turn(self) -> None:
        """One block."""
        frames, channels = self.kept["blocksize"], self.kept["channels"]
        if self.direction == "input":
            mono = bytes(self.device.says[: 2 * frames])
            del self.device.says[: 2 * frames]
            mono += self.device.noise * (frames - len(mono) // 2)
            data = b"".join(mono[at : at + 2] * channels for at in range(0, 2 * frames, 2))
            self.kept["callback"](data, frames, None, NO_FLAGS)
        else:
            data = bytearray(2 * frames * channels)
            self.kept["callback"](memoryview(data), frames, None, NO_FLAGS)
            self.device.heard += data


class FakeSoundDevice:
    """The module; what is `plugged` is listed after the next initialisation."""

    class PortAudioError(Exception):
        """As sounddevice raises it: a text, a code."""

    def __init__(self, *plugged: FakeDevice) -> None:
        self.plugged = list(plugged)
        self.initialisations = 1
        self.listings = 0
        self.cannot_list: SoundError | None = None
        self.initialised = True
        self.fails_to_initialise = 0
        self.fails_to_terminate = 0
        self.fails_to_start = 0
        self.streams: list[FakeStream] = []
        self._listed = list(plugged)

    def load(self) -> "FakeSoundDevice":
        """What importing it does."""
        self._listed = list(self.plugged)
        return self

    def cards(self) -> str:
        """What the system tells of its cards."""
        return " ".join(device.name for device in self.plugged)

    def listing(self) -> Listing:
        """What a process of its own would find now."""
        self.listings += 1
        if self.cannot_list is not None:
            raise self.cannot_list
        return Listing([device.entry() for device in self.plugged], self._hosts(self.plugged))

    def query_devices(self):
        self.check(0 if self.initialised else -10_000)
        return [device.entry() for device in self._listed]

    def query_hostapis(self):
        return self._hosts(self._listed)

    def RawInputStream(self, **kept) -> FakeStream:
        return self._stream("input", kept)

    def RawOutputStream(self, **kept) -> FakeStream:
        return self._stream("output", kept)

    def _initialize(self) -> None:
        self.check(self.fails_to_initialise)
        self.initialisations += 1
        self.initialised = True
        self._listed = list(self.plugged)

    def _terminate(self) -> None:
        self.check(self.fails_to_terminate or (0 if self.initialised else -10_000))
        assert all(stream.closed for stream in self.streams), "a stream was open"
        self.initialised = False

    def check(self, code: int) -> None:
        if code:
            raise self.PortAudioError("an error of PortAudio", code)

    def _hosts(self, devices):
        def first(channels: str) -> int:
            return next((n for n, device in enumerate(devices) if getattr(device, channels)), -1)

        return [{"default_input_device": first("inputs"), "default_output_device": first("outputs")}]

    def _stream(self, direction, kept) -> FakeStream:
        device = self._listed[kept["device"]]
        self.check(INVALID_DEVICE if device not in self.plugged else device.broken)
        self.check(BUSY if device.held else 0)
        self.check(0 if kept["samplerate"] in device.rates_hz else INVALID_RATE)
        self.check(0 if kept["channels"] in device.channels else INVALID_CHANNELS)
        self.streams.append(FakeStream(self, device, direction, kept))
        return self.streams[-1]
