"""The navigator joined with a base and a scanner: setpoints, ends of trips, reports, status."""

import asyncio
from contextlib import suppress

import numpy as np
import pytest

from drivers.mobile_base.navigation.driver import NavigatedBase
from drivers.motion import BaseReading, Hold, MotionState, TripEnd, Twist
from drivers.status import Action, DeviceState, DeviceStatus, Fault
from kiosk.rehearsal.stage.loop import run
from tests.unit.drivers.mobile_base.navigation.room import Room, room_map

ONLINE = DeviceStatus(DeviceState.ONLINE)


class FakeDevice:
    """Says what it is told to say."""

    def __init__(self) -> None:
        self.status = ONLINE
        self.listeners = []
        self.status_listeners = []
        self.runs = False

    def on_status(self, listener) -> None:
        self.status_listeners.append(listener)

    async def run(self) -> None:
        self.runs = True
        try:
            await asyncio.Event().wait()
        finally:
            self.runs = False

    def diagnostics(self) -> dict[str, object]:
        return {"outages": 0}

    def tell(self, value: object) -> None:
        for listener in self.listeners:
            listener(value)

    def become(self, status: DeviceStatus) -> None:
        self.status = status
        for listener in self.status_listeners:
            listener(status)


class FakeBase(FakeDevice):
    latched: tuple[str, ...] = ()

    def __init__(self) -> None:
        super().__init__()
        self.said: list[Twist | str] = []

    def on_reading(self, listener) -> None:
        self.listeners.append(listener)

    def drive(self, setpoint: Twist) -> None:
        self.said.append(setpoint)

    def stop(self) -> None:
        self.said.append("stop")

    def release(self) -> None:
        self.said.append("release")


class FakeScanner(FakeDevice):
    def on_scan(self, listener) -> None:
        self.listeners.append(listener)


class Stage:
    """Both devices tell of a base that stands at the door."""

    def __init__(self) -> None:
        self.base, self.scanner = FakeBase(), FakeScanner()
        self.robot = NavigatedBase(self.base, self.scanner, room_map(), np.random.default_rng(1))
        self.reports, self.statuses = [], []
        self.robot.on_report(self.reports.append)
        self.robot.on_status(self.statuses.append)

    async def live(self) -> None:
        room, loop = Room(), asyncio.get_running_loop()
        while True:
            self.base.tell(BaseReading(loop.time(), 0.0, 0.0, 0.0, 0.0, battery_percent=70))
            room.now = loop.time()
            self.scanner.tell(room._scan())
            await asyncio.sleep(0.08)


def lived(act):
    """What `act(stage)` returns, in virtual time, with everything at work."""

    async def inside():
        stage = Stage()
        works = [asyncio.ensure_future(work) for work in (stage.robot.run(), stage.live())]
        await asyncio.sleep(0.3)
        stage.robot.locate("door")
        await asyncio.sleep(0.3)
        try:
            return await act(stage)
        finally:
            for work in works:
                work.cancel()
            with suppress(asyncio.CancelledError):
                await works[0]
            assert not stage.base.runs
            assert stage.base.said[-1] == "stop"

    return run(inside)


def test_it_steps_twenty_times_a_second_and_tells_five_times():
    async def act(stage):
        before, told = len(stage.base.said), len(stage.reports)
        await asyncio.sleep(2.0)
        return len(stage.base.said) - before, len(stage.reports) - told

    steps, reports = lived(act)
    assert steps == pytest.approx(40, abs=1)
    assert reports == pytest.approx(10, abs=1)


def test_a_trip_drives_and_told_to_stop_ends():
    async def act(stage):
        going = asyncio.ensure_future(stage.robot.go_to("desk"))
        await asyncio.sleep(0.5)
        drove = stage.base.said[-1]
        stage.robot.stop()
        stopped = stage.base.said[-1]
        return drove, stopped, await going, stage.robot.report.state

    drove, stopped, end, state = lived(act)
    assert isinstance(drove, Twist)
    assert drove != Twist(0.0, 0.0)
    assert (stopped, end, state) == ("stop", TripEnd.CANCELLED, MotionState.IDLE)


def test_who_waits_for_a_trip_and_is_cancelled_stops_it():
    async def act(stage):
        going = asyncio.ensure_future(stage.robot.guide_to("desk"))
        await asyncio.sleep(0.5)
        going.cancel()
        with suppress(asyncio.CancelledError):
            await going
        stopped = stage.base.said[-1]
        await asyncio.sleep(0.2)
        return stopped, stage.robot.report

    stopped, report = lived(act)
    assert stopped == "stop"
    assert report.trip is None


def test_of_two_trips_the_later_one_is_made():
    async def act(stage):
        first = asyncio.ensure_future(stage.robot.go_to("desk"))
        await asyncio.sleep(0.2)
        second = asyncio.ensure_future(stage.robot.go_to_point(3.0, 1.0))
        await asyncio.sleep(0.2)
        stage.robot.stop()
        return await first, await second

    assert lived(act) == (TripEnd.CANCELLED, TripEnd.CANCELLED)


def test_held_and_released():
    async def act(stage):
        stage.robot.hold(Hold.STAFF_PAUSE, True)
        at_once = stage.base.said[-1]
        await asyncio.sleep(0.1)
        paused = stage.robot.report.state
        refused = await stage.robot.dock()
        stage.robot.hold(Hold.STAFF_PAUSE, False)
        stage.robot.release()
        return at_once, paused, refused, stage.base.said[-1]

    assert lived(act) == ("stop", MotionState.PAUSED, TripEnd.REFUSED, "release")


def test_a_latched_base_is_there_but_stopped():
    async def act(stage):
        stage.base.latched = ("bumper",)
        stage.base.become(DeviceStatus(DeviceState.USER_ERROR))
        await asyncio.sleep(0.1)
        return stage.robot.report.state, stage.robot.report.causes

    assert lived(act) == (MotionState.STOPPED, ("bumper",))


@pytest.mark.parametrize("which", ["base", "scanner"])
def test_it_is_no_better_than_the_worse_of_its_devices(which):
    fault = Fault("unplugged", Action.CLEAR)

    async def act(stage):
        assert stage.robot.status == ONLINE
        getattr(stage, which).become(DeviceStatus(DeviceState.OFFLINE, (fault,)))
        await asyncio.sleep(0.1)
        return stage.robot.status, stage.statuses, stage.robot.report.state

    status, told, state = lived(act)
    assert status == DeviceStatus(DeviceState.OFFLINE, (fault,))
    assert told == [status]
    assert state is MotionState.OFFLINE


def test_a_place_the_hall_does_not_have_is_refused():
    async def act(stage):
        for wrong in (stage.robot.go_to, stage.robot.guide_to):
            with pytest.raises(ValueError, match="cellar"):
                await wrong("cellar")
        with pytest.raises(ValueError, match="cellar"):
            stage.robot.locate("cellar")

    lived(act)


def test_a_late_step_is_counted_and_told_to_a_technician():
    async def act(stage):
        asyncio.get_running_loop()._now_s += 0.2
        await asyncio.sleep(0.5)
        return stage.robot.diagnostics()

    told = lived(act)
    assert told["late_steps"] == 1
    assert told["base"] == told["scanner"] == {"outages": 0}
