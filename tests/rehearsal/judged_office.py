"""An office whose facts and database are written by hand, with the court that judges it."""

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.desk.sqlite.schema_1 import SQL
from kiosk.rehearsal.facts import KINDS, Value, Witness
from kiosk.rehearsal.judges import Court, HouseRules

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MORNING = ((time(7, 30), time(11, 30)),)
RULES = HouseRules({"a": ("1", "2"), "b": ("3",)}, ZONE, week=(MORNING,) * 7)
OPEN_S = 8 * 3600.0
DAY = "2026-11-23"
QUIET = "vi,normal"


class Office:
    """Tells facts and keeps a database as the robot would."""

    def __init__(self, database: Path) -> None:
        self.now_s = OPEN_S
        self.witness = Witness(lambda: self.now_s)
        self.court = Court(self.witness, RULES)
        self.database = database
        self.numbers: dict[str, str] = {}
        self.run("PRAGMA journal_mode=WAL")
        with closing(sqlite3.connect(database)) as connection:
            connection.executescript(SQL)
        self.tell("day_began", day=DAY)
        self.tell("life_began", life=1, after="off")
        self.tell("life_up", life=1, uncertain=0)

    @property
    def broken(self) -> list[str]:
        return [violation.rule for violation in self.court.violations]

    def run(self, sql: str, *values: object) -> None:
        with closing(sqlite3.connect(self.database)) as connection, connection:
            connection.execute(sql, values)

    def tell(self, kind: str, after_s: float = 0.0, **values: Value) -> None:
        self.now_s += after_s
        self.witness.tell(kind, **{name: values.get(name) for name in KINDS[kind]})

    def wait(self, seconds: float) -> None:
        self.tell("external", after_s=seconds)

    def look(self) -> None:
        self.court.look(self.database)

    def row(
        self, ticket: str, number: str, at: time = time(8, 0), day: str = DAY, state: str = "waiting"
    ) -> None:
        issued_at = datetime.combine(date.fromisoformat(day), at, ZONE).astimezone(UTC)
        self.run(
            "INSERT INTO ticket (ticket_id, day, service, number, state, issued_at, language, given_ahead)"
            " VALUES (?, ?, 'a', ?, ?, ?, 'vi', 0)",
            ticket,
            day,
            number,
            state,
            int(issued_at.timestamp() * 1_000_000),
        )

    def effect_row(self, effect: int, ticket: str, state: str, copy: int = 1) -> None:
        self.run(
            "INSERT OR REPLACE INTO effect VALUES (?, 'paper', ?, 'robot-1', ?, ?, ?, 0, 0, '')",
            effect,
            ticket,
            copy,
            effect,
            state,
        )

    def issue(self, ticket: str, number: str, priority: str | None = None, service: str = "a") -> None:
        self.numbers[ticket] = number
        self.tell("issued", after_s=1, ticket=ticket, number=number, service=service, priority=priority)

    def answer(self, ticket: str, number: str, ahead: int, request: str = "r", again: bool = False) -> None:
        self.tell(
            "answered", citizen=1, request=request, ticket=ticket, number=number, ahead=ahead, again=again
        )

    def step(self, kind: str, ticket: str, counter: str = "1", service: str = "a") -> None:
        number = self.numbers.get(ticket, "A999")
        self.tell(kind, after_s=1, ticket=ticket, number=number, service=service, counter=counter)

    def effect(self, effect: int, state: str, ticket: str = "T1", copy: int = 1) -> None:
        self.tell(
            "effect", after_s=1, effect=effect, ticket=ticket, copy=copy, job=effect, state=state, note=""
        )

    def paper(self, *jobs: int, cut: bool = True, rest: int = 0) -> None:
        self.tell("paper", after_s=1, jobs=",".join(map(str, jobs)), cut=cut, reason="cut", rest=rest)

    def print(self, effect: int, ticket: str = "T1", copy: int = 1) -> None:
        self.effect(effect, "sent", ticket, copy)
        self.tell("print_began", job=effect)
        self.paper(effect)
        self.effect(effect, "done", ticket, copy)

    def screen(self, name: str, visit: int = 1, overlays: str = QUIET, **values: Value) -> None:
        self.tell("screen", name=name, visit=visit, revision=1, overlays=overlays, **values)

    def did(self, act: str, how: str = "ok") -> None:
        self.tell("did", citizen=1, act=act, how=how)

    def crash(self, how: str = "crash") -> None:
        self.tell("life_ended", after_s=1, life=1, how=how)
        self.look()

    def next_day(self) -> None:
        self.tell("life_ended", life=1, how="stop")
        self.court.end_of_day()
        self.tell("day_ended", day=DAY)
        self.now_s += 86_400
        self.tell("life_up", life=2, uncertain=0)

    def restart(self) -> None:
        self.tell("life_began", after_s=2.7, life=2, after="crash")
        self.tell("life_up", after_s=0.1, life=2, uncertain=0)
        self.look()


def issued(office: Office, *numbers: str) -> None:
    """These numbers, in the database as well; the ticket of A001 is T1."""
    for n, number in enumerate(numbers, 1):
        office.row(f"T{n}", number)
        office.issue(f"T{n}", number)
