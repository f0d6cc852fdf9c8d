"""A worker's life and the ways to lose it, with real processes."""

import asyncio
import gc
import logging
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from dialogs.workers.child import ORPHANED
from dialogs.workers.frames import HEAD, BadFrame
from dialogs.workers.worker import MOST_WAITING_BYTES, Worker, WorkerLost

CHILD = "tests.unit.dialogs.workers.a_child"
LIMIT_S = 20.0


@asynccontextmanager
async def at_work(how: str = "well") -> AsyncIterator[Worker]:
    worker = Worker(CHILD, how)
    try:
        await worker.start(LIMIT_S)
        yield worker
    finally:
        await worker.stop()


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def open_files() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def gone(pid: int, limit_s: float = 10.0) -> bool:
    until = time.monotonic() + limit_s
    while is_running(pid) and time.monotonic() < until:
        time.sleep(0.02)
    return not is_running(pid)


async def lost(worker: Worker) -> str:
    with pytest.raises(WorkerLost) as caught:
        async with asyncio.timeout(LIMIT_S):
            await worker.receive()
    return str(caught.value)


async def test_messages_go_both_ways_in_order_and_whole() -> None:
    async with at_work() as worker:
        blobs = [os.urandom(size) for size in (0, 1, 70_000, 3_000_000)]
        for number, blob in enumerate(blobs):
            worker.send({"do": "echo", "number": number, "text": "đến quầy số ba"}, blob)
            message, back = await worker.receive()
            assert (message["number"], message["text"], back) == (number, "đến quầy số ba", blob)


async def test_start_gives_the_first_message_and_stop_leaves_nothing() -> None:
    worker = Worker(CHILD, "well")
    assert (worker.alive, worker.pid) == (False, None)
    ready = await worker.start(LIMIT_S)
    assert (ready["ready"], ready["pid"], worker.alive) == ("well", worker.pid, True)
    files = open_files()
    await worker.stop()
    await worker.stop()
    assert (worker.alive, worker.pid) == (False, None)
    with pytest.raises(ProcessLookupError):  # a zombie would be found
        os.kill(ready["pid"], 0)
    assert open_files() < files
    with pytest.raises(WorkerLost, match="the worker was stopped"):
        worker.send({"do": "echo"})
    with pytest.raises(RuntimeError, match="make a new one"):
        await worker.start(LIMIT_S)


async def test_what_libraries_print_is_logged_in_bounds_and_never_a_message(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG, "dialogs.workers")
    async with at_work() as worker:
        worker.send({"do": "print", "text": "x" * 900_000 + "\n\xff\n" + "the end\n"})
        assert (await worker.receive())[0] == {"printed": True}
        await worker.stop()
    lines = [record.getMessage() for record in caplog.records]
    for said in ("printed before", "printed by a library", "printed by a program"):
        assert f"{CHILD}: {said}" in lines
    assert max(map(len, lines)) < 600
    assert {record.levelname for record in caplog.records} == {"DEBUG"}


@pytest.mark.parametrize(
    ("order", "blob", "said"),
    [
        ({"do": "kill"}, b"", "the worker was killed by signal 9"),
        ({"do": "exit", "code": 7}, b"", "the worker ended with exit code 7"),
        (
            {"do": "nonsense"},
            b"Audio saved to nowhere",
            "the worker wrote nonsense: a message of",
        ),
        (
            {"do": "nonsense"},
            HEAD.pack(2, 0) + b"[]",
            "the worker wrote nonsense: a message must be",
        ),
        ({"do": "close"}, b"", "the worker closed its pipes"),
    ],
)
async def test_a_lost_worker_says_how(order: dict[str, object], blob: bytes, said: str) -> None:
    async with at_work() as worker:
        worker.send({"do": "echo"})
        worker.send(order, blob)
        assert (await worker.receive())[0]["do"] == "echo"
        assert (await lost(worker)).startswith(said)
        assert not worker.alive
        with pytest.raises(WorkerLost):
            worker.send({"do": "echo"})


