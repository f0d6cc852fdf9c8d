"""The real child with the real Vosk: speech, silence, noise, and everything that can happen to it."""

import asyncio
import logging
import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from dialogs.interfaces import Heard
from dialogs.listening.listener import Listener, Times
from tests.benchmarks.robot import resident_mb
from tests.support.listening import Ear, listening
from tests.support.speech_model import music, pink_noise, silence, spoken

SECOND = 32_000
QUICK = Times(answer_s=0.6, ask_s=0.2, look_again_s=0.2)


def texts(ear: Ear) -> list[str]:
    return [heard.text for heard in ear.heard if heard.kind == "partial"]


async def test_a_sentence_with_its_news_in_order(speech_model: Path) -> None:
    async with listening(speech_model) as ear:
        last = await ear.hear(spoken("tôi muốn đăng ký khai sinh cho con", snr_db=15))
        assert last == Heard(1, "final", "tôi muốn đăng ký khai sinh cho con")
        kinds = [heard.kind for heard in ear.heard if heard.kind != "level"]
        assert kinds == ["began", *["partial"] * len(texts(ear)), "final"]
        assert texts(ear)[0] and len(texts(ear)) >= 3
        levels = [heard.level_db for heard in ear.heard if heard.kind == "level"]
        assert levels and all(level is not None and -60 < level < 0 for level in levels)


