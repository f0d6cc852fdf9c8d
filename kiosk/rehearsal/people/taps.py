"""Touching the screen: what the page posts, made from what was seen a moment ago."""

import asyncio

from kiosk.rehearsal.people.interfaces import Dark
from kiosk.rehearsal.people.manners import Manner
from kiosk.rehearsal.people.person import Person
from state_machines.machine import NotAllowedNow
from state_machines.screen import Screen

LAG_S = 0.05  # the page shows a new screen this late at most


async def look(person: Person) -> tuple[int, Screen] | None:
    """The life of the robot and its screen as a finger meets it; None when it is dark."""
    robot = person.hall.robot
    if robot is None:
        return None
    seen = person.scene.senses.lives, robot.visit.screen
    await asyncio.sleep(LAG_S)
    return seen


def request_id(person: Person, life: int, seen: Screen) -> str:
    """The page's: the same for every rendering of one state of one visit, never the same again."""
    return f"page-{person.scene.day}-{life}-{seen.visit}-{seen.revision}"


async def touch(person: Person, manner: Manner, seen: Screen, event: str, **fields: str) -> str:
    """Post the form, as often as a hasty finger does; how the first one went."""
    form = {"visit": str(seen.visit), "revision": str(seen.revision), **fields}
    ways = await asyncio.gather(*(_post(person, event, form) for _ in range(manner.taps)))
    for how in ways:
        person.did(event, how, seen.visit)
    if manner.taps_again_late:
        await person.pause(0.3, 3.0)
        person.did(f"{event}_again", await _post(person, event, form), seen.visit)
    return ways[0]


async def _post(person: Person, event: str, form: dict[str, str]) -> str:
    try:
        await person.hall.ask(lambda robot: robot.visit.post(event, **form))
    except NotAllowedNow:
        return "not_allowed"
    except Dark:
        return "dark"
    return "ok"
