"""Each part shows that it lives: working and waiting are life, standing still is not."""

import asyncio
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import apsw
import pytest

from drivers.blocking import at_most
from kiosk.desk.store import StoreError
from kiosk.watchdog.budget import RESTARTS, WITHIN_S, RestartBudget
from kiosk.watchdog.signs import LOOP_S, DeviceThreads, LoopSign
from kiosk.watchdog.store import STORE_S, StoreSign


class Clock:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


async def test_a_loop_that_answers_lives_for_ever() -> None:
    sign, now = LoopSign.here(), 0.0
    for _ in range(50):
        assert sign.hangs(now) == []
        await asyncio.sleep(0)
        now += 1


async def test_a_loop_that_does_not_answer_in_time_hangs_in_its_own_thread() -> None:
    sign = LoopSign.here()
    assert sign.hangs(100) == []
    assert sign.hangs(100 + LOOP_S) == []
    (hang,) = sign.hangs(100.5 + LOOP_S)
    assert (hang.what, hang.for_s) == ("the event loop", LOOP_S + 0.5)
    assert (hang.thread_id, hang.spared) == (threading.get_ident(), False)


async def test_a_loop_that_answers_late_is_well_again() -> None:
    sign = LoopSign.here()
    sign.hangs(0)
    assert sign.hangs(60) != []
    await asyncio.sleep(0)
    assert sign.hangs(61) == []


def _never_asked() -> bool:
    pytest.fail("nothing hangs")


def _never_told(hanging: bool) -> None:
    pytest.fail(f"told {hanging}")


def _soon() -> float:
    return time.monotonic() + 10


def test_a_device_thread_hangs_when_it_is_over_its_own_time() -> None:
    devices = DeviceThreads(lambda: True, _never_told)
    with at_most(5, "writing to /dev/thing"):
        assert devices.hangs(time.monotonic()) == []
        (hang,) = devices.hangs(_soon())
    assert (hang.what, hang.spared) == ("writing to /dev/thing", False)
    assert hang.thread_id == threading.get_ident()
    assert devices.hangs(_soon()) == []


def test_idle_device_threads_are_well() -> None:
    assert DeviceThreads(_never_asked, _never_told).hangs(_soon()) == []


def test_a_device_without_budget_is_spared_and_told_once_and_its_end_too() -> None:
    told: list[bool] = []
    asked: list[bool] = []

    def no_budget() -> bool:
        asked.append(True)
        return False

    devices = DeviceThreads(no_budget, told.append)
    with at_most(5, "closing /dev/thing"):
        found = [hang.spared for _ in range(3) for hang in devices.hangs(_soon())]
    assert (found, told, asked) == ([True] * 3, [True], [True])
    devices.hangs(_soon())
    devices.hangs(_soon())
    assert told == [True, False]


def test_the_budget_of_restarts_survives_the_robot_and_comes_back(tmp_path: Path) -> None:
    clock, file = Clock(), tmp_path / "hangs"
    for _ in range(RESTARTS):
        assert RestartBudget(file, clock).spend()
        clock.now += 20
    assert not RestartBudget(file, clock).spend()
    clock.now += WITHIN_S
    assert RestartBudget(file, clock).spend()


