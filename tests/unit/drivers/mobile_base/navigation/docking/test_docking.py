"""Docking's moves one by one, and the limits of the whole."""

import math

import pytest

from drivers.mobile_base.navigation.docking.approach import Approach
from drivers.mobile_base.navigation.docking.docking import LIMIT_S, TOUCHED, TRIES, UNSEEN, Docking
from drivers.mobile_base.navigation.docking.leg import OFF_BEARING_RAD, Leg
from drivers.mobile_base.navigation.docking.moves import View
from drivers.mobile_base.navigation.docking.sight import BESIDE, RIM, Sight
from drivers.mobile_base.navigation.docking.states import DockState
from drivers.mobile_base.navigation.docking.sweep import WHOLE_TURN_RAD, Sweep
from drivers.motion import DARK, NOWHERE, STILL, BaseReading, Beam, Charger, DockBeams, Pose, Side, Twist

LEFT, RIGHT = Beam.FAR_LEFT, Beam.FAR_RIGHT
TICK_S = 0.05


def view(
    centre: Beam = DARK, yaw_rad: float = 0.0, travelled_m: float = 0.0, now: float = 0.0, right: Beam = DARK
) -> View:
    sight = Sight()
    sight.add(DockBeams(centre=centre, right=right), now)
    return View(now, Pose(0.0, 0.0, yaw_rad), travelled_m, sight, centre)


def reading(
    now: float,
    beam: Beam = DARK,
    charger: Charger = Charger.NONE,
    yaw_rad: float = 0.0,
    pressed: Side = NOWHERE,
) -> BaseReading:
    beams = DockBeams(centre=beam)
    return BaseReading(now, 0.0, 0.0, yaw_rad, 0.0, beams=beams, charger=charger, bumpers=pressed)


@pytest.mark.parametrize(
    ("beam", "off"),
    [
        (LEFT, BESIDE),
        (Beam.NEAR_LEFT | Beam.NEAR_CENTRE, RIM),
        (Beam.FAR_CENTRE, 0),
        (LEFT | RIGHT, 0),
        (RIGHT | Beam.FAR_CENTRE, -RIM),
        (Beam.NEAR_RIGHT, -BESIDE),
        (DARK, 0),
    ],
)
def test_what_is_seen_tells_the_side(beam: Beam, off: int):
    assert view(beam).sight.off == off


def test_beams_that_come_one_after_another_are_seen_together_and_forgotten():
    sight = Sight()
    sight.add(DockBeams(centre=LEFT), 0.0)
    sight.add(DockBeams(right=Beam.FAR_CENTRE), 0.1)
    sight.add(DockBeams(), 0.3)
    assert sight.off == RIM
    assert sight.dark_s(0.3) == pytest.approx(0.2)
    sight.add(DockBeams(), 0.6)
    assert sight.all is DARK


def swept(first: int, start_rad: float, seen_rad: tuple[float, float]) -> tuple[float | None, float]:
    """The bearing found, and how far it turned for it."""
    sweep, yaw_rad, turned_rad = Sweep(first), start_rad, 0.0
    while turned_rad < 20.0:
        lit = seen_rad[0] <= math.remainder(yaw_rad, math.tau) <= seen_rad[1]
        twist = sweep.step(view(LEFT if lit else DARK, yaw_rad))
        if twist is None:
            break
        yaw_rad += twist.w_rad_s * TICK_S
        turned_rad += abs(twist.w_rad_s) * TICK_S
    return sweep.bearing_rad, turned_rad


@pytest.mark.parametrize("first", [1, -1])
@pytest.mark.parametrize("start_rad", [0.5, 1.0, 0.0, -2.5, 3.0])
def test_a_dock_lies_in_the_middle_of_where_it_is_seen(first: int, start_rad: float):
    bearing_rad, turned_rad = swept(first, start_rad, (0.0, 1.2))
    assert bearing_rad is not None
    assert math.remainder(bearing_rad - 0.6, math.tau) == pytest.approx(0.0, abs=0.05)
    assert turned_rad < WHOLE_TURN_RAD + 1.5


def test_where_nothing_is_to_be_seen_it_turns_once_round():
    assert swept(1, 0.0, (9.0, 9.0)) == (None, pytest.approx(WHOLE_TURN_RAD, abs=0.1))


@pytest.mark.parametrize("side", [1, -1])
def test_from_beside_the_middle_it_goes_across_with_the_dock_at_its_side(side: int):
    leg = Leg(0.5, BESIDE * side, view())
    assert leg.step(view(LEFT if side > 0 else RIGHT, 0.5)) == Twist(0.0, pytest.approx(0.8 * side))
    yaw_rad = 0.5 + side * OFF_BEARING_RAD
    there = leg.step(view(right=LEFT if side > 0 else RIGHT, yaw_rad=yaw_rad))
    assert there is not None
    assert there.v_m_s > 0
    assert leg.step(view(right=Beam.FAR_CENTRE, yaw_rad=yaw_rad)) is None
    assert leg.crossed


