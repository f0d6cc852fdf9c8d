"""Small sounds, made and not recorded: a chime before a call, "I listen", and "one moment".

Every tone begins and ends softly, so that no loudspeaker clicks.
"""

from array import array
from functools import lru_cache
from math import cos, exp, pi, sin, tau

from dialogs.interfaces import Speech

RATE_HZ = 22050
ATTACK_S, RELEASE_S = 0.008, 0.03
BELL = ((1.0, 1.0), (2.0, 0.35), (3.01, 0.12), (4.2, 0.05))  # partials: frequency and strength to the first
SOFT = ((1.0, 1.0), (2.0, 0.08))

FULL_SCALE = 32768

Wave = list[float]


@lru_cache(maxsize=1)
def chime() -> Speech:
    """Two bell tones, falling: somebody is about to be called. 1.1 s."""
    return _mixed(
        1.1,
        (0.0, _tone(659.26, 0.7, BELL, fades_s=0.30)),
        (0.30, _tone(523.25, 0.8, BELL, fades_s=0.35)),
        loudness=0.5,
    )


@lru_cache(maxsize=1)
def listening() -> Speech:
    """Two short rising tones: now it is your turn. 0.2 s, so that nobody has to wait for its end."""
    return _mixed(
        0.2,
        (0.0, _tone(587.33, 0.1, SOFT, fades_s=0.08)),
        (0.08, _tone(880.0, 0.12, SOFT, fades_s=0.08)),
        loudness=0.3,
    )


@lru_cache(maxsize=1)
def filler() -> Speech:
    """Two soft low tones: one moment please. 0.6 s."""
    return _mixed(
        0.6,
        (0.0, _tone(392.0, 0.28, SOFT, fades_s=0.14)),
        (0.26, _tone(440.0, 0.34, SOFT, fades_s=0.16)),
        loudness=0.2,
    )


def _tone(pitch_hz: float, lasts_s: float, partials: tuple[tuple[float, float], ...], fades_s: float) -> Wave:
    """A tone that falls to 1/e in `fades_s`; its higher partials fade sooner."""
    return [
        _ramp(at_s / ATTACK_S)
        * _ramp((lasts_s - at_s) / RELEASE_S)
        * sum(
            strength * exp(-at_s * ratio / fades_s) * sin(tau * pitch_hz * ratio * at_s)
            for ratio, strength in partials
        )
        for at_s in (number / RATE_HZ for number in range(round(lasts_s * RATE_HZ)))
    ]


def _ramp(position: float) -> float:
    """0 → 1 without a corner."""
    return 0.5 - 0.5 * cos(pi * min(1.0, max(0.0, position)))


def _mixed(lasts_s: float, *tones: tuple[float, Wave], loudness: float) -> Speech:
    """Tones at their times; the largest sample is `loudness` of full scale."""
    whole = [0.0] * round(lasts_s * RATE_HZ)
    for at_s, tone in tones:
        for number, sample in enumerate(tone, round(at_s * RATE_HZ)):
            if number < len(whole):
                whole[number] += sample
    factor = loudness * FULL_SCALE / max(map(abs, whole))
    return Speech(RATE_HZ, array("h", (round(sample * factor) for sample in whole)).tobytes())
