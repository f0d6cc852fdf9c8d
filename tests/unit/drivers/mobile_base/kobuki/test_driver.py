"""A base on a wire, in virtual time: identity, readings, light and sounds, losses, figures."""

import asyncio
import logging
import math
from itertools import pairwise

import pytest

from drivers.mobile_base.kobuki.driver import KobukiBase
from drivers.mobile_base.kobuki.protocol.commands import Melody
from drivers.mobile_base.kobuki.senses import EmergencyStop
from drivers.mobile_base.kobuki.words import Note
from drivers.motion import Charger, Side, Twist
from drivers.status import Action, DeviceState
from drivers.transports.address import AddressError
from drivers.transports.memory import MemoryWire
from tests.unit.drivers.mobile_base.kobuki.hall import FORWARD, Hall, hall
from tests.unit.drivers.mobile_base.kobuki.scripted_base import ANSWERS, STAND, framed
from tests.unit.drivers.sound.waiting import at_work, codes, until

pytestmark = pytest.mark.looptime

TICKS_PER_M = 11724.41658


async def test_it_comes_online_and_tells_who_it_is():
    async with hall() as made:
        figures = made.driver.diagnostics()
        assert (figures["hardware"], figures["firmware"]) == ("1.0.4", "1.2.0")
        assert figures["unique_id"] == "00000001-00000002-00000003"
        assert made.now < 0.3


async def test_before_it_is_known_it_is_only_told_to_stand():
    async with hall(online=False, answers=b"") as made:
        made.wanted = FORWARD
        await asyncio.sleep(3)
        assert {told.values for told in made.base.drives()} == {STAND}
        assert made.base.drives()[0].at < 0.01
        assert made.base.outputs() == made.readings == []
        assert codes(made.driver) == ["base_silent"]
        assert "versions" in str(made.driver.link.reason)


async def test_it_is_asked_again_until_it_answers():
    async with hall(online=False, answers=b"") as made:
        await asyncio.sleep(0.5)
        made.base.answers = ANSWERS
        await made.online()
        assert made.base.asked > 5


@pytest.mark.parametrize("firmware", ["0B 04 00 00 02 00", "0B 02 C8 00"])
async def test_a_firmware_that_nobody_knows_is_refused(firmware):
    answers = ANSWERS[:6] + bytes.fromhex(firmware) + ANSWERS[12:]
    async with hall(online=False, answers=answers) as made:
        made.wanted = FORWARD
        await until(lambda: codes(made.driver))
        assert codes(made.driver) == ["base_firmware"]
        assert made.driver.status.faults[0].action is Action.MAINTENANCE
        assert "1.x.x" in str(made.driver.link.reason)
        await asyncio.sleep(3)
        assert {told.values for told in made.base.drives()} == {STAND}


async def test_a_line_with_nothing_behind_it_and_one_with_something_else():
    wire = MemoryWire(stall_s=0.5)
    made = Hall(wire=wire)
    await wire.device.open()
    async with at_work(made.driver.run()):
        await until(lambda: codes(made.driver))
        assert codes(made.driver) == ["base_silent"]
        assert "switched on" in str(made.driver.link.reason)
        for _ in range(300):
            await wire.device.write(b"\x54\x2c\x68\x08 lidar")
            await asyncio.sleep(0.01)
        assert codes(made.driver) == ["base_garbled"]


async def test_readings_are_told_fifty_times_a_second():
    async with hall(bumper=0) as made:
        before = len(made.readings)
        await asyncio.sleep(2)
        assert len(made.readings) - before == pytest.approx(100, abs=1)
        assert made.readings[-1].at_s == pytest.approx(made.now, abs=0.021)


async def test_a_reading_has_all_senses():
    async with hall(EmergencyStop(3)) as made:
        base = made.base
        base.bumper, base.drop, base.cliff, base.current, base.charger, base.battery = 5, 2, 1, 2, 6, 152
        await asyncio.sleep(0.05)
        seen = made.readings[-1]
        assert (seen.bumpers, seen.wheel_drops) == (Side.LEFT | Side.RIGHT, Side.LEFT)
        assert (seen.cliffs, seen.over_current) == (Side.RIGHT, Side.RIGHT)
        assert (seen.charger, seen.battery_v, seen.battery_percent) == (Charger.DOCK_CHARGING, 15.2, 63)
        assert seen.emergency_stop is False
        causes = ("cliff", "wheel_drop", "bumper", "over_current")
        assert made.driver.latched == causes
        assert codes(made.driver) == [f"base_{cause}" for cause in causes]


