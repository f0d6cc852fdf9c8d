"""Small sounds are soft at both ends, not too loud, and short."""

import numpy as np
import pytest

from dialogs.speaking.earcons import RATE_HZ, chime, filler, listening
from dialogs.speaking.waves import FULL_SCALE, peak, rms_dbfs, samples_of
from tests.unit.dialogs.speaking.sounds import level_db

SOUNDS = [(chime, 1.1, 0.5), (listening, 0.2, 0.3), (filler, 0.6, 0.2)]


@pytest.mark.parametrize(("make", "lasts_s", "loudness"), SOUNDS)
def test_a_small_sound(make: object, lasts_s: float, loudness: float) -> None:
    sound = make()
    samples = samples_of(sound).astype(float) / FULL_SCALE
    assert sound.rate_hz == RATE_HZ == 22050
    assert sound.duration_s == pytest.approx(lasts_s, abs=0.001)
    assert peak(sound) == pytest.approx(loudness, abs=0.001)
    assert -40 < rms_dbfs(sound) < -10
    assert np.abs(samples[:8]).max() < 0.002, "it begins with a click"
    assert np.abs(samples[-8:]).max() < 0.002, "it ends with a click"
    assert abs(samples.mean()) < 0.001
    assert make() is sound


def test_no_click_within() -> None:
    for make, *_ in SOUNDS:
        samples = samples_of(make()).astype(float)
        jumps = np.abs(np.diff(samples, 2))
        assert jumps.max() < 0.35 * np.abs(samples).max()


def test_the_chime_falls_and_the_sign_to_speak_rises() -> None:
    assert _strongest_hz(chime(), 0.0, 0.25) == pytest.approx(659, abs=8)
    assert _strongest_hz(chime(), 0.5, 1.0) == pytest.approx(523, abs=8)
    assert _strongest_hz(listening(), 0.0, 0.08) < _strongest_hz(listening(), 0.12, 0.2)
    assert level_db(filler(), 440) > -40


def _strongest_hz(sound: object, begin_s: float, end_s: float) -> float:
    part = samples_of(sound)[int(begin_s * RATE_HZ) : int(end_s * RATE_HZ)]
    spectrum = np.abs(np.fft.rfft(part * np.hanning(len(part)), 1 << 16))
    return float(np.argmax(spectrum)) * RATE_HZ / (1 << 16)