async def test_one_that_is_killed_from_outside_is_noticed_while_waiting() -> None:
    async with at_work() as worker:
        waiting = asyncio.create_task(lost(worker))
        await asyncio.sleep(0.05)
        os.kill(worker.pid, signal.SIGKILL)
        assert await waiting == "the worker was killed by signal 9"


async def test_a_child_that_cannot_start_says_why() -> None:
    worker = Worker(CHILD, "dies")
    with pytest.raises(WorkerLost, match="the worker ended with exit code 1: no library of that name"):
        await worker.start(LIMIT_S)
    assert worker.pid is None
    with pytest.raises(WorkerLost, match=r"the worker ended with exit code 1: .*No module named"):
        await Worker("dialogs.workers.no_such_child").start(LIMIT_S)


async def test_a_child_that_is_never_ready_is_ended_in_time() -> None:
    worker = Worker(CHILD, "never ready")
    with pytest.raises(WorkerLost, match=r"the worker was not ready within 0\.5 s"):
        await worker.start(0.5)
    assert worker.pid is None


async def test_a_python_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(WorkerLost, match="the worker cannot be started"):
        await Worker(CHILD, "well").start(LIMIT_S)


async def test_sending_never_waits_and_tells_of_one_that_takes_nothing() -> None:
    async with at_work() as worker:
        worker.send({"do": "hang"})
        began = time.monotonic()
        with pytest.raises(WorkerLost, match=r"the worker hangs: .* bytes were not taken"):
            for _ in range(20 * MOST_WAITING_BYTES // 100_000):
                worker.send({"do": "echo"}, bytes(100_000))
        assert time.monotonic() - began < 5
        with pytest.raises(BadFrame):
            worker.send({"text": "x" * (2 << 20)})


async def test_a_child_that_writes_too_fast_waits_and_nothing_is_lost() -> None:
    async with at_work() as worker:
        worker.send({"do": "many", "count": 500}, bytes(20_000))
        await asyncio.sleep(0.3)
        assert [(await worker.receive())[0]["number"] for _ in range(500)] == list(range(500))
        worker.send({"do": "many", "count": 500}, bytes(20_000))
        await asyncio.sleep(0.2)  # stopped while it waits


async def test_receiving_can_be_cancelled_without_loss() -> None:
    async with at_work() as worker:
        for number in range(30):
            waiting = asyncio.create_task(worker.receive())
            await asyncio.sleep(0)
            waiting.cancel()
            worker.send({"do": "echo", "number": number}, bytes(50_000))
            assert (await worker.receive())[0]["number"] == number


async def test_ctrl_c_in_the_terminal_does_not_reach_it() -> None:
    async with at_work() as worker:
        assert os.getpgid(worker.pid) != os.getpgid(0)


async def test_many_lives_leave_no_files_and_no_garbage() -> None:
    async with at_work():
        pass
    files = open_files()
    for order in ({"do": "kill"}, {"do": "echo"}, {"do": "exit", "code": 0}):
        async with at_work() as worker:
            worker.send(order)
    gc.collect()
    assert open_files() == files


PARENT = """
    import asyncio, sys
    from dialogs.workers.worker import Worker

    async def main():
        worker = Worker("tests.unit.dialogs.workers.a_child", "well")
        print((await worker.start(20))["pid"], flush=True)
        if len(sys.argv) > 1:
            worker.send({"do": sys.argv[1]})
        await asyncio.sleep(60)

    asyncio.run(main())
"""


@pytest.mark.parametrize("order", ["", "hang"])
def test_the_child_of_a_killed_robot_is_soon_gone_even_if_it_hangs(order: str) -> None:
    words = [sys.executable, "-c", textwrap.dedent(PARENT), *filter(None, [order])]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as parent:
        pid = int(parent.stdout.readline())
        time.sleep(0.2)
        assert is_running(pid)
        parent.kill()
    assert gone(pid)
    assert ORPHANED != 0
