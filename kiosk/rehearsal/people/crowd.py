"""Everybody who is in the hall on one day."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress

from kiosk.desk.store import StoreError
from kiosk.rehearsal.people.caretaker import Caretaker
from kiosk.rehearsal.people.citizen import come
from kiosk.rehearsal.people.clerk import work
from kiosk.rehearsal.people.interfaces import Dark, HallSeenByPeople
from kiosk.rehearsal.people.interruptions import INTERRUPTIONS, interrupt
from kiosk.rehearsal.people.scene import Scene
from kiosk.rehearsal.plan import DayPlan

CARETAKERS = {"hall": 1.0, "second": 3.0}  # the second is slower, and sometimes there at the same time
BOARD_AFTER_S = 2.0


async def attend(hall: HallSeenByPeople, plan: DayPlan) -> None:
    """Let all citizens and staff of a day come and go; returns when everybody has gone home."""
    scene = Scene(hall, plan)
    try:
        async with asyncio.TaskGroup() as group:
            for name, person in _everybody(scene):
                group.create_task(_until_home(scene, person), name=name)
    finally:
        scene.senses.close()


def _everybody(scene: Scene) -> list[tuple[str, Coroutine[object, object, None]]]:
    plan = scene.plan
    return [
        ("board", _show_board(scene)),
        *((f"interruption {name}", interrupt(scene, name)) for name in INTERRUPTIONS),
        *((f"caretaker {name}", Caretaker(scene, name, pace).work()) for name, pace in CARETAKERS.items()),
        *((f"counter {shift.counter} {shift.from_s}", work(scene, shift)) for shift in plan.shifts),
        *((f"citizen {citizen.citizen}", come(scene, citizen)) for citizen in plan.citizens),
    ]


async def _until_home(scene: Scene, person: Coroutine[object, object, None]) -> None:
    """Everybody is out of the house before the robot is switched off."""
    limit = asyncio.timeout(max(0.0, scene.home_s - scene.hall.day_s()))
    try:
        async with limit:
            await person
    except TimeoutError:
        if not limit.expired():
            raise


async def _show_board(scene: Scene) -> None:
    """After each start the board shows all calls, also those that nobody heard."""
    while (left_s := scene.staff_until_s - scene.hall.day_s()) > 0:
        if not await scene.senses.alive.heard(left_s):
            return
        await asyncio.sleep(BOARD_AFTER_S)
        with suppress(Dark, StoreError):
            board = await scene.hall.ask(lambda robot: robot.desk.board())
            scene.senses.calls.see(board.serving)