async def test_distance_and_heading_go_on_over_an_outage():
    async with hall(left=65_500, right=100, angle_cdeg=17_900) as made:
        base = made.base
        for _ in range(50):
            base.left, base.right = base.left + 100, base.right - 50
            base.angle_cdeg = (base.angle_cdeg + 200 + 18_000) % 36_000 - 18_000
            await asyncio.sleep(0.02)
        await asyncio.sleep(0.05)
        left_m, right_m, yaw_rad = 5000 / TICKS_PER_M, -2500 / TICKS_PER_M, math.radians(100)
        seen = made.readings[-1]
        assert (seen.left_m, seen.right_m) == pytest.approx((left_m, right_m))
        assert seen.yaw_rad == pytest.approx(yaw_rad)
        base.wire.cut()
        await asyncio.sleep(1)
        base.left, base.right, base.angle_cdeg = 7, 9, -50
        base.wire.mend()
        await made.online()
        await asyncio.sleep(0.1)
        assert made.readings[-1].left_m == pytest.approx(left_m)
        base.left += 117
        await asyncio.sleep(0.05)
        assert made.readings[-1].left_m == pytest.approx(left_m + 117 / TICKS_PER_M)
        assert made.readings[-1].yaw_rad == pytest.approx(yaw_rad)


async def test_it_is_told_again_with_every_frame_and_when_frames_are_late():
    async with hall() as made:
        await made.moves()
        since = made.now
        await asyncio.sleep(1)
        assert 50 <= len(made.base.drives(since)) <= 60
        made.base.silent, since = True, made.now
        await asyncio.sleep(0.4)
        times = [told.at for told in made.base.drives(since)]
        assert max(later - earlier for earlier, later in pairwise(times)) <= 0.0501


async def test_it_gathers_speed_and_turns_as_it_is_told():
    async with hall() as made:
        await made.moves(Twist(0.2, 0.0))
        made.wanted = Twist(0.1, 0.5)
        await until(lambda: made.base.commanded == (157, 200))
        made.wanted = Twist(0.0, -0.5)
        await until(lambda: made.base.commanded == (-57, 1))


async def test_the_light_tells_what_it_does_and_the_supplies_stay_on():
    async with hall() as made:
        await asyncio.sleep(0.1)
        assert made.base.outputs()[-1] == 0x02F0
        await made.moves()
        assert made.base.outputs()[-1] == 0x03F0
        made.base.bumper = 1
        await asyncio.sleep(0.1)
        assert made.base.outputs()[-1] == 0x01F0
        assert all(word & 0x00F0 == 0x00F0 for word in made.base.outputs())
        before = len(made.base.outputs())
        await asyncio.sleep(5.1)
        assert len(made.base.outputs()) - before == pytest.approx(5, abs=1)


async def test_sounds_are_sounded_once():
    async with hall() as made:
        made.driver.sound(Melody.BUTTON)
        made.driver.sound(Note(440, 0.2))
        await asyncio.sleep(1)
        sounds = [(told.id, told.values) for told in made.base.told if told.id in (3, 4)]
        assert sounds == [(4, (3,)), (3, (826, 200))]
        made.base.wire.cut()
        await asyncio.sleep(1)
        made.driver.sound(Melody.ERROR)
        made.base.wire.mend()
        await made.online()
        await asyncio.sleep(0.5)
        assert len([told for told in made.base.told if told.id in (3, 4)]) == 2


@pytest.mark.parametrize("note", [Note(5, 0.1), Note(20_001, 0.1), Note(440, 0), Note(440, 0.3)])
def test_a_note_that_it_does_not_have_is_refused(note):
    with pytest.raises(ValueError, match="no tone"):
        KobukiBase.open("tcp:192.0.2.9:7000").sound(note)


