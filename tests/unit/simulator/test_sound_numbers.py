"""Samples, rates and noises as numbers: levels, bytes, frequencies."""

import io
import wave

import numpy as np
import pytest

from simulator.sound import noises
from simulator.sound.resample import resampled
from simulator.sound.samples import LOWEST_DB, gain_of, level_db, pcm_of, samples_of, speech_db
from simulator.sound.wav import wav_of


def tone(hz: float, rate_hz: int, seconds: float = 1.0) -> np.ndarray:
    return np.sin(2 * np.pi * hz * np.arange(int(seconds * rate_hz)) / rate_hz).astype(np.float32)


def strongest_hz(samples: np.ndarray, rate_hz: int) -> float:
    return float(np.abs(np.fft.rfft(samples)).argmax() * rate_hz / samples.size)


def test_bytes_are_little_endian_and_come_back_the_same():
    pcm = b"\x00\x00\x01\x00\xff\x7f\x00\x80\xff\xff"
    assert samples_of(pcm).tolist()[:2] == [0.0, 1 / 32768]
    assert pcm_of(samples_of(pcm)) == pcm
    assert samples_of(b"\x01\x00\x07").size == 1


def test_what_is_too_loud_is_clipped_and_does_not_wrap():
    assert pcm_of(np.array([2.0, -2.0], np.float32)) == b"\xff\x7f\x00\x80"


def test_levels_are_in_db_below_a_square_wave():
    assert level_db(np.ones(10, np.float32)) == 0
    assert level_db(tone(100, 16_000)) == pytest.approx(-3.01, abs=0.01)
    assert level_db(np.zeros(10, np.float32)) == level_db(np.zeros(0, np.float32)) == LOWEST_DB
    assert gain_of(-20) == pytest.approx(0.1)


def test_pauses_do_not_count_in_the_level_of_speech():
    words = tone(200, 16_000) * np.float32(0.1)
    with_pauses = np.concatenate((words, np.zeros(32_000, np.float32), words))
    assert speech_db(with_pauses) == pytest.approx(level_db(words), abs=0.1)
    assert speech_db(words[:100]) == level_db(words[:100])
    assert speech_db(np.zeros(1000, np.float32)) == LOWEST_DB


@pytest.mark.parametrize(
    ("from_hz", "to_hz"), [(22_050, 16_000), (16_000, 22_050), (44_100, 16_000), (16_000, 48_000)]
)
def test_another_rate_keeps_length_level_and_pitch(from_hz, to_hz):
    made = resampled(tone(1000, from_hz), from_hz, to_hz)
    middle = made[to_hz // 10 : -to_hz // 10]
    assert abs(made.size - to_hz) <= 1
    assert strongest_hz(made, to_hz) == pytest.approx(1000, abs=2)
    assert level_db(middle) == pytest.approx(-3.01, abs=0.05)


def test_what_the_lower_rate_cannot_carry_is_gone():
    made = resampled(tone(10_000, 22_050), 22_050, 16_000)
    assert level_db(made[1000:-1000]) < -50


def test_the_same_rate_and_no_sound_stay_as_they_are():
    sound = tone(440, 16_000, 0.1)
    assert resampled(sound, 16_000, 16_000) is sound
    assert resampled(sound[:0], 22_050, 16_000).size == 0


@pytest.mark.parametrize("kind", sorted(noises.KINDS))
def test_noises_are_at_full_scale_seeded_and_go_on_for_ever(kind):
    made = noises.stretch(kind, 1, 0, noises.LOOP)
    assert level_db(made) == pytest.approx(0, abs=0.01)
    assert np.array_equal(noises.stretch(kind, 1, noises.LOOP - 5, 10)[5:], made[:5])
    assert not np.array_equal(noises.stretch(kind, 2, 0, noises.LOOP), made)


def test_pink_noise_is_stronger_below_and_hum_is_mains():
    power = np.abs(np.fft.rfft(noises.stretch("pink", 1, 0, noises.LOOP))) ** 2
    hz = np.fft.rfftfreq(noises.LOOP, 1 / noises.RATE_HZ)
    octaves = [power[(hz >= low) & (hz < 2 * low)].sum() for low in (125, 500, 2000)]
    assert max(octaves) / min(octaves) < 1.3
    assert strongest_hz(noises.stretch("hum", 1, 0, 16_000), 16_000) == pytest.approx(100, abs=1)


def test_a_wav_file_says_what_it_holds():
    with wave.open(io.BytesIO(wav_of(b"\x01\x00\x02\x00", 22_050))) as file:
        assert file.getparams()[:4] == (1, 2, 22_050, 2)
        assert file.readframes(9) == b"\x01\x00\x02\x00"
