"""The paper rule: every paper has its intent, one unmarked paper a ticket, `done` only with the paper out."""

from kiosk.rehearsal.facts import Fact
from kiosk.rehearsal.judges.book import Book
from kiosk.rehearsal.judges.bounds import SENT_S
from kiosk.rehearsal.judges.journal import Journal
from kiosk.rehearsal.judges.judge import Bench, Judge
from kiosk.rehearsal.judges.leaflets import Leaflets

SPOILING = ("wire_garble", "wire_intermittent", "wire_wrong_baud")  # no printer can tell: bytes bear no check
INTENDED = ("sent", "done", "uncertain", "moved", "not_moved")


class Paper(Judge):
    """Compares what came out of the printer with what the journal says of it."""

    def __init__(self, bench: Bench, journal: Journal, leaflets: Leaflets) -> None:
        super().__init__(bench)
        self._journal = journal
        self._leaflets = leaflets
        self._whole: dict[int, bool] = {}  # jobs whose whole picture came out: whether it was cut off
        self._waits: dict[int, None] = {}  # effects that are sent
        self._spoiled: dict[int, None] = {}  # jobs whose bytes a wire fault could lose or change
        self._job: int | None = None  # on the wire
        self.hears = {
            "paper": self._paper,
            "print_began": self._began,
            "print_ended": self._ended,
            "printer": self._printer,
            "effect": self._effect,
            "life_ended": self._rest,
            "disk": self._disk,
        }

    def look(self, book: Book) -> None:
        """What the database calls done came out."""
        for row in book.effects():
            if row.state == "done":
                self._check_done(row.effect, row.job)

    def _paper(self, fact: Fact) -> None:
        for word in str(fact["jobs"] or "").split(","):
            if word and not self._leaflets.knows(int(word)):
                self._check_paper(int(word), bool(fact["cut"]))

    def _check_paper(self, job: int, cut: bool) -> None:
        if job in self._whole:
            self.bench.accuse("paper_once", f"job {job} came out of the printer twice")
        self._whole[job] = cut
        if self._journal.state_of(job) not in INTENDED and self._state_in_book(job) not in INTENDED:
            self.bench.accuse("paper_explained", f"job {job} came out, the journal knows of no intent")

    def _state_in_book(self, job: int) -> str | None:
        with self.bench.book() as book:
            rows = [] if book is None else book.effects()
        return next((row.state for row in rows if row.job == job), None)

    def _began(self, fact: Fact) -> None:
        job = int(fact["job"] or 0)
        if self._leaflets.knows(job):
            return
        if self._journal.state_of(job) != "sent":
            state = self._journal.state_of(job)
            self.bench.accuse("intent_first", f"job {job} began, its effect is {state} and not sent")

        self._job = job
        if any(fault in self.bench.scene.wrong for fault in SPOILING):
            self._spoiled[job] = None

    def _ended(self, _: Fact) -> None:
        self._job = None

    def _printer(self, fact: Fact) -> None:
        if self._job is not None and fact["what"] in SPOILING:
            self._spoiled[self._job] = None

    def _effect(self, fact: Fact) -> None:
        effect, job = int(fact["effect"] or 0), int(fact["job"] or 0)
        self._waits.pop(effect, None)
        self.bench.deadlines.clear(("sent", effect))
        if fact["state"] == "done":
            self._check_done(effect, job)
        elif fact["state"] == "sent":
            self._waits[effect] = None
            self._wait(effect, fact.at_s)

    def _check_done(self, effect: int, job: int) -> None:
        if not self._whole.get(job) and job not in self._spoiled:
            self.bench.accuse(
                "done_with_paper", f"effect {effect} is done, job {job} did not come out whole and cut"
            )
            self._whole[job] = True  # told once

    def _wait(self, effect: int, now_s: float) -> None:
        if self.bench.scene.disk == "well":
            what = f"effect {effect} was sent {SENT_S:g} s ago and is neither done nor in doubt"
            self.bench.deadlines.set(("sent", effect), now_s + SENT_S, "sent_bounded", what)

    def _rest(self, _: Fact) -> None:
        for effect in self._waits:
            self.bench.deadlines.clear(("sent", effect))
        self._waits.clear()

    def _disk(self, fact: Fact) -> None:
        """What waits for the disk waits as long as the disk takes."""
        for effect in self._waits:
            self.bench.deadlines.clear(("sent", effect))
            self._wait(effect, fact.at_s)
