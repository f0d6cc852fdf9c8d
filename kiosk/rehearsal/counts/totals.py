"""The figures of rehearsed weeks: plain totals, to be added up in any number."""

from collections import Counter
from dataclasses import dataclass, field

from kiosk.rehearsal.counts.queue import QueueOverDay
from kiosk.rehearsal.counts.spread import Spread, Spreads

WAIT_STEP_S = 1.0
ANSWER_STEP_S = 0.01
PAPER_STEP_S = 0.1
RESTART_STEP_S = 0.1

DAY_S = 86_400.0
ROBOT = "robot"  # the device that a life belongs to


@dataclass(frozen=True, slots=True)
class Outage:
    """A device was out of order, as staff were told: `begin_s` after midnight of the run's `day`, from 1."""

    day: int
    device: str
    fault: str
    begin_s: float
    length_s: float


@dataclass(slots=True)
class Figures:
    """What was counted; `update` adds the weeks that follow."""

    totals: Counter[str] = field(default_factory=Counter)  # days, citizens, numbers, never_called, down_ms
    kinds: Counter[str] = field(default_factory=Counter)  # citizens by their kind
    left: Counter[str] = field(default_factory=Counter)  # citizens by why they left
    answered: Counter[str] = field(default_factory=Counter)  # screen, program; again: of these
    papers: Counter[str] = field(default_factory=Counter)  # printed, reprinted, uncertain, not_needed
    leaflets: Counter[str] = field(default_factory=Counter)  # checklists by the states they came to
    pieces: Counter[str] = field(default_factory=Counter)  # that came out: whole, several, leaflet, without
    lives: Counter[str] = field(
        default_factory=Counter
    )  # by what came before: off, stop, crash, power, failed
    faults: Counter[str] = field(default_factory=Counter)  # put in on purpose
    troubles: Counter[str] = field(default_factory=Counter)  # told to staff: device, fault
    staff: Counter[str] = field(default_factory=Counter)  # act, how it went
    waiting: Spreads = field(default_factory=Spreads)  # from the number to its first call, by service
    serving: Spreads = field(default_factory=Spreads)  # from the last call to the end, by service
    answer: Spread = field(default_factory=lambda: Spread(ANSWER_STEP_S))  # from the last touch to the number
    paper: Spread = field(default_factory=lambda: Spread(PAPER_STEP_S))  # from the number to its first paper
    restart: Spread = field(default_factory=lambda: Spread(RESTART_STEP_S))  # from a crash to being at work
    queue: QueueOverDay = field(default_factory=QueueOverDay)
    outages: list[Outage] = field(default_factory=list)

    def update(self, later: "Figures") -> None:
        """Add the figures of the days after these."""
        days = self.totals["days"]
        for name in (*COUNTERS, "answer", "paper", "restart", "queue"):
            getattr(self, name).update(getattr(later, name))
        self.waiting.add_all(later.waiting)
        self.serving.add_all(later.serving)
        self.outages += [
            Outage(days + outage.day, outage.device, outage.fault, outage.begin_s, outage.length_s)
            for outage in later.outages
        ]


COUNTERS = (
    "totals",
    "kinds",
    "left",
    "answered",
    "papers",
    "leaflets",
    "pieces",
    "lives",
    "faults",
    "troubles",
    "staff",
)
