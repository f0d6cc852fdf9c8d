"""What was said aloud, numbered from 1, as on a tape that keeps the last minutes; each can be a WAV file."""

import zlib
from collections import deque
from dataclasses import dataclass, field

from simulator.devices.events import Uttered
from simulator.sound.samples import SAMPLE_BYTES, samples_of, speech_db
from simulator.sound.wav import wav_of

KEPT_S = 600.0
KEPT_UTTERANCES = 500


@dataclass(frozen=True, slots=True)
class Utterance:
    """One stretch of sound between two silences; it `began` at simulated time."""

    n: int
    began: float
    rate_hz: int
    length_s: float
    level_db: float
    packed: bytes = field(repr=False)

    @property
    def pcm(self) -> bytes:
        """The sound, S16LE."""
        return zlib.decompress(self.packed)

    def wav(self) -> bytes:
        """The sound as a file."""
        return wav_of(self.pcm, self.rate_hz)

    def listing(self) -> dict[str, object]:
        """The utterance as JSON tells of it."""
        return {
            "n": self.n,
            "time": round(self.began, 3),
            "ended": round(self.began + self.length_s, 3),
            "length_s": round(self.length_s, 2),
            "level_db": round(self.level_db, 1),
            "wav": f"/heard/{self.n}.wav",
        }


class HeardShelf:
    """`count` is how many there were in all. What is older than `KEPT_S` of sound is forgotten."""

    def __init__(self) -> None:
        self.count = 0
        self._kept: deque[Utterance] = deque(maxlen=KEPT_UTTERANCES)

    def add(self, said: Uttered) -> Utterance:
        """Keep what was said."""
        self.count += 1
        length_s = len(said.pcm) / SAMPLE_BYTES / said.rate_hz
        level = speech_db(samples_of(said.pcm))
        packed = zlib.compress(said.pcm, 1)
        utterance = Utterance(self.count, said.began, said.rate_hz, length_s, level, packed)
        self._kept.append(utterance)
        while sum(kept.length_s for kept in self._kept) > KEPT_S and len(self._kept) > 1:
            self._kept.popleft()
        return utterance

    def kept(self, after: int = 0) -> list[Utterance]:
        """The kept ones with numbers above `after`, oldest first."""
        return [utterance for utterance in self._kept if utterance.n > after]

    def heard_since(self, time: float) -> list[Utterance]:
        """The kept ones that went on after `time` (simulated seconds), oldest first."""
        return [kept for kept in self._kept if kept.began + kept.length_s > time]

    def find(self, n: int) -> Utterance | None:
        """The utterance numbered `n`, while it is kept."""
        return next((kept for kept in self._kept if kept.n == n), None)
