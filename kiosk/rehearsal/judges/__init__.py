"""Judges: invariants that are looked at after every fact, and in the database, by code of their own."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.rehearsal.facts import Fact, Witness
from kiosk.rehearsal.judges.ahead import PeopleAhead
from kiosk.rehearsal.judges.book import Book, opened
from kiosk.rehearsal.judges.deadlines import Deadlines
from kiosk.rehearsal.judges.hours import Hours
from kiosk.rehearsal.judges.house import HouseRules
from kiosk.rehearsal.judges.journal import Journal
from kiosk.rehearsal.judges.judge import Bench, Hears, Judge
from kiosk.rehearsal.judges.leaflets import Leaflets
from kiosk.rehearsal.judges.lives import Lives
from kiosk.rehearsal.judges.numbers import Numbers
from kiosk.rehearsal.judges.paper import Paper
from kiosk.rehearsal.judges.printing import Printing
from kiosk.rehearsal.judges.promises import Promises
from kiosk.rehearsal.judges.queue import Queue
from kiosk.rehearsal.judges.scene import Scene
from kiosk.rehearsal.judges.starving import Starving
from kiosk.rehearsal.judges.troubles import Troubles
from kiosk.rehearsal.judges.visits import Visits
from kiosk.rehearsal.judges.wall import Wall
from kiosk.rehearsal.results import Violation

__all__ = ["Court", "HouseRules"]

MOST_VIOLATIONS = 100


class Court:
    """Hears every fact; `violations` in the order in which they were found, each also told as a fact."""

    def __init__(self, witness: Witness, rules: HouseRules) -> None:
        self.violations: list[Violation] = []
        self._witness = witness
        self._database: Path | None = None
        self._scene = Scene()
        self._deadlines = Deadlines(self.accuse)
        wall = Wall(rules.zone)
        bench = Bench(rules, wall, self._scene, self._deadlines, self.accuse, self._book)
        self._judges = _judges(bench)
        self._hearers: defaultdict[str, list[Callable[[Fact], None]]] = defaultdict(list)
        parts: tuple[Hears, ...] = (wall.hears, self._scene.hears, *(judge.hears for judge in self._judges))
        for hears in parts:
            for kind, hear in hears.items():
                self._hearers[kind].append(hear)
        witness.on_fact(self._hear)

    def accuse(self, rule: str, what: str) -> None:
        """A rule was broken."""
        if len(self.violations) < MOST_VIOLATIONS:
            self.violations.append(Violation(self._scene.now_s, rule, what))
            self._witness.tell("violated", rule=rule, what=what)

    def look(self, database: Path) -> None:
        """Judge what is in the database now."""
        self._database = database
        with opened(database) as book:
            for judge in self._judges:
                judge.look(book)

    def end_of_day(self) -> None:
        """The robot is off, everybody has gone, the database was looked at."""
        for judge in self._judges:
            judge.end_of_day()

    def _hear(self, fact: Fact) -> None:
        if fact.kind == "violated":
            return
        self._scene.now_s = fact.at_s
        self._deadlines.check(fact.at_s)
        for hear in self._hearers.get(fact.kind, ()):
            hear(fact)

    @contextmanager
    def _book(self) -> Iterator[Book | None]:
        """The database that was last looked at, as it is now."""
        if self._database is None:
            yield None
            return
        with opened(self._database) as book:
            yield book


def _judges(bench: Bench) -> tuple[Judge, ...]:
    queue, journal = Queue(bench), Journal(bench)
    leaflets = Leaflets(bench, journal)
    return (
        Numbers(bench),
        Promises(bench),
        queue,
        PeopleAhead(bench, queue),
        Starving(bench, queue),
        journal,
        leaflets,
        Paper(bench, journal, leaflets),
        Printing(bench),
        Visits(bench),
        Lives(bench),
        Troubles(bench),
        Hours(bench),
    )
