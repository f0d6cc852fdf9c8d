"""What stops a base, how fast, and what lets it go again."""

import asyncio
from collections.abc import Callable

import pytest

from drivers.mobile_base.failsafe import Condition
from drivers.mobile_base.kobuki.senses import EmergencyStop
from drivers.motion import STILL, Twist
from drivers.status import Action, DeviceState
from tests.unit.drivers.mobile_base.kobuki.hall import FORWARD, Hall, hall
from tests.unit.drivers.mobile_base.kobuki.scripted_base import STAND, ScriptedBase
from tests.unit.drivers.sound.waiting import codes, until

pytestmark = pytest.mark.looptime

Senses = Callable[[ScriptedBase], None]
BUTTON = EmergencyStop(2)


def sense(**attributes: int) -> Senses:
    return lambda base: [setattr(base, name, value) for name, value in attributes.items()] and None


EVENTS: list[tuple[str, Senses]] = [
    ("emergency_stop", sense(digital=4)),
    ("bumper", sense(bumper=1)),
    ("bumper", sense(bumper=2)),
    ("bumper", sense(bumper=4)),
    ("cliff", sense(cliff=1)),
    ("cliff", sense(cliff=4)),
    ("wheel_drop", sense(drop=1)),
    ("wheel_drop", sense(drop=2)),
    ("over_current", sense(current=1)),
    ("over_current", sense(current=2)),
]


async def stopped(made: Hall, event: Senses) -> float:
    """Seconds from the frame that tells the event to the zero on the wire; never faster than zero after."""
    event(made.base)
    made.base.stamp_ms += 1
    await made.base.send(made.base.frame())
    since = made.now
    await until(lambda: any(told.values == STAND for told in made.base.drives(since)))
    drives = made.base.drives(since)
    assert {told.values for told in drives} == {STAND}
    return drives[0].at - since


@pytest.mark.parametrize(("condition", "event"), EVENTS)
async def test_the_first_word_after_an_event_is_zero_in_the_same_turn(condition, event):
    async with hall(BUTTON) as made:
        await made.moves()
        assert await stopped(made, event) == 0.0
        assert made.driver.latched == (condition,)
        await asyncio.sleep(0.1)
        assert codes(made.driver) == [f"base_{condition}"]
        assert made.driver.status.device is DeviceState.USER_ERROR
        assert made.driver.status.faults[0].action is Action.CLEAR
        assert made.driver.diagnostics()["stops"] == 1


@pytest.mark.parametrize(("condition", "event"), EVENTS)
async def test_nothing_moves_until_a_person_released_it(condition, event):
    async with hall(BUTTON) as made:
        await made.moves()
        await stopped(made, event)
        await asyncio.sleep(5)
        made.driver.release()
        assert made.driver.latched == (condition,)  # it is still pressed
        for name in ("bumper", "drop", "cliff", "current", "digital"):
            setattr(made.base, name, 0)
        since = made.now
        await asyncio.sleep(5)
        assert {told.values for told in made.base.drives(since)} == {STAND}
        made.driver.release()
        assert made.driver.latched == ()
        assert made.driver.status.usable
        await until(lambda: made.base.commanded == (300, 0))


async def test_the_zero_has_left_when_a_listener_hears_which_may_be_slow():
    async with hall() as made:
        await made.moves()
        written: list[bytes] = []
        write = made.base.wire.host.write

        async def note(data: bytes) -> None:
            written.append(data)
            await write(data)

        made.base.wire.host.write = note
        seen: list[tuple[bytes, tuple[str, ...]]] = []

        def listener(reading) -> None:
            if reading.bumpers:
                seen.append((written[-1][:10], made.driver.latched))

        made.driver.on_reading(listener)
        await stopped(made, sense(bumper=1))
        await asyncio.sleep(0.01)
        assert seen[0] == (bytes.fromhex("AA 55 06 01 04 00 00 00 00 03"), ("bumper",))


async def test_a_push_between_two_frames_of_one_read_is_not_missed():
    async with hall() as made:
        await made.moves()
        made.base.bumper, made.base.stamp_ms = 1, made.base.stamp_ms + 5
        pushed = made.base.frame()
        made.base.bumper, made.base.stamp_ms = 0, made.base.stamp_ms + 5
        since = made.now
        await made.base.send(pushed + made.base.frame())
        await asyncio.sleep(1)
        assert {told.values for told in made.base.drives(since)} == {STAND}
        assert made.driver.latched == ("bumper",)


async def test_a_button_that_opens_its_contact_when_pressed_may_read_low():
    async with hall(EmergencyStop(0, pressed_is_high=False), digital=1) as made:
        await made.moves()
        assert made.readings[-1].emergency_stop is False
        assert await stopped(made, sense(digital=0)) == 0.0
        assert made.driver.latched == ("emergency_stop",)


async def test_a_base_without_a_button_says_so_and_does_not_mind_the_input():
    async with hall() as made:
        made.base.digital = 0xF
        await made.moves()
        assert made.readings[-1].emergency_stop is None


@pytest.mark.parametrize("number", [-1, 4])
def test_there_are_four_inputs(number):
    with pytest.raises(ValueError, match="0 to 3"):
        EmergencyStop(number)


@pytest.mark.parametrize("axis", [(1, 0), (-1, 0), (0, 1), (0, -1)])
async def test_one_that_is_tipped_stops(axis):
    async with hall() as made:
        await made.moves()
        made.base.gyro = (4000 * axis[0], 4000 * axis[1], 0)  # 35 °/s
        since = made.now
        await until(lambda: made.driver.latched)
        assert made.driver.latched == ("tilt",)
        assert 0.1 < made.now - since < 0.4
        made.base.gyro = (0, 0, 0)
        await asyncio.sleep(3)
        made.driver.release()
        await until(lambda: made.base.commanded == (300, 0))