async def test_half_frames_wrong_sums_and_noise_are_counted_and_nobody_hears_of_them():
    async with hall() as made:
        made.base.bumper = 7
        bad = bytearray(made.base.frame())
        bad[-1] ^= 1
        made.base.bumper = 0
        before = made.driver.diagnostics()
        await made.base.send(bytes(bad))
        await made.base.send(b"noise" + made.base.frame()[:30])
        await made.base.send(framed(b"\x01\x0e" + bytes(14)))  # a core that is too short
        await made.base.send(framed(b"\x01\x0f" + bytes([0, 0, 7]) + bytes(12)))  # a core and nothing else
        await asyncio.sleep(0.2)
        after = made.driver.diagnostics()
        assert after["bad_frames"] - before["bad_frames"] >= 3
        assert after["noise_bytes"] > before["noise_bytes"]
        assert after["incomplete_frames"] - before["incomplete_frames"] == 1
        assert made.driver.latched == ()
        assert not any(reading.bumpers for reading in made.readings)


async def test_frames_that_say_the_same_again_are_no_life():
    async with hall() as made:
        await made.moves()
        frozen = made.base.frame()
        made.base.silent, since = True, made.now
        for _ in range(30):
            await made.base.send(frozen)
            await asyncio.sleep(0.02)
        assert STAND in {told.values for told in made.base.drives(since)}
        assert not made.driver.status.usable
        assert made.driver.diagnostics()["repeated_frames"] >= 20


async def test_a_frame_without_the_button_is_none_where_a_button_is_wired():
    async with hall(EmergencyStop(0)) as made:
        await made.moves()
        made.base.silent, since = True, made.now
        for _ in range(10):
            made.base.stamp_ms += 20
            whole = made.base.frame()
            await made.base.send(framed(whole[3:-19]))  # less the inputs
            await asyncio.sleep(0.02)
        assert made.driver.diagnostics()["incomplete_frames"] == 10
        assert made.base.commanded == STAND
        assert made.base.drives(since)


async def test_one_line_when_it_is_lost_and_one_when_it_is_back(caplog):
    caplog.set_level(logging.INFO)
    async with hall() as made:
        made.base.wire.cut()
        await asyncio.sleep(60)
        made.base.wire.mend()
        await made.online()
        assert made.driver.diagnostics()["outages"] == 1
    told = [record.message for record in caplog.records]
    assert [line.split(" outage")[0].split(":")[0] for line in told] == [
        "mobile base connected",
        "mobile base lost",
        "mobile base is back",
    ]


async def test_a_wire_that_takes_nothing_is_given_up():
    made = Hall(wire=MemoryWire(capacity_bytes=4, stall_s=5.0))
    await made.base.wire.device.open()
    async with at_work(made.driver.run()):
        await until(lambda: codes(made.driver))
        assert codes(made.driver) == ["base_unplugged"]
        assert "took no command" in str(made.driver.link.reason)
        assert made.now < 1.0


async def test_frames_that_waited_while_our_own_loop_was_late_are_no_loss():
    async with hall() as made:
        await asyncio.sleep(1)
        waiting = b""
        made.base.silent = True
        for _ in range(40):
            made.base.stamp_ms += 20
            waiting += made.base.frame()
        await asyncio.sleep(0.5)
        await made.base.send(waiting)
        made.base.silent = False
        await asyncio.sleep(0.2)
        assert made.states == [DeviceState.ONLINE]


def test_a_serial_line_has_no_flow_control(monkeypatch):
    opened = []
    monkeypatch.setattr(
        "drivers.mobile_base.kobuki.driver.transport_at", lambda address, baud: opened.append((address, baud))
    )
    KobukiBase.open("serial:/dev/kobuki")
    KobukiBase.open("serial:/dev/kobuki?flow=rtscts", 9600, 3, False)
    KobukiBase.open("tcp:192.0.2.9:7000", 1)
    assert opened == [
        ("serial:/dev/kobuki?flow=none", 115_200),
        ("serial:/dev/kobuki?flow=rtscts", 9600),
        ("tcp:192.0.2.9:7000", 1),
    ]


def test_what_nobody_knows_is_refused():
    with pytest.raises(AddressError):
        KobukiBase.open("bluetooth:1")
    with pytest.raises(ValueError, match="0 to 3"):
        KobukiBase.open("tcp:192.0.2.9:7000", emergency_stop_input=4)
