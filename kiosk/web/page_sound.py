"""The microphone and the loudspeaker of the browser that shows the citizen's page, reached over its socket.

Responsible for: being what a device is to the rest of the robot (`drivers/interfaces.py`), one page long.
Not responsible for: the socket, and whether anybody should be heard now.
"""

import asyncio
from collections.abc import Callable

from drivers.interfaces import Sound
from drivers.status import DeviceState, DeviceStatus

ONLINE = DeviceStatus(DeviceState.ONLINE)
OFFLINE = DeviceStatus(DeviceState.OFFLINE)
GRACE_S = 3.0  # beyond a sound's own length: until then the page has told its end

StatusListener = Callable[[DeviceStatus], None]


class _PageDevice:
    """A status that the page changes."""

    def __init__(self, status: DeviceStatus) -> None:
        self.status = status
        self._status_listeners: list[StatusListener] = []

    def on_status(self, listener: StatusListener) -> None:
        """Call `listener` whenever the page switches it on or off."""
        self._status_listeners.append(listener)

    def turn(self, on: bool) -> None:
        """The page says that it works, or not."""
        status = ONLINE if on else OFFLINE
        if status != self.status:
            self.status = status
            for listener in self._status_listeners:
                listener(status)

    async def run(self) -> None:
        """Nothing is to be kept open: the page's socket does that."""
        await asyncio.Event().wait()


class PageMicrophone(_PageDevice):
    """16 kHz, S16LE, in the pieces in which the page sends it."""

    def __init__(self) -> None:
        super().__init__(ONLINE)
        self._audio_listeners: list[Callable[[bytes], None]] = []

    def on_audio(self, listener: Callable[[bytes], None]) -> None:
        """Call `listener` with every piece."""
        self._audio_listeners.append(listener)

    def heard(self, pcm: bytes) -> None:
        """A piece has come from the page."""
        for listener in self._audio_listeners:
            listener(pcm)


class PageLoudspeaker(_PageDevice):
    """Plays through `send(id, sound, gain)`; offline until the page may be heard."""

    def __init__(self, send: Callable[[int, Sound, float], None], hush: Callable[[], None]) -> None:
        super().__init__(OFFLINE)
        self._send = send
        self._hush = hush
        self._id = 0
        self._playing: asyncio.Future[bool] | None = None

    async def play(self, sound: Sound, gain: float = 1.0) -> bool:
        """True when the page has played it to its end; False when stopped, replaced, gone, or not told."""
        self._end(False)
        if not self.status.usable:
            return False
        if not sound.pcm:
            return True
        self._id += 1
        playing: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._playing = playing
        self._send(self._id, sound, gain)
        try:
            async with asyncio.timeout(sound.duration_s + GRACE_S):
                return await playing
        except TimeoutError:
            return False
        finally:
            if self._playing is playing:  # given up, not ended
                self.stop()

    def stop(self) -> None:
        """Be silent; nothing happens when nothing plays."""
        if self._playing is not None:
            self._end(False)
            self._hush()

    def played(self, id_: int, whole: bool) -> None:
        """The page tells how the sound `id_` has ended."""
        if id_ == self._id:
            self._end(whole)

    def turn(self, on: bool) -> None:
        """What plays when the page can be heard no more has ended."""
        if not on:
            self._end(False)
        super().turn(on)

    def _end(self, whole: bool) -> None:
        playing, self._playing = self._playing, None
        if playing is not None and not playing.done():
            playing.set_result(whole)
