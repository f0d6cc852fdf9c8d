"""A robot that can move, for the pages: a real travel machine over a base that goes nowhere."""

from collections.abc import Callable
from dataclasses import replace

from drivers.motion import MotionReport, MotionState, Pose
from kiosk.config.motion_schema import MobileBaseSettings
from kiosk.config.schema import Config
from kiosk.motion.making import places_of
from kiosk.web.context import WebContext
from state_machines.travel_interfaces import TravelWords
from state_machines.travel_options import TravelOptions
from state_machines.travel_runner import TravelRunner
from tests.support.told_base import ToldBase

AT_POST = MotionReport(MotionState.IDLE, Pose(5.4, 0.8, 0.0), 1.0, 0.0, 70, False, "post")


def with_base(config: Config) -> Config:
    """The same site with a robot that moves."""
    base = MobileBaseSettings(driver="nav2", address="ws://192.0.2.11:9090")
    devices = config.devices.model_copy(update={"mobile_base": base})
    return config.model_copy(update={"devices": devices})


def moving(
    context: WebContext, base: ToldBase, tell: Callable[[TravelWords | None], None], looked_at: bool = True
) -> WebContext:
    """The rooms with a robot in them that stands at its post; `looked_at`: it may move."""
    hall = context.config.hall
    if hall is None:
        raise ValueError("the shipped site has a hall")
    base.report = AT_POST
    options = TravelOptions(looked_at=looked_at)
    travel = TravelRunner(base, places_of(hall), options, tell, lambda faults: None)
    travel.mode_changed("open")
    base.say(AT_POST)
    return replace(context, travel=travel, base=base)
