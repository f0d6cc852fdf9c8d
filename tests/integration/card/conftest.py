"""A simulated reader behind a real PC/SC daemon, and clients whose contexts are given back."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from tests.support.pcsc import Pcsc, RealPlace, need_daemon, real_place
from tests.support.stub_chip import deal


@pytest.fixture
async def place() -> AsyncIterator[RealPlace]:
    """With cards whose chips are stubs."""
    async with real_place(deal) as place:
        yield place


@pytest.fixture
async def pcsc() -> AsyncIterator[Callable[[], Awaitable[Pcsc]]]:
    """Makes clients; all contexts are given back at the end."""
    need_daemon()
    made: list[Pcsc] = []

    async def make() -> Pcsc:
        made.append(await Pcsc().open())
        return made[-1]

    yield make
    for client in made:
        await client.close()
