"""The product's desk and journal on one database, put together for a clock moved by hand."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import apsw

from kiosk.config.base import Text
from kiosk.config.schema import Counter, DeskSettings, Hours, Service
from kiosk.desk.calendar import Calendar
from kiosk.desk.desk import Desk
from kiosk.desk.journal import Journal
from kiosk.desk.sqlite.database import open_database
from kiosk.rehearsal.stage.store import InLoopStore
from tests.torture.power.cases import Case
from tests.torture.power.trace import Contents

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MORNING = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
NAME = Text(vi="tên", en="name")
ROBOT = "robot-1.0"
FILE = "desk.sqlite"
COUNTERS = ("1", "2")
SERVICES = (
    Service(id="papers", prefix="A", name=NAME, counters=["1", "2"]),
    Service(id="land", prefix="B", name=NAME, counters=["2"]),
)
CHECKPOINT_PAGES = 20  # so that checkpoints happen all the time


@dataclass(slots=True)
class HandClock:
    """Passes a second whenever it is looked at."""

    at: datetime = MORNING

    def now(self) -> datetime:
        """A second later."""
        self.at += timedelta(seconds=1)
        return self.at


class Office:
    """`connection` is the store's own; only for looking."""

    def __init__(self, connection: apsw.Connection, path: Path, new_ticket_id: Callable[[], str]) -> None:
        self.connection = connection
        self.store = InLoopStore(path, lambda _: connection)
        clock, calendar = HandClock(), Calendar(Hours(training=True), ZONE)
        counters = [Counter(id=counter, name=NAME) for counter in COUNTERS]
        settings = DeskSettings()
        self.desk = Desk(
            self.store, SERVICES, counters, settings, calendar, clock, new_ticket_id, ROBOT, with_paper=True
        )
        self.journal = Journal(self.store, clock, ROBOT, calendar=calendar)


def connect(path: Path, case: Case, vfs: str | None = None) -> apsw.Connection:
    """The product's way to open, with the settings of a case."""
    connection = open_database(path, vfs=vfs, journal=case.journal)
    connection.execute(f"PRAGMA synchronous = {case.synchronous}")
    connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
    return connection


def read_contents(connection: apsw.Connection) -> Contents:
    """All rows of all tables, in the order of their keys."""
    tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    return tuple(tuple(connection.execute(f"SELECT * FROM {name}")) for (name,) in tables)
