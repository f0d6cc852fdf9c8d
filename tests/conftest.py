"""Rules for every test: no task outlives its loop; open sockets, files and warnings are errors."""

import asyncio
from asyncio import runners

import pytest

pytest_plugins = ["tests.support.fixtures", "tests.support.remembering"]


class LeakedTasks(AssertionError):
    """Tasks were still running when a loop was closed."""


@pytest.fixture(autouse=True, scope="session")
def no_leaked_tasks() -> object:
    """Every event loop that ends with running tasks fails its test."""
    cancel_all = runners._cancel_all_tasks

    def cancel_and_tell(loop: asyncio.AbstractEventLoop) -> None:
        leaked = [repr(task) for task in asyncio.all_tasks(loop)]
        cancel_all(loop)
        if leaked:
            raise LeakedTasks("still running at the end: " + "; ".join(leaked))

    patch = pytest.MonkeyPatch()
    patch.setattr(runners, "_cancel_all_tasks", cancel_and_tell)
    yield
    patch.undo()


@pytest.fixture(autouse=True, scope="session")
def no_current_loop() -> None:
    """Without it a lookup of the current loop between sync and async tests makes one that nobody closes."""
    asyncio.set_event_loop(None)
