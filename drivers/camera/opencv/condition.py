"""What is known of a camera's condition, and who is told.

Responsible for: its status, telling each change once, one log line when it is lost and one when it is back.
Not responsible for: how the condition is found out (driver.py).
"""

import logging
import time
from collections.abc import Callable

from drivers.camera.opencv.errors import CameraError
from drivers.camera.opencv.status import STARTING, status_without
from drivers.status import DeviceStatus

log = logging.getLogger(__name__)


class Condition:
    """The condition of one camera."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[DeviceStatus], None]] = []
        self._was_there = False
        self._lost_at: float | None = None
        self.status = STARTING
        self.reason: CameraError | None = None  # why it is or was last lost
        self.outages = 0

    def on_status(self, listener: Callable[[DeviceStatus], None]) -> None:
        """Call `listener` on the event loop whenever the status changes."""
        self._listeners.append(listener)

    def become(self, status: DeviceStatus) -> None:
        """The status is `status` now."""
        if status != self.status:
            self.status = status
            for listener in self._listeners:
                listener(status)

    def lose(self, reason: CameraError) -> None:
        """The camera is lost for `reason`, or still is."""
        self.reason = reason
        self.become(status_without(reason, was_there=self._was_there))
        if self._lost_at is None:
            self._lost_at = time.monotonic()
            self.outages += 1
            log.warning("camera lost: %s", reason)

    def regain(self) -> bool:
        """The camera gives pictures; whether that is news."""
        if self._was_there and self._lost_at is None:
            return False
        if self._lost_at is None:
            log.info("camera connected")
        else:
            log.info("camera is back outage_s=%.1f", time.monotonic() - self._lost_at)
        self._was_there, self._lost_at = True, None
        return True
