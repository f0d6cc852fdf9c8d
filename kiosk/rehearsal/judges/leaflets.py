"""Checklists are paper too: after the tickets, once, for somebody who waits; what is told of them is true."""

from dataclasses import dataclass

from kiosk.rehearsal.facts import Fact
from kiosk.rehearsal.judges.bounds import FIRST_S
from kiosk.rehearsal.judges.journal import Journal
from kiosk.rehearsal.judges.judge import Bench, Judge

PRINT = "print_checklist"
TOLD = {"checklist_printed": ("done",), "checklist_failed": ("planned", "sent", "uncertain", "not_needed")}
NEXT = {
    "planned": ("sent", "not_needed"),
    "sent": ("done", "uncertain", "planned", "not_needed"),
    "not_needed": ("sent",),  # a blank line, when it was forgotten a moment ago
    "done": (),
    "uncertain": (),
}
SPOILING = ("wire_garble", "wire_intermittent", "wire_wrong_baud")  # no printer can tell: bytes bear no check


@dataclass(slots=True)
class Seen:
    """One leaflet as it was last told."""

    job: int
    state: str = "planned"
    forgotten: bool = False  # nothing of it need come out any more
    sent: bool = False
    spoiled: bool = False
    whole: bool | None = None  # whether it was cut off; None: it has not come out


class Leaflets(Judge):
    """A leaflet never stands for a ticket and never makes one wait that is planned."""

    def __init__(self, bench: Bench, journal: Journal) -> None:
        super().__init__(bench)
        self._journal = journal
        self._leaflets: dict[int, Seen] = {}
        self._jobs: dict[int, Seen] = {}
        self._last: Seen | None = None  # the one that was wanted last
        self._wanted = False  # somebody waits for one
        self._unfinished: Seen | None = None  # half of it may hang in the printer
        self._visit: int | None = None
        self._planned: dict[str, float] = {}  # tickets whose paper waits, and since when
        self.hears = {
            "leaflet": self._leaflet,
            "talk": self._talk,
            "screen": self._screen,
            "paper": self._paper,
            "printer": self._printer,
            "issued": lambda fact: self._plan(fact, True),
            "effect": lambda fact: self._plan(fact, fact["state"] == "planned"),
            "finished": lambda fact: self._plan(fact, False),
            "no_show": lambda fact: self._plan(fact, False),
            "life_ended": self._life_ended,
        }

    def knows(self, job: int) -> bool:
        """Whether this job is a leaflet's."""
        return job in self._jobs

    def _leaflet(self, fact: Fact) -> None:
        leaflet, job, state = int(fact["leaflet"] or 0), int(fact["job"] or 0), str(fact["state"])
        seen = self._leaflets.get(leaflet)
        if seen is None:
            seen = self._first(leaflet, job, state)
        elif state not in NEXT[seen.state]:
            self.bench.accuse("leaflet_order", f"leaflet {leaflet} was {seen.state}, and then {state}")
        seen.forgotten = seen.forgotten or state == "not_needed"
        if state == "sent":
            self._sent(leaflet, seen, fact.at_s)
        elif state == "done" and not (seen.whole or seen.forgotten or seen.spoiled):
            self.bench.accuse("leaflet_with_paper", f"leaflet {leaflet} is done, job {job} did not come out")
        seen.state = state
        if state in ("sent", "uncertain"):
            self._unfinished = seen
        elif self._unfinished is seen:
            self._unfinished = None

    def _first(self, leaflet: int, job: int, state: str) -> Seen:
        self._last = self._leaflets[leaflet] = self._jobs[job] = Seen(job)
        if state != "planned":
            self.bench.accuse("leaflet_order", f"leaflet {leaflet} began as {state}")
        if self._journal.state_of(job) is not None:
            self.bench.accuse("leaflet_is_no_ticket", f"job {job} is a leaflet's and a ticket's")
        return self._last

    def _sent(self, leaflet: int, seen: Seen, now_s: float) -> None:
        seen.sent = True
        seen.spoiled = any(fault in self.bench.scene.wrong for fault in SPOILING)
        if not (self._wanted or seen.forgotten):
            self.bench.accuse("leaflet_wanted", f"leaflet {leaflet} begins, and nobody waits for it")
        late = [ticket for ticket, since_s in self._planned.items() if now_s - since_s > FIRST_S]
        if late:
            self.bench.accuse("tickets_first", f"leaflet {leaflet} begins, the paper of {late[0]} waits")

    def _talk(self, fact: Fact) -> None:
        wanted, self._wanted = self._wanted, fact["action"] == PRINT
        self._visit = int(fact["visit"] or 0)
        if not wanted or self._wanted:
            return
        for key, states in TOLD.items():
            state = "nothing" if self._last is None else self._last.state
            if key in str(fact["says"]).split(",") and state not in states:
                self.bench.accuse("leaflet_told", f"{key} is told, and the leaflet is {state}")

    def _screen(self, fact: Fact) -> None:
        if fact["visit"] != self._visit:
            self._wanted = False

    def _paper(self, fact: Fact) -> None:
        for job in [int(word) for word in str(fact["jobs"] or "").split(",") if word]:
            seen = self._jobs.get(job)
            if seen is None:
                continue
            if seen.whole is not None:
                self.bench.accuse("leaflet_once", f"leaflet job {job} came out of the printer twice")
            if not seen.sent:
                self.bench.accuse("paper_explained", f"leaflet job {job} came out and was not sent")
            seen.whole = bool(fact["cut"])
        self._check_clean(fact)

    def _check_clean(self, fact: Fact) -> None:
        """What hung in the printer was cut off before the next paper."""
        left, spoiled = self._unfinished, any(fault in self.bench.scene.wrong for fault in SPOILING)
        if left is not None and fact["jobs"] and fact["rest"] and not (left.spoiled or spoiled):
            self.bench.accuse(
                "paper_clean", f"a piece of job {left.job} is on the paper of job {fact['jobs']}"
            )
        if fact["cut"]:
            self._unfinished = None

    def _printer(self, fact: Fact) -> None:
        if fact["what"] in SPOILING and self._last is not None:
            self._last.spoiled = True

    def _plan(self, fact: Fact, waits: bool) -> None:
        ticket = str(fact["ticket"])
        if not waits:
            self._planned.pop(ticket, None)
        else:
            self._planned.setdefault(ticket, fact.at_s)

    def _life_ended(self, _: Fact) -> None:
        """Nothing waits any more; what was sent may still come out."""
        self._planned.clear()
        self._leaflets.clear()
        self._last, self._wanted = None, False
