from collections.abc import Callable

import pytest

from dialogs.listening.vad import THRESHOLDS, VoiceActivity
from tests.support.speech_model import hum, music, pink_noise, silence, spoken, white_noise


def longest_run(activity: VoiceActivity, pcm: bytes) -> int:
    """The most chunks of speech in a row."""
    signs = "".join("1" if chunk.is_speech else " " for chunk in activity.chunks(pcm))
    return max(map(len, signs.split()), default=0)


@pytest.mark.parametrize("sound", [pink_noise, white_noise, hum, music, silence])
def test_loud_noise_hum_and_music_are_no_speech(sound: Callable[[float], bytes]) -> None:
    assert longest_run(VoiceActivity(), sound(6)) == 0


@pytest.mark.parametrize("snr_db", [None, 15, 10])
@pytest.mark.parametrize("text", ["có", "hủy", "tôi muốn lấy số thứ tự"])
def test_speech_is_found_where_it_is(text: str, snr_db: int | None) -> None:
    pcm = spoken(text, snr_db=snr_db, lead_s=1.0, tail_s=1.0)
    activity = VoiceActivity()
    chunks = list(activity.chunks(pcm))
    places = [place * activity.chunk_s for place, chunk in enumerate(chunks) if chunk.is_speech]
    ends = len(pcm) / 32_000 - 1.0
    assert places[0] == pytest.approx(1.0, abs=0.15)
    assert places[-1] == pytest.approx(ends, abs=0.2)


def test_any_pieces_give_the_same_chunks() -> None:
    pcm = spoken("xin chào")
    whole = list(VoiceActivity().chunks(pcm))
    activity = VoiceActivity()
    pieces = [pcm[start : start + 333] for start in range(0, len(pcm), 333)]
    assert [chunk for piece in ["", *pieces] for chunk in activity.chunks(piece or b"")] == whole
    assert sum(chunk.samples for chunk in whole) <= len(pcm) // 2


def test_after_a_reset_nothing_of_before_is_left() -> None:
    activity = VoiceActivity()
    pcm = spoken("đăng ký khai sinh")
    first = list(activity.chunks(pcm + b"\x01"))
    activity.reset()
    assert list(activity.chunks(pcm)) == first


def test_a_dead_line_does_not_trouble_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    activity = VoiceActivity()
    monkeypatch.setattr(activity, "_model", Silent(activity._model))
    assert longest_run(activity, silence(60)) == 0
    with pytest.raises(AssertionError):
        list(activity.chunks(hum(0.1)))


class Silent:
    """A model that must not be asked."""

    def __init__(self, model: object) -> None:
        self._model = model

    def __call__(self, pcm: bytes) -> float:
        raise AssertionError("asked")


def test_the_sensitivities_are_in_order() -> None:
    low, normal, high = (THRESHOLDS[name] for name in ("low", "normal", "high"))
    assert low.on > normal.on > high.on
    assert all(threshold.on > threshold.off for threshold in THRESHOLDS.values())
    with pytest.raises(KeyError):
        VoiceActivity("deaf")


def test_once_speech_has_begun_less_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    activity = VoiceActivity()
    pcm = hum(5 * activity.chunk_s)
    likelihoods = iter([0.4, 0.55, 0.4, 0.3, 0.4])
    monkeypatch.setattr(activity, "_model", lambda pcm: next(likelihoods))
    found = [chunk.is_speech for chunk in activity.chunks(pcm)]
    assert found == [False, True, True, False, False]