@pytest.mark.parametrize("content", [b"", b"tomorrow\n", b"\xff\x00", b"9e99\n9e99\n9e99\n9e99\n"])
def test_a_broken_note_of_the_budget_is_a_full_budget(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "hangs"
    file.write_bytes(content)
    assert RestartBudget(file, Clock()).spend()


def test_what_cannot_be_noted_cannot_be_spent(tmp_path: Path) -> None:
    assert not RestartBudget(tmp_path / "no" / "folder", Clock()).spend()


class Answers:
    """A store whose answers come when told to, in the order of the questions."""

    def __init__(self) -> None:
        self.asked: list[asyncio.Future[Any]] = []

    def transact(self, work: Callable[..., Any]) -> "asyncio.Future[Any]":
        self.asked.append(asyncio.get_running_loop().create_future())
        return self.asked[-1]

    read = transact

    def foreign_commits(self) -> "asyncio.Future[int]":
        return self.transact(int)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def store(clock: Clock, answers: Answers) -> StoreSign:
    sign = StoreSign(clock=clock)
    sign._store = answers
    return sign


async def _ask(store: StoreSign, count: int = 1) -> list["asyncio.Task[Any]"]:
    tasks = [asyncio.create_task(store.transact(lambda unit: None)) for _ in range(count)]
    await asyncio.sleep(0)
    return tasks


async def _end(tasks: list["asyncio.Task[Any]"]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def test_a_store_that_nobody_asks_is_well(store: StoreSign, clock: Clock) -> None:
    assert store.hangs(clock.now + 1e6) == []


async def test_a_question_without_an_answer_is_a_hang(store: StoreSign, clock: Clock) -> None:
    tasks = await _ask(store)
    assert store.hangs(clock.now + STORE_S) == []
    (hang,) = store.hangs(clock.now + STORE_S + 1)
    assert (hang.what, hang.for_s, hang.spared) == ("the store", STORE_S + 1, False)
    await _end(tasks)


async def test_answers_one_after_the_other_are_life(store: StoreSign, answers: Answers, clock: Clock) -> None:
    tasks = await _ask(store, 20)
    for answer in answers.asked:
        clock.now += STORE_S - 1
        assert store.hangs(clock.now) == []
        answer.set_result("kept")
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    await asyncio.gather(*tasks)
    assert store.hangs(clock.now + 1e6) == []


async def test_a_full_disk_is_an_answer(store: StoreSign, answers: Answers, clock: Clock) -> None:
    for _ in range(100):
        (task,) = await _ask(store)
        answers.asked[-1].set_exception(StoreError("disk_full", "the disk is full"))
        with pytest.raises(StoreError):
            await task
        clock.now += 10
        assert store.hangs(clock.now) == []


async def test_a_thread_that_died_hangs_although_new_questions_are_refused(
    store: StoreSign, answers: Answers, clock: Clock
) -> None:
    never_answered = await _ask(store)
    for _ in range(20):
        clock.now += 1
        (task,) = await _ask(store)
        answers.asked[-1].set_exception(StoreError("store", "the store is closed"))
        await asyncio.gather(task, return_exceptions=True)
    assert [hang.what for hang in store.hangs(clock.now)] == ["the store"]
    await _end(never_answered)


async def test_whoever_gave_up_waiting_is_no_longer_waited_for(store: StoreSign, clock: Clock) -> None:
    await _end(await _ask(store))
    assert store.hangs(clock.now + 1e6) == []


async def test_the_real_store_waits_for_a_lock_of_another_process_without_being_hung(tmp_path: Path) -> None:
    late = StoreSign(limit_s=0.3)
    store = await late.open(tmp_path / "kiosk.db")
    other = apsw.Connection(str(tmp_path / "kiosk.db"))
    other.execute("BEGIN IMMEDIATE")
    writing = asyncio.create_task(store.transact(lambda unit: unit.sequences.take("tried", None, 0)))
    hangs = []
    for _ in range(100):
        await asyncio.sleep(0.01)
        hangs += late.hangs(time.monotonic())
    assert not writing.done()
    assert hangs == []
    other.execute("ROLLBACK")
    other.close()
    await writing
    assert await store.foreign_commits() == await store.foreign_commits()
    await store.close()


async def test_the_real_store_hangs_in_its_own_thread(tmp_path: Path) -> None:
    sign = StoreSign(limit_s=0.2)
    store = await sign.open(tmp_path / "kiosk.db")
    go_on = threading.Event()
    reading = asyncio.create_task(store.read(lambda unit: go_on.wait(10)))
    await asyncio.sleep(0.4)
    (hang,) = sign.hangs(time.monotonic())
    names = {thread.ident: thread.name for thread in threading.enumerate()}
    assert names[hang.thread_id] == "desk-store"
    go_on.set()
    await reading
    assert sign.hangs(time.monotonic() + 60) == []
    await store.close()
