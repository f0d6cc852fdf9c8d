"""The application of a robot that can move, asked without a network."""

from collections.abc import AsyncIterator

import pytest

from tests.unit.web.fakes import Rooms, shipped
from tests.unit.web.moving_rooms import with_base


@pytest.fixture
async def rooms() -> AsyncIterator[Rooms]:
    rooms = Rooms(with_base(shipped()))
    yield rooms
    await rooms.close()
