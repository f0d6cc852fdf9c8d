"""Sound as bytes: silence, joining, trimming. Mono, signed 16 bit."""

from collections.abc import Iterable, Sequence

from dialogs.interfaces import SAMPLE_BYTES, Speech

QUIET = 100  # what stays below it is silence: -50 dB of full scale
NOTHING = Speech(22050, b"")
LEAD_S = 0.005  # of the silence around a sentence that is left
TAIL_S = 0.03


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
    samples = memoryview(speech.pcm).cast("h")
    lead = _silent(samples)
    if lead == len(samples):
        return Speech(speech.rate_hz, b"")
    first = max(0, lead - round(LEAD_S * speech.rate_hz))
    last = len(samples) - _silent(reversed(samples)) + round(TAIL_S * speech.rate_hz)
    return Speech(speech.rate_hz, samples[first:last].tobytes())


def _silent(samples: Iterable[int]) -> int:
    """How many samples go by before one is loud."""
    count = 0
    for sample in samples:
        if abs(sample) > QUIET:
            break
        count += 1
    return count
