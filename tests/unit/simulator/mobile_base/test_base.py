"""The simulated base: time, driving, senses, power, hands; by what a host hears."""

import struct
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.devices.events import Answered, BytesLost
from simulator.devices.interfaces import NETWORK, PUBLIC, ActRefused
from simulator.devices.mobile_base.base import MobileBase
from simulator.devices.mobile_base.body import Sensed, StillBody
from simulator.devices.mobile_base.feedback import Feedback, encode_feedback
from simulator.devices.mobile_base.frames import encode_frame
from tests.unit.simulator.mobile_base.rig import Rig, command, drive

TICKS_PER_M = 11724.41658
REQUEST_ALL = struct.pack("<BBH", 9, 2, 0x0B)
GET_GAINS = bytes((14, 1, 0))


def test_a_frame_comes_every_20_ms_with_all_that_belongs_in_it():
    rig = Rig()
    rig.wait(1.0)
    assert len(rig.heard) == 51
    assert [frame.timestamp for frame in rig.heard] == list(range(0, 1001, 20))
    lengths = {id_: len(data) for id_, data in rig.heard[0].parts.items()}
    assert lengths == {1: 15, 3: 3, 4: 7, 5: 6, 6: 2, 13: 14, 16: 16}
    assert {len(frame.parts[13]) for frame in rig.heard} == {14, 20}
    numbers = [frame.parts[13][0] for frame in rig.heard]
    counts = [frame.parts[13][1] // 3 for frame in rig.heard]
    assert all((a + n) & 0xFF == b for a, n, b in zip(numbers[:-1], counts[:-1], numbers[1:], strict=True))


def test_the_time_stamp_wraps():
    rig = Rig()
    rig.wait(65.6)
    assert [frame.timestamp for frame in rig.heard[-4:]] == [4, 24, 44, 64]
    assert rig.heard[-5].timestamp == 65_520


def test_after_a_stall_the_newest_frames_are_told_and_no_more():
    rig = Rig()
    rig.wait(0.1)
    rig.heard.clear()
    rig._keep(rig.line.advance(10.0))
    assert [frame.timestamp for frame in rig.heard] == [9900, 9920, 9940, 9960, 9980, 10000]


def test_who_does_not_listen_hears_nothing_and_all_others_the_same():
    rig = Rig()
    rig.line.set_host(True, 0, 0.0, NETWORK)
    step = rig.line.advance(0.0)
    assert set(step.to_host) == {"robot", NETWORK} and len(set(step.to_host.values())) == 1
    assert rig.line.state()["connectors"][PUBLIC]["listening"] is False


def test_straight_on_counts_ticks_on_both_wheels():
    rig = Rig()
    rig.send(drive(200))
    heard = rig.wait(1.0)
    assert heard.encoders == (2345, 2345) and heard.pwm == (36, 36) and heard.angle == 0
    rig.send(drive(-200))
    assert rig.wait(2.0).encoders == ((-2345) & 0xFFFF,) * 2


@pytest.mark.parametrize(("radius", "sign"), [(1, 1), (-1, -1)])
def test_turning_on_the_spot_is_seen_by_encoders_and_gyro_alike(radius, sign):
    rig = Rig()
    rig.send(drive(115, radius))  # 1 rad/s
    heard = rig.wait(1.0)
    left, right = ((each + 0x8000) % 0x10000 - 0x8000 for each in heard.encoders)
    assert right == pytest.approx(sign * 0.115 * TICKS_PER_M, abs=1) and left == -right
    assert heard.angle == sign * 5730 and heard.rate == sign * 5730


def test_an_arc_turns_as_fast_as_it_should():
    rig = Rig()
    rig.send(drive(157, 200))  # 0.1 m/s and 0.5 rad/s
    heard = rig.wait(2.0)
    assert sum(heard.encoders) / 2 / TICKS_PER_M == pytest.approx(0.2, abs=0.002)
    assert heard.angle == pytest.approx(5730, abs=40)


def test_the_angle_and_the_encoders_wrap():
    rig = Rig()
    rig.send(drive(230, 1))
    rig.wait(10.0)
    angles = [frame.angle for frame in rig.heard]
    assert min(angles) >= -18000 and max(angles) < 18000 and min(angles) < -17000
    assert sum(abs(b - a) > 18000 for a, b in pairwise(angles)) == 3
    rig.send(drive(700))
    rig.wait(10.0)
    ticks = [frame.encoders[0] for frame in rig.heard]
    assert any(a > 60_000 and b < 5000 for a, b in pairwise(ticks))


def test_no_wheel_turns_faster_than_it_can():
    rig = Rig()
    rig.send(drive(32767, 500))
    left, right = rig.base.wheels.wanted
    assert right == pytest.approx(0.7) and left / right == pytest.approx(385 / 615)


def test_it_keeps_its_last_speed_for_ever_unless_it_is_built_otherwise():
    rig = Rig()
    rig.send(drive(100))
    assert rig.wait(60).encoders[0] == round(6 * TICKS_PER_M) & 0xFFFF
    rig = Rig(command_timeout_s=0.5)
    rig.send(drive(100))
    rig.wait(0.4)
    rig.send(drive(100))
    heard = rig.wait(10)
    assert heard.encoders[0] == pytest.approx(0.09 * TICKS_PER_M, abs=25)
    assert rig.happened("command_timeout") == [""]
    rig.send(drive(100))
    rig.wait(0.1)
    assert rig.base.wheels.wanted == (0.1, 0.1)


def test_hands_choose_what_it_does_without_commands():
    rig = Rig()
    rig.hands("stop_after", seconds=0.2)
    rig.send(drive(100))
    rig.wait(1)
    assert rig.base.wheels.wanted == (0, 0) and rig.line.state()["command_timeout_s"] == 0.2
    rig.hands("keep_speed")
    rig.send(drive(100))
    rig.wait(5)
    assert rig.base.wheels.wanted == (0.1, 0.1)


def test_versions_id_and_gains_come_once_in_the_frame_after_they_were_asked_for():
    rig = Rig(unique_id=(1, 2, 3))
    rig.send(REQUEST_ALL, GET_GAINS)
    rig.send(REQUEST_ALL)
    parts = rig.wait().parts
    assert (parts[10], parts[11]) == (bytes.fromhex("04 00 01 00"), bytes.fromhex("00 02 01 00"))
    assert parts[19] == struct.pack("<III", 1, 2, 3)
    assert parts[21] == struct.pack("<BIII", 0, 100_000, 100, 2000)
    assert set(rig.wait().parts) == {1, 3, 4, 5, 6, 13, 16}
    assert len([event for event in rig.events if isinstance(event, Answered)]) == 4


def test_gains_that_are_set_are_told_and_those_of_the_factory_come_back():
    rig = Rig()
    rig.send(struct.pack("<BBBIII", 13, 13, 1, 7, 8, 9), GET_GAINS)
    assert rig.wait().parts[21] == struct.pack("<BIII", 1, 7, 8, 9)
    rig.send(struct.pack("<BBBIII", 13, 13, 0, 7, 8, 9), GET_GAINS)
    assert rig.wait().parts[21] == struct.pack("<BIII", 0, 100_000, 100, 2000)


def test_old_firmware_knows_no_gains():
    rig = Rig(firmware="1.1.4")
    rig.send(GET_GAINS, REQUEST_ALL)
    parts = rig.wait().parts
    assert 21 not in parts and parts[11] == bytes.fromhex("04 01 01 00")


def test_what_its_body_feels_is_told_on_the_right_bits():
    rig = Rig(
        Sensed(
            bumpers=(True, False, False),
            cliffs=(False, False, True),
            wheel_drops=(True, False),
            currents_a=(0.5, 2.6),
            dock_beams=(1, 8, 32),
            roll_rate_rad_s=0.1,
        )
    )
    heard = rig.wait()
    assert (heard.bumper, heard.cliff, heard.drop, heard.over_current) == (4, 1, 2, 2)
    assert heard.cliff_adc == (200, 1500, 1500)
    assert heard.current == (55, 255) and heard.dock == (1, 8, 32)
    assert struct.unpack_from("<hhh", heard.parts[13], 2) == (0, -655, 0)
    assert rig.happened("bumper") == ["left"] and rig.happened("wheel_drop") == ["left"]


@pytest.mark.parametrize(
    ("act", "field", "bits"),
    [
        ("bump_left", "bumper", 4),
        ("bump_centre", "bumper", 2),
        ("bump_right", "bumper", 1),
        ("cliff_left", "cliff", 4),
        ("cliff_centre", "cliff", 2),
        ("cliff_right", "cliff", 1),
    ],
)
def test_hands_press_for_a_while_or_until_they_let_go(act, field, bits):
    rig = Rig()
    rig.hands(act, seconds=0.5)
    assert getattr(rig.wait(), field) == bits and getattr(rig.wait(0.4), field) == bits
    assert getattr(rig.wait(0.2), field) == 0
    rig.hands(act, seconds=0)
    assert getattr(rig.wait(10), field) == bits
    rig.hands("bump_none" if field == "bumper" else "cliff_none")
    assert getattr(rig.wait(), field) == 0
    assert len(rig.happened(field)) == 4


def test_one_button_at_a_time():
    rig = Rig()
    rig.hands("press_button", number=1)
    assert rig.wait().buttons == 2
    rig.hands("press_button", number=2, seconds=0.1)
    assert rig.wait().buttons == 4
    assert rig.wait(0.2).buttons == 0


def test_a_lifted_base_spins_its_wheels_in_the_air():
    rig = Rig()
    rig.send(drive(100))
    rig.wait(1)
    rig.hands("lift")
    heard = rig.wait(1)
    assert heard.drop == 3 and heard.encoders[0] == pytest.approx(0.2 * TICKS_PER_M, abs=2)
    assert rig.body.sense(rig.now).left_m == pytest.approx(0.1, abs=0.001)
    rig.hands("put_down")
    assert rig.wait(1).drop == 0 and rig.body.sense(rig.now).left_m == pytest.approx(0.2, abs=0.001)


def test_slipping_wheels_count_more_than_they_move():
    rig = Rig()
    rig.hands("slip", share=0.5)
    rig.send(drive(100))
    heard = rig.wait(1)
    assert heard.encoders[0] == pytest.approx(0.1 * TICKS_PER_M, abs=2)
    assert rig.body.sense(rig.now).left_m == pytest.approx(0.05, abs=0.001)


@pytest.mark.parametrize(("act", "over"), [("block_left", 1), ("block_right", 2)])
def test_a_blocked_wheel_draws_too_much_and_stands(act, over):
    rig = Rig()
    rig.hands(act)
    assert rig.wait().over_current == 0
    rig.send(drive(100))
    heard = rig.wait(1)
    assert heard.over_current == over and heard.current[over - 1] == 255 and heard.pwm[over - 1] == 127
    assert heard.encoders[over - 1] == 0 and heard.encoders[2 - over] > 1000
    rig.hands("free_wheels")
    assert rig.wait().over_current == 0


@pytest.mark.parametrize(("number", "bit"), [(0, 1), (3, 8), (None, 0)])
def test_the_emergency_stop_opens_its_contact(number, bit):
    rig = Rig(emergency_stop_input=number)
    assert rig.wait().digital == 0
    rig.hands("press_stop")
    assert rig.wait().digital == bit and rig.line.state()["emergency_stop"] == "pressed"
    rig.send(drive(100))
    assert rig.base.wheels.wanted == (0.1, 0.1)  # its software must stop it
    rig.hands("release_stop")
    assert rig.wait().digital == 0


def test_an_emergency_stop_that_is_wired_to_the_motors_stops_them():
    rig = Rig(emergency_stop_cuts_motors=True)
    rig.send(drive(100))
    rig.hands("press_stop")
    rig.send(drive(100))
    assert rig.base.wheels.wanted == (0, 0)
    rig.hands("release_stop")
    rig.send(drive(100))
    assert rig.base.wheels.wanted == (0.1, 0.1)


def test_power_off_and_on_begins_anew():
    rig = Rig()
    rig.send(drive(100), struct.pack("<BBH", 12, 2, 0x03F0))
    rig.wait(3)
    rig.hands("power_off")
    assert rig.wait(5) is None and rig.base.wheels.wanted == (0, 0) and rig.line.state()["power"] == "off"
    rig.send(drive(100))
    assert [event.reason for event in rig.events if isinstance(event, BytesLost)] == ["the base is off"]
    rig.hands("power_on")
    assert rig.wait(0.9) is None and rig.line.state()["power"] == "starting"
    heard = rig.wait(0.2)
    assert heard.timestamp <= 100 and heard.encoders == (0, 0) and heard.angle == 0
    assert rig.base.wheels.wanted == (0, 0) and rig.base.outputs.word == 0x00F0
    rig.hands("power_on")
    assert rig.wait(1).timestamp > 1000


def test_what_its_wheels_roll_while_it_is_off_is_not_counted():
    rig = Rig()
    rig.wait(1)
    rig.hands("power_off")
    rig.body.drive(0.1, 0.1)  # somebody pushes it
    rig.wait(2)
    rig.hands("power_on")
    rig.wait(0.98)
    rig.body.sense(rig.now)
    rig.body.drive(0.0, 0.0)
    assert rig.wait(0.1).encoders == (0, 0)


def test_lamps_sockets_and_sounds_are_seen_and_heard():
    rig = Rig()
    rig.send(struct.pack("<BBH", 12, 2, 0x0E91), struct.pack("<BBHB", 3, 3, 826, 200))
    state = rig.line.state()
    assert (state["led_1"], state["led_2"]) == ("green", "orange")
    assert state["sockets"] == ["3.3 V", "12 V 1.5 A"] and state["outputs"] == [0]
    assert state["sound"] == "440 Hz"
    rig.wait(0.3)
    assert rig.line.state()["sound"] == ""
    rig.send(bytes((4, 1, 4)))
    assert rig.line.state()["sound"] == "error"


def test_unknown_acts_and_values_beyond_bounds_are_refused():
    rig = Rig()
    with pytest.raises(ActRefused):
        rig.base.act("fly", {}, 0.0)
    with pytest.raises(ActRefused):
        rig.hands("set_battery", percent=101)


def test_each_act_has_both_languages_and_its_own_name():
    names = [act.name for act in MobileBase.acts]
    assert len(set(names)) == len(names)
    assert all(set(act.label) == {"vi", "en"} for act in MobileBase.acts)
    keys = [act.key for act in MobileBase.acts if act.key]
    assert len(set(keys)) == len(keys)


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([act.name for act in MobileBase.acts])
            | st.sampled_from([drive(100), drive(-300, 1), REQUEST_ALL, b"\x01"]),
            st.floats(0, 1),
        ),
        max_size=15,
    )
)
def test_whatever_happens_its_frames_are_right(deeds):
    rig = Rig(gyro_noise_deg_s=0.1)
    for deed, pause_s in deeds:
        rig.hands(deed) if isinstance(deed, str) else rig.raw(command(deed, deed))
        rig.wait(pause_s)
    assert all({1, 3, 4, 5, 6, 13, 16} <= set(frame.parts) for frame in rig.heard)


def test_a_frame_costs_little():
    told = Feedback()
    best = 1.0
    for _ in range(5):
        began = time.process_time()
        for _ in range(500):
            encode_frame(encode_feedback(told))
        best = min(best, (time.process_time() - began) / 500)
    assert best < 60e-6


def test_a_tick_costs_little():
    base = MobileBase(StillBody())
    base.connect(True, 0.0)
    best = 1.0
    for _ in range(5):
        began = time.process_time()
        for _ in range(500):
            base.advance(base.next_due())
        best = min(best, (time.process_time() - began) / 500)
    assert best < 200e-6
