"""A week told to a witness without a robot: what is counted, drawn and judged can be known beforehand."""

from random import Random

from kiosk.rehearsal.facts import Value, Witness
from kiosk.rehearsal.figures import Counting
from kiosk.rehearsal.plan import Order
from kiosk.rehearsal.results import Violation, WeekResult

DAY_S = 86_400.0
MORNING_S = 7 * 3600.0
EVENING_S = 17.5 * 3600
SERVICES = ("civil_status", "certification", "land")
FAULTS = ("paper_out", "cover_open", "printer_offline", "cutter_jammed")
STATES = {
    "paper_out_mid_ticket": "the paper ended within a ticket",
    "crash_after_commit": "the robot crashed between a commit and its answer",
    "never_seen": "a state that a fake week never reaches",
}
Moment = tuple[float, str, dict[str, Value]]


class Script:
    """Facts in any order; `play` tells them by time."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self.witness = Witness(lambda: self.now_s)
        self._moments: list[Moment] = []

    def at(self, at_s: float, kind: str, /, **values: Value) -> None:
        self._moments.append((round(at_s, 3), kind, values))

    def ticket(self, at_s: float, kind: str, ticket: str, service: str = "land") -> None:
        last = "priority" if kind == "issued" else "counter"
        self.at(at_s, kind, ticket=ticket, number=ticket, service=service, **{last: None})

    def play(self) -> None:
        for at_s, kind, values in sorted(self._moments, key=lambda moment: moment[0]):
            self.now_s = at_s
            self.witness.tell(kind, **values)


def rehearse_fake_week(order: Order) -> WeekResult:
    """A lively week; the third one of every run breaks a rule."""
    return fake_week(order, broken=order.week == 2)


def rehearse_nothing(order: Order) -> WeekResult:
    """The rehearsal itself fails."""
    raise ZeroDivisionError(f"in week {order.week}")


def fake_week(order: Order, broken: bool = False) -> WeekResult:
    chance = Random(order.seed * 1000 + order.week)
    script = Script()
    counting = Counting(script.witness)
    for day in range(order.days):
        _day(script, chance, day * DAY_S, order)
    script.play()
    violations = (Violation(2 * DAY_S + 36_000.5, "number_twice", "A007 was given to two people"),)
    return WeekResult(
        order=order,
        digest=script.witness.digest,
        facts=script.witness.facts,
        violations=violations if broken else (),
        sightings={"paper_out_mid_ticket": order.days, "crash_after_commit": 1},
        figures=counting.figures(),
        simulated_s=counting.simulated_s,
        trace=tuple(map(str, script.witness.trace)) if broken else (),
    )


def _day(script: Script, chance: Random, midnight_s: float, order: Order) -> None:
    begin_s = midnight_s + MORNING_S
    script.at(begin_s, "day_began", day="2026-11-23")
    script.at(begin_s, "life_began", life=1, after="off")
    script.at(begin_s + 0.5, "life_up", life=1, uncertain=0)
    for citizen in range(order.citizens):
        morning = chance.random() < 0.6
        hours = chance.triangular(7.2, 11.2, 8) if morning else chance.triangular(13.3, 16.6, 14)
        _citizen(script, chance, f"T{midnight_s:.0f}-{citizen}", midnight_s + hours * 3600)
    if order.faults != "none":
        _troubles(script, chance, midnight_s)
    script.at(midnight_s + EVENING_S, "life_ended", life=1, how="stop")
    script.at(midnight_s + EVENING_S, "day_ended", day="2026-11-23")


def _citizen(script: Script, chance: Random, ticket: str, at_s: float) -> None:
    service = chance.choice(SERVICES)
    called_s = at_s + chance.expovariate(1 / 700) + 20
    script.at(at_s - 9, "arrived", citizen=1, kind=chance.choice(("quick", "slow")), service=service)
    script.ticket(at_s, "issued", ticket, service)
    script.at(at_s, "answered", citizen=1, request=ticket, ticket=ticket, number=ticket, ahead=1, again=False)
    script.at(at_s + 2, "effect", effect=1, ticket=ticket, copy=1, job=1, state="done", note="fence")
    script.at(at_s + 2, "paper", jobs="1", cut=True, reason="cut", rest=0)
    script.at(at_s + 9, "left", citizen=1, why="has the number")
    script.ticket(called_s, "called", ticket, service)
    script.ticket(called_s + chance.uniform(60, 400), "finished", ticket, service)


def _troubles(script: Script, chance: Random, midnight_s: float) -> None:
    for device, faults in (("printer", FAULTS), ("desk", ("desk_failed",))):
        for fault in faults:
            begin_s = midnight_s + chance.uniform(7.5, 16.5) * 3600
            end_s = begin_s + chance.expovariate(1 / 400)
            script.at(begin_s, "fault_began", fault=fault, detail="")
            script.at(begin_s + 1, "trouble", change="raised", device=device, fault=fault)
            script.at(end_s + 1, "trouble", change="cleared", device=device, fault=fault)
            script.at(end_s, "fault_over", fault=fault)
    crash_s = midnight_s + chance.uniform(8, 16) * 3600
    script.at(crash_s, "life_ended", life=1, how="crash")
    script.at(crash_s + 2.7, "life_began", life=2, after="crash")
    script.at(crash_s + 3.1, "life_up", life=2, uncertain=0)
