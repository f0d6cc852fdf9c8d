"""Plays one scenario on a bench, at its speed. A new one takes the place of the old."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from simulator.devices.events import Event
from simulator.devices.interfaces import ActRefused
from simulator.scenarios.model import Scenario, ScenarioRun, ScenarioStep
from simulator.speech.saying import Saying
from simulator.station import SHORTEST_LOOK_S, Station


class Speakers(Protocol):
    """People who can be told to say something."""

    def start(self, saying: Saying, done: Callable[[str], None]) -> None:
        """Say it; `done` is called at its end, with what went wrong or nothing."""

    def stop(self) -> None:
        """Say nothing more."""


class ScenarioPlayer:
    """`run` is the scenario in progress, or the last one. `others` are the stations beside the printer's."""

    def __init__(
        self,
        station: Station,
        loop: asyncio.AbstractEventLoop,
        others: Mapping[str, Station] | None = None,
        speakers: Speakers | None = None,
    ) -> None:
        self._stations = {"": station, **(others or {})}
        self._clock = station.clock
        self._speakers = speakers
        self._loop = loop
        self._timer: asyncio.TimerHandle | None = None
        self.run: ScenarioRun | None = None
        for name, each in self._stations.items():
            each.on_events(lambda events, device=name: self._saw(events, device))  # type: ignore[misc]

    def start(self, scenario: Scenario) -> None:
        """Play from the beginning."""
        self._be_silent()
        self.run = ScenarioRun(scenario, self._clock.now())
        self._look()

    def stop(self) -> None:
        """Do no further steps."""
        self.run = None
        self._be_silent()
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
            "failed": self.run.failed,
        }

    def _be_silent(self) -> None:
        if self._speakers is not None:
            self._speakers.stop()

    def _saw(self, events: Iterable[Event], device: str) -> None:
        if self.run is None or self.run.finished:
            return
        self.run.saw(events, device)
        self._schedule()

    def _look(self) -> None:
        self._timer = None
        while self.run and (step := self.run.take(self._clock.now())):
            self._do(self.run, step)
        self._schedule()

    def _do(self, run: ScenarioRun, step: ScenarioStep) -> None:
        if step.saying is not None:
            self._say(run, step.saying)
        elif step.act:
            device, _, act = step.act.rpartition(".")
            try:
                self._stations[device].act(act, step.parameters)
            except (KeyError, ActRefused) as error:
                run.fail(f"{step.act} cannot be done here ({error})")

    def _say(self, run: ScenarioRun, saying: Saying) -> None:
        if self._speakers is None:
            run.fail("nobody is here to say anything")
            return

        def over(problem: str) -> None:
            run.said(saying, problem, self._clock.now())
            if self.run is run:
                self._look()

        self._speakers.start(saying, over)

    def _schedule(self) -> None:
        self._cancel()
        due = self.run.next_due() if self.run else None
        delay = None if due is None else self._clock.real_delay(due)
        if delay is not None:
            self._timer = self._loop.call_later(max(delay, SHORTEST_LOOK_S), self._look)

    def _cancel(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None
