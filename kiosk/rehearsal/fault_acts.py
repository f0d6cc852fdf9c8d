"""How things go wrong on purpose, and how they are mended: at the printer, its wire, the disk, the clock."""

import asyncio
from collections.abc import Callable

from kiosk.rehearsal.moments import Act
from kiosk.rehearsal.plan import FaultPlan
from kiosk.rehearsal.stage.disk import DiskState
from kiosk.rehearsal.stage.hall import Hall

HANDS_S = 1.5  # from one act to the next
AWAY_S, HELD_S = (0.5, 4.0), (0.1, 2.0)  # of a part that does not hold


def nothing(hall: Hall, plan: FaultPlan) -> None:
    """It is over by itself, or people mend it."""


def hands(act: str, **parameters: float) -> Act:
    """Hands do it to the printer or its cable."""
    return lambda hall, _: hall.hands(act, **parameters)


def wire_fault(name: str) -> Act:
    """The simulator's fault of the wire, with the details of the plan."""

    def begin(hall: Hall, plan: FaultPlan) -> None:
        detail = {word: value for word, value in plan.detail.items() if word != "turns"}
        hall.hands(name, seconds=plan.lasts_s, **detail)

    return begin


def later(act: Act) -> Act:
    """A while after its moment."""

    def begin(hall: Hall, plan: FaultPlan) -> None:
        asyncio.get_running_loop().call_later(plan.detail["later_s"], act, hall, plan)

    return begin


def set_disk(state: DiskState) -> Act:
    """The disk changes."""
    return lambda hall, _: hall.disk.set(state)


def put_roll_in(hall: Hall, _: FaultPlan) -> None:
    """Unless staff have done it."""
    if hall.station.line.state()["roll"] != "present":
        hall.hands("insert_roll")


def change_roll(hall: Hall, _: FaultPlan) -> None:
    """As people do: no roll comes out through a closed cover."""
    for number, act in enumerate(("open_cover", "insert_roll", "close_cover")):
        asyncio.get_running_loop().call_later(number * HANDS_S, hall.hands, act)


def press_feed(hall: Hall, _: FaultPlan) -> None:
    """Nobody feeds blank paper into the ticket that is coming out."""
    hall.station.look()
    seen = hall.station.line.state()
    if not (seen["printing"] or seen["slot_mm"]):
        hall.hands("press_feed")


def again_and_again(undone: str, done: str) -> Act:
    """A part that does not hold: done for a moment, and gone again."""

    def begin(hall: Hall, plan: FaultPlan) -> None:
        chance = hall.chance.stream(done, round(plan.at_s * 1000))
        loop, after_s = asyncio.get_running_loop(), 0.0
        while after_s < plan.lasts_s:
            hall_acts = (undone, chance.uniform(*AWAY_S)), (done, chance.uniform(*HELD_S))
            for act, lasts_s in hall_acts:
                loop.call_later(after_s, hall.hands, act)
                after_s += round(lasts_s, 3)

    return begin


def set_clock(hall: Hall, plan: FaultPlan) -> None:
    """Wrong by as many seconds as the plan says."""
    hall.clock.set_wrong(plan.detail["by_s"])
    hall.witness.tell("clock_jumped", seconds=plan.detail["by_s"])


def set_clock_right(hall: Hall, _: FaultPlan) -> None:
    """To the true time."""
    hall.clock.set_wrong(0)
    hall.witness.tell("clock_jumped", seconds=0.0)


def power_cut(hall: Hall, plan: FaultPlan) -> None:
    """Robot and printer are dark; the robot takes its time to start."""
    hall.hands("power_off")
    hall.lives.crash("power", plan.lasts_s + 20)


def crash(hall: Hall, _: FaultPlan) -> None:
    """The process ends at once."""
    hall.lives.crash("crash")


def clog(hall: Hall, plan: FaultPlan) -> None:
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
