"""Ears, a mouth and devices in memory, for tests of what lies between them; they follow the loop's clock."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence

from dialogs.interfaces import Heard, Speech, SpeechFailed, Voice
from drivers.interfaces import Sound
from drivers.status import DeviceState, DeviceStatus
from state_machines.screen import Screen
from state_machines.voice_interfaces import Line

ONLINE = DeviceStatus(DeviceState.ONLINE)
OFFLINE = DeviceStatus(DeviceState.OFFLINE)
RATE_HZ = 1000
SECOND = bytes(2 * RATE_HZ)


class FakeDevice:
    """What microphones and loudspeakers have in common."""

    def __init__(self) -> None:
        self.status = ONLINE
        self._status_listeners: list[Callable[[DeviceStatus], None]] = []

    def on_status(self, listener: Callable[[DeviceStatus], None]) -> None:
        self._status_listeners.append(listener)

    def become(self, status: DeviceStatus) -> None:
        self.status = status
        for listener in self._status_listeners:
            listener(status)

    async def run(self) -> None:
        await asyncio.Event().wait()


class FakeMicrophone(FakeDevice):
    """Hears what a test lets it hear."""

    def __init__(self) -> None:
        super().__init__()
        self._listeners: list[Callable[[bytes], None]] = []

    def on_audio(self, listener: Callable[[bytes], None]) -> None:
        self._listeners.append(listener)

    def hear(self, pcm: bytes) -> None:
        for listener in self._listeners:
            listener(pcm)


class FakeLoudspeaker(FakeDevice):
    """Takes the time of each sound; remembers how long it was heard, and how loud."""

    def __init__(self) -> None:
        super().__init__()
        self.played: list[tuple[float, float]] = []  # seconds heard, gain
        self.tones = 0  # of no length
        self._stop = asyncio.Event()

    @property
    def now_playing(self) -> bool:
        return not self._stop.is_set() and self._playing

    _playing = False

    async def play(self, sound: Sound, gain: float = 1.0) -> bool:
        self.stop()
        if not sound.pcm:
            self.tones += 1
            return True
        self._stop = stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        began, self._playing = loop.time(), True
        try:
            async with asyncio.timeout(sound.duration_s):
                await stop.wait()
            return False
        except TimeoutError:
            return True
        finally:
            self.played.append((round(loop.time() - began, 3), gain))
            if self._stop is stop:
                self._playing = False

    def stop(self) -> None:
        self._stop.set()


class FakeSpeaking:
    """A second of sound for every sentence, made in no time or in `takes_s`."""

    def __init__(self) -> None:
        self.available = True
        self.spoken: list[tuple[str, Voice]] = []
        self.unspeakable: set[str] = set()
        self.takes_s = 0.0
        self._listeners: list[Callable[[bool, str], None]] = []

    async def speeches(self, words: str, voice: Voice) -> AsyncGenerator[Speech, None]:
        await asyncio.sleep(self.takes_s)
        if words in self.unspeakable:
            raise SpeechFailed("no such sound")
        self.spoken.append((words, voice))
        yield Speech(RATE_HZ, SECOND)

    def on_change(self, listener: Callable[[bool, str], None]) -> None:
        self._listeners.append(listener)

    def become(self, available: bool) -> None:
        self.available = available
        for listener in self._listeners:
            listener(available, "")


class FakeHearing:
    """Hears what a test says into it."""

    def __init__(self) -> None:
        self.languages = frozenset({"vi", "en"})
        self.listened: list[tuple[int, str, float, tuple[str, ...]]] = []
        self.fed = b""
        self.is_listening = False
        self.finished = 0
        self._listeners: list[Callable[[Heard], None]] = []
        self._change_listeners: list[Callable[[], None]] = []

    def listen(self, utterance: int, language: str, quiet_s: float, phrases: Sequence[str] = ()) -> None:
        self.listened.append((utterance, language, quiet_s, tuple(phrases)))
        self.is_listening = True

    def feed(self, pcm: bytes) -> None:
        self.fed += pcm

    def stop(self) -> None:
        self.is_listening = False

    def finish(self) -> None:
        self.finished += 1

    def on_heard(self, listener: Callable[[Heard], None]) -> None:
        self._listeners.append(listener)

    def on_change(self, listener: Callable[[], None]) -> None:
        self._change_listeners.append(listener)

    async def run(self) -> None:
        await asyncio.Event().wait()

    def become(self, *languages: str) -> None:
        self.languages = frozenset(languages)
        for listener in self._change_listeners:
            listener()

    def tell(self, kind: str, text: str = "", is_sure: bool = True) -> None:
        """News of the utterance that is listened to."""
        self.tell_of(self.listened[-1][0], kind, text, is_sure)

    def tell_of(self, utterance: int, kind: str, text: str = "", is_sure: bool = True) -> None:
        for listener in self._listeners:
            listener(Heard(utterance, kind, text, is_sure))

    def say(self, text: str, is_sure: bool = True) -> None:
        """Somebody says a sentence."""
        self.tell("began")
        self.tell("final", text, is_sure)


class FakeAloud:
    """Says the keys of the texts of a turn, or the name of the screen."""

    def __init__(self) -> None:
        self.broken = False

    async def lines(self, screen: Screen) -> list[Line]:
        if self.broken:
            raise OSError("the desk is away")
        if screen.name in ("attract", "issuing", "closed"):
            return []
        if screen.warn_until is not None:
            return [Line("still there")]
        if screen.talk is None or screen.ticket is not None:
            return [Line(screen.name)]
        return [Line(say.key) for say in screen.talk.turn.says]

    def voice(self, screen: Screen) -> Voice:
        return Voice(screen.language, "north", 150 + 30 * screen.pace)

    def gain(self, screen: Screen) -> float:
        return 0.5 + 0.1 * screen.loudness

    def quiet_s(self, screen: Screen) -> float:
        return 0.7

    def phrases(self, screen: Screen) -> Sequence[str]:
        return ("có", "không")
