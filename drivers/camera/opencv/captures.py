"""Open sources of pictures. Every call may block for seconds: they belong to a thread of their own.

Responsible for: grey frames of a device, a stream or a file, none decoded that nobody looks at.
Not responsible for: which frames are due (pace.py), whether the camera lives (liveness.py), trying again.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from drivers.camera.opencv.errors import CameraError, Cause
from drivers.camera.opencv.library import load
from drivers.camera.opencv.source import Kind, Source
from drivers.frames import Frame

OPEN_MS = 3000
READ_MS = 2000
FASTEST_FPS = 60.0
_MJPG = int.from_bytes(b"MJPG", "little")
_RAW = -1  # CAP_PROP_FORMAT: the stream's own bytes (OpenCV, VideoCapture properties)


class Capture(Protocol):
    """One open source; used by one thread."""

    def grab(self) -> bool:
        """Wait for the next frame, and do not decode it; False: there is none any more."""

    def frame(self) -> Frame | None:
        """The frame that was grabbed, decoded; None: it is spoilt."""

    def release(self) -> None:
        """Close; safe to repeat."""


class VideoCapture:
    """A device or a stream: `capture` is OpenCV's, `raw` when it hands out JPEG as it came."""

    def __init__(self, capture: Any, *, raw: bool) -> None:
        self._cv2: Any = load()
        self._capture = capture
        self._raw = raw

    def grab(self) -> bool:
        """Wait for the next frame."""
        return bool(self._capture.grab())

    def frame(self) -> Frame | None:
        """Decode the frame: a JPEG's grey part alone, which is half the work."""
        found, data = self._capture.retrieve()
        if not found or data is None or not data.size:
            return None
        try:
            return self._decoded(data)
        except self._cv2.error:
            return None

    def release(self) -> None:
        """Close the source."""
        self._capture.release()

    def _decoded(self, data: Any) -> Frame | None:
        if self._raw:
            grey: Frame | None = self._cv2.imdecode(data, self._cv2.IMREAD_GRAYSCALE)
        else:
            grey = data if data.ndim == 2 else self._cv2.cvtColor(data, self._cv2.COLOR_BGR2GRAY)
        return grey


class Replay:
    """A video's file, again and again at its own rate."""

    def __init__(self, capture: Any, sleep: Callable[[float], None] = time.sleep) -> None:
        self._cv2: Any = load()
        self._capture = capture
        self._frames = VideoCapture(capture, raw=False)
        self._period_s = 1 / min(max(capture.get(self._cv2.CAP_PROP_FPS), 1.0), FASTEST_FPS)
        self._sleep = sleep

    def grab(self) -> bool:
        """The next frame, the first after the last."""
        self._sleep(self._period_s)
        if self._frames.grab():
            return True
        self._capture.set(self._cv2.CAP_PROP_POS_FRAMES, 0)
        return self._frames.grab()

    def frame(self) -> Frame | None:
        """Decode the frame."""
        return self._frames.frame()

    def release(self) -> None:
        """Close the file."""
        self._frames.release()


class Picture:
    """One picture, shown for ever."""

    def __init__(self, picture: Frame, fps: float, sleep: Callable[[float], None] = time.sleep) -> None:
        self._picture = picture
        self._period_s = 1 / fps
        self._sleep = sleep

    def grab(self) -> bool:
        """The same again, after a while."""
        self._sleep(self._period_s)
        return True

    def frame(self) -> Frame | None:
        """The picture."""
        return self._picture

    def release(self) -> None:
        """Nothing is open."""


def open_capture(source: Source, size: tuple[int, int], fps: float) -> Capture:
    """Open `source`, a device at `size` (width, height) or the nearest it has. Raises `CameraError`."""
    if source.kind is Kind.DEVICE:
        return _open_device(source, size)
    if source.kind is Kind.NETWORK:
        return _open_stream(source)
    _require(source)
    if source.kind is Kind.VIDEO:
        return Replay(_opened(source, load().CAP_FFMPEG, [load().CAP_PROP_N_THREADS, 1]))
    picture = load().imread(source.address, load().IMREAD_GRAYSCALE)
    if picture is None:
        raise CameraError(Cause.REFUSED, "it is no picture that OpenCV can read")
    return Picture(picture, fps)


def _open_device(source: Source, size: tuple[int, int]) -> Capture:
    """JPEG where the camera has it: USB 2 carries few frames of this size without.

    OpenCV is not to decode it; whether the driver really hands out whole JPEGs then is seen at once.
    """
    _require(source)
    cv2 = load()
    capture = _opened(source, cv2.CAP_V4L2, [])
    capture.set(cv2.CAP_PROP_FOURCC, _MJPG)
    capture.set(cv2.CAP_PROP_FRAME_WIDTH, size[0])
    capture.set(cv2.CAP_PROP_FRAME_HEIGHT, size[1])
    capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
    is_jpeg = int(capture.get(cv2.CAP_PROP_FOURCC)) == _MJPG
    if is_jpeg and capture.set(cv2.CAP_PROP_CONVERT_RGB, 0):
        raw = VideoCapture(capture, raw=True)
        if raw.grab() and raw.frame() is not None:
            return raw
        capture.set(cv2.CAP_PROP_CONVERT_RGB, 1)
    return VideoCapture(capture, raw=False)


def _open_stream(source: Source) -> Capture:
    cv2 = load()
    limits = [cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, OPEN_MS, cv2.CAP_PROP_READ_TIMEOUT_MSEC, READ_MS]
    capture = _opened(source, cv2.CAP_FFMPEG, [*limits, cv2.CAP_PROP_N_THREADS, 1])
    is_jpeg = int(capture.get(cv2.CAP_PROP_FOURCC)) == _MJPG
    return VideoCapture(capture, raw=is_jpeg and bool(capture.set(cv2.CAP_PROP_FORMAT, _RAW)))


def _require(source: Source) -> None:
    if not Path(source.address).exists():
        raise CameraError(Cause.NOT_FOUND, "it is not there: is it plugged in, is the name right?")


def _opened(source: Source, backend: int, options: list[int]) -> Any:
    capture = load().VideoCapture(source.address, backend, options)
    if capture.isOpened():
        return capture
    capture.release()
    if source.kind is Kind.NETWORK:
        raise CameraError(Cause.NOT_FOUND, "no pictures come from there: is it on, is the address right?")
    raise CameraError(Cause.REFUSED, "it cannot be opened: is it in use, has the user no rights on it?")