async def test_turning_shaking_and_the_gyros_offset_are_no_tilt():
    async with hall(gyro=(1000, -900, 0)) as made:  # an offset of 8.75 °/s
        await made.moves()
        for step in range(200):
            shake = 6000 if step % 4 < 2 else -6000
            made.base.gyro = (1000 + shake, -900 - shake, 12_000)
            await asyncio.sleep(0.02)
        assert made.driver.latched == ()
        assert made.readings[-1].tilt_rate_rad_s == pytest.approx(0.916, abs=0.1)


async def test_without_anybody_who_wants_it_it_stands_after_three_tenths():
    async with hall() as made:
        await made.moves()
        made.wanted = None
        made.driver.drive(FORWARD)
        since = made.now
        await asyncio.sleep(0.29)
        assert made.base.commanded == (300, 0)
        await asyncio.sleep(2)
        first = next(told for told in made.base.drives(since) if told.values == STAND)
        assert first.at - since == pytest.approx(0.3, abs=0.002)
        assert {told.values for told in made.base.drives(first.at)} == {STAND}
        assert made.driver.latched == ()
        made.driver.drive(FORWARD)
        await asyncio.sleep(0.05)
        assert 0 < made.base.commanded[0] < 60  # from standing, along the ramp


async def test_stop_is_at_once_and_drive_to_zero_is_a_ramp():
    async with hall() as made:
        await made.moves()
        made.wanted = None
        made.driver.drive(STILL)
        since = made.now
        await asyncio.sleep(0.25)
        assert 0 < made.base.commanded[0] < 300
        await made.moves()
        made.wanted = None
        since = made.now
        made.driver.stop()
        await asyncio.sleep(1)
        assert made.base.drives(since)[0].at == since
        assert {told.values for told in made.base.drives(since)} == {STAND}


async def test_a_base_that_says_nothing_is_told_to_stand_and_goes_on_when_it_speaks():
    async with hall() as made:
        await made.moves()
        made.base.silent, since = True, made.now
        await asyncio.sleep(0.3)
        first = next(told for told in made.base.drives(since) if told.values == STAND)
        assert first.at - since <= 0.1
        assert {told.values for told in made.base.drives(first.at)} == {STAND}
        made.base.silent = False
        await until(lambda: made.base.commanded == (300, 0))
        assert made.driver.latched == ()


@pytest.mark.parametrize("outage_s", [0.9, 5.0])
async def test_a_base_that_was_lost_while_it_moved_waits_for_a_person(outage_s):
    async with hall() as made:
        await made.moves()
        made.base.silent, since = True, made.now
        await until(lambda: not made.driver.status.usable)
        assert 0.45 <= made.now - since <= 0.65
        assert codes(made.driver) == ["base_silent"]
        await asyncio.sleep(outage_s)
        made.driver.release()  # nobody knows what it would release
        made.base.silent = False
        await until(lambda: codes(made.driver) == ["base_power_cut"])
        since = made.now
        await asyncio.sleep(2)
        assert {told.values for told in made.base.drives(since)} == {STAND}
        made.driver.release()
        await until(lambda: made.base.commanded == (300, 0))


async def test_a_pulled_cable_while_it_moved_waits_for_a_person():
    async with hall() as made:
        await made.moves()
        made.base.wire.cut()
        await until(lambda: codes(made.driver) == ["base_unplugged"])
        made.base.wire.mend()
        await until(lambda: codes(made.driver) == ["base_power_cut"])
        assert made.driver.latched == (Condition.POWER_CUT,)


async def test_a_base_that_was_lost_while_it_stood_needs_nobody():
    async with hall() as made:
        await asyncio.sleep(2)
        made.base.wire.cut()
        await asyncio.sleep(3)
        made.base.wire.mend()
        await made.online()
        assert made.driver.latched == ()
        assert made.states == [DeviceState.ONLINE, DeviceState.POWER_OFF, DeviceState.ONLINE]


@pytest.mark.parametrize(("moving", "latched"), [(True, ("power_cut",)), (False, ())])
async def test_a_base_that_began_anew_without_being_lost(moving, latched):
    async with hall(stamp_ms=30_000, left=9000, right=9000) as made:
        if moving:
            await made.moves()
        await asyncio.sleep(0.1)
        before = made.readings[-1]
        made.base.stamp_ms, made.base.left, made.base.right = 0, 0, 0
        await asyncio.sleep(0.2)
        assert made.driver.latched == latched
        assert (made.readings[-1].left_m, made.readings[-1].right_m) == (before.left_m, before.right_m)


@pytest.mark.parametrize(
    "wanted",
    [
        Twist(float("nan"), 0.0),
        Twist(0.0, float("nan")),
        Twist(float("inf"), 0.0),
        Twist(0.0, float("-inf")),
        Twist(0.71, 0.0),
        Twist(-0.71, 0.0),
        Twist(0.0, 3.2),
        Twist(0.1, -3.2),
    ],
)
async def test_speeds_that_are_none_are_refused_and_nothing_is_sent(wanted):
    async with hall() as made:
        with pytest.raises(ValueError, match="beyond"):
            made.driver.drive(wanted)
        await asyncio.sleep(0.5)
        assert {told.values for told in made.base.drives()} == {STAND}


async def test_when_the_robot_is_switched_off_the_last_word_is_zero():
    async with hall() as made:
        await made.moves()
    assert made.base.commanded == STAND
    assert made.base.outputs()[-1] == 0x00F0
    assert not made.base.wire.host._is_open
