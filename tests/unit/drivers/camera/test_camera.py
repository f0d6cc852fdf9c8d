"""A camera at work: looks when asked to, notices every loss, comes back by itself, never hangs the robot."""

import asyncio
import logging
import threading
from contextlib import asynccontextmanager
from random import Random

import pytest

from drivers.camera.opencv import captures, driver, liveness
from drivers.camera.opencv.driver import CameraTimes, OpenCvCamera
from drivers.camera.opencv.source import source_at
from drivers.status import Action, DeviceState
from tests.unit.drivers.camera.fake_capture import FakeDevice
from tests.unit.drivers.camera.stream import picture, streaming
from tests.unit.drivers.sound.waiting import at_work, codes, until

TIMES = CameraTimes(stale_s=0.6, hangs_s=1.5, probe_s=0.1, poll_s=0.02, close_s=5.0)


class Hall:
    """A camera, what it is fed by, and what it gave."""

    def __init__(self, source: str = "0", times: CameraTimes = TIMES) -> None:
        self.device = FakeDevice()
        self.camera = OpenCvCamera(source_at(source), self.device.opens, 50, Random(1), times)
        self.frames = 0
        self.threads: set[str] = set()
        self.states: list[DeviceState] = []
        self.camera.on_frame(self._take)
        self.camera.on_status(lambda status: self.states.append(status.device))

    def _take(self, frame) -> None:
        self.frames += 1
        self.threads.add(threading.current_thread().name)

    async def online(self) -> None:
        await until(lambda: self.camera.status.usable)

    async def more_frames(self) -> None:
        before = self.frames
        await until(lambda: self.frames > before + 3)

    async def told(self, code: str) -> None:
        await until(lambda: codes(self.camera) == [code])


@asynccontextmanager
async def hall(looking=True, **options):
    made = Hall(**options)
    assert made.camera.status.device is DeviceState.STARTING
    made.camera.look(looking)
    async with at_work(made.camera.run()):
        yield made
        made.device.free.set()
    assert made.device.given_back


async def test_it_is_known_from_the_start_whether_it_is_there_and_then_it_is_closed():
    async with hall(looking=False) as made:
        await made.online()
        await until(lambda: made.device.given_back)
        frames = made.frames
        await asyncio.sleep(0.3)
        assert (made.device.opened, made.frames) == (1, frames)
        assert made.states == [DeviceState.ONLINE]


async def test_it_gives_frames_in_its_own_thread_while_it_is_asked_to_look():
    async with hall() as made:
        await made.more_frames()
        assert made.threads == {"camera"}
        made.camera.look(False)
        await until(lambda: made.device.given_back)
        frames = made.frames
        await asyncio.sleep(0.1)
        assert made.frames == frames
        assert made.camera.status.usable
        made.camera.look(True)
        await made.more_frames()
        assert made.camera.diagnostics()["outages"] == 0


async def test_a_pulled_one_is_told_and_comes_back_by_itself(caplog):
    caplog.set_level(logging.INFO, "drivers.camera")
    async with hall() as made:
        await made.online()
        made.device.plugged = False
        await made.told("camera_unplugged")
        assert made.camera.status.device is DeviceState.POWER_OFF
        assert made.camera.status.faults[0].action is Action.CLEAR
        made.device.plugged = True
        await made.online()
        await made.more_frames()
        lines = [" ".join(record.getMessage().split()[:2]) for record in caplog.records]
        assert lines == ["camera connected", "camera lost:", "camera is"]


async def test_one_that_was_never_there_is_missing_and_is_taken_when_it_comes_though_nobody_looks():
    made = Hall()
    made.device.plugged = False
    async with at_work(made.camera.run()):
        await made.told("camera_missing")
        assert made.camera.diagnostics()["reason"] == "/dev/video0: it is not there"
        await until(lambda: made.device.opened > 2)
        made.device.plugged = True
        await made.online()


async def test_the_same_picture_again_and_again_is_frozen_until_it_changes(monkeypatch):
    monkeypatch.setattr(liveness, "FROZEN_S", 0.3)
    async with hall() as made:
        await made.online()
        made.device.frozen = True
        await made.told("camera_frozen")
        opened = made.device.opened
        await until(lambda: made.device.opened > opened + 2)
        assert codes(made.camera) == ["camera_frozen"]
        assert made.states == [DeviceState.ONLINE, DeviceState.HARDWARE_ERROR]
        made.device.frozen = False
        await made.online()


async def test_a_file_may_stand_still(monkeypatch):
    monkeypatch.setattr(liveness, "FROZEN_S", 0.1)
    made = Hall("file:/srv/card.png")
    made.device.frozen = True
    made.camera.look(True)
    async with at_work(made.camera.run()):
        for _ in range(8):
            await made.more_frames()
        assert made.states == [DeviceState.ONLINE]


