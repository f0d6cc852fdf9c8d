"""Joining, trimming and measuring sound."""

import math

import numpy as np
import pytest

from dialogs.interfaces import Speech
from dialogs.speaking.samples import LEAD_S, NOTHING, TAIL_S, followed_by, joined, silence, trimmed
from dialogs.speaking.waves import peak, rms_dbfs, samples_of, speech_of
from tests.unit.dialogs.speaking.sounds import sine


def test_parts_are_joined_with_pauses_between() -> None:
    one, two = sine(440, 0.5), sine(880, 0.25)
    whole = joined([one, two], pause_s=0.1)
    assert whole.duration_s == pytest.approx(0.85, abs=1e-4)
    assert whole.pcm.startswith(one.pcm)
    assert whole.pcm.endswith(two.pcm)
    assert joined([one]).pcm == one.pcm
    assert followed_by(one, 0.3).pcm == one.pcm + silence(22050, 0.3).pcm


def test_parts_of_several_rates_or_none_cannot_be_joined() -> None:
    with pytest.raises(ValueError, match="not of \\[16000, 22050\\]"):
        joined([sine(440), sine(440, rate_hz=16000)])
    with pytest.raises(ValueError, match="not of none"):
        joined([])


def test_trimming_leaves_a_breath_of_silence() -> None:
    padded = joined([silence(22050, 0.4), sine(440, 0.5), silence(22050, 0.7)])
    assert trimmed(padded).duration_s == pytest.approx(0.5 + LEAD_S + TAIL_S, abs=0.002)
    assert trimmed(sine(440, 0.5)).duration_s == pytest.approx(0.5, abs=0.001)
    quietest = Speech(22050, np.array([-32768] + [0] * 5000, "<i2").tobytes())
    assert trimmed(quietest).duration_s == pytest.approx(TAIL_S, abs=0.001)


@pytest.mark.parametrize("sound", [NOTHING, silence(22050, 1), sine(440, 1, loudness=0.002)])
def test_silence_trims_to_nothing(sound: Speech) -> None:
    assert trimmed(sound) == NOTHING


def test_levels() -> None:
    assert rms_dbfs(sine(441, loudness=1.0)) == pytest.approx(-3.01, abs=0.01)
    assert rms_dbfs(sine(441, loudness=0.1)) == pytest.approx(-23.01, abs=0.05)
    assert peak(sine(441, loudness=0.5)) == pytest.approx(0.5, abs=0.001)
    assert peak(Speech(22050, np.array([-32768], "<i2").tobytes())) == 1.0
    for nothing in (NOTHING, silence(22050, 1)):
        assert (rms_dbfs(nothing), peak(nothing)) == (-math.inf, 0.0)


def test_what_is_beyond_full_scale_is_cut_not_wrapped() -> None:
    assert list(samples_of(speech_of(np.array([1e6, -1e6, 32767.4, 0.5, 1.5]), 8000))) == [
        32767,
        -32768,
        32767,
        0,
        2,
    ]


def test_duration() -> None:
    assert Speech(16000, bytes(32000)).duration_s == 1.0
