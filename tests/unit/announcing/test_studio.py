import pytest

from kiosk.announcing import studio as studios
from kiosk.announcing.calls import Call
from kiosk.announcing.studio import Studio
from kiosk.announcing.words import CallWords
from tests.unit.announcing.hall import (
    CHIME,
    COUNTERS,
    NOW,
    TEXTS,
    FakeVoice,
    in_virtual_time,
    mute,
    pitches,
    spoken,
)

CALL = Call("A015", "3", 1, NOW)


def studio(voice: FakeVoice | None, *languages: str) -> Studio:
    return Studio(CallWords(TEXTS, COUNTERS), [spoken(name) for name in languages], voice, lambda: CHIME)


async def test_a_call_is_the_chime_and_the_sentence_in_each_language() -> None:
    voice = FakeVoice()
    wav, whole = await studio(voice, "vi", "en").make(CALL)
    assert whole and pitches(wav) == [880, 440, 550]
    assert [language for language, _ in voice.said] == ["vi", "en"]
    assert voice.said[0][1] == "Xin mời số a, không, một lăm, đến quầy số ba."


async def test_a_recall_sounds_as_the_call_and_is_not_spoken_anew() -> None:
    voice = FakeVoice()
    made = studio(voice, "vi")
    assert await made.make(CALL) == await made.make(Call("A015", "3", 2, NOW)) and len(voice.said) == 1
    await made.make(Call("A015", "1", 3, NOW))
    assert len(voice.said) == 2


@pytest.mark.parametrize(("lost", "heard"), [("vi", [880, 550]), ("en", [880, 440])])
async def test_a_language_that_cannot_be_spoken_is_left_out_and_tried_again(
    lost: str, heard: list[int]
) -> None:
    voice = FakeVoice(fault=mute(lost))
    made = studio(voice, "vi", "en")
    wav, whole = await made.make(CALL)
    assert not whole and pitches(wav) == heard
    voice.fault = lambda _language: None
    wav, whole = await made.make(CALL)
    assert whole and pitches(wav) == [880, 440, 550]


async def test_without_a_voice_there_is_the_chime() -> None:
    wav, whole = await studio(None, "vi").make(CALL)
    assert not whole and pitches(wav) == [880]


async def test_an_error_that_no_voice_may_raise_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        await studio(FakeVoice(fault=lambda _: ZeroDivisionError()), "vi").make(CALL)


@in_virtual_time
async def test_a_voice_that_is_slow_is_not_waited_for() -> None:
    voice = FakeVoice(takes_s=studios.LIMIT_S + 1)
    wav, whole = await studio(voice, "vi").make(CALL)
    assert not whole and pitches(wav) == [880]


async def test_what_was_made_is_kept_within_bounds() -> None:
    voice = FakeVoice()
    made = studio(voice, "vi")
    calls = [Call(f"A{n:03}", "3", 1, NOW) for n in range(studios.KEPT + 1)]
    for call in calls:
        await made.make(call)
    await made.make(calls[-1])
    assert len(voice.said) == studios.KEPT + 1
    await made.make(calls[0])
    assert len(voice.said) == studios.KEPT + 2
