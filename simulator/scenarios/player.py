"""Plays one scenario on a station, at the station's speed. A new one takes the place of the old."""

import asyncio
from collections.abc import Iterable

from simulator.devices.events import Event
from simulator.scenarios.model import Scenario, ScenarioRun
from simulator.station import SHORTEST_LOOK_S, Station


class ScenarioPlayer:
    """`run` is the scenario in progress, or the last one."""

    def __init__(self, station: Station, loop: asyncio.AbstractEventLoop) -> None:
        self._station = station
        self._loop = loop
        self._timer: asyncio.TimerHandle | None = None
        self.run: ScenarioRun | None = None
        station.on_events(self._saw)

    def start(self, scenario: Scenario) -> None:
        """Play from the beginning."""
        self.run = ScenarioRun(scenario, self._station.clock.now())
        self._look()

    def stop(self) -> None:
        """Do no further steps."""
        self.run = None
        self._cancel()

    def state(self) -> dict[str, object] | None:
        """What is being played, as plain values."""
        if self.run is None:
            return None
        return {
            "name": self.run.scenario.name,
            "done": self.run.done,
            "steps": len(self.run.scenario.steps),
            "finished": self.run.finished,
        }

    def _saw(self, events: Iterable[Event]) -> None:
        if self.run is None or self.run.finished:
            return
        self.run.saw(events)
        self._schedule()

    def _look(self) -> None:
        self._timer = None
        while self.run and (step := self.run.take(self._station.clock.now())):
            self._station.act(step.act, step.parameters)
        self._schedule()

    def _schedule(self) -> None:
        self._cancel()
        due = self.run.next_due() if self.run else None
        delay = None if due is None else self._station.clock.real_delay(due)
        if delay is not None:
            self._timer = self._loop.call_later(max(delay, SHORTEST_LOOK_S), self._look)

    def _cancel(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None
