"""What named states look back on at the desk: today's tickets, and what staff did."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from kiosk.rehearsal.facts import Fact

WAITING, CALLED = "waiting", "called"
STATES = {
    "called": CALLED,
    "recalled": CALLED,
    "finished": "finished",
    "no_show": "no_show",
    "transferred": WAITING,
    "back": WAITING,
}
OPEN = (WAITING, CALLED)


@dataclass(slots=True)
class Ticket:
    """One number; `steps` are what was done with it, the last one last."""

    service: str
    priority: bool
    issued_s: float
    state: str = WAITING
    steps: list[tuple[str, float]] = field(default_factory=list)
    states: list[str] = field(default_factory=list)  # before each step

    def was(self, step: str) -> bool:
        """Whether this was done with it."""
        return any(kind == step for kind, _ in self.steps)

    @property
    def last(self) -> str:
        """The last step, empty when there was none."""
        return self.steps[-1][0] if self.steps else ""

    @property
    def last_s(self) -> float:
        """When that was."""
        return self.steps[-1][1] if self.steps else self.issued_s


NOBODY = Ticket("", False, 0.0, state="")


class DeskHistory:
    """Tickets by id; of each counter the last act and how it went."""

    def __init__(self) -> None:
        self.tickets: dict[str, Ticket] = {}
        self.acts: dict[str, tuple[str, str, float]] = {}
        self.untold: str | None = None  # a number that is kept, and nobody has been told
        self.issued_s: float | None = None  # the last number of the day
        self.undone_s: float | None = None
        self.left_open: dict[str, None] = {}  # states of tickets that yesterday left open
        self.hears: dict[str, Callable[[Fact], None]] = {
            "day_began": self._day_began,
            "kept": self._kept,
            "issued": self._issued,
            "life_ended": self._life_ended,
            "undone": self._undone,
            "staff": self._staff,
            **dict.fromkeys(STATES, self._stepped),
        }

    def ticket(self, fact: Fact) -> Ticket:
        """The ticket of a fact; one without any history when it is not known."""
        return self.tickets.get(str(fact["ticket"]), NOBODY)

    def waiting(self, service: str, *, priority: bool) -> Iterator[Ticket]:
        """Who waits for a service."""
        for ticket in self.tickets.values():
            if ticket.state == WAITING and ticket.service == service and ticket.priority is priority:
                yield ticket

    def anybody(self, state: str) -> bool:
        """Whether somebody's ticket is in this state."""
        return any(ticket.state == state for ticket in self.tickets.values())

    def _day_began(self, _: Fact) -> None:
        self.left_open = {ticket.state: None for ticket in self.tickets.values() if ticket.state in OPEN}
        self.tickets.clear()
        self.acts.clear()
        self.issued_s = None

    def _kept(self, fact: Fact) -> None:
        self.untold = str(fact["ticket"])

    def _life_ended(self, _: Fact) -> None:
        self.untold = None

    def _issued(self, fact: Fact) -> None:
        self.untold = None
        self.tickets[str(fact["ticket"])] = Ticket(
            str(fact["service"]), fact["priority"] is not None, fact.at_s
        )
        self.issued_s = fact.at_s

    def _stepped(self, fact: Fact) -> None:
        ticket = self.tickets.setdefault(str(fact["ticket"]), Ticket(str(fact["service"]), False, fact.at_s))
        ticket.states.append(ticket.state)
        ticket.steps.append((fact.kind, fact.at_s))
        ticket.state, ticket.service = STATES[fact.kind], str(fact["service"])

    def _undone(self, fact: Fact) -> None:
        ticket = self.tickets.setdefault(str(fact["ticket"]), Ticket(str(fact["service"]), False, fact.at_s))
        ticket.state = ticket.states[-1] if ticket.states else WAITING
        ticket.service = str(fact["service"])
        ticket.states.append(ticket.state)
        ticket.steps.append(("undone", fact.at_s))
        self.undone_s = fact.at_s

    def _staff(self, fact: Fact) -> None:
        self.acts[str(fact["counter"])] = (str(fact["act"]), str(fact["how"]), fact.at_s)
