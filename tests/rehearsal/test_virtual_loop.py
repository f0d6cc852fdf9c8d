"""Time that jumps: hours pass at once, in the right order, and nobody waits for ever unnoticed."""

import asyncio
import time

import pytest

from kiosk.rehearsal.stage.loop import Deadlock, VirtualLoop, run


def test_a_day_of_sleep_takes_no_time():
    async def sleep() -> float:
        await asyncio.sleep(86_400)
        return asyncio.get_running_loop().time()

    begun = time.monotonic()
    assert run(sleep) == pytest.approx(86_400)
    assert time.monotonic() - begun < 60


def test_deadlines_come_in_the_order_of_time():
    order = []

    async def note(after_s: float) -> None:
        await asyncio.sleep(after_s)
        order.append((after_s, round(asyncio.get_running_loop().time(), 6)))

    async def main() -> None:
        await asyncio.gather(*(note(after_s) for after_s in (3, 1, 2.5, 0)))

    run(main)
    assert order == [(0, 0), (1, 1), (2.5, 2.5), (3, 3)]


def test_timers_of_one_moment_fire_in_the_order_in_which_they_were_made_and_cancelled_ones_not_at_all():
    order = []

    async def main() -> None:
        loop = asyncio.get_running_loop()
        timers = [loop.call_later(2.0, order.append, n) for n in range(50)]
        timers += [loop.call_at(1.0, order.append, "early")]
        for timer in timers[1:50:2]:
            timer.cancel()
        await asyncio.sleep(3)
        assert loop.time() == 3.0

    run(main)
    assert order == ["early", *range(0, 50, 2)]


def test_a_time_limit_is_kept_in_virtual_time():
    async def main() -> float:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(5):
                await asyncio.sleep(3600)
        return asyncio.get_running_loop().time()

    assert run(main) == pytest.approx(5)


def test_what_an_executor_is_given_is_done_at_once_and_its_error_is_told():
    async def main() -> None:
        loop = asyncio.get_running_loop()
        assert await loop.run_in_executor(None, sum, (1, 2)) == 3
        assert await asyncio.to_thread(len, "abc") == 3
        with pytest.raises(ZeroDivisionError):
            await loop.run_in_executor(None, lambda: 1 / 0)
        assert loop.time() == 0

    run(main)


def test_waiting_for_what_will_never_happen_is_an_error():
    loop = VirtualLoop()
    waiting = loop.create_task(asyncio.Event().wait())
    with pytest.raises(Deadlock):
        loop.run_until_complete(waiting)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        loop.run_until_complete(waiting)
    loop.close()