async def test_a_covered_one_is_told_and_stays_at_work(monkeypatch):
    monkeypatch.setattr(liveness, "DARK_S", 0.1)
    async with hall() as made:
        await made.online()
        made.device.dark = True
        await made.told("camera_dark")
        assert made.camera.status.usable
        made.device.dark = False
        await until(lambda: codes(made.camera) == [])


async def test_one_that_gives_no_frame_any_more_is_told_before_its_call_returns():
    async with hall() as made:
        await made.online()
        made.device.still = True
        await made.told("camera_stopped")
        assert made.device.opened == 1
        made.device.still = False
        await made.online()
        await made.more_frames()


async def test_frames_that_are_all_spoilt_are_as_good_as_none(monkeypatch):
    monkeypatch.setattr("drivers.camera.opencv.look.SPOILT_S", 0.3)
    async with hall() as made:
        await made.online()
        made.device.spoilt = True
        await made.told("camera_stopped")
        await until(lambda: made.device.opened > 1)
        made.device.spoilt = False
        await made.online()


async def test_a_call_that_never_returns_is_left_behind_and_told_and_at_most_three_are():
    made = Hall(times=CameraTimes(stale_s=9, hangs_s=0.2, probe_s=0.05, poll_s=0.02, close_s=5.0))
    async with at_work(made.camera.run()):
        made.device.free.clear()
        made.camera.look(True)
        await until(lambda: made.camera.diagnostics()["left_behind"] == driver.MOST_LEFT_BEHIND)
        opened = made.device.opened
        await made.told("camera_hangs")
        await asyncio.sleep(1.0)
        assert made.device.opened == opened
        assert made.camera.status.faults[0].action is Action.MAINTENANCE
        frames = made.frames
        made.device.free.set()
        await until(lambda: made.frames > frames)
        await made.online()
        assert made.camera.diagnostics()["left_behind"] == 0
    await until(lambda: made.device.given_back)


async def test_the_loop_goes_on_while_a_call_hangs():
    async with hall() as made:
        await made.online()
        made.device.free.clear()
        turns = 0
        while codes(made.camera) != ["camera_stopped"]:
            await asyncio.sleep(0.01)
            turns += 1
        assert turns > 5


async def test_its_work_ends_although_a_call_hangs():
    made = Hall(times=CameraTimes(poll_s=0.02, close_s=0.1))
    made.camera.look(True)
    async with at_work(made.camera.run()):
        await made.online()
        made.device.free.clear()
    made.device.free.set()
    await until(lambda: made.device.given_back)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
async def test_a_mistake_of_a_listener_is_told_and_the_camera_goes_on():
    made, mistakes = Hall(), [ZeroDivisionError()]

    def stumble(_) -> None:
        if mistakes and made.camera.status.usable:
            raise mistakes.pop()

    made.camera.on_frame(stumble)
    made.camera.look(True)
    async with at_work(made.camera.run()):
        await until(lambda: DeviceState.HARDWARE_ERROR in made.states)
        await made.online()
        await made.more_frames()
    assert made.device.given_back


@pytest.fixture
def impatient(monkeypatch):
    """A stream that stands still is noticed soon."""
    monkeypatch.setattr(captures, "READ_MS", 300)


async def test_a_stream_on_the_network_is_looked_at_and_left(impatient):
    shapes = set()
    with streaming() as stream:
        camera = OpenCvCamera.open(stream.url)
        camera.on_frame(lambda frame: shapes.add(frame.shape))
        async with at_work(camera.run()):
            await until(lambda: camera.status.usable)
            await until(lambda: stream.watched == 0)
            camera.look(True)
            shapes.clear()
            await until(lambda: shapes)
            camera.look(False)
            await until(lambda: stream.watched == 0)
            assert "secret" not in str(camera.diagnostics())
    assert shapes == {picture(1).shape}


async def test_a_stream_that_stands_still_is_told_and_opened_anew(impatient):
    with streaming() as stream:
        camera = OpenCvCamera.open(stream.url)
        camera.look(True)
        async with at_work(camera.run()):
            await until(lambda: camera.status.usable)
            asked = stream.asked
            stream.stands_still = True
            await until(lambda: codes(camera) == ["camera_stopped"])
            stream.stands_still = False
            await until(lambda: camera.status.usable)
            assert stream.asked > asked
            camera.look(False)
            await until(lambda: stream.watched == 0)


async def test_a_camera_that_is_not_there_costs_one_log_line(caplog):
    caplog.set_level(logging.INFO)
    camera = OpenCvCamera.open("device:/dev/there-is-no-such-camera")
    camera.look(True)
    async with at_work(camera.run()):
        await until(lambda: codes(camera) == ["camera_missing"])
        await asyncio.sleep(0.5)
    lines = [record.getMessage() for record in caplog.records if record.name.startswith("drivers")]
    assert len(lines) == 1
    assert "/dev/there-is-no-such-camera: it is not there" in lines[0]
