"""Sentences over a stub engine in virtual time: order, faults, bounds, what is kept."""

import asyncio
import logging
import unicodedata
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from dialogs.interfaces import Speech, SpeechFailed, Voice
from dialogs.speaking import synthesis
from dialogs.speaking.cache import SpeechCache
from dialogs.speaking.speaker import LONGEST_TEXT, Speaker
from dialogs.speaking.synthesis import IDLE_S, MOST_WAITING, Synthesis
from tests.unit.dialogs.speaking.stub_worker import LOUD, READY, House, StubWorker

pytestmark = pytest.mark.looptime

NORTH = Voice("vi", "north", 150)
THREE = "Xin chào. Xin mời lấy số. Xin cảm ơn."
SENTENCES = ["Xin chào.", "Xin mời lấy số.", "Xin cảm ơn."]


def now() -> float:
    return asyncio.get_running_loop().time()


@pytest.fixture
def house() -> House:
    return House()


@asynccontextmanager
async def at_work(house: House) -> AsyncIterator[Speaker]:
    speaker = Speaker(Synthesis(house.make), SpeechCache(200_000))  # type: ignore[arg-type]
    task = asyncio.create_task(speaker.run())
    await asyncio.sleep(0)
    try:
        yield speaker
    finally:
        task.cancel()
        await asyncio.wait([task])
    assert StubWorker.running == 0
    assert not speaker.available


async def failure(speaker: Speaker, words: str = "Xin chào.", voice: Voice = NORTH) -> str:
    with pytest.raises(SpeechFailed) as caught:
        await speaker.speech(words, voice)
    return str(caught.value)


async def test_a_text_is_spoken_sentence_by_sentence_with_pauses(house: House) -> None:
    async with at_work(house) as speaker:
        whole = await speaker.speech(THREE, NORTH)
        assert house.words == SENTENCES
        assert whole.duration_s == pytest.approx(3 * 0.1 + 2 * 0.35, abs=0.001)
        slow = await speaker.speech(THREE, Voice("vi", "north", 100))
        assert slow.duration_s == pytest.approx(3 * 0.1 + 2 * 0.35 * 1.5, abs=0.001)


async def test_voice_and_rate_go_with_each_sentence(house: House) -> None:
    async with at_work(house) as speaker:
        for voice in (Voice("vi", "south", 120), Voice("en", "", 180), Voice("vi", "central", 999)):
            await speaker.speech("a", voice)
        assert [(job["voice"], job["rate"]) for job in house.jobs] == [
            ("aav/vi-vn-x-south", 120),
            ("gmw/en", 180),
            ("aav/vi", 300),
        ]
        assert "no voice for 'fr'" in await failure(speaker, voice=Voice("fr", "", 150))


async def test_the_next_sentence_is_made_while_one_is_played_and_not_all_at_once(house: House) -> None:
    async with at_work(house) as speaker:
        parts = speaker.speeches("Một. Hai. Ba. Bốn. Năm.", NORTH)
        await anext(parts)
        await asyncio.sleep(1)
        assert house.words == ["Một.", "Hai."]
        began = now()
        await anext(parts)
        assert now() == began
        await asyncio.sleep(1)
        await parts.aclose()
        await asyncio.sleep(1)
        assert house.words == ["Một.", "Hai.", "Ba."]


async def test_whoever_stops_early_leaves_nothing_waiting(house: House) -> None:
    async with at_work(house) as speaker:
        house.takes_s = 1.0
        parts = speaker.speeches(THREE, NORTH)
        first = asyncio.ensure_future(anext(parts))
        await asyncio.sleep(0.5)
        first.cancel()
        with pytest.raises(asyncio.CancelledError):
            await first
        house.takes_s = 0.02
        assert (await speaker.speech("Mời số một.", NORTH)).duration_s > 0
        assert house.words == ["Xin chào.", "Mời số một."]


async def test_nothing_to_say_is_an_empty_sound(house: House) -> None:
    async with at_work(house) as speaker:
        assert await speaker.speech(" … ", NORTH) == Speech(22050, b"")
        assert house.jobs == []


async def test_a_text_that_never_ends_is_refused(house: House) -> None:
    async with at_work(house) as speaker:
        assert await failure(speaker, "a" * (LONGEST_TEXT + 1)) == "a text of 4001 characters; at most 4000"


