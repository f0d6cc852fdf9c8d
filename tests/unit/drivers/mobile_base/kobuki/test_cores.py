"""The pure cores: ramp, steering, kinematics, odometry, clock, battery, tilt."""

import math

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from drivers.mobile_base.kobuki.base_clock import BaseClock, Order
from drivers.mobile_base.kobuki.battery import Battery
from drivers.mobile_base.kobuki.kinematics import Limits, wheel_command
from drivers.mobile_base.kobuki.odometry import Odometry
from drivers.mobile_base.kobuki.ramp import Ramp
from drivers.mobile_base.kobuki.steering import Steering
from drivers.mobile_base.kobuki.tilt import Tilt, rates_rad_s
from drivers.motion import STILL, Charger, Twist

LIMITS = Limits()
twists = st.builds(Twist, st.floats(-0.7, 0.7), st.floats(-math.pi, math.pi))
acts = st.one_of(
    st.tuples(st.just("want"), twists), st.tuples(st.just("command"), st.none()), st.just(("halt", None))
)
steps = st.lists(st.tuples(st.floats(0.0, 0.4), acts), min_size=1, max_size=60)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(twists, st.floats(0.0, 0.1)), min_size=1, max_size=80))
def test_a_ramp_is_never_steeper_than_the_limits_and_never_beyond_them(wishes):
    ramp, before = Ramp(LIMITS), STILL
    for wanted, dt_s in wishes:
        after = ramp.step(wanted, dt_s)
        for old, new, most, fastest in (
            (before.v_m_s, after.v_m_s, LIMITS.v_m_s2, LIMITS.v_m_s),
            (before.w_rad_s, after.w_rad_s, LIMITS.w_rad_s2, LIMITS.w_rad_s),
        ):
            gathers = abs(new) > abs(old)
            assert abs(new - old) <= most * dt_s * (1.0 if gathers else 1.2) + 1e-9
            assert abs(new) <= fastest
            assert old * new >= 0  # it turns round through zero
        before = after


def test_a_ramp_arrives():
    ramp = Ramp(LIMITS)
    speeds = [ramp.step(Twist(0.1, -0.2), 0.02).v_m_s for _ in range(12)]
    assert speeds == pytest.approx([min(0.01 * number, 0.1) for number in range(1, 13)])
    assert ramp.twist == Twist(0.1, -0.2)
    slower = [ramp.step(STILL, 0.02).v_m_s for _ in range(10)]
    assert slower[:3] == pytest.approx([0.088, 0.076, 0.064])
    assert slower[-1] == 0.0


@settings(max_examples=300, deadline=None)
@given(steps)
def test_what_is_not_fresh_is_not_driven(done):
    steering, now, wanted_at = Steering(LIMITS), 0.0, -math.inf
    for pause_s, (act, twist) in done:
        now += pause_s
        if act == "want":
            steering.want(twist, now)
            wanted_at = now
        elif act == "halt":
            steering.halt()
            wanted_at = -math.inf
            assert not steering.moving
        else:
            commanded = steering.command(now)
            if now - wanted_at >= 0.3001:
                assert commanded == STILL
            if commanded != STILL:
                assert steering.moved_within(0.0, now)


def test_the_first_step_after_a_long_rest_is_a_small_one():
    steering = Steering(LIMITS)
    steering.command(0.0)
    steering.want(Twist(0.7, 0.0), 100.0)
    assert steering.command(100.0).v_m_s == pytest.approx(0.025)


@pytest.mark.parametrize(
    ("twist", "command"),
    [
        (Twist(0.7, 0.0), (700, 0)),
        (Twist(-0.7, 0.00009), (-700, 0)),
        (Twist(0.3, -0.5), (357, -600)),
        (Twist(-0.1, 0.5), (-157, -200)),
        (Twist(-0.1, -0.5), (-157, 200)),
        (Twist(0.0005, 1.0), (115, 1)),
        (Twist(0.7, 0.001), (700, 32767)),
        (Twist(0.7, -0.001), (700, -32767)),
    ],
)
def test_arcs(twist, command):
    assert wheel_command(twist) == command


