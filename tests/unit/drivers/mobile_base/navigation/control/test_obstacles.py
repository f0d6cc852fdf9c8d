"""The memory of echoes."""

import numpy as np
import pytest

from drivers.mobile_base.navigation.control.obstacles import DOUBTFUL_S, KEPT_S, ObstacleMemory
from drivers.mobile_base.navigation.control.polar import View
from drivers.motion import Pose

HOME = Pose(0.0, 0.0, 0.0)
NOTHING = np.empty((0, 2))


def arc(distance_m: float, wide_rad: float = 0.05, at_rad: float = 0.0) -> np.ndarray:
    """Echoes of a small thing so far away."""
    turned = at_rad + np.linspace(-wide_rad, wide_rad, 9)
    return distance_m * np.stack([np.cos(turned), np.sin(turned)], 1)


def see(memory: ObstacleMemory, echoes: np.ndarray, now: float, pose: Pose = HOME) -> None:
    """One turn whose echoes are both in the map and around the robot."""
    memory.observe(echoes, np.zeros(len(echoes), np.bool_), View.of(pose, echoes), now)


def test_one_turn_is_remembered() -> None:
    memory = ObstacleMemory()
    see(memory, arc(1.02), 0.0)
    assert np.hypot(*memory.cells.xy.T) == pytest.approx(np.full(len(memory.cells.keys), 1.02), abs=0.005)
    assert np.all(np.diff(memory.cells.keys) > 0)


def test_many_noisy_turns_are_more_exact_than_one() -> None:
    memory, rng = ObstacleMemory(), np.random.default_rng(1)
    for turn in range(40):
        see(memory, arc(1.025) + rng.normal(0.0, 0.01, (9, 2)), turn * 0.1)
    strong = memory.cells.weight > 1.0
    off = np.hypot(*memory.cells.xy[strong].T) - 1.025
    assert np.abs(off).max() < 0.01


def test_what_is_gone_disappears_within_a_second() -> None:
    memory = ObstacleMemory()
    for turn in range(10):
        see(memory, arc(1.0), turn * 0.1)
    for turn in range(8):
        see(memory, arc(3.0, 0.2), 1.0 + turn * 0.1)
    assert np.hypot(*memory.cells.xy.T).min() > 2.0


def test_what_is_hidden_stays_until_it_is_forgotten() -> None:
    memory = ObstacleMemory()
    for turn in range(10):
        see(memory, arc(3.0), turn * 0.1)
    see(memory, arc(1.0, 0.2), 1.0)
    see(memory, arc(1.0, 0.2), 5.0)
    assert np.hypot(*memory.cells.xy.T).max() > 2.9
    for turn in range(2):
        see(memory, arc(1.0, 0.2), 1.0 + KEPT_S + turn)
    assert np.hypot(*memory.cells.xy.T).max() < 1.1


def test_what_was_hardly_seen_is_not_kept_long() -> None:
    memory = ObstacleMemory()
    see(memory, arc(3.0), 0.0)
    for late in (0.0, 0.1):
        see(memory, arc(1.0, 0.2), DOUBTFUL_S + late)
    assert np.hypot(*memory.cells.xy.T).max() < 1.1


def test_behind_where_the_lidar_saw_nothing_nothing_is_cleared() -> None:
    memory = ObstacleMemory()
    for turn in range(10):
        see(memory, arc(1.0), turn * 0.1)
    count = len(memory.cells.keys)
    for turn in range(10):
        see(memory, arc(1.0, at_rad=2.0), 1.0 + turn * 0.1)
    assert len(memory.cells.keys) > count


def test_since_when_something_is_there() -> None:
    memory = ObstacleMemory()
    see(memory, arc(1.02), 3.0)
    see(memory, np.concatenate([arc(1.02), arc(2.0, at_rad=1.0)]), 4.0)
    since = memory.since(
        np.array([[1.02, 0.0], [1.07, 0.0], [2 * np.cos(1.0), 2 * np.sin(1.0)], [5.0, 0.0]]), 9.0
    )
    assert since.tolist() == [3.0, 3.0, 4.0, 9.0]


def test_strays_beside_a_thing_are_told_from_it() -> None:
    memory = ObstacleMemory()
    body = np.tile([[1.02, 0.02]], (10, 1))
    for turn in range(10):
        stray = [[0.98, 0.02]] if turn % 3 == 0 else []
        see(memory, np.concatenate([body, np.array(stray).reshape(-1, 2)]), turn * 0.1)
    assert memory.cells.xy[memory.stray()][:, 0] == pytest.approx([0.98])


def test_nothing_is_remembered_after_forgetting() -> None:
    memory = ObstacleMemory()
    see(memory, NOTHING, 0.0)
    see(memory, arc(1.0), 0.1)
    memory.forget()
    assert not memory.cells.keys.size