async def test_what_was_spoken_is_kept_by_voice_and_rate(house: House) -> None:
    async with at_work(house) as speaker:
        for _ in range(3):
            await speaker.speech(THREE, NORTH)
            await speaker.speech("Xin chào.", Voice("vi", "south", 150))
            await speaker.speech("Xin chào.", Voice("vi", "north", 120))
        assert len(house.jobs) == 5
        speaker.forget()
        await speaker.speech("Xin chào.", NORTH)
        assert len(house.jobs) == 6


async def test_what_must_not_be_kept_is_made_each_time(house: House) -> None:
    async with at_work(house) as speaker:
        for _ in range(2):
            await speaker.speech("Xin chào.", NORTH, keep=False)
        assert len(house.jobs) == 2
        await speaker.speech("Xin chào.", NORTH)
        assert len(house.jobs) == 3


async def test_what_is_in_memory_is_spoken_without_an_engine(house: House) -> None:
    async with at_work(house) as speaker:
        await speaker.speech("Xin chào.", NORTH)
        house.ready = None
        house.workers[0].die()
        await asyncio.sleep(5)
        assert not speaker.available
        assert (await speaker.speech("Xin chào.", NORTH)).pcm == LOUD
        assert await failure(speaker, "Xin mời.") == "no speech: the worker ended with exit code 1"


async def test_the_engine_is_named_once(caplog: pytest.LogCaptureFixture, house: House) -> None:
    caplog.set_level(logging.INFO)
    speaker = Speaker(Synthesis(house.make))  # type: ignore[arg-type]
    assert (speaker.engine, speaker.why) == ("", "not started")
    task = asyncio.create_task(speaker.run())
    for _ in range(2):
        await asyncio.sleep(1)
        house.workers[-1].die()
    await asyncio.sleep(2)
    assert speaker.engine == "stub 1.0 (stub)"
    assert caplog.text.count("speaking uses stub 1.0 (stub) voices=3") == 1
    task.cancel()
    await asyncio.wait([task])


@pytest.mark.parametrize("how", ["dies", "hangs"])
async def test_a_sentence_whose_worker_is_lost_is_tried_once_more(house: House, how: str) -> None:
    async with at_work(house) as speaker:
        house.fault = lambda job: how if len(house.jobs) == 1 else None
        assert (await speaker.speech("Xin chào.", NORTH)).pcm == LOUD
        assert house.words == ["Xin chào.", "Xin chào."]
        assert len(house.workers) == 2
        assert now() < 3.5


