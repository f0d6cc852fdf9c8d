"""What is being played: one sound at a time, a new one in place of the old.

Responsible for: which samples come next, whether a sound was heard to its end.
Not responsible for: when samples are taken (the drivers). Sounds are played and stopped on the event loop;
samples may be taken by another thread.
"""

import asyncio
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress

from drivers.loudspeaker.playing import Playing

Heard = asyncio.Future[bool]


class Playlist:
    """The sound that plays and the fading end of the one before."""

    def __init__(self, lag_s: Callable[[], float]) -> None:
        """`lag_s` tells how long after it was taken a sample is heard."""
        self._lag_s = lag_s
        self._lock = threading.Lock()
        self._sounds: deque[tuple[Playing, Heard]] = deque()
        self._waiting: set[Heard] = set()  # sounds whose end is not heard yet

    @property
    def active(self) -> bool:
        """Something plays, or its end is still on the way."""
        return bool(self._sounds or self._waiting)

    async def play(self, playing: Playing) -> bool:
        """Play it in place of all before; True when it was heard to its end."""
        self.stop()
        heard: Heard = asyncio.get_running_loop().create_future()
        with self._lock:
            self._sounds.append((playing, heard))
        self._waiting.add(heard)
        try:
            return await heard
        finally:
            self._waiting.discard(heard)
            if heard.cancelled():
                with self._lock:
                    playing.stop()

    def stop(self) -> None:
        """End everything with a short fade."""
        with self._lock:
            for playing, _ in self._sounds:
                playing.stop()
        self._settle_all()

    def drop(self) -> None:
        """The loudspeaker is gone: nothing is left to play."""
        with self._lock:
            self._sounds.clear()
        self._settle_all()

    def take(self, samples: int) -> bytes:
        """The next `samples`, fewer at the end, none when nothing plays."""
        taken = b""
        with self._lock:
            while self._sounds and len(taken) < 2 * samples:
                playing, heard = self._sounds[0]
                taken += playing.take(samples - len(taken) // 2)
                if playing.over:
                    self._sounds.popleft()
                    self._tell(heard)
        return taken

    def _tell(self, heard: Heard) -> None:
        with suppress(RuntimeError):  # the loop has ended: nobody waits any more
            heard.get_loop().call_soon_threadsafe(self._ended, heard)

    def _ended(self, heard: Heard) -> None:
        heard.get_loop().call_later(self._lag_s(), _settle, heard, True)

    def _settle_all(self) -> None:
        for heard in self._waiting:
            _settle(heard, False)


def _settle(heard: Heard, to_its_end: bool) -> None:
    if not heard.done():
        heard.set_result(to_its_end)