def test_across_in_the_dark_or_for_too_long_it_looks_again():
    for late in (view(yaw_rad=OFF_BEARING_RAD, now=9.0), view(LEFT, travelled_m=9.0), view(LEFT, now=99.0)):
        leg = Leg(0.0, BESIDE, view())
        if late.sight.all is DARK:
            late.sight.add(DockBeams(), 20.0)
            late = View(20.0, late.pose, 0.0, late.sight, DARK)
        assert leg.step(late) is None
        assert not leg.crossed


def test_on_its_way_in_it_steers_towards_the_middle_and_creeps_near_the_dock():
    def steered(beam: Beam, travelled_m: float = 0.0) -> Twist:
        twist = Approach(0.0, view(beam)).step(view(beam, travelled_m=travelled_m))
        assert twist is not None
        return twist

    far, near = steered(Beam.FAR_CENTRE), steered(Beam.NEAR_CENTRE)
    assert far.v_m_s > near.v_m_s > 0
    assert near.v_m_s <= 0.05
    assert far.w_rad_s == 0.0
    assert steered(LEFT).w_rad_s > steered(LEFT | Beam.FAR_CENTRE).w_rad_s > 0
    assert steered(RIGHT).w_rad_s < 0


def test_in_the_dark_it_stands_and_then_tries_again():
    approach = Approach(0.0, view(Beam.FAR_CENTRE))
    dark = view(Beam.FAR_CENTRE)
    dark.sight.add(DockBeams(), 0.5)
    assert approach.step(View(0.5, dark.pose, 0.0, dark.sight, DARK)) == STILL
    dark.sight.add(DockBeams(), 1.5)
    assert approach.step(View(1.5, dark.pose, 0.0, dark.sight, DARK)) is None
    assert "not seen" in approach.why


def test_close_to_the_dock_but_beside_its_middle_it_tries_again():
    approach = Approach(0.0, view(Beam.NEAR_LEFT))
    assert approach.step(view(Beam.NEAR_LEFT, travelled_m=0.1, now=0.1)) is not None
    assert approach.step(view(Beam.NEAR_LEFT, travelled_m=0.3, now=2.0)) is None
    assert "beside" in approach.why


def test_it_is_done_when_it_has_charged_for_a_second():
    docking = Docking(0.0)
    steps = [docking.step(reading(n * TICK_S, charger=Charger.DOCK_CHARGING), n * TICK_S) for n in range(23)]
    assert {step.twist for step in steps} == {STILL}
    assert {step.state for step in steps} == {DockState.WAIT_FOR_CHARGE}
    assert [step.done for step in steps].index(True) == pytest.approx(20, abs=1)


def test_losing_the_contact_it_goes_on():
    docking = Docking(0.0)
    docking.step(reading(0.0, charger=Charger.DOCK_CHARGING), 0.0)
    assert docking.step(reading(0.1, LEFT), 0.1).state is DockState.INITIAL_PERCEPTION


def test_a_bumper_ends_it_at_once_unless_it_charges():
    assert Docking(0.0).step(reading(0.0, LEFT, pressed=Side.CENTRE), 0.0).failed == TOUCHED
    charging = reading(0.0, LEFT, Charger.DOCK_CHARGING, pressed=Side.CENTRE)
    assert not Docking(0.0).step(charging, 0.0).failed


def seconds_until_failed(docking: Docking, turns: bool) -> tuple[float, str]:
    now, yaw_rad, step = 0.0, 0.0, docking.step(reading(0.0), 0.0)
    while not step.failed and now < 4 * LIMIT_S:
        now += TICK_S
        yaw_rad += step.twist.w_rad_s * TICK_S if turns else 0.0
        step = docking.step(reading(now, yaw_rad=yaw_rad), now)
    assert step.twist == STILL
    return now, step.failed


def test_it_looks_round_a_few_times_and_then_says_that_nothing_is_seen():
    seconds, why = seconds_until_failed(Docking(0.0), turns=True)
    assert why == UNSEEN
    assert seconds < TRIES * 10


def test_when_nothing_comes_of_it_the_time_is_over():
    seconds, why = seconds_until_failed(Docking(0.0), turns=False)
    assert seconds == pytest.approx(LIMIT_S, abs=1)
    assert "too long" in why


def test_time_in_which_it_must_wait_does_not_count():
    docking = Docking(0.0)
    docking.waited(50.0)
    assert seconds_until_failed(docking, turns=False)[0] == pytest.approx(LIMIT_S + 50.0, abs=1)


@pytest.mark.parametrize(("y_m", "way"), [(0.5, 1), (-0.5, -1)])
def test_it_first_turns_to_where_the_dock_should_be(y_m: float, way: int):
    twist = Docking(0.0, Pose(1.0, y_m, 0.0)).step(reading(0.0), 0.0).twist
    assert math.copysign(1, twist.w_rad_s) == way
