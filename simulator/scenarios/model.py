"""What a scenario is, and which of its steps are due. Pure; times are simulated seconds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from simulator.devices.events import Event, Happened


@dataclass(frozen=True, slots=True)
class ScenarioStep:
    """`act` after `after_s`, counted from the start, or from the next event called `when`."""

    act: str
    parameters: Mapping[str, float]
    after_s: float
    when: str = ""


@dataclass(frozen=True, slots=True)
class Scenario:
    """Steps are done in order; each waits for the one before it."""

    name: str
    title: Mapping[str, str]
    about: Mapping[str, str]
    steps: tuple[ScenarioStep, ...]


@dataclass(slots=True)
class ScenarioRun:
    """A scenario in progress. `done` steps are behind us."""

    scenario: Scenario
    began: float
    done: int = 0
    _due_at: float | None = field(default=None)

    def __post_init__(self) -> None:
        self._prepare(self.began)

    @property
    def finished(self) -> bool:
        """Whether every step is done."""
        return self.done >= len(self.scenario.steps)

    def next_due(self) -> float | None:
        """When the next step is due; None while it waits for an event, and at the end."""
        return self._due_at

    def saw(self, events: Iterable[Event]) -> None:
        """Note what happened: a step may have waited for it."""
        for event in events:
            step = self._next()
            waits = step is not None and self._due_at is None
            if step and waits and isinstance(event, Happened) and event.what == step.when:
                self._due_at = event.at + step.after_s

    def take(self, now: float) -> ScenarioStep | None:
        """The next step, if it is due; it counts as done."""
        step = self._next()
        if step is None or self._due_at is None or self._due_at > now:
            return None
        self.done += 1
        self._prepare(now)
        return step

    def _next(self) -> ScenarioStep | None:
        return None if self.finished else self.scenario.steps[self.done]

    def _prepare(self, now: float) -> None:
        step = self._next()
        if step is None or step.when:
            self._due_at = None
        else:
            self._due_at = max(now, self.began + step.after_s)
