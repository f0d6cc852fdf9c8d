import pytest

from dialogs.speaking.earcons import chime
from kiosk.announcing.sound import PAUSE_S, wav_of
from tests.unit.announcing.hall import frames, pitches, sounds, tone


def test_sounds_follow_one_another_with_a_pause_after_each() -> None:
    wav = wav_of([tone(880, 0.2), tone(440, 0.5)])
    rate_hz, pcm = frames(wav)
    assert pitches(wav) == [880, 440]
    assert len(pcm) / 2 / rate_hz == pytest.approx(0.7 + 2 * PAUSE_S)


def test_sounds_of_different_rates_keep_their_pitch_and_length() -> None:
    wav = wav_of([tone(880, 0.2, 8000), tone(440, 0.5, 22050)])
    rate_hz, pcm = frames(wav)
    assert rate_hz == 22050 and pitches(wav) == [880, 440]
    assert len(pcm) / 2 / rate_hz == pytest.approx(0.7 + 2 * PAUSE_S, abs=0.001)


def test_the_robots_own_chime_comes_first_and_is_over_before_the_words() -> None:
    wav = wav_of([chime(), tone(440, 0.5)])
    rate_hz, pcm = frames(wav)
    assert rate_hz == chime().rate_hz and pcm.startswith(chime().pcm)
    assert sounds(wav)[-1].duration_s == pytest.approx(0.5, abs=0.02)
