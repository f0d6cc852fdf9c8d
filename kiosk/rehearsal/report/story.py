"""A run with all that is told of it: what the report, the terminal and programs are written from."""

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.rehearsal.report.plan_lines import plan_lines
from kiosk.rehearsal.report.words import counted, fact_line
from kiosk.rehearsal.run import Run
from kiosk.rehearsal.shorten import PARTS, Shortened, size

LONG_RUN_DAYS = 250
VIOLATED = "violated"  # the kind of fact
AFTERWARDS = 10  # facts told after it
FEW = 20  # citizens whose plan is told in full


@dataclass(frozen=True, slots=True)
class Story:
    """`states` are the names of the rare states and what they mean; `asked` is the run's command.

    `replay` rehearses the week alone that failed first; `whole` is False when only one week was asked for.
    """

    run: Run
    states: Mapping[str, str]
    asked: str
    replay: str | None = None
    whole: bool = True
    shortened: Shortened | None = None

    @property
    def never(self) -> list[str]:
        """The rare states that were never reached."""
        return [name for name in self.states if not self.run.sightings[name]]

    @property
    def is_long(self) -> bool:
        """Whether every rare state must have been reached."""
        order = self.run.order
        return self.whole and order.faults == "heavy" and order.days >= LONG_RUN_DAYS

    @property
    def failed(self) -> bool:
        """Whether something is wrong with the robot, or with the rehearsal's reach."""
        return bool(self.run.violations) or (self.is_long and bool(self.never))

    @property
    def verdict(self) -> str:
        """`0 violations`, and what is missing."""
        told = counted(len(self.run.violations), "violation")
        if self.is_long and self.never:
            told += f", {counted(len(self.never), 'rare state')} never reached"
        return told

    @property
    def trace(self) -> list[str]:
        """The facts that led to the violation: of the shortened plan, or of the week that failed first."""
        result = self.shortened.result if self.shortened else self.run.first_failed
        if result is None:
            return []
        broken = (at for at, line in enumerate(result.trace) if line.split(" ", 2)[1] == VIOLATED)
        return [fact_line(line) for line in result.trace[: next(broken, len(result.trace)) + AFTERWARDS]]

    @property
    def trace_title(self) -> str:
        """What the trace shows."""
        facts = f"the last {counted(len(self.trace), 'fact')}"
        if self.shortened is None:
            return facts.capitalize()
        return f"The same rule is broken with {_size(self.shortened)}; {facts}"

    @property
    def plan(self) -> list[str]:
        """What the shortened plan brings, a line each; none when it is still long."""
        if self.shortened is None or size(self.shortened.days, "citizens") > FEW:
            return []
        return plan_lines(self.shortened.days)


def _size(shortened: Shortened) -> str:
    parts = (counted(size(shortened.days, part), part.removesuffix("s")) for part in PARTS)
    return ", ".join((counted(len(shortened.days), "day"), *parts))
