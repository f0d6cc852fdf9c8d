"""What some people do before they go on: each once, at the screen it is named for."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

from kiosk.rehearsal.people.manners import Manner
from kiosk.rehearsal.people.patience import Patience
from kiosk.rehearsal.people.person import Person
from kiosk.rehearsal.people.taps import LAG_S, look, touch
from state_machines.screen import Screen

WARNED_WITHIN_S = 90.0
STAFF_WITHIN_S = 120.0
TOO_LATE = 0.15  # so often somebody who hesitates also misses the countdown

Detour = Callable[[Person, Manner, Screen], Awaitable[None]]


def detours_of(manner: Manner) -> dict[str, list[Detour]]:
    """By screen, in order."""
    at_services: list[Detour] = [
        partial(_set, event=event, fields=dict(fields)) for event, fields in manner.settings
    ]
    at_services += [_hesitate] if manner.hesitates else []
    at_services += [_call_staff] if manner.calls_staff else []
    at_priority: list[Detour] = [_hesitate] if manner.hesitates else []
    at_priority += [_change_mind] if manner.changes_mind else []
    return {"services": at_services, "priority": at_priority}


async def _set(person: Person, manner: Manner, seen: Screen, event: str, fields: dict[str, str]) -> None:
    await touch(person, manner, seen, event, **fields)


async def _hesitate(person: Person, manner: Manner, _: Screen) -> None:
    """Do nothing until the screen asks, then say “I am still here”."""
    if not await _shown(person, lambda screen: screen.warn_until is not None, WARNED_WITHIN_S):
        return
    if person.likely(TOO_LATE):
        await _last_moment(person)
    else:
        await person.pause(1.0, 18.0)
    seen = await look(person)
    if seen is not None and seen[1].warn_until is not None:
        await touch(person, manner, seen[1], "stay")


async def _last_moment(person: Person) -> None:
    """The screen clears while the finger is on its way."""
    robot = person.hall.robot
    clears_at = None if robot is None else robot.visit.screen.warn_until
    if clears_at is not None:
        await asyncio.sleep(max(0.0, clears_at - LAG_S / 2 - asyncio.get_running_loop().time()))


async def _call_staff(person: Person, manner: Manner, seen: Screen) -> None:
    await touch(person, manner, seen, "call_staff")
    await _shown(person, lambda screen: not screen.staff_called, STAFF_WITHIN_S)


async def _change_mind(person: Person, manner: Manner, seen: Screen) -> None:
    others = [service.id for service in person.hall.config.services if service.id != person.service]
    person.service = person.chance.choice(others) if others else person.service
    await touch(person, manner, seen, "back")


async def _shown(person: Person, is_it: Callable[[Screen], bool], within_s: float) -> bool:
    """Whether the screen came to be like that in time."""
    patience = Patience(within_s)
    while patience.left_s:
        robot = person.hall.robot
        if robot is not None and is_it(robot.visit.screen):
            return True
        await person.scene.senses.screen.heard(patience.left_s)
    return False
