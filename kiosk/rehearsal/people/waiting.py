"""Somebody with a number in the hall: hears the call, goes to the counter, is served."""

import math
from collections.abc import Awaitable, Callable

from kiosk.rehearsal.people.floor import SERVED
from kiosk.rehearsal.people.patience import Patience
from kiosk.rehearsal.people.person import Number, Person

WAITS_S = (3_600.0, 14_400.0)
WALKS_S = (3.0, 30.0)
STANDS_S = 60.0  # at a counter that called and does not take them on
SLOW = 0.05  # so many come to the counter slowly
SLOWLY_S = (30.0, 120.0)

Meanwhile = Callable[[Person, Number], Awaitable[None]]


async def wait_for_call(person: Person, number: Number) -> str:
    """Stay in the hall until served; why they left."""
    return await be_served(person, number)


async def be_served(
    person: Person, number: Number, meanwhile: Meanwhile | None = None, every_s: float = math.inf
) -> str:
    """Wait for calls and follow them; `meanwhile` is done `every_s` while there is none."""
    patience = Patience(_patience_s(person))
    calls = person.scene.senses.calls
    while patience.left_s:
        counter = await calls.heard(number.ticket, number.number, min(every_s, patience.left_s))
        if counter is not None:
            if await _go_to(person, number) == SERVED:
                return SERVED
        elif meanwhile is not None and patience.left_s:
            await meanwhile(person, number)
    return "gave_up"


def _patience_s(person: Person) -> float:
    """Nobody waits longer than there are staff."""
    home_s = person.scene.staff_until_s - person.hall.day_s()
    return max(0.0, min(person.drawn_s(*WAITS_S), home_s + person.drawn_s(1.0, 300.0)))


async def _go_to(person: Person, number: Number) -> str | None:
    """Walk to the counter that calls and stand there; how it went, None when nobody took them on."""
    await person.pause(*(SLOWLY_S if person.likely(SLOW) else WALKS_S))
    if person.scene.senses.calls.at(number.ticket) is None:
        person.did("goes_to_counter", "call_over")
        return None
    meeting = person.scene.floor.come(number.ticket)
    try:
        how = await meeting.ended(STANDS_S)
    finally:
        person.scene.floor.go(number.ticket)
    person.did("goes_to_counter", how or "nobody")
    return how
