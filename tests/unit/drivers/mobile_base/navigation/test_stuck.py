"""Whether a base that is told to move does not."""

import pytest

from drivers.mobile_base.navigation.stuck import StuckWatch
from drivers.motion import STILL, Pose, Twist

STEP_S = 0.05


def after_s(wanted: Twist, speed_m_s: float, turn_rad_s: float, seconds: float = 6.0) -> float | None:
    """When it is found to be stuck."""
    watch = StuckWatch()
    for step in range(int(seconds / STEP_S)):
        now = step * STEP_S
        if watch.step(now, wanted, speed_m_s * now, Pose(0, 0, turn_rad_s * now)):
            return now
    return None


@pytest.mark.parametrize("wanted", [Twist(0.3, 0.0), Twist(0.05, 0.0), Twist(-0.1, 0.0), Twist(0.0, 0.6)])
def test_two_seconds_without_moving_are_stuck(wanted):
    assert after_s(wanted, 0.0, 0.0) == pytest.approx(2.0, abs=0.11)


def test_one_that_moves_the_other_way_is_stuck():
    assert after_s(Twist(0.3, 0.0), -0.1, 0.0) is not None


@pytest.mark.parametrize(
    ("wanted", "speed", "turn"),
    [
        (Twist(0.3, 0.0), 0.28, 0.0),
        (Twist(0.3, 0.0), 0.1, 0.0),
        (Twist(-0.1, 0.0), -0.09, 0.0),
        (Twist(0.0, 0.6), 0.0, 0.5),
        (Twist(0.3, 0.5), 0.3, 0.45),
        (STILL, 0.0, 0.0),
        (Twist(0.02, 0.0), 0.0, 0.0),
    ],
)
def test_one_that_does_as_it_is_told_is_not(wanted, speed, turn):
    assert after_s(wanted, speed, turn) is None


def test_standing_for_a_reason_begins_anew():
    watch = StuckWatch()
    for step in range(38):
        assert not watch.step(step * STEP_S, Twist(0.3, 0.0), 0.0, Pose(0, 0, 0))
    watch.forget()
    assert not any(watch.step(2 + n * STEP_S, Twist(0.3, 0.0), 0.0, Pose(0, 0, 0)) for n in range(38))
