"""Staff pause the robot now and then, and a technician comes: nobody is let in for a while."""

import asyncio
from collections.abc import Callable

from kiosk.rehearsal.people.interfaces import Dark
from kiosk.rehearsal.people.scene import Scene, drawn_s
from kiosk.web.context import WebContext
from state_machines.machine import NotAllowedNow

SHARE = 0.15  # of all days, for each
LASTS_S = (30.0, 600.0)
TRIES = 5
TRIES_AGAIN_S = (5.0, 60.0)

Mode = Callable[[WebContext], None]
INTERRUPTIONS: dict[str, tuple[Mode, Mode]] = {
    "pause": (lambda robot: robot.mode.pause(), lambda robot: robot.mode.resume()),
    "maintenance": (
        lambda robot: robot.mode.enter_maintenance(),
        lambda robot: robot.mode.leave_maintenance(),
    ),
}


async def interrupt(scene: Scene, name: str) -> None:
    """On some days: begin, and end what was begun; a restart of the robot ends it as well."""
    chance = scene.chance("interruption", name)
    begin, end = INTERRUPTIONS[name]
    if chance.random() > SHARE or not scene.slots:
        return
    await scene.until(drawn_s(chance, scene.slots[0][0], scene.slots[-1][1]))
    if await _set_mode(scene, name, begin) != "ok":
        return
    await asyncio.sleep(drawn_s(chance, *LASTS_S))
    for _ in range(TRIES):
        if await _set_mode(scene, f"{name}_over", end) != "dark":
            return
        await asyncio.sleep(drawn_s(chance, *TRIES_AGAIN_S))


async def _set_mode(scene: Scene, act: str, change: Mode) -> str:
    async def ask(robot: WebContext) -> None:
        change(robot)

    try:
        await scene.hall.ask(ask)
        how = "ok"
    except Dark:
        how = "dark"
    except NotAllowedNow:
        how = "not_allowed"
    scene.hall.witness.tell("staff", counter="robot", act=act, how=how, ticket=None, number=None)
    return how
