"""A printer that is well is used: a paper that is needed does not wait for nothing."""

from kiosk.rehearsal.facts import Fact
from kiosk.rehearsal.judges.book import Book
from kiosk.rehearsal.judges.bounds import USED_AGAIN_S, WELL_BEFORE_STOP_S
from kiosk.rehearsal.judges.judge import Bench, Judge

KEY = "printing"
STEPS = ("print_began", "print_ended", "cut_began", "cut_ended")
CONDITIONS = ("printer", "disk", "life_up", "life_ended", "status")
ENDS = ("finished", "no_show")
RULE = "printer_used"


class Printing(Judge):
    """While robot, disk and printer are well and a paper waits, something moves every `USED_AGAIN_S`."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._papers: dict[str, None] = {}  # tickets whose paper is planned and needed
        self._well_until_stop = False
        self._unprinted: list[str] = []
        self.hears = {
            "issued": self._issued,
            "effect": self._effect,
            "day_ended": lambda _: self._forget(),
            **dict.fromkeys(STEPS, self._moved),
            **dict.fromkeys(CONDITIONS, self._conditions),
            **dict.fromkeys(ENDS, self._ended),
        }

    def look(self, book: Book) -> None:
        """After a crash the database knows which papers wait."""
        scene = self.bench.scene
        day = self.bench.wall.day(scene.now_s)
        if scene.alive or day is None:
            return
        needed = {row.ticket: None for row in book.tickets_of(day) if row.state in ("waiting", "called")}
        open_papers = [row for row in book.effects() if row.state in ("planned", "sent")]
        self._papers = {row.ticket: None for row in open_papers if row.ticket in needed}
        self._unprinted = [row.ticket for row in open_papers if row.ticket in needed]

    def end_of_day(self) -> None:
        """A printer that was well for minutes has printed what was needed."""
        if self._well_until_stop and self._unprinted:
            waiting = ", ".join(self._unprinted)
            self.bench.accuse(RULE, f"the day is over and the papers of {waiting} did not come out")

    def _forget(self) -> None:
        self._papers.clear()
        self._unprinted.clear()
        self.bench.deadlines.clear(KEY)

    def _issued(self, fact: Fact) -> None:
        self._papers[str(fact["ticket"])] = None
        if not self.bench.deadlines.has(KEY):
            self._wait(fact.at_s)

    def _ended(self, fact: Fact) -> None:
        self._papers.pop(str(fact["ticket"]), None)
        if not self._papers:
            self.bench.deadlines.clear(KEY)

    def _effect(self, fact: Fact) -> None:
        if fact["state"] == "planned":
            self._papers[str(fact["ticket"])] = None
        else:
            self._papers.pop(str(fact["ticket"]), None)
        self._wait(fact.at_s)

    def _moved(self, fact: Fact) -> None:
        self._wait(fact.at_s)

    def _conditions(self, fact: Fact) -> None:
        scene = self.bench.scene
        if fact.kind == "life_ended":
            well_for_s = fact.at_s - max(scene.printer_since_s, scene.disk_since_s)
            well = scene.printer_is_well and scene.disk == "well"
            self._well_until_stop = fact["how"] == "stop" and well and well_for_s > WELL_BEFORE_STOP_S
        if not scene.could_print:
            self.bench.deadlines.clear(KEY)
        elif not self.bench.deadlines.has(KEY):
            self._wait(fact.at_s)

    def _wait(self, now_s: float) -> None:
        self.bench.deadlines.clear(KEY)
        if self._papers and self.bench.scene.could_print:
            ticket = next(iter(self._papers))
            what = f"the printer is well, and nothing moves for the paper of {ticket} in {USED_AGAIN_S:g} s"
            self.bench.deadlines.set(KEY, now_s + USED_AGAIN_S, RULE, what)
