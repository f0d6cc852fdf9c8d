"""What a scenario is, and which of its steps are due. Pure; times are simulated seconds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from simulator.devices.events import Event, Happened
from simulator.speech.saying import Saying


@dataclass(frozen=True, slots=True)
class ScenarioStep:
    """An `act`, a `saying`, or nothing but the waiting; after `after_s`.

    These count from the start, from the end of the step before (`follows`), or from the next event called
    `when`. An event that has not come after `within_s` ends the scenario as failed.
    """

    act: str
    parameters: Mapping[str, float]
    after_s: float
    when: str = ""
    follows: bool = False
    saying: Saying | None = None
    within_s: float | None = None


@dataclass(frozen=True, slots=True)
class Scenario:
    """Steps are done in order; each waits for the one before it. `devices` it needs beside the printer."""

    name: str
    title: Mapping[str, str]
    about: Mapping[str, str]
    steps: tuple[ScenarioStep, ...]
    devices: tuple[str, ...] = ()


@dataclass(slots=True)
class ScenarioRun:
    """A scenario in progress. `done` steps are behind us; `failed` says why it ended before its end."""

    scenario: Scenario
    began: float
    done: int = 0
    failed: str = ""
    _due_at: float | None = field(default=None)
    _late_at: float | None = field(default=None)
    _speaking: bool = field(default=False)

    def __post_init__(self) -> None:
        self._prepare(self.began)

    @property
    def finished(self) -> bool:
        """Whether nothing more will be done."""
        return bool(self.failed) or (self.done >= len(self.scenario.steps) and not self._speaking)

    def next_due(self) -> float | None:
        """When there is something to do; None while it waits for an event, and at the end."""
        return self._late_at if self._due_at is None else self._due_at

    def saw(self, events: Iterable[Event], device: str = "") -> None:
        """Note what happened to `device` ("" = the printer): a step may have waited for it."""
        for event in events:
            step = self._next()
            waits = step is not None and self._due_at is None
            if step and waits and isinstance(event, Happened) and _name(event, device) == step.when:
                self._due_at, self._late_at = event.at + step.after_s, None

    def take(self, now: float) -> ScenarioStep | None:
        """The next step, if it is due; it counts as done, but what is said lasts until `said`."""
        step = self._next()
        if step is not None and self._late_at is not None and self._late_at <= now:
            self.failed = f"step {self.done + 1}: {step.when} did not happen within {step.within_s:g} s"
            self._due_at = self._late_at = None
            return None
        if step is None or self._due_at is None or self._due_at > now:
            return None
        self.done += 1
        self._due_at = None
        if step.saying is not None and not step.saying.meanwhile:
            self._speaking = True
        else:
            self._prepare(now)
        return step

    def said(self, saying: Saying, problem: str, now: float) -> None:
        """What was said is over, or could not be said."""
        if problem:
            self.fail(problem)
        elif not saying.meanwhile:
            self._speaking = False
            self._prepare(now)

    def fail(self, problem: str) -> None:
        """End it."""
        self.failed = f"step {self.done}: {problem}"
        self._due_at = self._late_at = None

    def _next(self) -> ScenarioStep | None:
        return None if self.finished or self._speaking else self.scenario.steps[self.done]

    def _prepare(self, now: float) -> None:
        step = self._next()
        self._due_at = self._late_at = None
        if step is None:
            return
        if step.when:
            self._late_at = None if step.within_s is None else now + step.within_s
        elif step.follows:
            self._due_at = now + step.after_s
        else:
            self._due_at = max(now, self.began + step.after_s)


def _name(event: Happened, device: str) -> str:
    return f"{device}.{event.what}" if device else event.what
