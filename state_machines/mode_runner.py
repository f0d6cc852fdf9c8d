"""The robot's mode in motion: hours, pauses, troubles and technicians decide whether people are let in."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from state_machines import effects as do
from state_machines.effects import Effect
from state_machines.interfaces import Clock
from state_machines.machine import Machine
from state_machines.mode import TABLE, ModeContext
from state_machines.screen import Screen

log = logging.getLogger(__name__)

CHECK_S = 1.0  # how late an opening may be noticed


class OpeningHours(Protocol):
    """When the site is open."""

    def is_open(self, now: datetime) -> bool:
        """True within the hours."""


class Door(Protocol):
    """The visit, as far as the mode is concerned with it."""

    @property
    def active(self) -> bool:
        """True while somebody's visit is on the screen."""

    def set_open(self, is_open: bool) -> None:
        """Let visits begin, or not any more."""

    def on_screen(self, listener: Callable[[Screen], None]) -> None:
        """Call `listener` with every new screen."""


class ModeRunner:
    """Lets people in and keeps them out; `run` watches the hours."""

    def __init__(self, hours: OpeningHours, clock: Clock, visit: Door, check_s: float = CHECK_S) -> None:
        self._hours = hours
        self._clock = clock
        self._visit = visit
        self._check_s = check_s
        self._machine = Machine(TABLE)
        self._paused = False
        self._in_trouble = False
        self._hours_open = False
        self._listeners: list[Callable[[str], None]] = []
        self._carry_out: dict[type[Effect], Callable[[], None]] = {
            do.LetPeopleIn: lambda: visit.set_open(True),
            do.KeepPeopleOut: lambda: visit.set_open(False),
            do.AcknowledgeExit: lambda: self._fire("acknowledge"),
        }
        visit.on_screen(self._on_screen)

    @property
    def mode(self) -> str:
        """The state of the mode's table."""
        return self._machine.state

    def on_mode(self, listener: Callable[[str], None]) -> None:
        """Call `listener` on the event loop with every new mode."""
        self._listeners.append(listener)

    async def run(self) -> None:
        """Start, then watch the hours until stopped or cancelled."""
        self._hours_open = self._hours.is_open(self._clock.now())
        self._fire_if_allowed("started")
        while self.mode != "stopped":
            await asyncio.sleep(self._check_s)
            self._look_at_hours()

    def pause(self) -> None:
        """Staff pause the robot. Raises `NotAllowedNow`."""
        self._fire("pause")
        self._paused = True

    def resume(self) -> None:
        """Staff end the pause. Raises `NotAllowedNow`."""
        self._fire("resume")
        self._paused = False

    def trouble(self, in_trouble: bool) -> None:
        """A device is out of order, or none any more."""
        if in_trouble != self._in_trouble:
            self._in_trouble = in_trouble
            self._fire_if_allowed("trouble")

    def enter_maintenance(self) -> None:
        """A technician wants in; `maintenance` begins once the visit has ended. Raises `NotAllowedNow`."""
        self._fire("enter_request")

    def leave_maintenance(self) -> None:
        """The technician is done. Raises `NotAllowedNow`."""
        self._fire("exit_request")

    def stop(self) -> None:
        """Come to an end; the mode is `stopped` once the visit has ended. Raises `NotAllowedNow`."""
        self._fire("stop")

    def _look_at_hours(self) -> None:
        is_open = self._hours.is_open(self._clock.now())
        if is_open != self._hours_open:
            self._hours_open = is_open
            self._fire_if_allowed("hours")

    def _on_screen(self, _: Screen) -> None:
        if not self._visit.active:
            self._fire_if_allowed("visit_ended")

    def _fire_if_allowed(self, event: str) -> None:
        if event in TABLE.allowed[self._machine.state]:
            self._fire(event)

    def _fire(self, event: str) -> None:
        before = self.mode
        effects = self._machine.fire(event, self._context())
        if self.mode != before:
            log.info("mode=%s was=%s", self.mode, before)
            self._tell()
        for effect in effects:
            self._carry_out[type(effect)]()

    def _tell(self) -> None:
        for listener in self._listeners:
            listener(self.mode)

    def _context(self) -> ModeContext:
        return ModeContext(self._hours_open, self._paused, self._in_trouble, self._visit.active)
