"""The simulated LD19: 375 frames a second, angles and times without a gap, and what may ail it."""

import math

import numpy as np
import pytest

from simulator.devices.events import BytesLost
from simulator.devices.interfaces import PUBLIC, ROBOT, ActRefused
from simulator.devices.range_scanner.scene import RoundRoom


class Ramp:
    """Farther the later one looks; remembers what it was asked."""

    def __init__(self):
        self.asked = []

    def ranges_m(self, at, bearings_rad):
        self.asked.append((at, bearings_rad))
        return 1.0 + at


def test_it_sends_375_frames_a_second_in_bunches(rig, frames):
    it = rig()
    sent = frames(it.wait(2.0))
    assert len(sent) == pytest.approx(750, abs=8)
    assert (
        (sent["header"] == 0x54).all() and (sent["version"] == 0x2C).all() and (sent["speed"] == 3600).all()
    )
    assert it.device.next_due() - it.now <= 8 * 12 / 4500


def test_angles_go_on_clockwise_without_a_gap_and_times_with_them(rig, frames):
    sent = frames(rig().wait(1.0))
    assert ((sent["end"].astype(int) - sent["start"]) % 36_000 == 880).all()
    assert ((sent["start"][1:].astype(int) - sent["end"][:-1]) % 36_000 == 80).all()
    assert abs(sent["ms"] - (np.arange(len(sent)) + 1) * 12 / 4.5).max() <= 1


def test_times_wrap_after_thirty_seconds(rig, frames):
    it = rig()
    it.device.connect(False, 0.0, ROBOT)
    it.now = 29.9
    it.device.connect(True, it.now, ROBOT)
    ms = frames(it.wait(0.3))["ms"]
    assert ms.max() < 30_000 and ms[-1] < 300


def test_checksums_are_right_and_wrong_ones_as_many_as_asked(rig, frames, crc):
    it = rig()
    good = it.wait(0.5)
    assert all(crc(good[at : at + 47]) == good[at + 46] for at in range(0, len(good), 47))
    it.hands("wrong_crc", share=0.3)
    bad = it.wait(2.0)
    wrong = sum(crc(bad[at : at + 47]) != bad[at + 46] for at in range(0, len(bad), 47))
    assert 0.2 < wrong / (len(bad) / 47) < 0.4
    it.hands("sensor_ok")
    healed = it.wait(0.3)
    assert all(crc(healed[at : at + 47]) == healed[at + 46] for at in range(0, len(healed), 47))


def test_ranges_have_the_noise_of_its_seed_and_a_few_are_lost(rig, frames):
    points = frames(rig(seed=7).wait(3.0))["points"].reshape(-1)
    there = points["mm"] > 0
    assert 0.0005 < 1 - there.mean() < 0.006 and (points["intensity"][~there] == 0).all()
    spread = points["mm"][there].std()
    assert 9 < spread < 21 and points["mm"][there].mean() == pytest.approx(2000, abs=2)
    assert rig(seed=7).wait(0.5) == rig(seed=7).wait(0.5) != rig(seed=8).wait(0.5)


def test_each_point_is_measured_at_its_own_time_and_bearing(rig, frames):
    scene = Ramp()
    sent = frames(rig(scene=scene).wait(1.0))
    at = np.concatenate([at for at, _ in scene.asked])
    bearings = np.concatenate([each for _, each in scene.asked])
    assert np.diff(at) == pytest.approx(1 / 4500)
    assert np.degrees(bearings[:450]) == pytest.approx(np.arange(450) * -0.8, abs=1e-6)
    lately = sent["points"]["mm"][-30:].mean()
    assert lately == pytest.approx(1000 + 960, abs=20)


def test_left_is_left_although_it_turns_clockwise(rig, frames):
    opening = math.radians(80), math.radians(100)  # on the left
    sent = frames(rig(scene=RoundRoom(2.0, (opening,))).wait(1.0))
    angles = (sent["start"][:, None] / 100 + np.arange(12) * 0.8) % 360
    unseen = angles[sent["points"]["mm"] == 0]
    in_opening = (unseen > 259.5) & (unseen < 280.5)
    assert in_opening.sum() > 200 and in_opening.mean() > 0.9


def test_beyond_its_reach_it_sees_nothing(rig, frames):
    assert (frames(rig(scene=RoundRoom(12.3)).wait(0.2))["points"]["mm"] == 0).all()
    assert (frames(rig(scene=RoundRoom(11.8)).wait(0.2))["points"]["mm"] > 0).mean() > 0.9


