"""One week of the robot, from its first morning to its last evening, in virtual time."""

import asyncio
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from kiosk.build import DATABASE
from kiosk.config.schema import Config
from kiosk.rehearsal.chance import Chance
from kiosk.rehearsal.counts.totals import DAY_S
from kiosk.rehearsal.facts import Fact, Witness
from kiosk.rehearsal.faults import go_wrong, plan_faults
from kiosk.rehearsal.figures import Counting
from kiosk.rehearsal.judges import Court, HouseRules
from kiosk.rehearsal.people import attend
from kiosk.rehearsal.plan import DayPlan, Order
from kiosk.rehearsal.planning import plan_week
from kiosk.rehearsal.results import WeekResult
from kiosk.rehearsal.stage.clock import OfficeClock
from kiosk.rehearsal.stage.hall import Hall
from kiosk.rehearsal.stage.loop import run
from kiosk.rehearsal.states import Sightings
from kiosk.site.load import load_config
from kiosk.site.places import SHIPPED

MEMORY = Path("/dev/shm")  # noqa: S108 - the folder has a random name
LOOK_S = 1200.0
LATEST_END_S = 6300.0  # after the robot was switched off


def rehearse_week(
    order: Order, days: Sequence[DayPlan] | None = None, config: Config | None = None
) -> WeekResult:
    """Rehearse the week of `order`: as planned for it, or these `days` of it, on this `config`."""
    config = in_earnest(config or load_config(SHIPPED))
    if days is None:
        days = plan_week(order, config, plan_faults)
    with _quiet(), TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        week: WeekResult = run(lambda: _Week(order, days, config, Path(folder)).run())
    return week


class _Week:
    def __init__(self, order: Order, days: Sequence[DayPlan], config: Config, folder: Path) -> None:
        self._order = order
        self._days = days
        self._folder = folder
        self._loop = asyncio.get_running_loop()
        self._witness = Witness(self._loop.time)
        self._counting = Counting(self._witness)
        self._sightings = Sightings(self._witness)
        self._court = Court(self._witness, HouseRules.of(config))
        self._trace: tuple[str, ...] = ()
        self._witness.on_fact(self._keep_trace)
        clock = OfficeClock(days[0].day, config.site.zone)
        chance = Chance(order.seed, order.week)
        self._hall = Hall(config, folder, clock, self._witness, chance, self._look)

    async def run(self) -> WeekResult:
        """Day after day, until the last or until a rule is broken."""
        try:
            for plan in self._days:
                await self._day(plan)
                if self._court.violations:
                    break
        finally:
            self._hall.close()
        wrong = tuple(self._court.violations)
        return WeekResult(
            order=self._order,
            digest=self._witness.digest,
            facts=self._witness.facts,
            violations=wrong,
            sightings=dict(self._sightings.counts),
            figures=self._counting.figures(),
            simulated_s=self._counting.simulated_s,
            trace=self._trace,
        )

    def _keep_trace(self, fact: Fact) -> None:
        """What led to the first violation."""
        if fact.kind == "violated" and not self._trace:
            self._trace = tuple(map(str, self._witness.trace))

    async def _day(self, plan: DayPlan) -> None:
        begins_s = (plan.day - self._days[0].day) / timedelta(days=1) * DAY_S + plan.on_s
        await asyncio.sleep(begins_s - self._loop.time())
        self._witness.tell("day_began", day=plan.day.isoformat())
        try:
            async with asyncio.timeout(plan.off_s - plan.on_s + LATEST_END_S):
                await self._open(plan)
        except TimeoutError:
            self._court.accuse("the_day_ends", "an hour after closing somebody still waited")
        self._look()
        self._court.end_of_day()
        self._witness.tell("day_ended", day=plan.day.isoformat())

    async def _open(self, plan: DayPlan) -> None:
        """The robot is switched on, people and faults come, the robot is switched off."""
        async with asyncio.TaskGroup() as group:
            lives = group.create_task(self._hall.lives.run())
            looking = group.create_task(self._look_again_and_again())
            async with asyncio.TaskGroup() as day:
                day.create_task(go_wrong(self._hall, plan.faults))
                day.create_task(attend(self._hall, plan))
                day.create_task(asyncio.sleep(plan.off_s - plan.on_s))
            self._hall.lives.switch_off()
            await lives
            looking.cancel()

    async def _look_again_and_again(self) -> None:
        while True:
            await asyncio.sleep(LOOK_S)
            self._look()

    def _look(self) -> None:
        database = self._folder / DATABASE
        if database.exists():
            self._court.look(database)


def in_earnest(config: Config) -> Config:
    """Without the training mode, in which the office never closes."""
    hours = config.hours.model_copy(update={"training": False})
    return config.model_copy(update={"hours": hours})


@contextmanager
def _quiet() -> Iterator[None]:
    """What the robot logs of rehearsed troubles is not for this terminal."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)
