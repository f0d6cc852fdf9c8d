"""What PortAudio's threads tell the event loop.

Responsible for: waking the loop once however much comes, keeping what waits within bounds.
Not responsible for: what the bytes are.
"""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress


class Handover:
    """Bounded: of more than `limit_bytes` that wait the oldest are lost, and counted."""

    def __init__(self, limit_bytes: int, taker: Callable[[bytes], None]) -> None:
        """`taker` is called on the loop with all that has come."""
        self._limit_bytes = limit_bytes
        self._taker = taker
        self._loop: asyncio.AbstractEventLoop | None = None
        self._lock = threading.Lock()
        self._data = bytearray()
        self._woken = False
        self.lost_bytes = 0

    def begin(self) -> None:
        """From now on to the running loop."""
        with self._lock:
            self._loop = asyncio.get_running_loop()
            self._data.clear()
            self._woken = False

    def put(self, data: bytes) -> None:
        """Add what came, in any thread."""
        with self._lock:
            self._data += data
            excess = max(0, len(self._data) - self._limit_bytes)
            del self._data[:excess]
            self.lost_bytes += excess
            asleep, self._woken = not self._woken, True
        if asleep:
            self.call(self._hand_over)

    def call(self, deed: Callable[[], None]) -> None:
        """Have `deed` done on the loop; nobody listens any more when it has ended."""
        if self._loop is not None:
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(deed)

    def _hand_over(self) -> None:
        with self._lock:
            data = bytes(self._data)
            self._data.clear()
            self._woken = False
        self._taker(data)
