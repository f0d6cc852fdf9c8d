"""Everything that goes wrong on purpose: how often, for how long, and how it is done and undone."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from kiosk.rehearsal.chance import Chance
from kiosk.rehearsal.moments import MOMENTS, Act, Armed
from kiosk.rehearsal.plan import FaultPlan
from kiosk.rehearsal.stage.disk import DiskState
from kiosk.rehearsal.stage.hall import Hall

MOMENT_WITHIN_S = 1800.0
FROM_S, UNTIL_S = 7.2 * 3600, 17.2 * 3600  # faults come while somebody may be there
SHARE = {"none": 0.0, "light": 0.1, "heavy": 1.0}


@dataclass(frozen=True, slots=True)
class FaultKind:
    """`per_day` of a heavy day on average; lasts `lasts_s` (shortest, longest), then it is undone.

    One with a `moment` waits for it and strikes `turns` turns of the loop later, as its `detail` says.
    """

    per_day: float
    lasts_s: tuple[float, float]
    begin: Act
    end: Act
    detail: tuple[tuple[str, float, float], ...] = ()  # name, lowest, highest
    moment: str | None = None


def _nothing(hall: Hall, plan: FaultPlan) -> None:
    """It is over by itself, or people mend it."""


def _hands(act: str, **parameters: float) -> Act:
    return lambda hall, _: hall.hands(act, **parameters)


def _wire(name: str) -> Act:
    def begin(hall: Hall, plan: FaultPlan) -> None:
        detail = {word: value for word, value in plan.detail.items() if word != "turns"}
        hall.hands(name, seconds=plan.lasts_s, **detail)

    return begin


def _disk(state: DiskState) -> Act:
    return lambda hall, _: hall.disk.set(state)


def _put_roll_in(hall: Hall, _: FaultPlan) -> None:
    """Unless staff have done it."""
    if hall.station.line.state()["roll"] != "present":
        hall.hands("insert_roll")


def _change_roll(hall: Hall, _: FaultPlan) -> None:
    """As people do: no roll comes out through a closed cover."""
    for act in ("open_cover", "insert_roll", "close_cover"):
        hall.hands(act)


def _press_feed(hall: Hall, _: FaultPlan) -> None:
    """Nobody feeds blank paper into the ticket that is coming out."""
    if not hall.station.line.state()["slot_mm"]:
        hall.hands("press_feed")


def _set_clock(hall: Hall, plan: FaultPlan) -> None:
    hall.clock.set_wrong(plan.detail["by_s"])
    hall.witness.tell("clock_jumped", seconds=plan.detail["by_s"])


def _set_clock_right(hall: Hall, _: FaultPlan) -> None:
    hall.clock.set_wrong(0)
    hall.witness.tell("clock_jumped", seconds=0.0)


def _power_cut(hall: Hall, plan: FaultPlan) -> None:
    hall.hands("power_off")
    hall.lives.crash("power", plan.lasts_s + 20)


def _crash(hall: Hall, _: FaultPlan) -> None:
    hall.lives.crash("crash")


def _clog(hall: Hall, plan: FaultPlan) -> None:
    """One by one: what leaves for the printer, what it answers, the disk; let go in an order of its own."""
    chance = hall.chance.stream("clog", round(plan.at_s * 1000))
    steps = [_clogged_wire("back_pressure"), _clogged_wire("silent"), _slow_disk]
    loop = asyncio.get_running_loop()
    for step in chance.sample(steps, len(steps)):
        at = chance.uniform(0, plan.lasts_s / 2)
        loop.call_later(at, step, hall, round(chance.uniform(at, plan.lasts_s), 3))


def _clogged_wire(name: str) -> Callable[[Hall, float], None]:
    return lambda hall, lasts_s: hall.hands(name, seconds=lasts_s)


def _slow_disk(hall: Hall, lasts_s: float) -> None:
    hall.disk.set(DiskState.SLOW)
    asyncio.get_running_loop().call_later(lasts_s, hall.disk.set, DiskState.WELL)


MOST_S = (20.0, 400.0)
SHORT_S = (2.0, 30.0)
TURNS = (("turns", 0.0, 25.0),)
FAULTS: dict[str, FaultKind] = {
    # paper, cover, blade, head, power: mended by staff who see them, by the end of the fault at the latest
    "roll_out": FaultKind(2, MOST_S, _hands("remove_roll"), _put_roll_in),
    "roll_nearly_used_up": FaultKind(1, MOST_S, _hands("near_end", mm=1500), _change_roll),
    "cover_open": FaultKind(2, SHORT_S, _hands("open_cover"), _hands("close_cover")),
    "blade_jammed": FaultKind(1, MOST_S, _hands("jam_cutter", at_next_cut=1), _hands("clear_cutter")),
    "head_hot": FaultKind(1, SHORT_S, _hands("overheat"), _hands("cool_down")),
    "feed_pressed": FaultKind(1, SHORT_S, _press_feed, _nothing),
    "printer_off": FaultKind(1, MOST_S, _hands("power_off"), _hands("power_on")),
    "printer_restarted": FaultKind(1, SHORT_S, _hands("power_cycle"), _nothing),
    # the cable and what happens on it
    "cable_out": FaultKind(2, MOST_S, _hands("pull_cable"), _hands("plug_cable")),
    "other_port": FaultKind(0.5, SHORT_S, _hands("reconnect_elsewhere"), _nothing),
    "silent": FaultKind(1, SHORT_S, _wire("silent"), _nothing),
    "garbled": FaultKind(1, SHORT_S, _wire("garble"), _nothing, (("severity", 0.01, 0.5),)),
    "noise": FaultKind(1, SHORT_S, _wire("noise"), _nothing, (("per_second", 0.5, 50),)),
    "slow": FaultKind(1, SHORT_S, _wire("slow"), _nothing, (("bytes_per_s", 300, 4000),)),
    "late": FaultKind(1, SHORT_S, _wire("delay"), _nothing, (("late_s", 0.2, 8),)),
    "loose_contact": FaultKind(1, SHORT_S, _wire("intermittent"), _nothing, (("period_s", 0.3, 6),)),
    "half_answers": FaultKind(0.5, SHORT_S, _wire("half_frame"), _nothing, (("severity", 0.2, 1),)),
    "double_answers": FaultKind(0.5, SHORT_S, _wire("duplicate_frame"), _nothing, (("severity", 0.2, 1),)),
    "takes_nothing": FaultKind(0.5, SHORT_S, _wire("back_pressure"), _nothing),
    "wrong_speed": FaultKind(0.3, SHORT_S, _wire("wrong_baud"), _nothing, (("baud", 9600, 9600),)),
    "clogged": FaultKind(0.5, MOST_S, _clog, _nothing),
    # the disk and the clock
    "disk_slow": FaultKind(0.7, SHORT_S, _disk(DiskState.SLOW), _disk(DiskState.WELL)),
    "disk_full": FaultKind(0.7, SHORT_S, _disk(DiskState.FULL), _disk(DiskState.WELL)),
    "disk_broken": FaultKind(0.7, SHORT_S, _disk(DiskState.BROKEN), _disk(DiskState.WELL)),
    "clock_wrong": FaultKind(0.5, MOST_S, _set_clock, _set_clock_right, (("by_s", -1800, 1800),)),
    # the robot itself
    "power_cut": FaultKind(0.3, SHORT_S, _power_cut, _hands("power_on")),
    **{f"crash_{moment}": FaultKind(0.4, SHORT_S, _crash, _nothing, TURNS, moment) for moment in MOMENTS},
}
AIMED = {  # what is done at a moment, not at a time
    "cable_out": (
        "at_issue",
        "at_number",
        "at_intent",
        "at_first_byte",
        "amid_picture",
        "at_picture",
        "at_cut",
    ),
    "silent": ("amid_picture", "at_cut"),
    "printer_off": ("at_first_byte", "amid_picture", "at_cut"),
    "printer_restarted": ("amid_picture",),
    "cover_open": ("at_intent", "amid_picture", "at_cut"),
    "roll_out": ("amid_picture",),
    "blade_jammed": ("at_picture",),
    "noise": ("amid_picture",),
    "disk_full": ("at_issue", "at_intent", "at_picture", "at_call"),
    "disk_broken": ("at_issue", "at_intent", "after_cut", "at_start"),
    "disk_slow": ("at_issue",),
    "clock_wrong": ("at_issue",),
}
AIMED_PER_DAY = 0.2
FAULTS |= {
    f"{name}_{moment}": replace(
        FAULTS[name], per_day=AIMED_PER_DAY, detail=(*FAULTS[name].detail, *TURNS), moment=moment
    )
    for name, moments in AIMED.items()
    for moment in moments
}


def plan_faults(chance: Chance, level: str) -> tuple[FaultPlan, ...]:
    """The faults of one day, by time."""
    plans = [
        plan
        for name, kind in FAULTS.items()
        for plan in _plans(name, kind, chance.stream("fault", name), SHARE[level])
    ]
    return tuple(sorted(plans, key=lambda plan: plan.at_s))


def _plans(name: str, kind: FaultKind, chance: Random, share: float) -> list[FaultPlan]:
    plans, at_s = [], FROM_S
    while kind.per_day * share:
        at_s += chance.expovariate(kind.per_day * share / (UNTIL_S - FROM_S))
        if at_s > UNTIL_S:
            break
        detail = {word: round(chance.uniform(low, high), 3) for word, low, high in kind.detail}
        plans.append(FaultPlan(name, round(at_s, 3), round(chance.uniform(*kind.lasts_s), 3), detail))
    return plans


async def go_wrong(hall: Hall, plans: tuple[FaultPlan, ...]) -> None:
    """Let a day's faults happen; returns when the last is undone."""
    async with asyncio.TaskGroup() as group:
        for plan in plans:
            group.create_task(_happen(hall, plan), name=f"fault {plan.fault}")


async def _happen(hall: Hall, plan: FaultPlan) -> None:
    kind = FAULTS[plan.fault]
    await asyncio.sleep(plan.at_s - hall.day_s())
    if not await _begun(hall, plan, kind):
        return
    await asyncio.sleep(plan.lasts_s)
    kind.end(hall, plan)
    hall.witness.tell("fault_over", fault=plan.fault)


async def _begun(hall: Hall, plan: FaultPlan, kind: FaultKind) -> bool:
    """Begins at once, or at its moment; False when that does not come."""
    told = ",".join(f"{name}={value:g}" for name, value in plan.detail.items())
    begun = asyncio.Event()

    def begin() -> None:
        hall.witness.tell("fault_began", fault=plan.fault, detail=told)
        kind.begin(hall, plan)
        begun.set()

    if kind.moment is None:
        begin()
        return True
    armed = Armed(hall, kind.moment, int(plan.detail["turns"]), begin)
    try:
        await asyncio.wait_for(begun.wait(), MOMENT_WITHIN_S)
    except TimeoutError:
        armed.disarm()
        return False
    return True
