"""Counts people: citizens and what became of them, staff and their acts, and what was put in their way."""

from collections.abc import Callable

from kiosk.rehearsal.counts.totals import Figures
from kiosk.rehearsal.facts import Fact

PROGRAM = "program-"  # how the request ids of people begin who ask through a program of their own


class PeopleCount:
    """The robot's answer is measured at its screen: from asking the desk to the number or the trouble."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures
        self._asked_s: float | None = None
        self.hears: dict[str, Callable[[Fact], None]] = {
            "arrived": self._arrived,
            "answered": self._answered,
            "left": self._left,
            "screen": self._screen,
            "life_began": self._forget,
            "staff": self._staff,
            "fault_began": self._fault,
        }

    def _arrived(self, fact: Fact) -> None:
        self._figures.totals["citizens"] += 1
        self._figures.kinds[str(fact["kind"])] += 1

    def _answered(self, fact: Fact) -> None:
        by_program = str(fact["request"]).startswith(PROGRAM)
        self._figures.answered["program" if by_program else "screen"] += 1
        self._figures.answered["again"] += bool(fact["again"])

    def _left(self, fact: Fact) -> None:
        self._figures.left[str(fact["why"])] += 1

    def _screen(self, fact: Fact) -> None:
        if fact["name"] == "issuing":
            self._asked_s = fact.at_s if self._asked_s is None else self._asked_s
        elif self._asked_s is not None:
            self._figures.answer.add(fact.at_s - self._asked_s)
            self._asked_s = None

    def _forget(self, _: Fact) -> None:
        self._asked_s = None

    def _staff(self, fact: Fact) -> None:
        self._figures.staff[f"{fact['act']} {fact['how']}"] += 1

    def _fault(self, fact: Fact) -> None:
        self._figures.faults[str(fact["fault"])] += 1
