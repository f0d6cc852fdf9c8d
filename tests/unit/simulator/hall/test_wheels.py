"""Wheels: lag, limits, jams, slips."""

import random

import pytest

from simulator.hall.wheels import EXACT, DriveOptions, Wheel


def roll(wheel, seconds, dt=0.02):
    return sum(wheel.turn(dt) for _ in range(round(seconds / dt)))


def test_it_comes_up_to_speed_with_inertia_and_counts_its_way():
    wheel = Wheel(EXACT, random.Random(1))
    wheel.setpoint_m_s = 0.3
    first = wheel.turn(0.02)
    assert 0 < wheel.speed_m_s <= 2.0 * 0.02 + 1e-9 and first == pytest.approx(wheel.travel_m)
    over_floor = first + roll(wheel, 5)
    assert wheel.speed_m_s == pytest.approx(0.3, abs=1e-3)
    assert over_floor == pytest.approx(wheel.travel_m) == pytest.approx(0.3 * 5, abs=0.05)
    wheel.setpoint_m_s = 0.0
    assert 0.005 < roll(wheel, 2) < 0.08 and wheel.speed_m_s == 0.0


def test_a_jammed_wheel_takes_current_and_stands():
    wheel = Wheel(EXACT, random.Random(1))
    wheel.setpoint_m_s = 0.3
    roll(wheel, 1)
    rolling = wheel.current_a
    wheel.jammed = True
    assert roll(wheel, 1) == 0 and wheel.current_a > 1.0 > 0.4 > rolling


def test_what_it_was_held_back_from_it_has_not_travelled():
    wheel = Wheel(EXACT, random.Random(1))
    wheel.setpoint_m_s = 0.3
    roll(wheel, 1)
    before = wheel.travel_m
    wheel.turn(0.02)
    wheel.held_back(0.0, 0.02)
    assert wheel.travel_m == pytest.approx(before) and wheel.speed_m_s == 0.0


def test_the_floor_gives_less_or_more_than_the_encoder_says_by_seed():
    def error(seed, **options):
        wheel = Wheel(DriveOptions(**options), random.Random(seed))
        wheel.setpoint_m_s = 0.3
        return roll(wheel, 60) / wheel.travel_m - 1

    errors = [error(seed) for seed in range(30)]
    assert error(3) == error(3) != error(4)
    assert 0.001 < max(abs(each) for each in errors) < 0.05
    slipping = error(1, slips_per_m=2.0, uneven=0.0, noise=0.0)
    assert -0.3 < slipping < -0.005
