"""The product under the model: two robots' programs on one database, a clock moved by hand, cuts at will."""

import asyncio
import itertools
import shutil
import tempfile
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from kiosk.desk import staff
from kiosk.desk.calendar import Calendar
from kiosk.desk.desk import Desk
from kiosk.desk.journal import Journal
from kiosk.desk.model import DeskEvent
from kiosk.rehearsal.stage.loop import VirtualLoop
from kiosk.rehearsal.stage.store import InLoopStore
from tests.torture.model import site

MEMORY = Path("/dev/shm")
T = TypeVar("T")


@dataclass
class Robot:
    """One life of one robot's program."""

    name: str
    store: InLoopStore
    desk: Desk
    journal: Journal
    door: staff.StaffDoor


class Hall:
    """Everything that is not the judge."""

    def __init__(self, in_a_row: int, training: bool) -> None:
        self.at = site.START
        self.told: list[tuple[str, str | None]] = []
        self.changed: list[tuple[int, str]] = []
        self.alarms: list[tuple[str, int, bool]] = []
        self.robots: dict[str, Robot] = {}
        self._settings, self._hours = site.settings(in_a_row), site.hours(training)
        self._runner = asyncio.Runner(loop_factory=VirtualLoop)
        self._loop = self._runner.get_loop()
        self._ids, self._tokens = itertools.count(), itertools.count()
        self._folder = Path(tempfile.mkdtemp(dir=MEMORY if MEMORY.is_dir() else None))
        (self._folder / "desk.sqlite").write_bytes(empty_database())

    def now(self) -> datetime:
        """kiosk.desk's clock."""
        return self.at

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        """Run it to its end, and one turn longer for who listens."""

        async def to_the_end() -> T:
            try:
                return await work
            finally:
                await asyncio.sleep(0)

        return self._loop.run_until_complete(to_the_end())

    def at_once(self, works: list[Coroutine[Any, Any, Any]]) -> list[Any]:
        """All together, in this order; refusals stand among the answers."""

        async def together() -> list[Any]:
            answers: list[Any] = await asyncio.gather(*works, return_exceptions=True)
            await asyncio.sleep(0)
            return answers

        return self._loop.run_until_complete(together())

    def start(self, name: str) -> Robot:
        """A new life; `recover` is not called yet."""
        store = InLoopStore(self._folder / "desk.sqlite")
        calendar = Calendar(self._hours, site.ZONE)
        robot = Robot(
            name,
            store,
            Desk(
                store,
                site.services(),
                site.counters(),
                self._settings,
                calendar,
                self,
                lambda: f"ticket-{next(self._ids)}",
                name,
                with_paper=True,
            ),
            Journal(
                store,
                self,
                name,
                calendar=calendar,
                reprints=site.REPRINTS,
                living=self.robots.__contains__,
            ),
            staff.StaffDoor(store, self, lambda: f"token-{next(self._tokens)}"),
        )
        self._listen(robot)
        self.robots[name] = robot
        return robot

    def _listen(self, robot: Robot) -> None:
        def on_event(event: DeskEvent) -> None:
            self.told.append((event.kind, event.ticket and event.ticket.number))

        robot.desk.on_event(on_event)
        robot.journal.on_change(lambda effect: self.changed.append((effect.effect_id, effect.state.value)))
        robot.door.on_alarm(lambda alarm: self.alarms.append((alarm.name, alarm.failures, alarm.locked)))

    def cut(self, name: str, work: Callable[[], Awaitable[Any]] | None = None, turns: int = 0) -> None:
        """End a life as a killed process ends; `work` was begun so many turns of the loop ago."""

        async def begun() -> None:
            task = asyncio.ensure_future(work()) if work else None
            for _ in range(turns):
                await asyncio.sleep(0)
            self.robots.pop(name).store.cut()
            if task is not None:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)

        self._loop.run_until_complete(begun())

    def close(self) -> None:
        """Nothing is left."""
        for robot in self.robots.values():
            self.do(robot.store.close())
        self._runner.close()
        shutil.rmtree(self._folder)


@cache
def empty_database() -> bytes:
    """A database as a first start makes it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "desk.sqlite"
        InLoopStore(path).cut()
        return path.read_bytes()
