"""Whether somebody who is guided still follows."""

import math

import numpy as np
import pytest

from drivers.mobile_base.navigation.guest import GIVE_UP_S, PATIENCE_S, Guest
from drivers.motion import Pose

NOTHING = np.empty((0, 2))
HERE = Pose(3.0, 4.0, math.pi / 2)  # looks along y


def follows(people: list[tuple[float, float]], standing: np.ndarray = NOTHING) -> bool:
    guest = Guest(0.0)
    guest.look(HERE, people, standing, 10.0)
    return not guest.is_missed(10.0)


@pytest.mark.parametrize("place", [(3.0, 3.0), (3.5, 2.5), (2.1, 4.0), (3.0, 2.05)])
def test_who_is_behind_or_beside_follows(place):
    assert follows([place])
    assert follows([(9.0, 9.0), place])


@pytest.mark.parametrize("place", [(3.0, 5.0), (3.3, 4.8), (3.0, 1.8), (6.0, 4.0)])
def test_who_is_ahead_or_far_does_not(place):
    assert not follows([place])


def test_who_stands_close_behind_follows_and_the_chair_further_off_does_not():
    assert follows([], np.array([(3.0, 2.8)]))
    assert not follows([], np.array([(3.0, 2.2)]))


def test_patience_before_waiting_and_before_giving_up():
    guest = Guest(0.0)
    assert not guest.is_missed(PATIENCE_S)
    assert guest.is_missed(PATIENCE_S + 0.1)
    assert not guest.is_gone(GIVE_UP_S)
    assert guest.is_gone(GIVE_UP_S + 0.1)


def test_time_it_was_held_does_not_count():
    guest = Guest(0.0)
    guest.paused(50.0)
    assert not guest.is_missed(53.0)
    assert guest.is_missed(55.0)
