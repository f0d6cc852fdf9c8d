"""Sound as samples: joining, trimming, measuring. Mono, signed 16 bit."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from dialogs.interfaces import SAMPLE_BYTES, Speech

Samples = npt.NDArray[np.int16]

FULL_SCALE = 32768
QUIET = 100  # what stays below it is silence: -50 dB of full scale
NOTHING = Speech(22050, b"")
LEAD_S = 0.005  # of the silence around a sentence that is left
TAIL_S = 0.03


def samples_of(speech: Speech) -> Samples:
    """The samples, not to be changed."""
    return np.frombuffer(speech.pcm, dtype="<i2")


def speech_of(samples: npt.NDArray[np.floating] | Samples, rate_hz: int) -> Speech:
    """Samples as sound; what is beyond full scale is cut."""
    whole = np.clip(np.rint(samples), -FULL_SCALE, FULL_SCALE - 1)
    return Speech(rate_hz, whole.astype("<i2").tobytes())


def silence(rate_hz: int, seconds: float) -> Speech:
    """Nothing to be heard."""
    return Speech(rate_hz, bytes(SAMPLE_BYTES * round(rate_hz * seconds)))


def joined(parts: Sequence[Speech], pause_s: float = 0.0) -> Speech:
    """One after the other with pauses between; all of one sampling rate. Raises `ValueError`."""
    rates = {part.rate_hz for part in parts}
    if len(rates) != 1:
        raise ValueError(f"sounds of one rate can be joined, not of {sorted(rates) or 'none'}")
    rate_hz = rates.pop()
    return Speech(rate_hz, silence(rate_hz, pause_s).pcm.join(part.pcm for part in parts))


def followed_by(speech: Speech, pause_s: float) -> Speech:
    """The same with a pause at its end."""
    return Speech(speech.rate_hz, speech.pcm + silence(speech.rate_hz, pause_s).pcm)


def trimmed(speech: Speech) -> Speech:
    """Without the silence at both ends but a breath of it; empty when there is nothing else."""
    samples = samples_of(speech)
    loud = np.flatnonzero((samples > QUIET) | (samples < -QUIET))
    if not loud.size:
        return Speech(speech.rate_hz, b"")
    first = max(0, int(loud[0]) - round(LEAD_S * speech.rate_hz))
    last = int(loud[-1]) + 1 + round(TAIL_S * speech.rate_hz)
    return Speech(speech.rate_hz, samples[first:last].tobytes())


def rms_dbfs(speech: Speech) -> float:
    """How loud it is on the whole, in dB of full scale; minus infinity when it is silent or empty."""
    samples = samples_of(speech).astype(np.float64)
    mean_square = float(np.mean(np.square(samples))) if samples.size else 0.0
    return 10 * float(np.log10(mean_square / FULL_SCALE**2)) if mean_square else -np.inf


def peak(speech: Speech) -> float:
    """The largest sample, 0..1 of full scale."""
    samples = samples_of(speech).astype(np.int32)
    return float(np.abs(samples).max()) / FULL_SCALE if samples.size else 0.0
