"""A worker is kept alive, one at a time, with pauses that grow and are forgiven."""

import asyncio
import logging
import os
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest

from dialogs.workers.keeper import AT_WORK, LIVED_S, NOT_STARTED, STARTING, STOPPED, UNFIT_S, Keeper, Standing
from dialogs.workers.worker import Worker, WorkerLost

CHILD = "tests.unit.dialogs.workers.a_child"


class StubWorker:
    """Gives what it is told; never two of them may be alive."""

    running = 0

    def __init__(self, ready: dict[str, Any] | None) -> None:
        self._ready = ready

    async def start(self, limit_s: float) -> dict[str, Any]:
        StubWorker.running += 1
        assert StubWorker.running == 1
        if self._ready is None:
            raise WorkerLost("the worker ended with exit code 1")
        return self._ready

    async def stop(self) -> None:
        StubWorker.running -= 1


class Lives:
    """A keeper of stubs: None fails to start, a number is how long one lives, a text is why it is unfit."""

    def __init__(self, *lives: float | str | None) -> None:
        self._lives = iter(lives)
        self._life_s = 0.0
        self.keeper = Keeper("speaking", self._make, self._serve, pauses_s=(0.0, 0.5, 1.0, 2.0))  # type: ignore[arg-type]
        self.told: list[tuple[float, Standing]] = []
        self.keeper.on_change(self._note)

    def _note(self, standing: Standing) -> None:
        self.told.append((round(asyncio.get_running_loop().time(), 1), standing))

    def _make(self) -> StubWorker:
        life = next(self._lives, 1e9)
        if isinstance(life, str):
            return StubWorker({"unfit": life})
        self._life_s = life or 0.0
        return StubWorker(None if life is None else {"engine": "stub"})

    async def _serve(self, worker: Worker, ready: dict[str, Any]) -> None:
        assert ready == {"engine": "stub"}
        await asyncio.sleep(self._life_s)
        raise WorkerLost("the worker was killed by signal 9")

    @asynccontextmanager
    async def kept(self, seconds: float) -> AsyncIterator[None]:
        task = asyncio.create_task(self.keeper.run())
        await asyncio.sleep(seconds)
        yield
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        assert StubWorker.running == 0

    def times(self, standing: Standing) -> list[float]:
        return [at for at, told in self.told if told == standing]


@pytest.fixture(autouse=True)
def nobody_is_left() -> Iterator[None]:
    StubWorker.running = 0
    yield
    assert StubWorker.running == 0


@pytest.mark.looptime
async def test_it_tells_how_it_stands_from_the_start_to_the_end() -> None:
    lives = Lives()
    assert lives.keeper.standing == NOT_STARTED
    async with lives.kept(1):
        assert lives.keeper.standing == AT_WORK
    assert [standing for _, standing in lives.told] == [STARTING, AT_WORK, STOPPED]


@pytest.mark.looptime
async def test_a_loss_is_made_good_at_once_and_the_next_ones_after_growing_pauses() -> None:
    lives = Lives(10, 1, 1, 1, 1, 1)
    async with lives.kept(40):
        pass
    assert lives.times(AT_WORK) == [0, 10, 11.5, 13.5, 16.5, 19.5, 22.5]
    assert lives.keeper.losses == 6


@pytest.mark.looptime
async def test_a_long_life_is_forgiven() -> None:
    lives = Lives(10, 1, LIVED_S, 5)
    async with lives.kept(100):
        pass
    assert lives.times(AT_WORK) == [0, 10, 11.5, 11.5 + LIVED_S, 11.5 + LIVED_S + 5 + 0.5]


@pytest.mark.looptime
async def test_whoever_waits_is_told_whether_it_is_worth_waiting() -> None:
    lives = Lives(None, None, None, None)
    async with lives.kept(60):
        assert lives.keeper.standing == AT_WORK
    why = "the worker ended with exit code 1"
    assert lives.told[1:4] == [
        (0.0, Standing(False, True, why)),
        (0.5, Standing(False, False, why)),
        (3.5, AT_WORK),
    ]


@pytest.mark.looptime
async def test_one_that_is_unfit_is_asked_again_now_and_then(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    lives = Lives("no library: install one", "no library: install one", "no library: install one")
    async with lives.kept(UNFIT_S * 2 + 1):
        assert lives.keeper.standing == Standing(False, False, "no library: install one")
    async with lives.kept(1):
        assert lives.keeper.standing == AT_WORK
    lost = [record.getMessage() for record in caplog.records]
    assert lost == ["speaking lost: no library: install one", "speaking is back outage_s=121.0"]


@pytest.mark.looptime
async def test_one_line_when_it_is_lost_and_one_when_it_is_back(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    lives = Lives(10, None, None, 10)
    async with lives.kept(15):
        pass
    assert [record.getMessage() for record in caplog.records] == [
        "speaking lost: the worker was killed by signal 9",
        "speaking lost: the worker ended with exit code 1",
        "speaking is back outage_s=1.5",
    ]


async def test_a_real_worker_that_is_killed_is_replaced() -> None:
    pids: list[int] = []
    fresh = asyncio.Event()

    async def serve(worker: Worker, ready: dict[str, Any]) -> None:
        pids.append(ready["pid"])
        fresh.set()
        await worker.receive()

    keeper = Keeper("child", lambda: Worker(CHILD, "well"), serve)
    task = asyncio.create_task(keeper.run())
    async with asyncio.timeout(20):
        await fresh.wait()
        fresh.clear()
        os.kill(pids[0], signal.SIGKILL)
        await fresh.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert len(set(pids)) == 2
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
