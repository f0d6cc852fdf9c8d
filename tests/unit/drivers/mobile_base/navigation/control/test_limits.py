"""How fast is right near people and things."""

import math

import numpy as np
import pytest

from drivers.mobile_base.navigation.control.limits import by_people, by_remaining, by_room, stop_within
from drivers.mobile_base.navigation.control.settings import ControlSettings

SETTINGS = ControlSettings()
ORIGIN, EAST = np.zeros(2), np.array([1.0, 0.0])


def fastest(x: float, y: float, vx: float = 0.0, vy: float = 0.0) -> float:
    """Towards the east, for one person at x, y."""
    return by_people(ORIGIN, EAST, np.array([[x, y]]), np.array([[vx, vy]]), SETTINGS)


def test_the_example_of_the_standard() -> None:
    """reliability_and_safety.md §9: 0.3 m/s for a walker at 1.6 m/s, 1.36 + 0.165 + 0.2 m away."""
    assert stop_within(1.36 + 0.165 + 0.2, 1.6, SETTINGS) == pytest.approx(0.3, abs=1e-6)


def test_it_stands_before_the_margin_from_any_distance() -> None:
    for distance in np.linspace(0.0, 5.0, 51):
        for towards in (0.0, 0.5, 1.6):
            v = float(stop_within(distance, towards, SETTINGS))
            stops_s = SETTINGS.reaction_s + v / SETTINGS.acceleration_m_s2
            gone = v * SETTINGS.reaction_s + v * v / 2 / SETTINGS.acceleration_m_s2 + towards * stops_s
            assert v == 0.0 or gone <= distance - SETTINGS.person_margin_m + 1e-9


def test_nobody_limits_nothing() -> None:
    assert by_people(ORIGIN, EAST, np.empty((0, 2)), np.empty((0, 2)), SETTINGS) == math.inf


@pytest.mark.parametrize(("x", "y"), [(0.67, 0.0), (0.5, 0.3), (0.45, -0.45), (0.05, 0.35)])
def test_whoever_is_in_the_stop_zone_ahead_stops_it(x: float, y: float) -> None:
    assert fastest(x, y) == 0.0


@pytest.mark.parametrize(("x", "y"), [(0.0, 0.5), (-0.1, 0.5), (0.1, -0.6)])
def test_beside_it_creeps_past(x: float, y: float) -> None:
    assert 0.1 <= fastest(x, y) < 0.3


@pytest.mark.parametrize(("x", "y"), [(-0.5, 0.0), (-0.2, 0.4), (-0.3, -0.2)])
def test_it_goes_away_freely_from_somebody_behind(x: float, y: float) -> None:
    assert fastest(x, y, -x, -y) == math.inf


def test_a_walker_who_comes_slows_it_more_than_one_who_goes() -> None:
    coming, going = fastest(1.6, 0.0, -1.4), fastest(1.6, 0.0, 1.4)
    assert coming < 0.3 < going


def test_the_most_severe_of_several_counts() -> None:
    places, velocities = np.array([[5.0, 0.0], [1.0, 0.0], [0.6, 0.0]]), np.zeros((3, 2))
    assert by_people(ORIGIN, EAST, places, velocities, SETTINGS) == 0.0


def test_narrow_places_are_passed_slowly() -> None:
    speeds = by_room(np.array([0.0, 0.07, 0.3]), SETTINGS)
    assert speeds[0] == 0.1
    assert np.all(np.diff(speeds) > 0.0)


def test_it_can_stop_at_the_end_of_its_path() -> None:
    for remaining in (0.0, 0.1, 0.5, 2.0):
        assert by_remaining(remaining, SETTINGS) ** 2 / 2 / SETTINGS.acceleration_m_s2 <= remaining
    assert by_remaining(-1.0, SETTINGS) == 0.0