@pytest.mark.parametrize(
    ("how", "said"), [("dies", "killed by signal 9"), ("hangs", "the worker hangs: nothing within 2.1 s")]
)
async def test_one_that_loses_two_workers_is_given_up_and_the_next_is_spoken(
    house: House, how: str, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with at_work(house) as speaker:
        house.fault = lambda job: how if "chào" in job["words"] else None
        bad, good = await asyncio.gather(failure(speaker), speaker.speech("Xin mời.", NORTH))
        assert said in bad
        assert good.pcm == LOUD
        assert house.words == ["Xin chào.", "Xin chào.", "Xin mời."]
        assert "a sentence is not spoken characters=9: no speech: " in caplog.text
        assert "chào" not in caplog.text


async def test_a_sentence_that_the_engine_cannot_make(house: House) -> None:
    async with at_work(house) as speaker:
        house.fault = lambda job: {"id": job["id"], "failed": "no sound after 3 tries"}
        assert await failure(speaker) == "no speech: no sound after 3 tries"
        assert len(house.workers) == 1
        house.fault = lambda job: None
        assert speaker.available
        assert (await speaker.speech("Xin chào.", NORTH)).pcm == LOUD


async def test_a_silent_sound_is_no_speech(house: House) -> None:
    async with at_work(house) as speaker:
        house.fault = lambda job: {"id": job["id"], "rate_hz": 22050}
        assert await failure(speaker) == "no speech: it came out silent"


@pytest.mark.parametrize(
    "answer",
    [{"id": 999, "rate_hz": 22050}, {"id": 1}, {"id": 1, "rate_hz": "many"}, {"id": 1, "rate_hz": 0}, {}],
)
async def test_a_nonsense_answer_costs_the_worker_its_place(house: House, answer: dict[str, object]) -> None:
    async with at_work(house) as speaker:
        house.fault = lambda job: answer if len(house.jobs) == 1 else None
        assert (await speaker.speech("Xin chào.", NORTH)).pcm == LOUD
        assert len(house.workers) == 2


async def test_the_same_letters_written_otherwise_are_the_same_sentence(house: House) -> None:
    async with at_work(house) as speaker:
        for form in ("NFC", "NFD"):
            await speaker.speech(unicodedata.normalize(form, "Xin mời ông bà."), NORTH)
        assert house.words == [unicodedata.normalize("NFC", "Xin mời ông bà.")]


async def test_no_library_fails_at_once_and_says_what_to_do(house: House) -> None:
    house.ready = {"unfit": "no espeak-ng library: install one"}
    speaker = Speaker(Synthesis(house.make))  # type: ignore[arg-type]
    assert await failure(speaker) == "no speech: not started"
    task = asyncio.create_task(speaker.run())
    told: list[tuple[bool, str]] = []
    speaker.on_change(lambda available, why: told.append((available, why)))
    await asyncio.sleep(0)
    assert await failure(speaker) == "no speech: no espeak-ng library: install one"
    began = now()
    assert await failure(speaker) == "no speech: no espeak-ng library: install one"
    assert now() == began
    house.ready = dict(READY)
    await asyncio.sleep(62)
    assert (await speaker.speech("Xin chào.", NORTH)).pcm == LOUD
    task.cancel()
    await asyncio.wait([task])
    assert [available for available, _ in told] == [False, False, True, False]
    assert [why for _, why in told][1:] == ["no espeak-ng library: install one", "", "stopped"]


@pytest.mark.parametrize("voices", [[], None, "aav/vi"])
async def test_a_worker_without_voices_is_of_no_use(house: House, voices: object) -> None:
    async with at_work(house) as speaker:
        house.ready = {**READY, "voices": voices}
        assert "the worker has no voices" in await failure(speaker)


async def test_a_worker_that_dies_or_hangs_in_its_rest_is_replaced_before_it_is_needed(house: House) -> None:
    async with at_work(house) as speaker:
        await asyncio.sleep(1)
        house.workers[0].die()
        await asyncio.sleep(1)
        assert len(house.workers) == 2
        assert speaker.available
        house.fault = lambda job: "hangs" if len(house.workers) == 2 else None
        await asyncio.sleep(IDLE_S + 4)
        assert len(house.workers) == 3
        assert (await speaker.speech("Xin chào.", NORTH)).pcm == LOUD


async def test_stopping_tells_everybody_who_waits(house: House) -> None:
    speaker = Speaker(Synthesis(house.make))  # type: ignore[arg-type]
    house.takes_s = 1.0
    task = asyncio.create_task(speaker.run())
    await asyncio.sleep(1)
    waiting = [asyncio.create_task(failure(speaker, words)) for words in ("Một.", "Hai.")]
    await asyncio.sleep(0.5)
    task.cancel()
    assert await asyncio.gather(*waiting) == ["no speech: stopped"] * 2
    await asyncio.wait([task])


async def test_waiting_is_bounded_in_number_and_in_time(house: House) -> None:
    async with at_work(house) as speaker:
        house.takes_s = 1.0
        waiting = [asyncio.create_task(speaker.speech(f"Số {n}.", NORTH)) for n in range(MOST_WAITING)]
        await asyncio.sleep(0)
        assert await failure(speaker) == f"{MOST_WAITING} sentences wait already"
        outcomes = await asyncio.gather(*waiting, return_exceptions=True)
        spoken = [outcome for outcome in outcomes if isinstance(outcome, Speech)]
        assert len(spoken) == 9
        assert {str(outcome) for outcome in outcomes if isinstance(outcome, Exception)} == {
            "no speech within 10 s"
        }
        assert now() == pytest.approx(10, abs=0.5)


async def test_a_job_may_take_longer_the_longer_it_is() -> None:
    limit_s = synthesis.JOB_LIMIT_S + 140 * synthesis.LETTER_LIMIT_S
    assert limit_s == pytest.approx(3.4)
