"""A desk on a database in a temporary folder, with a clock that stands where it is put."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.config.schema import Counter, DeskSettings, Hours, PriorityReason, Service, Text
from kiosk.desk import pins
from kiosk.desk.calendar import Calendar
from kiosk.desk.desk import Desk
from kiosk.desk.sqlite.store import SqliteStore
from kiosk.desk.staff import StaffDoor
from kiosk.desk.store import Store

asyncio.set_event_loop(None)  # pytest-asyncio would make one, and never close it, to put it back afterwards
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MORNING = datetime(2026, 11, 24, 9, 0, tzinfo=ZONE)
NAME = Text(vi="tên", en="name")


@dataclass
class HandClock:
    """A clock moved by hand."""

    at: datetime = MORNING

    def now(self) -> datetime:
        return self.at.astimezone(UTC)

    def pass_s(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@dataclass
class Site:
    """What a test may change before it makes its desk."""

    services: list[Service] = field(
        default_factory=lambda: [
            Service(id="papers", prefix="A", name=NAME, counters=["1", "2"]),
            Service(id="land", prefix="B", name=NAME, counters=["2"]),
            Service(id="cash", prefix="C", name=NAME, counters=["3"]),
        ]
    )
    counters: list[Counter] = field(
        default_factory=lambda: [Counter(id=name, name=NAME) for name in ("1", "2", "3")]
    )
    settings: DeskSettings = field(
        default_factory=lambda: DeskSettings(
            priority_reasons=[PriorityReason(id="elderly", name=NAME)], undo_s=10
        )
    )
    hours: Hours = field(default_factory=lambda: Hours(training=True))
    with_paper: bool = False
    robot: str = "robot-1.0"

    def desk(self, store: Store, clock: HandClock) -> Desk:
        numbers, robot = itertools.count(1), self.robot
        return Desk(
            store,
            self.services,
            self.counters,
            self.settings,
            self.calendar,
            clock,
            lambda: f"{robot[-1]}T{next(numbers):010d}",
            self.robot,
            self.with_paper,
        )

    @property
    def calendar(self) -> Calendar:
        return Calendar(self.hours, ZONE)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = await SqliteStore.open(tmp_path / "desk.sqlite")
    yield store
    await store.close()


@pytest.fixture
def desk(store: Store, site: Site, clock: HandClock) -> Desk:
    return site.desk(store, clock)


@pytest.fixture
def asks() -> Callable[[], str]:
    """A fresh request id."""
    numbers = itertools.count(1)
    return lambda: f"request-{next(numbers)}"


@pytest.fixture
def fast_scrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    """PINs are checked in no time."""
    monkeypatch.setattr(pins, "SCRYPT_N", 2)


@pytest.fixture
async def door(store: Store, clock: HandClock, fast_scrypt: None) -> StaffDoor:
    """Where `an` may come in with PIN 602413."""
    door = StaffDoor(store, clock)
    await door.set_pin("an", "602413")
    return door
