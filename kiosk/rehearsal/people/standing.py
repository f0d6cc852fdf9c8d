"""Standing in line for the screen."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from kiosk.rehearsal.people.manners import Manner
from kiosk.rehearsal.people.person import Leaves, Person


@asynccontextmanager
async def in_front(person: Person, manner: Manner) -> AsyncIterator[None]:
    """The first of the line, in front of the screen. Raises `Leaves` when the line takes too long."""
    place = person.hall.in_front
    try:
        async with asyncio.timeout(person.drawn_s(*manner.line_s)):
            await place.acquire()
    except TimeoutError:
        raise Leaves("line_too_long") from None
    try:
        yield
    finally:
        place.release()
