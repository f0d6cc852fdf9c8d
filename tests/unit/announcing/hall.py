"""A hall for calls: voices that are easily told apart, a desk that tells what it is made to."""

import asyncio
import io
import math
import wave
from array import array
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache, partial, wraps
from itertools import pairwise

from dialogs.interfaces import Speech, SpeechFailed, Voice
from dialogs.reading import Reading, words_of
from dialogs.responses import TextBook
from kiosk.announcing.announcer import Announcer
from kiosk.announcing.recent import Announcement
from kiosk.announcing.studio import Studio
from kiosk.announcing.words import CallLanguage, CallWords
from kiosk.config.base import Text
from kiosk.config.schema import Counter
from kiosk.desk.model import Board, Called, DeskEvent, Ticket, TicketState
from kiosk.rehearsal.stage.loop import run

NOW = datetime(2026, 11, 24, 1, 42, tzinfo=UTC)
RATE_HZ = 8000
COUNTERS = [
    Counter(id="1", name=Text(vi="Quầy 1", en="Counter 1")),
    Counter(id="3", name=Text(vi="Quầy 3", en="Counter 3")),
    Counter(id="cash", name=Text(vi="Thu ngân", en="Cash desk")),
]
TEXTS = TextBook(
    {
        "vi": {
            "board_call": "Xin mời số {number}, đến quầy số {counter}.",
            "board_call_place": "Xin mời số {number}, đến {place}.",
            "board_call_last_five": "lăm",
        },
        "en": {
            "board_call": "Number {number}, please come to counter {counter}.",
            "board_call_place": "Number {number}, please come to {place}.",
            "board_call_last_five": "five",
        },
    }
)


def in_virtual_time(test: Callable[..., Awaitable[None]]) -> Callable[..., None]:
    """A test whose seconds take no time."""

    @wraps(test)
    def whole(**fixtures: object) -> None:
        run(lambda: test(**fixtures))

    return whole


@cache
def read(language: str) -> Callable[[str], str]:
    return partial(words_of, reading=Reading(language))


def spoken(language: str) -> CallLanguage:
    """Calls in this language."""
    return CallLanguage(Voice(language, "north" if language == "vi" else "", 150), read(language))


def tone(hz: float, seconds: float = 0.2, rate_hz: int = RATE_HZ) -> Speech:
    wave_ = (round(9000 * math.sin(math.tau * hz * n / rate_hz)) for n in range(round(seconds * rate_hz)))
    return Speech(rate_hz, array("h", wave_).tobytes())


CHIME = tone(880, 0.15)


@dataclass
class FakeVoice:
    """`TextToSpeech`: a tone for every sentence, or what `fault` says; knows what it was asked for."""

    said: list[tuple[str, str]] = field(default_factory=list)
    fault: Callable[[str], Exception | None] = lambda _language: None
    takes_s: float = 0.0

    async def speech(self, words: str, voice: Voice) -> Speech:
        self.said.append((voice.language, words))
        if self.takes_s:
            await asyncio.sleep(self.takes_s)
        error = self.fault(voice.language)
        if error is not None:
            raise error
        return tone(440 if voice.language == "vi" else 550, 0.2)


def mute(language: str) -> Callable[[str], Exception | None]:
    """A fault of one voice."""
    return lambda asked: SpeechFailed("the worker is lost") if asked == language else None


class LoopClock:
    """The day's time, as the event loop's goes on."""

    def now(self) -> datetime:
        return NOW + timedelta(seconds=asyncio.get_running_loop().time())


class TellingDesk:
    """Tells the events it is given, and shows the board it is given."""

    def __init__(self, clock: LoopClock) -> None:
        self._clock = clock
        self._listener: Callable[[DeskEvent], None]
        self.shown: list[Called] = []
        self.failures: list[Exception] = []

    def on_event(self, listener: Callable[[DeskEvent], None]) -> None:
        self._listener = listener

    async def board(self) -> Board:
        if self.failures:
            raise self.failures.pop()
        return Board(tuple(self.shown[:1]), tuple(self.shown), ())

    def tell(
        self, kind: str, number: str, counter: str = "3", calls: int = 1, at: datetime | None = None
    ) -> None:
        state = TicketState.CALLED if kind in ("called", "recalled") else TicketState.WAITING
        called_at = at or self._clock.now()
        ticket = Ticket(
            "ID", NOW.date(), "papers", number, 1, state, NOW, "vi", None, counter, called_at, None, calls
        )
        self._listener(DeskEvent(kind, ticket, counter))

    def elsewhere(self, number: str, counter: str = "3", calls: int = 1) -> None:
        """A call in another process."""
        self.shown.insert(0, Called(number, counter, self._clock.now(), calls))
        self._listener(DeskEvent("external"))


class Hall:
    """An announcer over fakes, at work while the context is open."""

    def __init__(
        self, languages: tuple[str, ...] = ("vi",), voice: FakeVoice | None = None, *, mute: bool = False
    ):
        self.clock = LoopClock()
        self.desk = TellingDesk(self.clock)
        self.voice = voice or FakeVoice()
        speech = None if mute else self.voice
        studio = Studio(
            CallWords(TEXTS, COUNTERS), [spoken(name) for name in languages], speech, lambda: CHIME
        )
        self.announcer = Announcer(self.desk, studio, self.clock)
        self.worded: list[bool] = []
        self.announcer.on_words(self.worded.append)
        self.begun = self.announcer.latest

    async def __aenter__(self) -> "Hall":
        self._work = asyncio.create_task(self.announcer.run())
        return self

    async def __aexit__(self, *_why: object) -> None:
        self._work.cancel()
        await asyncio.gather(self._work, return_exceptions=True)

    async def announced(self) -> list[Announcement]:
        """What can be heard a moment later."""
        await asyncio.sleep(0.1)
        return [news for news in self.announcer.after(self.begun) if isinstance(news, Announcement)]

    async def numbers(self) -> list[str]:
        return [
            f"{news.call.number}@{news.call.counter}#{news.call.calls}" for news in await self.announced()
        ]


def frames(wav: bytes) -> tuple[int, bytes]:
    """The rate and the samples of a mono 16-bit WAV file."""
    with wave.open(io.BytesIO(wav)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getcomptype()) == (1, 2, "NONE")
        return file.getframerate(), file.readframes(file.getnframes())


def sounds(wav: bytes) -> list[Speech]:
    """Each sound in it, by the silence between them."""
    rate_hz, pcm = frames(wav)
    silence = bytes(2 * (rate_hz // 10))
    found = [part.strip(b"\0") for part in pcm.split(silence)]
    return [Speech(rate_hz, part) for part in found if part]


def pitch_hz(sound: Speech) -> int:
    """To the next 10 Hz, by its zero crossings."""
    samples = array("h", sound.pcm[: len(sound.pcm) // 2 * 2])
    crossings = sum((a < 0) != (b < 0) for a, b in pairwise(samples))
    return round(crossings / 2 / sound.duration_s / 10) * 10


def pitches(wav: bytes) -> list[int]:
    return [pitch_hz(sound) for sound in sounds(wav)]
