"""One utterance in the child: voice activity, its beginning and end, the recogniser between them.

Responsible for: the sound before speech was sure, partial results, the level for the screen, one last word.
Not responsible for: messages and models (child.py).
"""

from collections import deque
from collections.abc import Iterator
from typing import Any, Protocol

from dialogs.listening.audio import BYTES_A_SECOND, SILENCE_DB
from dialogs.listening.endpoint import Endpoint, Event, Limits
from dialogs.listening.recogniser import Text
from dialogs.listening.vad import Chunk, VoiceActivity

PREROLL_S = 0.5  # before speech began: the first sound is soft
TAIL_S = 0.1  # silero calls so much of the silence after speech still speech (measured)
PARTIAL_S = 0.2  # Vosk works in steps of 0.2 s
LEVEL_S = 0.2  # as often as a bar on a screen needs it
LEVEL_STEP_DB = 3.0  # smaller changes are not worth telling

News = dict[str, Any]


class Recognises(Protocol):
    """What turns sound into text (recogniser.py)."""

    def accept(self, pcm: bytes) -> None:
        """Take sound."""

    def partial(self) -> str:
        """What is heard so far."""

    def final(self) -> Text:
        """What was heard."""


class Hearing:
    """Hears until it has told `final` or `nothing`; then `is_over`."""

    def __init__(
        self, recogniser: Recognises, activity: VoiceActivity, quiet_s: float, limits: Limits | None = None
    ) -> None:
        limits = limits or Limits()
        self._recogniser = recogniser
        self._activity = activity
        self._activity.reset()
        self._endpoint = Endpoint(max(quiet_s - TAIL_S, TAIL_S), limits)
        kept_s = PREROLL_S + limits.least_speech_s + limits.gap_s
        self._before: deque[bytes] = deque(maxlen=round(kept_s / activity.chunk_s))
        self._unheard = 0  # bytes the recogniser took since the last partial result
        self._partial = ""
        self._levels: list[float] = []
        self._told_level = SILENCE_DB
        self.is_over = False

    def feed(self, pcm: bytes) -> Iterator[News]:
        """News that `pcm` makes; what follows the end is not heard."""
        for chunk in self._activity.chunks(pcm):
            if self.is_over:
                return
            yield from self._level(chunk)
            yield from self._hear(chunk)

    def finish(self) -> Iterator[News]:
        """The end, now."""
        if not self.is_over:
            if not self._endpoint.has_begun:
                self._take_before()  # a word too short to be sure of is better tried than lost
            yield self._last_word()

    def _hear(self, chunk: Chunk) -> Iterator[News]:
        event = self._endpoint.hear(chunk.samples, chunk.is_speech)
        if event is None and not self._endpoint.has_begun:
            self._before.append(chunk.pcm)
            return
        if event is Event.BEGAN:
            yield {"kind": "began"}
            self._take_before()
        self._accept(chunk.pcm)
        if self._endpoint.is_over:
            yield self._last_word()
        elif self._unheard >= PARTIAL_S * BYTES_A_SECOND:
            yield from self._news_of_partial()

    def _take_before(self) -> None:
        self._accept(b"".join(self._before))
        self._before.clear()

    def _accept(self, pcm: bytes) -> None:
        self._recogniser.accept(pcm)
        self._unheard += len(pcm)

    def _news_of_partial(self) -> Iterator[News]:
        self._unheard = 0
        partial = self._recogniser.partial()
        if partial and partial != self._partial:
            self._partial = partial
            yield {"kind": "partial", "text": partial}

    def _last_word(self) -> News:
        self.is_over = True
        heard = self._recogniser.final()
        if not heard.text:
            return {"kind": "nothing", "is_sure": heard.is_sure}
        return {"kind": "final", "text": heard.text, "is_sure": heard.is_sure}

    def _level(self, chunk: Chunk) -> Iterator[News]:
        """The loudest since the last one told, where it has changed."""
        self._levels.append(chunk.level_db)
        if len(self._levels) * self._activity.chunk_s < LEVEL_S:
            return
        level = max(self._levels)
        self._levels.clear()
        if abs(level - self._told_level) >= LEVEL_STEP_DB:
            self._told_level = level
            yield {"kind": "level", "level_db": round(level, 1)}