async def test_grammars_follow_each_other_and_open_recognition_them(speech_model: Path) -> None:
    async with listening(speech_model) as ear:
        for round_ in range(12):
            answers = [("có", "không"), ("số một", "số hai"), ()][round_ % 3]
            said = ["có", "số hai", "xin chào"][round_ % 3]
            more = tuple(f"số {n}" for n in ("ba", "tư", "năm", "sáu")[: round_ // 3]) if answers else ()
            assert (await ear.hear(spoken(said), phrases=(*answers, *more))).text == said
        other = await ear.hear(spoken("trích lục khai sinh"), phrases=["có", "không"])
        assert not other.is_sure


async def test_grammars_that_would_end_vosk_do_not(speech_model: Path) -> None:
    async with listening(speech_model) as ear:
        pid = ear.pid
        for phrases in (["???"], ["robot robot"], ["x" * 500], ["một\nhai"], ["có"] * 9000):
            assert (await ear.hear(spoken("có"), phrases=phrases)).kind in ("final", "nothing")
        assert ear.pid == pid


async def test_a_new_utterance_forgets_the_old_one_and_a_stop_tells_nothing_more(speech_model: Path) -> None:
    async with listening(speech_model) as ear:
        ear.listen()
        ear.listener.feed(spoken("tôi muốn lấy số thứ tự", tail_s=0))
        number = ear.listen()
        ear.listener.feed(spoken("cảm ơn"))
        assert await ear.last() == Heard(number, "final", "cảm ơn")
        assert {heard.utterance for heard in ear.heard} == {number}
        ear.listen()
        ear.listener.feed(spoken("cảm ơn", tail_s=0))
        ear.listener.stop()
        ear.listener.feed(spoken("cảm ơn"))
        ear.heard.clear()
        assert (await ear.hear(spoken("có"))).text == "có"
        assert len([heard for heard in ear.heard if heard.kind == "began"]) == 1


async def test_a_finish_tells_what_there_is(speech_model: Path) -> None:
    async with listening(speech_model) as ear:
        ear.listen()
        ear.listener.feed(spoken("lấy số thứ tự", tail_s=0))
        ear.listener.finish()
        assert (await ear.last()).text.startswith("lấy số")
        ear.listen()
        ear.listener.feed(silence(1))
        ear.listener.finish()
        assert (await ear.last()).kind == "nothing"
        ear.listener.finish()  # nobody listens


@pytest.mark.parametrize("quiet_s", [0.5, 1.25])
async def test_a_pause_is_as_long_as_was_asked(speech_model: Path, quiet_s: float) -> None:
    both = spoken("cảm ơn", tail_s=0.8) + spoken("đúng rồi", lead_s=0, tail_s=2)
    async with listening(speech_model) as ear:
        text = (await ear.hear(both, quiet_s)).text
        assert text == ("cảm ơn" if quiet_s < 0.8 else "cảm ơn đúng rồi")


async def test_sound_in_any_pieces_and_none(speech_model: Path) -> None:
    pcm = spoken("nói chậm lại")
    async with listening(speech_model) as ear:
        for size in (1, 333, 1024):
            ear.listen()
            ear.listener.feed(b"")
            for start in range(0, len(pcm), size * 99 if size == 1 else size):
                ear.listener.feed(pcm[start : start + (size * 99 if size == 1 else size)])
            assert (await ear.last()).text == "nói chậm lại"
        assert ear.listener.dropped_bytes == 0


@pytest.mark.parametrize("sound", [pink_noise, music])
async def test_noise_begins_no_utterance(speech_model: Path, sound: Callable[[float], bytes]) -> None:
    async with listening(speech_model) as ear:
        ear.listen()
        ear.listener.feed(sound(10) + silence(1))
        ear.listener.finish()
        assert (await ear.last()).kind == "nothing"
        assert "began" not in [heard.kind for heard in ear.heard]


async def test_ten_minutes_fed_at_once_are_survived_and_what_is_lost_is_counted(speech_model: Path) -> None:
    async with listening(speech_model) as ear:
        ear.listen()
        ear.listener.feed(pink_noise(1, peak=500) * 598 + spoken("cảm ơn", snr_db=15, lead_s=1.0))
        assert (await ear.last(60)).text == "cảm ơn"
        assert 569 * SECOND < ear.listener.dropped_bytes < 572 * SECOND
        assert resident_mb(ear.pid) < 150


async def test_half_a_minute_fed_at_once_loses_nothing(speech_model: Path) -> None:
    async with listening(speech_model) as ear:
        ear.listen()
        ear.listener.feed(silence(26) + spoken("cảm ơn", snr_db=15, lead_s=1.0))
        assert (await ear.last()).text == "cảm ơn"
        assert ear.listener.dropped_bytes == 0


async def test_sound_at_another_rate_and_two_voices_at_once_end_in_a_result(speech_model: Path) -> None:
    one, other = spoken("tôi muốn lấy số thứ tự"), spoken("cho tôi gặp cán bộ", "vi+f3")
    fast = one[::2] + bytes(2 * SECOND)  # no sound a microphone gives: bytes of one half of the samples
    slow = b"".join(one[start : start + 2] * 3 for start in range(0, len(one), 2)) + silence(2)
    async with listening(speech_model) as ear:
        for pcm in (slow, fast, mixed(one, other), os.urandom(5 * SECOND) + silence(2)):
            ear.listen()
            ear.listener.feed(pcm)
            ear.listener.finish()
            assert (await ear.last()).kind in ("final", "nothing")
        assert (await ear.hear(one)).kind == "final"


def mixed(one: bytes, other: bytes) -> bytes:
    pairs = zip(memoryview(one).cast("h"), memoryview(other).cast("h"), strict=False)
    return b"".join(max(-32768, min(32767, a + b)).to_bytes(2, "little", signed=True) for a, b in pairs)


async def test_a_killed_child_is_replaced_and_the_sentence_is_heard_after_all(speech_model: Path) -> None:
    async with listening(speech_model) as ear:
        pcm, first = spoken("tôi muốn lấy số thứ tự"), ear.pid
        number = ear.listen()
        ear.listener.feed(pcm[: len(pcm) // 2])
        await ear.until(lambda: texts(ear))
        os.kill(first, signal.SIGKILL)
        ear.listener.feed(pcm[len(pcm) // 2 :])
        last = await ear.last()
        assert (last.utterance, last.kind) == (number, "final")
        assert last.text.startswith("tôi muốn lấy số")
        assert ear.pid != first and ear.listener.losses == 1


async def test_a_hung_child_is_noticed_and_replaced(
    speech_model: Path, caplog: pytest.LogCaptureFixture
) -> None:
    changes = []
    async with listening(speech_model, QUICK) as ear:
        ear.listener.on_change(lambda: changes.append(ear.listener.languages))
        first = ear.pid
        os.kill(first, signal.SIGSTOP)
        ear.listen()
        ear.listener.feed(spoken("cảm ơn"))
        assert (await ear.last()).text == "cảm ơn"
        assert ear.pid != first
        with pytest.raises(ProcessLookupError):
            os.kill(first, 0)
    assert changes[:2] == [frozenset(), frozenset({"vi"})]
    assert "listening hangs: no answer for 0.6 s" in caplog.text


async def test_while_there_is_no_child_a_finish_ends_in_nothing(speech_model: Path) -> None:
    async with listening(speech_model) as ear:
        os.kill(ear.pid, signal.SIGKILL)
        await ear.until(lambda: not ear.listener.languages)
        ear.listen()
        ear.listener.feed(spoken("có"))
        ear.listener.finish()
        assert (await ear.last(2)).kind in ("nothing", "final")
        await ear.until_ready()
        assert (await ear.hear(spoken("có"))).text == "có"


async def test_an_unknown_language_is_silence(speech_model: Path) -> None:
    async with listening(speech_model) as ear:
        ear.listen(language="en")
        ear.listener.feed(spoken("có"))
        ear.listener.finish()
        assert (await ear.last()).kind == "nothing"


async def test_a_half_copied_model_is_told_once_and_taken_when_it_is_whole(
    speech_model: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    half = tmp_path / "half"
    shutil.copytree(speech_model, half)
    (half / "graph/Gr.fst").unlink()
    async with listening(half, QUICK, ready=False) as ear:
        await ear.until(lambda: ear.listener.problems)
        assert "graph/Gr.fst is missing" in ear.listener.problems["vi"]
        await asyncio.sleep(0.7)
        assert caplog.text.count("graph/Gr.fst is missing") == 1
        shutil.copy(speech_model / "graph/Gr.fst", half / "graph/Gr.fst")
        await ear.until_ready()
        assert ear.listener.problems == {}


async def test_a_model_that_ends_the_child_takes_no_other_with_it(speech_model: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad"
    shutil.copytree(speech_model, bad)
    graph = bytearray((bad / "graph/HCLr.fst").read_bytes())
    graph[200:] = b"\x7f" * (len(graph) - 200)
    (bad / "graph/HCLr.fst").write_bytes(graph)
    ear = Ear(Listener(lambda: {"en": bad, "vi": speech_model}))
    task = asyncio.create_task(ear.listener.run())
    await ear.until_ready()
    assert ear.listener.languages == {"vi"}
    assert set(ear.listener.problems) == {"en"}
    assert (await ear.hear(spoken("có"))).text == "có"
    task.cancel()
    await asyncio.wait([task])


async def test_without_a_model_there_is_no_child_until_one_is_installed(
    speech_model: Path, caplog: pytest.LogCaptureFixture
) -> None:
    models: dict[str, Path] = {}
    ear = Ear(Listener(lambda: models, times=QUICK))
    task = asyncio.create_task(ear.listener.run())
    await asyncio.sleep(0.5)
    assert ear.listener.languages == frozenset()
    assert (
        caplog.messages.count("no speech model: the robot does not hear; see `kiosk speech model list`") == 1
    )
    models["vi"] = speech_model
    await ear.until_ready()
    task.cancel()
    await asyncio.wait([task])


async def test_ten_minutes_of_silence_cost_no_memory(speech_model: Path) -> None:
    async with listening(speech_model) as ear:
        ear.listen()
        for _ in range(3):
            ear.listener.feed(silence(28))
            await ear.until(lambda: ear.listener._wanted.feed.is_empty)
        before = resident_mb(ear.pid)
        for _ in range(600 // 28):
            ear.listener.feed(silence(28))
            await ear.until(lambda: ear.listener._wanted.feed.is_empty)
        assert resident_mb(ear.pid) < before + 3
        assert ear.listener.dropped_bytes == 0
        ear.listener.feed(spoken("cảm ơn", snr_db=15, lead_s=1.0))
        assert (await ear.last()).text == "cảm ơn"


async def test_nothing_of_what_is_said_is_logged(
    speech_model: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with listening(speech_model) as ear:
        await ear.hear(spoken("tôi muốn lấy số thứ tự"), phrases=["lấy số", "thứ tự", "tôi muốn"])
    assert "thứ tự" not in caplog.text
