"""What there is to hear at the microphone's place, by sample number at 16 kHz. Pure.

Voices come once; noises last until they end. It is never quite still: a hall has a floor of pink noise.
"""

from collections import deque
from dataclasses import dataclass

import numpy as np

from simulator.sound import noises
from simulator.sound.noises import RATE_HZ
from simulator.sound.samples import Samples, gain_of

MOST_AHEAD = 600 * RATE_HZ  # samples of voices kept: ten minutes
NOISES = {"loud_noise": "pink", "hum": "hum", "music": "music"}  # what hands call them: the loop


class RoomFull(ValueError):
    """More is being said than there is memory for."""


@dataclass(slots=True)
class Voice:
    """Somebody speaks from sample `start` on. `echo`: it is the robot itself, heard again."""

    start: int
    samples: Samples
    echo: bool = False

    @property
    def end(self) -> int:
        """The first sample after it."""
        return self.start + self.samples.size


@dataclass(frozen=True, slots=True)
class Noise:
    """In the room up to sample `until`; None = until somebody ends it."""

    level_db: float
    until: int | None


class Room:
    """`noises` by the name of the act that began them."""

    def __init__(self, floor_db: float, seed: int) -> None:
        self.noises: dict[str, Noise] = {}
        self._floor = np.float32(gain_of(floor_db))
        self._seed = seed
        self._voices: deque[Voice] = deque()

    def add(self, voice: Voice) -> None:
        """Let it be heard. Raises `RoomFull`, but never for an echo."""
        if (
            not voice.echo
            and sum(kept.samples.size for kept in self._voices) + voice.samples.size > MOST_AHEAD
        ):
            raise RoomFull(f"more than {MOST_AHEAD // RATE_HZ} s of speech at the same time")
        self._voices.append(voice)

    def hush(self) -> None:
        """Everybody stops in mid-word; the robot's own sound is not theirs to stop."""
        self._voices = deque(voice for voice in self._voices if voice.echo)

    def hear(self, start: int, count: int) -> Samples:
        """`count` samples from `start` on; what lies before `start` is forgotten."""
        heard = noises.stretch("pink", self._seed, start, count) * self._floor
        for name, noise in self.noises.items():
            if noise.until is None or start < noise.until:
                loop = noises.stretch(NOISES[name], self._seed + 1, start, count)
                heard = heard + loop * np.float32(gain_of(noise.level_db))
        for voice in self._voices:
            _put(heard, voice, start)
        self._voices = deque(voice for voice in self._voices if voice.end > start + count)
        return heard

    def forget(self, before: int) -> None:
        """Nobody listened: voices that ended before sample `before` are over."""
        if self._voices:
            self._voices = deque(voice for voice in self._voices if voice.end > before)


def _put(heard: Samples, voice: Voice, start: int) -> None:
    """Add the part of `voice` that falls into `heard`, which begins at `start`."""
    begin, end = max(start, voice.start), min(start + heard.size, voice.end)
    if begin < end:
        heard[begin - start : end - start] += voice.samples[begin - voice.start : end - voice.start]
