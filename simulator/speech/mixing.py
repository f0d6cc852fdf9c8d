"""A voice as it arrives at a microphone: at its level, in its noise."""

from collections.abc import Callable

import numpy as np

from simulator.sound import noises
from simulator.sound.samples import Samples, gain_of, level_db, speech_db
from simulator.speech.saying import Saying

AROUND_S = 0.4  # the noise begins before the voice and ends after it
FADE_S = 0.1


def mixed(voice: Samples, saying: Saying, babble: Callable[[int], Samples]) -> Samples:
    """`voice` (16 kHz) at `level_db`, in noise `snr_db` below it; `babble(count)`: voices in the hall."""
    loud = voice * np.float32(gain_of(saying.level_db - speech_db(voice)))
    if saying.snr_db is None:
        return loud
    around = int(AROUND_S * noises.RATE_HZ)
    padded = np.pad(loud, (around, around))
    if saying.noise == "babble":
        noise = babble(padded.size)
    else:
        noise = noises.stretch(saying.noise, saying.seed, 0, padded.size)
    turned_down = noise * np.float32(gain_of(saying.level_db - saying.snr_db - level_db(noise)))
    mix: Samples = padded + turned_down * _fades(padded.size)
    return mix


def _fades(count: int) -> Samples:
    fade = np.linspace(0, 1, int(FADE_S * noises.RATE_HZ), dtype=np.float32)
    shape = np.ones(count, np.float32)
    shape[: fade.size] = fade
    shape[-fade.size :] = fade[::-1]
    return shape