def test_a_stopped_motor_looks_at_one_spot(rig, frames):
    it = rig()
    it.wait(0.5)
    it.hands("stop_motor")
    sent = frames(it.wait(0.5))
    assert len(sent) > 150 and (sent["speed"] == 0).all() and len(set(sent["start"])) == 1
    it.hands("start_motor")
    assert len(set(frames(it.wait(0.5))["start"])) > 10


def test_a_dirty_window_hides_a_sector_on_its_side(rig, frames):
    it = rig()
    it.hands("soil_window", from_deg=45, width_deg=90)  # the left
    sent = frames(it.wait(1.0))
    angles = (sent["start"][:, None] / 100 + np.arange(12) * 0.8) % 360
    hidden = (angles > 226) & (angles < 314)
    assert (sent["points"]["mm"][hidden] == 0).all() and (sent["points"]["mm"][~hidden] == 0).mean() < 0.05
    it.hands("clean_window")
    assert (frames(it.wait(0.5))["points"]["mm"] == 0).mean() < 0.01


def test_off_and_intermittent_send_nothing_and_ok_heals(rig):
    it = rig()
    it.hands("sensor_off", seconds=1)
    assert it.wait(0.98) == b"" and it.wait(0.2) and it.happened("sensor_well")
    it.hands("sensor_off")
    assert it.wait(5) == b"" and it.device.state()["sensor"] == ["off"]
    it.hands("sensor_ok")
    assert it.wait(0.1) and it.device.state()["sensor"] == ["ok"]
    it.hands("sensor_intermittent", period_s=1)
    assert len(it.wait(10)) / 47 == pytest.approx(1875, abs=60)


def test_a_frozen_one_repeats_what_it_has_seen(rig, frames):
    scene = Ramp()
    it = rig(scene=scene)
    it.wait(2.0)
    it.hands("sensor_stuck")
    looks = len(scene.asked)
    mm = frames(it.wait(2.0))["points"]["mm"]
    assert len(scene.asked) == looks and mm.max() < 3100
    turn = mm.reshape(-1)[:450]
    assert (mm.reshape(-1)[450:900] == turn).all()


def test_garbage_and_wrong_ranges(rig, frames):
    it = rig(scene=RoundRoom(2.0))
    it.hands("sensor_garbage")
    assert frames(it.wait(1.0))["points"]["mm"].std() > 1000
    it.hands("sensor_ok")
    it.hands("sensor_wrong")
    assert frames(it.wait(1.0))["points"]["mm"].mean() == pytest.approx(2600, abs=30)


def test_slow_and_delayed(rig, frames):
    it = rig()
    it.hands("sensor_slow")
    assert set(frames(it.wait(0.5))["speed"]) == {1440}
    it.hands("sensor_ok")
    it.hands("sensor_delayed", late_s=0.5)
    assert it.wait(0.4) == b""
    assert len(it.wait(2.0)) / 47 == pytest.approx(700, abs=80)
    it.hands("sensor_ok")
    assert len(it.wait(2.0)) / 47 == pytest.approx(750 + 187, abs=60)


def test_nothing_is_caught_up_after_a_stall(rig):
    it = rig()
    it.wait(0.5)
    it.now += 10
    assert len(it.wait(0.01)) / 47 < 100 and it.device.frames_lost > 3000
    assert len(it.wait(1.0)) / 47 == pytest.approx(375, abs=10)


def test_without_a_listener_it_does_not_even_look(rig):
    scene = Ramp()
    it = rig(scene=scene)
    it.line.set_host(False, 0, 0.0, ROBOT)
    assert it.wait(1.0) == b"" and not scene.asked and it.device.next_due() is None
    it.line.set_host(True, 0, it.now, PUBLIC)
    assert it.wait(0.5) == b"" and scene.asked
    assert it.line.state()["connectors"][PUBLIC]["scanning"] is True


def test_it_takes_no_bytes_and_refuses_unknown_acts(rig):
    it = rig()
    it.send(b"\xa5\x20")
    assert [each.length for each in it.events if isinstance(each, BytesLost)] == [2]
    with pytest.raises(ActRefused):
        it.device.act("kick", {}, 0.0)
    with pytest.raises(ActRefused):
        it.hands("wrong_crc", share=2)


def test_all_of_its_acts_do_something_and_none_takes_it_down(rig):
    it = rig()
    for act in it.device.acts:
        it.hands(act.name)
        it.wait(0.1)
    it.hands("sensor_ok")
    it.hands("clean_window")
    assert it.wait(1.5)


def test_a_pulled_cable_and_one_put_back(rig):
    it = rig()
    it.wait(0.2)
    it.hands("pull_cable")
    assert it.wait(0.5) == b""
    it.hands("plug_cable")
    it.line.set_host(True, 0, it.now, ROBOT)
    assert it.wait(0.5)
