"""The voices of citizens: real espeak-ng in its process, its levels and noises, its death."""

import asyncio
import os
import signal
import wave

import numpy as np
import pytest

from simulator.sound.samples import level_db, samples_of, speech_db
from simulator.speech import voice as voice_module
from simulator.speech.__main__ import main
from simulator.speech.mixing import mixed
from simulator.speech.saying import Saying
from simulator.speech.voice import Voice, VoiceFailed

TEXT = "tôi muốn lấy số chứng thực"


@pytest.fixture
async def voice():
    made = Voice()
    yield made
    await made.stop()


async def test_a_text_becomes_sound_the_same_every_time(voice):
    first, again = [
        await voice.spoken(Saying(TEXT, "vi-south+f2", snr_db=15, noise="babble")) for _ in range(2)
    ]
    assert first == again
    assert 1.5 < len(first) / 32_000 < 4.5


async def test_voices_speeds_and_pitches_differ(voice):
    plain = await voice.spoken(Saying(TEXT))
    slow = await voice.spoken(Saying(TEXT, speed=80))
    others = [Saying(TEXT, "vi-central"), Saying(TEXT, "vi+f3"), Saying(TEXT, pitch=90), Saying(TEXT, "en")]
    assert len(slow) > 1.4 * len(plain)
    assert len({plain, slow, *[await voice.spoken(other) for other in others]}) == 6


async def test_it_is_as_loud_as_it_says(voice):
    for level in (-40, -20):
        said = samples_of(await voice.spoken(Saying(TEXT, level_db=level)))
        assert speech_db(said) == pytest.approx(level, abs=0.5)


async def test_wrong_sayings_and_silent_texts_are_told_and_the_child_lives_on(voice):
    for saying, problem in ((Saying("...", "vi"), "nothing is to be heard"), (Saying("a", "xx"), "no voice")):
        with pytest.raises(VoiceFailed, match=problem):
            await voice.spoken(saying)
    pid = voice.pid
    assert await voice.spoken(Saying("có")) and voice.pid == pid


async def test_a_killed_child_is_told_once_and_followed_by_another(voice):
    await voice.spoken(Saying("có"))
    first = voice.pid
    os.kill(first, signal.SIGKILL)
    with pytest.raises(VoiceFailed, match="has ended"):
        await asyncio.gather(voice.spoken(Saying("không")), asyncio.sleep(0))
    assert await voice.spoken(Saying("không")) and voice.pid != first


async def test_a_hung_child_is_ended(voice, monkeypatch):
    await voice.spoken(Saying("có"))
    os.kill(voice.pid, signal.SIGSTOP)
    monkeypatch.setattr(voice_module, "LIMIT_S", 0.3)
    with pytest.raises(VoiceFailed, match="did not answer"):
        await voice.spoken(Saying("không"))
    assert voice.pid is None


async def test_who_gives_up_waiting_does_not_get_the_answer_mixed_up(voice):
    wanted = await voice.spoken(Saying("có"))
    asked = asyncio.create_task(voice.spoken(Saying(TEXT)))
    await asyncio.sleep(0.001)
    asked.cancel()
    await asyncio.gather(asked, return_exceptions=True)
    assert await voice.spoken(Saying("có")) == wanted


def test_noise_is_as_far_below_the_voice_as_it_says():
    voice = np.sin(np.arange(32_000, dtype=np.float32) / 5)
    for noise in ("white", "pink", "hum", "music"):
        heard = mixed(voice, Saying("a", snr_db=10, noise=noise, level_db=-20), lambda count: np.ones(count))
        assert heard.size == voice.size + 2 * 6400
        assert level_db(heard[2000:6400]) == pytest.approx(-30, abs=4)
        assert level_db(heard[:20]) < level_db(heard[2000:2020])


def test_babble_is_made_by_people():
    voice = np.sin(np.arange(32_000, dtype=np.float32) / 5)
    heard = mixed(voice, Saying("a", snr_db=0, noise="babble"), lambda count: np.full(count, 0.5, np.float32))
    assert level_db(heard[2000:6400]) == pytest.approx(-26, abs=0.2)


def test_the_command_line_writes_a_file(tmp_path, capsys):
    out = tmp_path / "said.wav"
    assert main([TEXT, "--voice", "vi+f1", "--snr-db", "20", "--out", str(out)]) == 0
    with wave.open(str(out)) as file:
        assert file.getframerate() == 16_000 and file.getnframes() > 16_000
    assert main([TEXT, "--voice", "xx", "--out", str(out)]) == 1
    assert capsys.readouterr().err.startswith("error: there is no voice 'xx'; vi, ")
    assert main(["có", "--out", str(tmp_path)]) == 1
    assert capsys.readouterr().err.startswith("error: cannot write ")
