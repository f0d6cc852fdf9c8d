"""Two hours of a rehearsed Monday: long enough for everything, short enough for every test run."""

from dataclasses import replace

from kiosk.rehearsal.faults import plan_faults
from kiosk.rehearsal.plan import DayPlan, Order
from kiosk.rehearsal.planning import plan_week
from tests.support.virtual_office import shipped

ENDS_S = 9.0 * 3600
OFF_S = 9.75 * 3600


def a_morning(seed: int, faults: str = "heavy", citizens: int = 300) -> tuple[Order, tuple[DayPlan, ...]]:
    """The order and the plan of what is left of its first day."""
    order = Order(seed, days=1, citizens=citizens, faults=faults)
    (day,) = plan_week(order, shipped(), plan_faults)
    short = replace(
        day,
        off_s=OFF_S,
        citizens=tuple(one for one in day.citizens if one.at_s < ENDS_S),
        shifts=tuple(
            replace(one, until_s=min(one.until_s, OFF_S - 600)) for one in day.shifts if one.from_s < ENDS_S
        ),
        faults=tuple(one for one in day.faults if one.at_s < ENDS_S),
    )
    return order, (short,)
