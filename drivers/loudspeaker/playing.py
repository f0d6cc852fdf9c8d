"""One sound on its way out: at the loudspeaker's rate, as loud as wanted, ended without a click. Pure."""

import numpy as np

from drivers.interfaces import Sound
from drivers.sound.gain import amplitude
from drivers.sound.resampling import Resampler
from drivers.sound.samples import Wave, pcm_of, samples_of

FADE_S = 0.005
PIECE_S = 0.02


class Playing:
    """`sound` at `rate_hz`, taken piece by piece. Raises `ValueError` for a rate that no sound has."""

    def __init__(self, sound: Sound, gain: float, rate_hz: int) -> None:
        self._source = samples_of(sound.pcm)
        self._piece = int(sound.rate_hz * PIECE_S)
        self._fade = int(rate_hz * FADE_S)
        self._resampler = Resampler(sound.rate_hz, rate_hz)
        self._amplitude = amplitude(gain)
        self._ready: Wave = np.zeros(0, np.float32)
        self._taken = 0  # source samples
        self._begun = self._stopping = self._finished = False

    @property
    def over(self) -> bool:
        """Nothing is left to take."""
        return self._finished and not len(self._ready)

    def stop(self) -> None:
        """End it: what is taken next is a short fade, and then nothing."""
        if not self._stopping:
            self._stopping = True
            self._ready = self._faded() if self._begun else self._ready[:0]
            self._finished = True

    def take(self, samples: int) -> bytes:
        """The next `samples` of it, fewer at its end, none after."""
        self._begun = True
        self._prepare(samples)
        taken, self._ready = self._ready[:samples], self._ready[samples:]
        return pcm_of(taken)

    def _faded(self) -> Wave:
        self._prepare(self._fade)
        rest = self._ready[: self._fade]
        return np.asarray(rest * np.linspace(1, 0, len(rest)), np.float32)

    def _prepare(self, samples: int) -> None:
        """Have so many samples ready while there are any."""
        while len(self._ready) < samples and not self._finished:
            piece = self._source[self._taken : self._taken + self._piece]
            self._taken += len(piece)
            self._finished = not len(piece)
            made = self._resampler.finish() if self._finished else self._resampler.feed(piece)
            self._ready = np.concatenate((self._ready, made * np.float32(self._amplitude)))
