"""One robot with its printer in virtual time, for tests that need no whole day."""

import asyncio
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from datetime import date
from pathlib import Path
from typing import Any

import apsw

from kiosk.config.schema import Config
from kiosk.rehearsal.chance import Chance
from kiosk.rehearsal.days import in_earnest
from kiosk.rehearsal.facts import Fact, Witness
from kiosk.rehearsal.stage.clock import OfficeClock
from kiosk.rehearsal.stage.hall import Hall
from kiosk.rehearsal.stage.loop import run
from kiosk.site.load import load_config
from kiosk.site.places import SHIPPED

MONDAY = date(2026, 1, 5)
MORNING_S = 8 * 3600.0
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None


def shipped() -> Config:
    """The shipped configuration, with real opening hours."""
    return in_earnest(load_config(SHIPPED))


def training() -> Config:
    """The shipped configuration, which never closes."""
    return load_config(SHIPPED)


class Office:
    """A hall, everything that was told in it, and a look at its database."""

    def __init__(self, hall: Hall, data: Path) -> None:
        self.hall = hall
        self.data = data
        self.facts: list[Fact] = []
        hall.witness.on_fact(self.facts.append)

    def forget(self) -> None:
        """What was told so far."""
        self.facts.clear()

    def of(self, kind: str, **values: Any) -> list[Fact]:
        """The facts of a kind with these values."""
        return [
            fact
            for fact in self.facts
            if fact.kind == kind and all(fact[name] == value for name, value in values.items())
        ]

    def count(self, kind: str, value: str) -> Counter[Any]:
        return Counter(fact[value] for fact in self.of(kind))

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        database = apsw.Connection(str(self.data / "kiosk.db"), flags=apsw.SQLITE_OPEN_READONLY)
        with closing(database):
            return list(database.execute(sql))

    async def until(self, is_so: Callable[[], Any], within_s: float, look_s: float = 0.05) -> float:
        """Virtual seconds until `is_so`; fails after `within_s`."""
        loop = asyncio.get_running_loop()
        begun = loop.time()
        while not is_so():
            assert loop.time() - begun <= within_s, f"not so within {within_s:g} s"
            await asyncio.sleep(look_s)
        return loop.time() - begun


@asynccontextmanager
async def an_office(seed: int = 1, config: Config | None = None) -> AsyncIterator[Office]:
    """Eight o'clock on a Monday; the robot is up."""
    config, loop = config or shipped(), asyncio.get_running_loop()
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        clock = OfficeClock(MONDAY, config.site.zone)
        hall = Hall(config, Path(folder), clock, Witness(loop.time), Chance(seed), lambda: None)
        office = Office(hall, Path(folder))
        await asyncio.sleep(MORNING_S)
        lives = asyncio.create_task(hall.lives.run())
        try:
            await office.until(lambda: hall.robot and hall.robot.visit.screen.name == "attract", 10)
            yield office
        finally:
            hall.lives.switch_off()
            await lives
            hall.close()


def in_virtual_time(scene: Callable[[], Awaitable[None]]) -> None:
    """Play a scene to its end."""
    run(scene)