@given(twists)
def test_every_speed_has_a_command_that_drives_it(twist):
    """Turned back into wheels as the base does, it is the speed that was wanted, to the millimetre."""
    speed, radius = wheel_command(twist)
    if abs(radius) > 3000:
        return  # nearly straight: a millimetre a second of the wheel is more than the whole turn
    if radius == 0:
        left = right = float(speed)
    elif abs(radius) == 1:
        left, right = -speed * radius, speed * radius
    else:
        inner = speed * (abs(radius) - 115) / (abs(radius) + 115)
        left, right = (inner, speed) if radius > 0 else (speed, inner)
    assert (left + right) / 2000 == pytest.approx(twist.v_m_s, abs=0.01 + 0.01 * abs(twist.w_rad_s))
    assert (right - left) / 230 == pytest.approx(twist.w_rad_s, abs=0.02 + 0.03 * abs(twist.w_rad_s))


def test_odometry_counts_over_every_wrap():
    odometry = Odometry()
    odometry.add(65_535, 0, 17_999, 0.02)
    odometry.add(1, 65_534, -18_000, 0.02)
    assert odometry.left_m == pytest.approx(2 / 11724.41658)
    assert odometry.right_m == pytest.approx(-2 / 11724.41658)
    assert odometry.yaw_rad == pytest.approx(math.radians(0.01))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 65_535)] * 2, st.integers(-18_000, 18_000)), max_size=40))
def test_whatever_is_counted_odometry_does_not_jump(counts):
    odometry, before = Odometry(), (0.0, 0.0, 0.0)
    for left, right, angle in counts:
        odometry.add(left, right, angle, 0.02)
        after = odometry.left_m, odometry.right_m, odometry.yaw_rad
        changes = [abs(new - old) for old, new in zip(before, after, strict=True)]
        assert max(changes[:2]) <= 0.03 + 1e-9
        assert changes[2] <= 0.2 + 1e-9
        before = after


def test_the_bases_clock():
    clock = BaseClock()
    assert clock.follow(65_500, 10.0) == (Order.FIRST, 0.0)
    assert clock.follow(65_520, 10.02) == (Order.LATER, 0.02)
    assert clock.follow(65_520, 10.04) == (Order.REPEATED, 0.0)
    assert clock.follow(4, 10.04) == (Order.LATER, 0.02)
    assert clock.follow(504, 10.05) == (Order.LATER, 0.5)  # frames that were lost in a burst
    assert clock.follow(1100, 10.06) == (Order.RESTARTED, 0.0)
    assert clock.follow(1120, 10.08) == (Order.LATER, 0.02)
    assert clock.follow(0, 10.10) == (Order.RESTARTED, 0.0)
    clock.begin()
    assert clock.follow(9, 10.12) == (Order.FIRST, 0.0)


def test_a_battery_learns_what_full_is():
    battery = Battery()
    assert battery.percent(16.0, Charger.NONE) == pytest.approx(85.6, abs=0.1)
    assert battery.percent(16.0, Charger.DOCK_CHARGED) == 100.0
    assert battery.percent(16.0, Charger.NONE) == 100.0
    assert battery.percent(14.6, Charger.NONE) == pytest.approx(52.5)
    assert battery.percent(0.0, Charger.ADAPTER_CHARGED) == 0.0
    assert 0 <= battery.percent(14.0, Charger.NONE) <= 100


def test_rates_of_a_frame_without_samples_are_none():
    assert rates_rad_s(()) == (0.0, 0.0)


def test_who_was_tipped_before_the_connection_begins_upright():
    tilt = Tilt()
    for _ in range(50):
        tilt.add((1.0, 0.0), 0.02)
    assert not tilt.leaning  # that was its offset all the time
    for _ in range(20):
        tilt.add((2.0, 0.0), 0.02)
    assert tilt.leaning
    tilt.begin()
    assert not tilt.leaning
