import pytest

from dialogs.listening.endpoint import Limits
from dialogs.listening.hearing import Hearing, News
from dialogs.listening.recogniser import Text
from dialogs.listening.vad import VoiceActivity
from tests.support.speech_model import hum, music, pink_noise, silence, spoken

SECOND = 32_000


SAID = Text("lấy số", True)


class Stub:
    """A recogniser that knows what it is given, and answers as it is told."""

    def __init__(self, answer: Text = SAID) -> None:
        self.pcm = b""
        self.answer = answer

    def accept(self, pcm: bytes) -> None:
        self.pcm += pcm

    def partial(self) -> str:
        return "lấy số"[: len(self.pcm) // 10_000]

    def final(self) -> Text:
        return self.answer


def heard(pcm: bytes, stub: Stub, quiet_s: float = 0.7, limits: Limits | None = None) -> list[News]:
    hearing = Hearing(stub, VoiceActivity(), quiet_s, limits)
    return [news for news in hearing.feed(pcm) if news["kind"] != "level"]


def test_an_utterance_from_beginning_to_end() -> None:
    news = heard(spoken("tôi muốn lấy số thứ tự"), Stub())
    assert news[0] == {"kind": "began"}
    assert news[-1] == {"kind": "final", "text": "lấy số", "is_sure": True}
    partials = [piece["text"] for piece in news[1:-1]]
    assert partials and sorted(partials, key=len) == partials and len(set(partials)) == len(partials)


def test_the_recogniser_gets_the_sound_before_speech_and_none_after_the_end() -> None:
    stub, pcm = Stub(), spoken("lấy số thứ tự", lead_s=5.0, tail_s=10.0)
    heard(pcm, stub)
    start = pcm.find(stub.pcm)
    assert start > 0, "not a piece of what was said"
    speech_begins, speech_ends = 5 * SECOND, len(pcm) - 10 * SECOND
    assert 0.3 * SECOND <= speech_begins - start <= 0.8 * SECOND
    assert speech_ends + 0.6 * SECOND <= start + len(stub.pcm) <= speech_ends + 0.85 * SECOND


@pytest.mark.parametrize("sound", [pink_noise, music, silence])
def test_a_minute_without_speech_never_reaches_the_recogniser(sound: object) -> None:
    stub = Stub()
    assert heard(sound(60), stub) == []
    assert stub.pcm == b""


def test_speech_without_words_is_nothing() -> None:
    assert heard(spoken("có"), Stub(Text("", True)))[-1] == {"kind": "nothing", "is_sure": True}


def test_speech_of_unknown_words_alone_is_nothing_that_is_sure() -> None:
    assert heard(spoken("có"), Stub(Text("", False)))[-1] == {"kind": "nothing", "is_sure": False}


def test_somebody_unsure_is_told_as_such() -> None:
    assert heard(spoken("có"), Stub(Text("có", False)))[-1]["is_sure"] is False


def test_a_finish_before_speech_was_sure_tries_what_there_is() -> None:
    stub = Stub()
    hearing = Hearing(stub, VoiceActivity(), 0.7)
    list(hearing.feed(spoken("có", tail_s=0)[: SECOND // 2]))
    assert list(hearing.finish()) == [{"kind": "final", "text": "lấy số", "is_sure": True}]
    assert stub.pcm
    assert hearing.is_over
    assert list(hearing.finish()) == []
    assert list(hearing.feed(spoken("có"))) == []


def test_a_finish_amid_speech_ends_it_at_once() -> None:
    hearing = Hearing(Stub(), VoiceActivity(), 0.7)
    list(hearing.feed(spoken("tôi muốn lấy số thứ tự")[:SECOND]))
    assert [news["kind"] for news in hearing.finish()] == ["final"]


def test_talk_without_end_is_cut() -> None:
    talk = b"".join(spoken(text, lead_s=0, tail_s=0.1) for text in ["tôi muốn đăng ký khai sinh cho con"] * 4)
    news = heard(talk, Stub(), limits=Limits(longest_s=3.0))
    assert [piece["kind"] for piece in news if piece["kind"] != "partial"] == ["began", "final"]


def test_the_level_is_told_where_it_changes() -> None:
    hearing = Hearing(Stub(), VoiceActivity(), 0.7)
    levels = [news["level_db"] for news in hearing.feed(hum(5) + silence(5) + hum(1.1))]
    assert levels == [pytest.approx(-15.3, abs=1), -100.0, pytest.approx(-15.3, abs=1)]


def test_an_hour_of_silence_keeps_nothing() -> None:
    hearing = Hearing(Stub(), VoiceActivity(), 0.7)
    for _ in range(360):
        assert list(hearing.feed(silence(10))) == []
    assert sum(map(len, hearing._before)) < SECOND
