import math

import pytest

from dialogs.listening.audio import SILENCE_DB, level_db, pcm_bytes, seconds


def test_lengths_and_seconds_fit_together() -> None:
    assert pcm_bytes(1) == 32_000
    assert pcm_bytes(0.00004) == 0
    assert seconds(pcm_bytes(2.5)) == 2.5


@pytest.mark.parametrize(("sample", "db"), [(32767, 0), (-32768, 0), (3277, -20), (327, -40), (1, -90.3)])
def test_the_level_of_a_steady_sample(sample: int, db: float) -> None:
    assert level_db(sample.to_bytes(2, "little", signed=True) * 100) == pytest.approx(db, abs=0.1)


def test_a_full_sine_is_3_db_below_a_full_square_wave() -> None:
    sine = b"".join(round(32767 * math.sin(k / 8)).to_bytes(2, "little", signed=True) for k in range(16_000))
    assert level_db(sine) == pytest.approx(-3, abs=0.1)


@pytest.mark.parametrize("pcm", [b"", bytes(100)])
def test_no_sound_is_silence(pcm: bytes) -> None:
    assert level_db(pcm) == SILENCE_DB
