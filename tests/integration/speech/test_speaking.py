"""The real pyttsx3 over the real espeak-ng: sentences come out right, whatever happens to the worker."""

import asyncio
import logging
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random

import pytest

from dialogs.interfaces import Speech, SpeechFailed, Voice
from dialogs.speaking.speaker import Speaker
from dialogs.speaking.synthesis import CHILD, Synthesis
from dialogs.speaking.waves import peak, rms_dbfs
from dialogs.workers.worker import Worker

NORTH = Voice("vi", "north", 150)
LETTERS_A_SECOND = 14  # of Vietnamese at 150 words a minute (facts, 3.3)
VIETNAMESE = """xin mời số a không một lăm đến quầy ba thủ tục khai sinh cần những giấy tờ gì ông bà chờ
khoảng bốn mươi phút căn cước công dân của cha mẹ lệ phí tám nghìn đồng ủy ban nhân dân phường nghỉ trưa"""
ENGLISH = "please come to counter three with your birth form the fee is eight thousand dong thank you"
SYLLABLES, WORDS = VIETNAMESE.split(), ENGLISH.split()


class Watched:
    """A speaker whose workers can be got at."""

    def __init__(self) -> None:
        self.workers: list[Worker] = []
        self.speaker = Speaker(Synthesis(self._make))

    def _make(self) -> Worker:
        self.workers.append(Worker(CHILD))
        return self.workers[-1]

    @property
    def pid(self) -> int:
        pid = self.workers[-1].pid
        assert pid is not None
        return pid


@asynccontextmanager
async def at_work() -> AsyncIterator[Watched]:
    watched = Watched()
    task = asyncio.create_task(watched.speaker.run())
    try:
        async with asyncio.timeout(60):
            await asyncio.sleep(0)
            await watched.speaker.speech("một", NORTH)
            yield watched
    finally:
        task.cancel()
        await asyncio.wait([task])
    assert not any(worker.alive or worker.pid for worker in watched.workers)


def sounds_right(sound: Speech, words: str, rate: int) -> bool:
    """Not silent, not distorted, as long as it should be."""
    expected_s = len(words) / LETTERS_A_SECOND * 150 / rate
    return -35 < rms_dbfs(sound) < -10 and peak(sound) < 0.999 and 0.5 < sound.duration_s / expected_s < 2.0


async def test_300_varied_sentences_come_out_right() -> None:
    chance = Random(7)
    async with at_work() as watched:
        for _ in range(300):
            is_english = chance.random() < 0.15
            dialect = "" if is_english else chance.choice(("north", "central", "south"))
            voice = Voice("en" if is_english else "vi", dialect, chance.choice((110, 150, 190)))
            count = chance.randrange(3, 25)
            words = " ".join(chance.choice(WORDS if is_english else SYLLABLES) for _ in range(count))
            words = f"{words.replace(' ', chance.choice((' ', ', ')), 2)}{chance.choice('.?!')}"
            sound = await watched.speaker.speech(words, voice, keep=False)
            assert sounds_right(sound, words, voice.rate), (words, voice, sound.duration_s, rms_dbfs(sound))
        assert len(watched.workers) == 1


async def test_rate_and_voice_are_taken_by_the_very_sentence_they_are_given_with() -> None:
    words = "Xin mời số a, không, một, lăm, đến quầy số ba."
    async with at_work() as watched:
        lasts_s: dict[Voice, set[float]] = {}
        for _ in range(3):
            for rate in (100, 200, 150):
                for dialect in ("north", "south", "central"):
                    voice = Voice("vi", dialect, rate)
                    sound = await watched.speaker.speech(words, voice, keep=False)
                    lasts_s.setdefault(voice, set()).add(round(sound.duration_s, 1))
        for voice, times in lasts_s.items():
            assert max(times) - min(times) < 0.15, (voice, times)
            faster = Voice("vi", voice.dialect, 200)
            if voice.rate == 100:
                assert min(times) > 1.6 * max(lasts_s[faster])


async def test_a_text_of_several_sentences_comes_whole_and_piece_by_piece() -> None:
    text = (
        "Xin chào. " + "Ông bà cần giấy chứng sinh, căn cước công dân và giấy kết hôn; " * 5 + "xin cảm ơn."
    )
    async with at_work() as watched:
        parts = [part async for part in watched.speaker.speeches(text, NORTH)]
        assert len(parts) == 3
        whole = await watched.speaker.speech(text, NORTH)
        assert whole.pcm == b"".join(part.pcm for part in parts)
        assert sounds_right(whole, text, 150)
        assert rms_dbfs(Speech(22050, parts[0].pcm[-22050 * 2 * 3 // 10 :])) < -60


@pytest.mark.parametrize(
    "words", ["a", "một\0hai", "<speak>ba</speak>", "[[pleez]]", "😀 một", "ừ" * 150, "một\nhai."]
)
async def test_odd_words_do_no_harm(words: str) -> None:
    async with at_work() as watched:
        assert (await watched.speaker.speech(words, NORTH)).duration_s > 0.05
        assert sounds_right(await watched.speaker.speech("xin mời số một", NORTH), "xin mời số một", 150)
        assert len(watched.workers) == 1


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP, signal.SIGSEGV])
async def test_a_worker_that_is_killed_or_hangs_costs_no_sentence(how: signal.Signals) -> None:
    words = "Xin mời số a không một lăm đến quầy số ba."
    async with at_work() as watched:
        told: list[bool] = []
        watched.speaker.on_change(lambda available, why: told.append(available))
        os.kill(watched.pid, how)
        sound = await watched.speaker.speech(words, NORTH, keep=False)
        assert sounds_right(sound, words, 150)
        assert len(watched.workers) == 2
        assert told == [False, True]
        assert watched.workers[0].pid is None


async def test_one_killed_amid_a_sentence_is_replaced_and_the_sentence_spoken() -> None:
    words = "Ông bà cần giấy chứng sinh và căn cước công dân của cha mẹ. " * 3
    async with at_work() as watched:
        for _ in range(2):
            speaking = asyncio.create_task(watched.speaker.speech(words, NORTH, keep=False))
            await asyncio.sleep(0.01)
            os.kill(watched.pid, signal.SIGKILL)
            assert sounds_right(await speaking, words, 150)
        assert len(watched.workers) == 3


async def test_many_who_speak_at_once_all_get_their_own() -> None:
    texts = [" ".join(SYLLABLES[n : n + 3 + 2 * n]) for n in range(12)]
    async with at_work() as watched:
        sounds = await asyncio.gather(*(watched.speaker.speech(words, NORTH, keep=False) for words in texts))
        for words, sound in zip(texts, sounds, strict=True):
            again = await watched.speaker.speech(words, NORTH, keep=False)
            assert sound.duration_s == pytest.approx(again.duration_s, rel=0.05)
            assert sounds_right(sound, words, 150)


async def test_no_words_are_logged_and_no_file_is_left(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv("TMPDIR", "/nowhere")
    monkeypatch.setenv("HOME", "/nowhere")
    async with at_work() as watched:
        await watched.speaker.speech("Bà Nguyệt đến quầy.", NORTH, keep=False)
        with pytest.raises(SpeechFailed):
            await watched.speaker.speech("Bà Nguyệt đến quầy.", Voice("tlh", "", 150))
    assert "speaking uses espeak-ng 1." in caplog.text
    assert "Nguyệt" not in caplog.text
