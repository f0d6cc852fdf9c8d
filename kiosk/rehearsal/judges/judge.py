"""What every judge has: the office's rules, the circumstances, and a voice."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from kiosk.rehearsal.facts import Fact
from kiosk.rehearsal.judges.book import Book
from kiosk.rehearsal.judges.deadlines import Accuse, Deadlines
from kiosk.rehearsal.judges.house import HouseRules
from kiosk.rehearsal.judges.scene import Scene
from kiosk.rehearsal.judges.wall import Wall

Hears = dict[str, Callable[[Fact], None]]


@dataclass(frozen=True, slots=True)
class Bench:
    """What judges share. `book` opens the database that was last looked at; None before that."""

    rules: HouseRules
    wall: Wall
    scene: Scene
    deadlines: Deadlines
    accuse: Accuse
    book: Callable[[], AbstractContextManager[Book | None]]


class Judge:
    """Hears the kinds in `hears`; the rest is for those who need it."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.hears: Hears = {}

    def look(self, book: Book) -> None:
        """The database as it is now; it may be ahead of the facts by what is just being told."""

    def end_of_day(self) -> None:
        """The robot is off and everybody has gone."""
