"""A morning with the real robot in the rehearsal's hall, and what each citizen was told to have done."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kiosk.config.device_schema import Devices
from kiosk.config.schema import Config
from kiosk.rehearsal.chance import Chance
from kiosk.rehearsal.facts import Fact, Witness
from kiosk.rehearsal.people import attend
from kiosk.rehearsal.people.kinds import KINDS
from kiosk.rehearsal.plan import CitizenPlan, DayPlan, ShiftPlan
from kiosk.rehearsal.stage.clock import OfficeClock
from kiosk.rehearsal.stage.hall import Hall
from kiosk.rehearsal.stage.loop import run
from kiosk.site.load import load_config
from kiosk.site.places import SHIPPED

MONDAY = date(2026, 11, 23)
ON_S, OPENS_S, UNTIL_S = 26_000.0, 27_000.0, 38_000.0
SHORT = OPENS_S + 2_400.0


@dataclass
class Day:
    """What happened, in order; `of` has what one citizen was told to have done."""

    facts: list[Fact] = field(default_factory=list)
    of: dict[int, list[Fact]] = field(default_factory=lambda: defaultdict(list))
    kinds: dict[int, str] = field(default_factory=dict)

    def hear(self, fact: Fact) -> None:
        self.facts.append(fact)
        citizen = fact.values.get("citizen")
        if isinstance(citizen, int):
            self.of[citizen].append(fact)
            if fact.kind == "arrived":
                self.kinds[citizen] = str(fact["kind"])

    def named(self, kind: str) -> list[Fact]:
        return [fact for fact in self.facts if fact.kind == kind]

    def people(self, kind: str) -> list[list[Fact]]:
        return [self.of[citizen] for citizen, its in self.kinds.items() if its == kind]

    def numbers(self, kind: str) -> list[Fact]:
        return [fact for facts in self.people(kind) for fact in facts if fact.kind == "answered"]

    def why(self, kind: str) -> Counter[str]:
        return Counter(str(f["why"]) for facts in self.people(kind) for f in facts if f.kind == "left")

    def acts(self, kind: str) -> Counter[tuple[str, str]]:
        return Counter(
            (str(f["act"]), str(f["how"])) for facts in self.people(kind) for f in facts if f.kind == "did"
        )


def site() -> Config:
    """The shipped one in earnest; without a printer, which people do not need to have."""
    config = load_config(SHIPPED)
    hours = config.hours.model_copy(update={"training": False})
    return config.model_copy(update={"hours": hours, "devices": Devices()})


def day_plan(config: Config, kinds: list[str], gap_s: float = 60.0, until_s: float = UNTIL_S) -> DayPlan:
    services = [service.id for service in config.services]
    reason = config.desk.priority_reasons[0].id
    citizens = tuple(
        CitizenPlan(
            number,
            OPENS_S + number * gap_s,
            kind,
            services[number % len(services)],
            reason if KINDS[kind].has_reason else None,
        )
        for number, kind in enumerate(kinds, start=1)
    )
    shifts = tuple(ShiftPlan(counter.id, OPENS_S, until_s, 1.5) for counter in config.counters)
    return DayPlan(MONDAY, ON_S, until_s + 1_600.0, citizens, shifts)


def live(
    folder: Path,
    config: Config,
    plan: DayPlan,
    seed: int,
    disturb: Callable[[Hall, Fact], None] | None = None,
) -> Day:
    """Let a day happen with the real robot; `disturb` hears every fact."""
    day = Day()

    async def happen() -> None:
        loop = asyncio.get_running_loop()
        witness = Witness(loop.time)
        witness.on_fact(day.hear)
        clock = OfficeClock(plan.day, config.site.zone)
        hall = Hall(config, folder, clock, witness, Chance(seed), lambda: None)
        if disturb is not None:
            witness.on_fact(lambda fact: disturb(hall, fact))
        await asyncio.sleep(plan.on_s - loop.time())
        lives = asyncio.create_task(hall.lives.run())
        await attend(hall, plan)
        hall.lives.switch_off()
        await lives
        hall.close()

    run(happen)
    return day
