"""A camera that codes are held to.

Responsible for: having frames decoded, telling each code once, within a share of a core.
Not responsible for: taking frames (drivers/camera), decoding them (drivers/code_scanner/picture), what a code
means (drivers/identity_card). Codes are people's data: none is logged or kept.
"""

import asyncio
import contextlib
from collections.abc import Callable
from functools import cached_property
from time import monotonic
from typing import Protocol, Self

from drivers.code_scanner.camera.effort import Effort
from drivers.code_scanner.camera.sights import Sights
from drivers.frames import Frame
from drivers.interfaces import Camera, ScannedCode
from drivers.status import DeviceStatus

NO_CODE = "no_code"  # drivers.code_scanner.picture.decoder.Doubt


class Decoded(Protocol):
    """What a frame said, or why it said nothing."""

    @property
    def payload(self) -> str | None:
        """The text."""

    @property
    def problem(self) -> str:
        """Why there is none."""

    @property
    def ms(self) -> float:
        """How long it took."""


class Decoder(Protocol):
    """Reads one frame after another, in the camera's thread."""

    def decode(self, frame: Frame, quick: bool = False) -> Decoded:
        """The one text in `frame`."""


class CameraCodeScanner:
    """A scanner that is `camera` and `decoder` (drivers.interfaces.CodeScanner)."""

    def __init__(self, camera: Camera, decoder: Decoder, clock: Callable[[], float] = monotonic) -> None:
        self._camera = camera
        self._decoder = decoder
        self._clock = clock
        self._loop: asyncio.AbstractEventLoop | None = None
        self._looking = False
        self._look_number = 0
        self._effort = Effort()  # the camera's thread uses it, the others the loop
        self._sights = Sights()
        self._listeners: list[Callable[[ScannedCode], None]] = []
        self._frames = self._thorough = self._codes = 0
        camera.on_frame(self._decode)

    @classmethod
    def open(cls, camera: Camera) -> Self:
        """The scanner behind `camera`; the decoder is loaded in the camera's thread, with the first frame."""
        return cls(camera, _Later())

    @property
    def status(self) -> DeviceStatus:
        """The camera's."""
        return self._camera.status

    def on_status(self, listener: Callable[[DeviceStatus], None]) -> None:
        """Call `listener` on the event loop whenever the status changes."""
        self._camera.on_status(listener)

    def on_code(self, listener: Callable[[ScannedCode], None]) -> None:
        """Call `listener` on the event loop with every code that is held up."""
        self._listeners.append(listener)

    def look(self, looking: bool) -> None:
        """Look for codes from now on, or no longer."""
        if looking is not self._looking:
            self._looking = looking
            self._look_number += 1
            self._sights.forget()
            self._camera.look(looking)

    async def run(self) -> None:
        """Keep the camera at work until cancelled."""
        self._loop = asyncio.get_running_loop()
        await self._camera.run()

    def diagnostics(self) -> dict[str, object]:
        """Figures for a technician; nothing of what was read."""
        looked = {"decoded": self._frames, "thorough": self._thorough, "codes": self._codes}
        return {**self._camera.diagnostics(), **looked}

    def _decode(self, frame: Frame) -> None:
        """In the camera's thread: read a frame, and have what was read taken on the loop."""
        number, now = self._look_number, self._clock()
        if not self._looking:
            return
        quick = self._effort.is_quick(now)
        decoded = self._decoder.decode(frame, quick)
        self._effort.spend(decoded.ms)
        self._frames += 1
        self._thorough += not quick
        if self._loop is not None and (decoded.payload is not None or decoded.problem != NO_CODE):
            with contextlib.suppress(RuntimeError):  # the loop has ended: nobody listens any more
                self._loop.call_soon_threadsafe(self._take, decoded, number, now)

    def _take(self, decoded: Decoded, number: int, now: float) -> None:
        """On the loop; what belongs to an earlier look is for nobody's ears."""
        if number != self._look_number:
            return
        text = decoded.payload
        told = self._sights.doubt(decoded.problem, now) if text is None else self._sights.read(text, now)
        if told is not None:
            self._codes += 1
            for listener in self._listeners:
                listener(told)


class _Later:
    """The decoder of pictures, loaded when it is first used: it brings OpenCV."""

    @cached_property
    def _decoder(self) -> Decoder:
        from drivers.code_scanner.picture.decoder import Decoder as PictureDecoder

        return PictureDecoder()

    def decode(self, frame: Frame, quick: bool = False) -> Decoded:
        """The one text in `frame`."""
        return self._decoder.decode(frame, quick)
