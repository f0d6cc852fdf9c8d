"""Everything that goes wrong on purpose: how often, for how long, and how it is done and undone."""

import asyncio
from dataclasses import dataclass, replace
from random import Random

from kiosk.rehearsal.chance import Chance
from kiosk.rehearsal.fault_acts import (
    again_and_again,
    change_roll,
    clog,
    crash,
    hands,
    later,
    nothing,
    power_cut,
    press_feed,
    put_roll_in,
    set_clock,
    set_clock_right,
    set_disk,
    wire_fault,
)
from kiosk.rehearsal.moments import Act, Armed
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


MOST_S = (20.0, 400.0)
SHORT_S = (2.0, 30.0)
TURNS = (("turns", 0.0, 25.0),)
AT_ONCE = (("turns", 0.0, 2.0),)
FAULTS: dict[str, FaultKind] = {
    # paper, cover, blade, head, power: mended by staff who see them, by the end of the fault at the latest
    "roll_out": FaultKind(2, MOST_S, hands("remove_roll"), put_roll_in),
    "roll_nearly_used_up": FaultKind(1, MOST_S, hands("near_end", mm=1500), change_roll),
    "cover_open": FaultKind(2, SHORT_S, hands("open_cover"), hands("close_cover")),
    "cover_loose": FaultKind(
        0.2, SHORT_S, again_and_again("open_cover", "close_cover"), hands("close_cover")
    ),
    "blade_jammed": FaultKind(1, MOST_S, hands("jam_cutter", at_next_cut=1), hands("clear_cutter")),
    "head_hot": FaultKind(1, SHORT_S, hands("overheat"), hands("cool_down")),
    "feed_pressed": FaultKind(1, SHORT_S, press_feed, nothing),
    "printer_off": FaultKind(1, MOST_S, hands("power_off"), hands("power_on")),
    "printer_restarted": FaultKind(1, SHORT_S, hands("power_cycle"), nothing),
    # the cable and what happens on it
    "cable_out": FaultKind(2, MOST_S, hands("pull_cable"), hands("plug_cable")),
    "plug_loose": FaultKind(0.2, SHORT_S, again_and_again("pull_cable", "plug_cable"), hands("plug_cable")),
    "other_port": FaultKind(0.5, SHORT_S, hands("reconnect_elsewhere"), nothing),
    "silent": FaultKind(1, SHORT_S, wire_fault("silent"), nothing),
    "garbled": FaultKind(1, SHORT_S, wire_fault("garble"), nothing, (("severity", 0.01, 0.5),)),
    "noise": FaultKind(1, SHORT_S, wire_fault("noise"), nothing, (("per_second", 0.5, 50),)),
    "slow": FaultKind(1, SHORT_S, wire_fault("slow"), nothing, (("bytes_per_s", 300, 4000),)),
    "late": FaultKind(1, SHORT_S, wire_fault("delay"), nothing, (("late_s", 0.2, 8),)),
    "loose_contact": FaultKind(1, SHORT_S, wire_fault("intermittent"), nothing, (("period_s", 0.3, 6),)),
    "half_answers": FaultKind(0.5, SHORT_S, wire_fault("half_frame"), nothing, (("severity", 0.2, 1),)),
    "double_answers": FaultKind(
        0.5, SHORT_S, wire_fault("duplicate_frame"), nothing, (("severity", 0.2, 1),)
    ),
    "takes_nothing": FaultKind(0.5, SHORT_S, wire_fault("back_pressure"), nothing),
    "wrong_speed": FaultKind(0.3, SHORT_S, wire_fault("wrong_baud"), nothing, (("baud", 9600, 9600),)),
    "clogged": FaultKind(0.5, MOST_S, clog, nothing),
    # the disk and the clock
    "disk_slow": FaultKind(0.7, SHORT_S, set_disk(DiskState.SLOW), set_disk(DiskState.WELL)),
    "disk_full": FaultKind(0.7, SHORT_S, set_disk(DiskState.FULL), set_disk(DiskState.WELL)),
    "disk_broken": FaultKind(0.7, SHORT_S, set_disk(DiskState.BROKEN), set_disk(DiskState.WELL)),
    "clock_wrong": FaultKind(0.5, MOST_S, set_clock, set_clock_right, (("by_s", -1800, 1800),)),
    # the robot itself
    "power_cut": FaultKind(0.3, SHORT_S, power_cut, hands("power_on")),
    "crash": FaultKind(0.4, SHORT_S, crash, nothing),
    "crash_at_kept": FaultKind(1.0, SHORT_S, crash, nothing, AT_ONCE, "at_kept"),
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
        "at_paper",
        "amid_leaflet",
    ),
    "silent": ("amid_picture", "at_cut", "at_paper"),
    "slow": ("at_first_byte",),
    "half_answers": ("at_first_byte", "amid_picture"),
    "wrong_speed": ("at_first_byte", "amid_picture"),
    "head_hot": ("at_first_byte", "amid_picture"),
    "printer_off": ("at_first_byte", "amid_picture", "at_cut"),
    "printer_restarted": ("amid_picture",),
    "cover_open": ("at_intent", "amid_picture", "at_cut", "amid_leaflet"),
    "roll_out": ("amid_picture", "at_checklist", "amid_leaflet"),
    "blade_jammed": ("at_picture",),
    "noise": ("amid_picture",),
    "disk_full": ("at_issue", "at_number", "at_intent", "at_picture", "at_call"),
    "disk_broken": ("at_issue", "at_number", "at_intent", "after_cut", "at_end", "at_start"),
    "disk_slow": ("at_last_question", "at_issue"),
    "clock_wrong": ("at_issue", "at_mode"),
    "power_cut": ("at_first_byte", "amid_picture"),
    "crash": (
        "at_issue",
        "at_number",
        "at_intent",
        "at_first_byte",
        "amid_picture",
        "at_picture",
        "at_cut",
        "after_cut",
        "at_doubt",
        "at_call",
        "at_regret",
        "at_leaflet",
        "amid_leaflet",
        "at_start",
    ),
}
AIMED_PER_DAY = {"crash": 0.4}
USUAL_AIMED_PER_DAY = 0.2
LATER = {"amid_leaflet": (("later_s", 0.0, 1.5),)}  # moments of which nobody tells the middle


def _aimed(name: str, moment: str) -> FaultKind:
    kind = FAULTS[name]
    return replace(
        kind,
        per_day=AIMED_PER_DAY.get(name, USUAL_AIMED_PER_DAY),
        begin=later(kind.begin) if moment in LATER else kind.begin,
        detail=(*kind.detail, *TURNS, *LATER.get(moment, ())),
        moment=moment,
    )


FAULTS |= {f"{name}_{moment}": _aimed(name, moment) for name, moments in AIMED.items() for moment in moments}


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
