"""Sensors that fail, in PX4's words, as a host hears them."""

import random

import pytest

from simulator.devices.mobile_base.body import Sensed
from simulator.devices.mobile_base.condition import WORDS, Condition, Kind
from simulator.devices.mobile_base.sensors import KINDS
from tests.unit.simulator.mobile_base.rig import Rig, drive

COUNTER = Kind("counter", (0,), ((100, 200),), lambda true: (-true[0],))


def told(word: str, seconds: float = 0.1, count: int = 40) -> list[int]:
    """What a sensor that counts hundredths tells, well at first, then failing from 10 on."""
    condition = Condition(COUNTER, random.Random(1))
    heard = []
    for number in range(count):
        if number == 10:
            condition.begin(word, seconds, number / 100)
        heard.append(condition.told((number,), number / 100)[0])
    assert heard[:10] == list(range(10))
    return heard[10:]


def test_ok_off_stuck_wrong():
    assert told("ok") == list(range(10, 40))
    assert told("off") == [0] * 30
    assert told("stuck") == [9] * 30
    assert told("wrong") == [-n for n in range(10, 40)]


def test_garbage_lies_within_bounds_and_changes():
    heard = told("garbage")
    assert all(100 <= each <= 200 for each in heard) and len(set(heard)) > 10


def test_slow_is_renewed_now_and_then():
    assert told("slow", 0.1) == [9] * 9 + [19] * 10 + [29] * 10 + [39]


def test_delayed_is_what_was_so_before():
    assert told("delayed", 0.1) == [9] * 10 + list(range(10, 30))


def test_intermittent_is_off_half_of_the_time():
    assert told("intermittent", 0.2) == [0] * 10 + list(range(20, 30)) + [0] * 10


def test_well_again_it_is_as_before():
    condition = Condition(COUNTER, random.Random(1))
    condition.begin("delayed", 0.5, 0.0)
    condition.told((1,), 0.0)
    condition.begin("ok", 0.0, 0.1)
    assert condition.told((2,), 0.1) == (2,)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@pytest.mark.parametrize("word", WORDS)
def test_each_word_for_each_sensor_is_an_act_and_frames_stay_right(kind, word):
    rig = Rig(Sensed(bumpers=(True, False, False), dock_beams=(1, 2, 3)))
    rig.send(drive(200, 1))
    rig.wait(0.1)
    rig.hands(f"{kind.name}_{word}")
    rig.wait(0.5)
    assert len(rig.heard) == 31
    assert rig.line.state()["sensors"] == ({} if word == "ok" else {kind.name: word})


def test_a_gyro_that_stands_still_while_the_base_turns():
    rig = Rig()
    rig.send(drive(115, 1))
    before = rig.wait(1.0)
    rig.hands("gyro_stuck")
    heard = rig.wait(1.0)
    assert (heard.angle, heard.rate) == (before.angle, before.rate)
    assert heard.encoders != before.encoders
    rig.hands("gyro_ok")
    assert rig.wait(0.02).angle == pytest.approx(11_574, abs=3)


def test_a_gyro_that_drifts():
    rig = Rig()
    rig.hands("drift", deg_min=60)
    assert rig.wait(10).angle == pytest.approx(1000, abs=3)
    assert rig.wait().rate == 100


def test_a_gyro_that_is_noisy_tells_so_in_its_rate():
    rig = Rig(gyro_noise_deg_s=0.5)
    rig.wait(2)
    assert len({frame.rate for frame in rig.heard}) > 20
    assert {frame.angle for frame in rig.heard} == {0}


def test_a_bumper_that_is_wired_wrong_tells_the_other_side():
    rig = Rig(Sensed(bumpers=(True, False, False), wheel_drops=(True, False), cliffs=(True, False, False)))
    for act in ("bumper_wrong", "wheel_drop_wrong", "cliff_wrong"):
        rig.hands(act)
    heard = rig.wait()
    assert (heard.bumper, heard.drop, heard.cliff, heard.cliff_adc) == (1, 1, 1, (200, 1500, 1500))


def test_other_wrong_ones():
    rig = Rig(Sensed(dock_beams=(1, 2, 3), currents_a=(0.5, 0.0)))
    for act in ("dock_wrong", "current_wrong", "battery_wrong", "encoders_wrong"):
        rig.hands(act)
    rig.send(drive(100))
    heard = rig.wait(1)
    assert heard.dock == (3, 2, 1) and heard.current == (5, 55)
    assert heard.battery > 170 and heard.encoders[0] == pytest.approx(1407, abs=2)
