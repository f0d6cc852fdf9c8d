"""Calls by the robot's own voice and chime."""

import asyncio

import pytest

from dialogs.speaking.earcons import chime
from dialogs.speaking.speaker import Speaker
from dialogs.speaking.wav_reading import read_wav
from dialogs.speaking.waves import rms_dbfs
from kiosk.announcing.calls import Call
from kiosk.announcing.sound import PAUSE_S
from kiosk.announcing.studio import Studio
from kiosk.announcing.words import CallWords
from tests.unit.announcing.hall import COUNTERS, NOW, TEXTS, spoken

QUIETEST_DBFS = -35


@pytest.mark.parametrize(("languages", "seconds"), [(("vi",), (2, 6)), (("vi", "en"), (5, 11))])
async def test_a_call_is_the_chime_and_words_that_take_their_time(
    languages: tuple[str, ...], seconds: tuple[int, int]
) -> None:
    speech, ready = Speaker(), asyncio.Event()
    speech.on_change(lambda available, _why: ready.set() if available else None)
    work = asyncio.create_task(speech.run())
    await asyncio.wait_for(ready.wait(), 20)
    studio = Studio(CallWords(TEXTS, COUNTERS), [spoken(name) for name in languages], speech, chime)
    wav, whole = await studio.make(Call("A015", "3", 1, NOW))
    work.cancel()
    await asyncio.gather(work, return_exceptions=True)
    sound = read_wav(wav)
    words_s = sound.duration_s - chime().duration_s - (len(languages) + 1) * PAUSE_S
    assert whole and sound.pcm.startswith(chime().pcm) and seconds[0] < words_s < seconds[1]
    assert rms_dbfs(sound) > QUIETEST_DBFS
