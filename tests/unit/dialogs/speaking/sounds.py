"""Sounds for the tests."""

import numpy as np

from dialogs.interfaces import Speech
from dialogs.speaking.waves import FULL_SCALE, samples_of, speech_of


def sine(pitch_hz: float, lasts_s: float = 1.0, rate_hz: int = 22050, loudness: float = 0.5) -> Speech:
    """A pure tone."""
    time_s = np.arange(round(lasts_s * rate_hz)) / rate_hz
    return speech_of(loudness * FULL_SCALE * np.sin(2 * np.pi * pitch_hz * time_s), rate_hz)


def level_db(speech: Speech, pitch_hz: float) -> float:
    """How strong one pitch is in the middle of a sound, in dB of a full sine."""
    samples = samples_of(speech).astype(float) / FULL_SCALE
    middle = samples[len(samples) // 4 : 3 * len(samples) // 4]
    middle = middle * np.hanning(len(middle))
    time_s = np.arange(len(middle)) / speech.rate_hz
    return 20 * float(np.log10(4 * np.abs(np.mean(middle * np.exp(-2j * np.pi * pitch_hz * time_s))) + 1e-9))
