"""Sounds for tests."""

import numpy as np

from drivers.interfaces import Sound
from drivers.sound.samples import samples_of


def sine(hz: float, seconds: float, rate_hz: int, loud: float = 8000) -> bytes:
    """A tone."""
    times = np.arange(round(seconds * rate_hz)) / rate_hz
    return np.rint(loud * np.sin(2 * np.pi * hz * times)).astype("<i2").tobytes()


def ramp(samples: int, start: int = 1) -> bytes:
    """Samples that count, none of them zero: a lost, doubled or misplaced one shows."""
    return ((np.arange(samples) + start - 1) % 32_000 + 1).astype("<i2").tobytes()


def tone(seconds: float, rate_hz: int = 22_050) -> Sound:
    """A tone that can be heard."""
    return Sound(rate_hz, sine(440, seconds, rate_hz))


def level_db(pcm: bytes) -> float:
    """Its root mean square against full scale."""
    samples = samples_of(pcm).astype(float)
    return 20 * np.log10(max(np.sqrt((samples**2).mean()), 1e-9) / 32_768)
