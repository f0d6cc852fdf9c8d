"""One look through a camera: a thread that opens it, hands on frames, and ends when told or when it fails.

Responsible for: the one place where the library is called; saying what it does and since when.
Not responsible for: judging that (driver.py). A call that never returns cannot be ended: the thread is left
behind, and hands on nothing should it ever wake.
"""

import threading
import time
from collections.abc import Callable

from drivers.camera.opencv.captures import Capture
from drivers.camera.opencv.errors import CameraError, Cause
from drivers.camera.opencv.liveness import Liveness
from drivers.camera.opencv.pace import Pace
from drivers.frames import Frame

SPOILT_S = 3.0  # with frames that cannot be decoded: as good as none


class Look:
    """Begins with `start`. Its attributes may be read by other threads at any time; times are `clock`'s."""

    def __init__(
        self,
        opens: Callable[[], Capture],
        pace: Pace,
        liveness: Liveness | None,
        taker: Callable[[Frame], None],
        news: Callable[[], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`taker` gets every frame and `news` every change, in the thread; files have no `liveness`."""
        self._opens = opens
        self._pace = pace
        self._liveness = liveness
        self._taker = taker
        self._news = news
        self._clock = clock
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run, name="camera", daemon=True)
        self.doing, self.since = "starting", clock()
        self.seen_at: float | None = None  # the last good frame
        self.frames = 0
        self.proved = False  # it is a living camera
        self.is_dark = False
        self.failure: CameraError | None = None
        self.is_over = False

    @property
    def was_ended(self) -> bool:
        """True once it was told to end."""
        return self._end.is_set()

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def end(self) -> None:
        """End as soon as the call under way returns; hand on nothing more."""
        self._end.set()

    def _run(self) -> None:
        try:
            self._open_and_see()
        except CameraError as error:
            self.failure = error
        finally:
            self.is_over = True
            self._news()

    def _open_and_see(self) -> None:
        self._do("opening")
        capture = self._opens()
        try:
            if self._liveness is not None:
                self._liveness.begin(self._clock())
            self.seen_at = self._clock()
            while not self._end.is_set():
                self._see_next(capture)
        finally:
            self._do("closing")
            capture.release()

    def _see_next(self, capture: Capture) -> None:
        began = self._do("waiting for a frame")
        if not capture.grab():
            raise CameraError(Cause.ENDED, "no frame comes any more")
        now = self._clock()
        if self._end.is_set() or not self._pace.wants(now, now - began):
            return
        self._do("decoding a frame")
        frame = capture.frame()
        if frame is not None and frame.size:
            self._judge(frame, now)
            self._do("looking at a frame")
            self._taker(frame)
        elif now - (self.seen_at or now) >= SPOILT_S:
            raise CameraError(Cause.ENDED, f"no frame could be decoded for {SPOILT_S:g} s")

    def _judge(self, frame: Frame, now: float) -> None:
        """Note that it was seen, and how the camera is. Raises `CameraError` when it is frozen."""
        self.seen_at = now
        self.frames += 1
        before = self.proved, self.is_dark
        if self._liveness is None:
            self.proved = True
        else:
            self.proved |= self._liveness.see(frame, now)
            self.is_dark = self._liveness.is_dark(now)
            if self._liveness.is_frozen(now):
                raise CameraError(Cause.FROZEN, "the same picture comes again and again")
        if (self.proved, self.is_dark) != before:
            self._news()

    def _do(self, what: str) -> float:
        """Note what is begun, and when."""
        self.doing, self.since = what, self._clock()
        return self.since
