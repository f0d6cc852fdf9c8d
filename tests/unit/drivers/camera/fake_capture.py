"""A camera without a library: unplugged, frozen, covered, hanging at will."""

import threading
import time

import numpy as np

from drivers.camera.opencv.errors import CameraError, Cause

PERIOD_S = 0.01


class FakeDevice:
    """The device; `opens` opens it, as often as one likes."""

    def __init__(self) -> None:
        self.plugged = True
        self.frozen = False
        self.dark = False
        self.spoilt = False
        self.still = False
        self.free = threading.Event()  # cleared: every call hangs
        self.free.set()
        self.opened = 0
        self.captures: list[FakeCapture] = []
        self._chance = np.random.default_rng(1)
        self._shown = self._next()

    @property
    def given_back(self) -> bool:
        return all(capture.released for capture in self.captures)

    def opens(self) -> "FakeCapture":
        self.opened += 1
        self.free.wait()
        if not self.plugged:
            raise CameraError(Cause.NOT_FOUND, "it is not there")
        self.captures.append(FakeCapture(self))
        return self.captures[-1]

    def show(self) -> np.ndarray:
        if not self.frozen:
            self._shown = self._next()
        return np.zeros_like(self._shown) if self.dark else self._shown

    def _next(self) -> np.ndarray:
        return self._chance.integers(100, 140, (48, 64), dtype=np.uint8)


class FakeCapture:
    """drivers.camera.opencv.captures.Capture."""

    def __init__(self, device: FakeDevice) -> None:
        self._device = device
        self.released = False

    def grab(self) -> bool:
        time.sleep(PERIOD_S)
        self._device.free.wait()
        while self._device.still and self._device.plugged:
            time.sleep(PERIOD_S)
        return self._device.plugged

    def frame(self) -> np.ndarray | None:
        self._device.free.wait()
        return None if self._device.spoilt else self._device.show()

    def release(self) -> None:
        self.released = True
