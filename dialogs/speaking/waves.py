"""Sound as numbers, made and measured; whoever only passes sound on does not wait for numpy."""

import numpy as np
import numpy.typing as npt

from dialogs.interfaces import Speech

Samples = npt.NDArray[np.int16]

FULL_SCALE = 32768


def samples_of(speech: Speech) -> Samples:
    """The samples, not to be changed."""
    return np.frombuffer(speech.pcm, dtype="<i2")


def speech_of(samples: npt.NDArray[np.floating] | Samples, rate_hz: int) -> Speech:
    """Samples as sound; what is beyond full scale is cut."""
    whole = np.clip(np.rint(samples), -FULL_SCALE, FULL_SCALE - 1)
    return Speech(rate_hz, whole.astype("<i2").tobytes())


def rms_dbfs(speech: Speech) -> float:
    """How loud it is on the whole, in dB of full scale; minus infinity when it is silent or empty."""
    samples = samples_of(speech).astype(np.float64)
    mean_square = float(np.mean(np.square(samples))) if samples.size else 0.0
    return 10 * float(np.log10(mean_square / FULL_SCALE**2)) if mean_square else -np.inf


def peak(speech: Speech) -> float:
    """The largest sample, 0..1 of full scale."""
    samples = samples_of(speech).astype(np.int32)
    return float(np.abs(samples).max()) / FULL_SCALE if samples.size else 0.0
