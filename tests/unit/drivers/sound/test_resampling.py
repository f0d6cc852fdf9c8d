"""The same sound at another rate: as long, as loud, in place, and nothing that was not there."""

import numpy as np
import pytest

from drivers.sound.resampling import Resampler
from drivers.sound.samples import pcm_of, samples_of
from tests.unit.drivers.sound.waves import ramp, sine

PAIRS = [
    (48_000, 16_000),
    (44_100, 16_000),
    (22_050, 48_000),
    (22_050, 44_100),
    (8_000, 16_000),
    (22_051, 48_000),
]


def resampled(pcm: bytes, from_hz: int, to_hz: int, pieces: int = 997) -> np.ndarray:
    """All of it, fed in pieces."""
    resampler, samples = Resampler(from_hz, to_hz), samples_of(pcm)
    made = [resampler.feed(samples[at : at + pieces]) for at in range(0, len(samples), pieces)]
    return np.concatenate([*made, resampler.finish()])


def db(wave: np.ndarray) -> float:
    return 20 * np.log10(np.sqrt((wave[300:-300] ** 2).mean()))


@pytest.mark.parametrize(("from_hz", "to_hz"), PAIRS)
def test_a_tone_stays_what_it_is_and_where_it_is(from_hz, to_hz):
    made = resampled(sine(1000, 1, from_hz), from_hz, to_hz)
    wanted = samples_of(sine(1000, 1, to_hz))
    assert len(made) == len(wanted)
    assert db(wanted.astype(float)) - db(made - wanted) > 60


@pytest.mark.parametrize(("from_hz", "to_hz"), [(48_000, 16_000), (44_100, 16_000), (22_050, 16_000)])
def test_what_the_lower_rate_cannot_carry_is_not_folded_into_it(from_hz, to_hz):
    source = sine(0.62 * to_hz, 1, from_hz)
    assert db(samples_of(source).astype(float)) - db(resampled(source, from_hz, to_hz)) > 70


@pytest.mark.parametrize("pieces", [1, 3, 160, 4_000])
def test_pieces_of_any_length_make_the_same(pieces):
    source = sine(700, 0.1, 44_100)
    whole = resampled(source, 44_100, 16_000, len(source))
    assert np.allclose(resampled(source, 44_100, 16_000, pieces), whole, atol=0.01)


def test_the_same_rate_is_left_as_it_is():
    assert pcm_of(resampled(ramp(5_000), 16_000, 16_000)) == ramp(5_000)


def test_a_minute_has_as_many_samples_as_it_should():
    resampler, block = Resampler(44_100, 16_000), np.zeros(441, np.int16)
    made = sum(len(resampler.feed(block)) for _ in range(6000)) + len(resampler.finish())
    assert made == 60 * 16_000


def test_nothing_makes_nothing():
    assert len(resampled(b"", 48_000, 16_000)) == 0


@pytest.mark.parametrize(("from_hz", "to_hz"), [(0, 16_000), (-1, 16_000), (16_000, 1), (10**6, 16_000)])
def test_a_rate_no_sound_has_is_refused(from_hz, to_hz):
    with pytest.raises(ValueError, match="rates are"):
        Resampler(from_hz, to_hz)


def test_what_is_too_loud_is_clipped_and_not_wrapped():
    wave = np.array([40_000, -40_000, 0.5, 1.5], np.float32)
    assert list(samples_of(pcm_of(wave))) == [32_767, -32_768, 0, 2]


def test_half_a_sample_at_the_end_is_left_out():
    assert list(samples_of(b"\x01\x00\x02")) == [1]
