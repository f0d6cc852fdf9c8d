"""Waiting for what devices do."""

import asyncio
from collections.abc import Callable
from contextlib import asynccontextmanager


async def until(condition: Callable[[], object], within_s: float = 15.0) -> None:
    """Until it holds, by the loop's clock."""
    for _ in range(round(within_s / 0.01)):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not come to pass")


@asynccontextmanager
async def at_work(*works):
    """The works run meanwhile."""
    tasks = [asyncio.create_task(work) for work in works]
    try:
        yield
    finally:
        for task in reversed(tasks):
            task.cancel()
            await asyncio.wait({task})
        for task in tasks:
            if not task.cancelled():
                task.result()


def codes(device) -> list[str]:
    """The faults a device reports."""
    return [fault.code for fault in device.status.faults]
