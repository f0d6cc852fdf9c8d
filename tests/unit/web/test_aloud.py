"""A screen in spoken words: which, how fast, how loud, and how long an answer may pause."""

import shutil
import wave
from dataclasses import replace
from pathlib import Path

import pytest

from dialogs.interfaces import Speech, Voice
from kiosk.config.speech_schema import Listening, Speaking, SpeechSettings
from kiosk.site.load import check_config
from kiosk.voice.aloud import ScreenAloud
from kiosk.voice.readings import Readings
from kiosk.voice.recordings import RecordedTexts
from kiosk.voice.screen_texts import ScreenTexts
from state_machines.voice_interfaces import Line
from tests.unit.web.fakes import CONFIG, Rooms

RECORDED = Speech(22050, b"\1\0" * 22050)


def aloud(
    rooms: Rooms, recorded: dict[str, Speech] | None = None, recognition: str = "grammar"
) -> ScreenAloud:
    settings = SpeechSettings(speaking=Speaking(), listening=Listening(recognition=recognition))
    return ScreenAloud(
        ScreenTexts(rooms.context),
        Readings(rooms.context.dialogs, settings.speaking),
        settings,
        lambda language: (f"phrases of {language}",),
        lambda language: recorded or {},
    )


async def test_figures_are_read_as_words(rooms: Rooms) -> None:
    await rooms.visit.post("touch")
    await rooms.visit.post("say", text="giờ làm việc")
    lines = await aloud(rooms).lines(rooms.visit.screen)
    assert any("bảy giờ ba mươi" in line.words for line in lines)
    assert not any(letter.isdigit() for line in lines for letter in line.words)


async def test_a_recorded_prompt_is_played_in_place_of_the_voice(rooms: Rooms) -> None:
    await rooms.visit.post("touch")
    text = rooms.context.responses.text("vi", "ask_need")
    lines = await aloud(rooms, {text: RECORDED}).lines(rooms.visit.screen)
    assert lines[-1] == Line("Ông Bà cần làm việc gì?", RECORDED)


async def test_pace_and_loudness_of_the_visit(rooms: Rooms) -> None:
    await rooms.visit.post("touch")
    voice, screen = aloud(rooms), rooms.visit.screen
    assert (voice.voice(screen), voice.gain(screen)) == (Voice("vi", "north", 150), 0.7)
    changed = replace(screen, pace=-2, loudness=1, language="en")
    assert voice.voice(changed) == Voice("en", "", 96)
    assert voice.gain(changed) == pytest.approx(0.875)
    assert voice.gain(replace(screen, loudness=2)) == 1.0


async def test_short_answers_end_sooner_than_long_ones(rooms: Rooms) -> None:
    await rooms.visit.post("touch")
    voice, screen = aloud(rooms), rooms.visit.screen
    turn = screen.talk.turn

    def quiet_s(asks: str) -> float:
        return voice.quiet_s(replace(screen, talk=replace(screen.talk, turn=replace(turn, asks=asks))))

    assert quiet_s("") < quiet_s("service") == 0.7 < quiet_s("number")


async def test_any_words_may_be_said_where_the_site_says_so(rooms: Rooms) -> None:
    assert aloud(rooms).phrases(rooms.visit.screen) == ("phrases of vi",)
    assert aloud(rooms, recognition="open").phrases(rooms.visit.screen) == ()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "config"
    shutil.copytree(CONFIG, folder)
    return folder


def record(file: Path) -> None:
    file.parent.mkdir(exist_ok=True)
    with wave.open(str(file), "wb") as out:
        out.setparams((1, 2, 22050, 0, "NONE", ""))
        out.writeframes(b"\x00\x20\x00\xe0" * 11025)


def test_recordings_are_found_by_the_texts_they_speak(site: Path, rooms: Rooms) -> None:
    record(site / "dialogs/vi/audio/ask_need.wav")
    recorded = RecordedTexts(site, rooms.context.dialogs)
    assert set(recorded.of("vi")) == {rooms.context.responses.text("vi", "ask_need")}
    assert recorded.of("en") == {}


def test_a_recording_of_no_text_is_told_by_the_check(site: Path, rooms: Rooms) -> None:
    record(site / "dialogs/vi/audio/ask_nead.wav")
    with pytest.raises(Exception, match=r"ask_nead\.wav:1:1: error bad-recording: .*did you mean `ask_need"):
        check_config(site, rooms.clock.now().date())
