"""A robot that moves: its travels over the rooms it has."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import replace

from drivers.status import DeviceStatus
from kiosk.config.hall_schema import HallSettings
from kiosk.crew import Crew
from kiosk.motion.parts import MotionParts
from kiosk.talk.skills import RobotSkills
from kiosk.web.context import WebContext
from state_machines.screen import Screen
from state_machines.travel import ON_ERRAND
from state_machines.travel_interfaces import HallPlaces, TravelView, TravelWords
from state_machines.travel_options import TravelOptions
from state_machines.travel_runner import TravelRunner
from state_machines.trouble import faults_of
from state_machines.visit import PAGE_EVENTS

BASE, TRAVEL = "mobile_base", "travel"  # as staff are told of troubles
NO_TOUCH = frozenset({"say", "stop_moving", "staff_done"})  # words, and what others do elsewhere
TOUCHES = PAGE_EVENTS - NO_TOUCH


def with_motion(
    context: WebContext,
    parts: MotionParts,
    skills: RobotSkills,
    crew: Crew,
    stack: AsyncExitStack,
    options: TravelOptions | None = None,
) -> WebContext:
    """The same rooms with a robot that moves between them; `stack` stands it still at the end.

    Raises ValueError without a hall.
    """
    hall = context.config.hall
    if hall is None:
        raise ValueError("a robot that moves needs hall.yaml")
    loop, visit, troubles = asyncio.get_running_loop(), context.visit, context.troubles

    def tell(words: TravelWords | None) -> None:
        loop.call_soon(visit.travel_told, words)  # not in the middle of what the visit is at

    travel = TravelRunner(
        parts.base,
        places_of(hall),
        options or TravelOptions(),
        tell,
        lambda faults: troubles.report(TRAVEL, faults),
    )
    stack.push_async_callback(travel.close)
    skills.guide_with(travel)
    _follow(context, travel)

    def told(status: DeviceStatus) -> None:
        troubles.report(BASE, faults_of(BASE, status))

    parts.base.on_status(told)
    crew.start("mobile base", parts.base.run)
    return replace(context, travel=travel, base=parts.base)


def places_of(hall: HallSettings) -> HallPlaces:
    """Where the robot may go."""
    return HallPlaces(frozenset(hall.places), hall.post, hall.dock, tuple(hall.waiting_area))


def hear_stop_while_moving(context: WebContext) -> None:
    """“Stop” is heard while the robot moves, though nobody is at the screen; for a robot with ears."""
    travel, voice = context.travel, context.voice
    if travel is None or voice is None:
        return

    def viewed(view: TravelView) -> None:
        voice.robot_moves(view.state in ON_ERRAND)

    travel.on_view(viewed)


def _follow(context: WebContext, travel: TravelRunner) -> None:
    """What happens at the screen, and the robot's mode."""
    visit, mode = context.visit, context.mode

    def posted(event: str) -> None:
        if event in TOUCHES:
            travel.touched()

    def shown(_: Screen) -> None:
        travel.visit_changed(visit.active)

    visit.on_event(posted)
    visit.on_stop_moving(travel.stop)
    visit.on_staff_called(travel.staff_called)
    visit.on_screen(shown)
    mode.on_mode(travel.mode_changed)
    travel.mode_changed(mode.mode)
    travel.visit_changed(visit.active)
