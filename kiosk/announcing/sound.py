"""Several sounds as one WAV file."""

from collections.abc import Sequence

from dialogs.interfaces import Speech
from dialogs.speaking.samples import followed_by, joined
from dialogs.speaking.wav import write_wav

PAUSE_S = 0.3


def wav_of(parts: Sequence[Speech]) -> bytes:
    """`parts` one after the other with a short pause after each, at the highest rate among them."""
    rate_hz = max(part.rate_hz for part in parts)
    alike = [_at_rate(part, rate_hz) for part in parts]
    return write_wav(followed_by(joined(alike, PAUSE_S), PAUSE_S))


def _at_rate(speech: Speech, rate_hz: int) -> Speech:
    if speech.rate_hz == rate_hz:
        return speech
    from drivers.sound.resampling import resampled  # of the usual voices all have one rate: no numpy for them
    from drivers.sound.samples import pcm_of, samples_of

    return Speech(rate_hz, pcm_of(resampled(samples_of(speech.pcm), speech.rate_hz, rate_hz)))
