"""The base in a process of its own: orders and reports, a silent robot, a process that dies."""

import asyncio
import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from dialogs.workers.worker import Worker
from drivers.mobile_base.navigation.maps.map_file import MapError
from drivers.motion import Hold, MotionReport, MotionState, Notice, Pose, Trip, TripEnd
from drivers.status import Action, DeviceState, DeviceStatus, Fault
from kiosk.config.motion_schema import MobileBaseSettings, RangeScannerSettings
from kiosk.motion.process.child import UNFIT, UNFIT_S, Inbox, Servant, made
from kiosk.motion.process.messages import report_message, report_of, status_message, status_of
from kiosk.motion.process.ordering import order_of
from kiosk.motion.process.remote import RemoteBase
from kiosk.site.load import load_config
from kiosk.site.places import SHIPPED
from tests.support.told_base import ToldBase

MODULE = "tests.unit.kiosk.motion.a_base"
PLACES = ("here", "far")

REPORTS = [
    MotionReport(MotionState.OFFLINE),
    MotionReport(
        MotionState.MOVING,
        Pose(1.25, -2.5, 3.125),
        0.875,
        0.25,
        80,
        True,
        "dock",
        Trip("counter_1", True, 3.5),
        ("battery_low",),
        ((1.0, 2.0), (1.5, 2.5)),
    ),
]


@pytest.mark.parametrize("report", REPORTS)
def test_a_report_comes_through_as_it_was(report: MotionReport) -> None:
    assert report_of(report_message(report)) == report


def test_a_status_comes_through_as_it_was() -> None:
    status = DeviceStatus(DeviceState.HARDWARE_ERROR, (Fault("base_silent", Action.MAINTENANCE),))
    assert status_of(status_message(status)) == status


async def until(condition: Callable[[], bool], seconds: float = 20.0) -> None:
    """Wait until `condition()` holds."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.01)


class Served:
    """A servant over a told base, and what it wrote."""

    def __init__(self) -> None:
        self.inbox: Inbox = asyncio.Queue()
        self.base = ToldBase()
        self.written: list[dict[str, object]] = []
        self.task = asyncio.ensure_future(Servant(self.base, self.inbox, self.written.append).run())

    async def talk(self, seconds: float) -> None:
        """The robot lives."""
        for _ in range(round(seconds / 0.05)):
            self.inbox.put_nowait({"alive": True})
            await asyncio.sleep(0.05)

    async def end(self) -> None:
        self.inbox.put_nowait(None)
        await self.task


@pytest.mark.looptime
async def test_orders_reach_the_base_and_its_news_come_back() -> None:
    served = Served()
    served.inbox.put_nowait({"do": "go_to", "trip": 7, "place": "far"})
    served.inbox.put_nowait({"do": "hold", "why": "visit", "held": True})
    await served.talk(0.1)
    served.base.notice(Notice.ASKS_FOR_WAY)
    served.base.say(REPORTS[1])
    served.base.end(TripEnd.ARRIVED)
    await served.talk(0.1)
    assert served.base.told == ["go_to far", "hold visit"]
    assert {"notice": "asks_for_way"} in served.written
    assert {"ended": 7, "how": "arrived"} in served.written
    assert any("report" in message for message in served.written)
    await served.end()
    assert served.base.told[-1] == "stop"


@pytest.mark.looptime
async def test_a_silent_robot_holds_the_base_until_it_speaks_again() -> None:
    served = Served()
    loop = asyncio.get_running_loop()
    await served.talk(1.0)
    assert served.base.told == []
    silent_since = loop.time()
    await until(lambda: "hold silence" in served.base.told, 1.0)
    assert loop.time() - silent_since <= 0.25
    written = len(served.written)
    served.base.say(REPORTS[1])
    await asyncio.sleep(5.0)
    assert len(served.written) == written, (
        "a frozen robot reads nothing: a full pipe would stop the base's loop"
    )
    await served.talk(0.1)
    assert served.base.told == ["hold silence", "let silence"]
    await served.end()


@pytest.mark.looptime
async def test_a_trip_that_ends_while_nobody_listens_is_told_afterwards() -> None:
    served = Served()
    served.inbox.put_nowait({"do": "go_to", "trip": 7, "place": "far"})
    await served.talk(0.1)
    await until(lambda: "hold silence" in served.base.told, 1.0)
    served.base.end(TripEnd.STOPPED)
    await asyncio.sleep(1.0)
    assert {"ended": 7, "how": "stopped"} not in served.written
    await served.talk(0.1)
    assert served.written.count({"ended": 7, "how": "stopped"}) == 1
    assert served.written[-1] == {"status": status_message(served.base.status)}
    await served.end()


async def test_a_process_drives_dies_on_the_way_and_waits_for_a_person(tmp_path: Path) -> None:
    told = tmp_path / "told"
    workers: list[Worker] = []

    def make() -> Worker:
        workers.append(Worker(MODULE))
        return workers[-1]

    base = RemoteBase({"told": str(told)}, PLACES, make)
    assert await base.go_to("here") is TripEnd.REFUSED, "without a process"
    base.hold(Hold.VISIT, True)
    running = asyncio.ensure_future(base.run())
    await until(lambda: base.report.state is MotionState.IDLE)
    assert await base.go_to("here") is TripEnd.ARRIVED
    with pytest.raises(ValueError, match="no place 'nowhere'; there are: far, here"):
        await base.go_to("nowhere")
    trip = asyncio.ensure_future(base.go_to("far"))
    await until(lambda: base.report.state is MotionState.MOVING)
    os.kill(workers[0].pid or 0, signal.SIGKILL)
    assert await trip is TripEnd.FAILED
    await until(lambda: len(workers) == 2 and base.report.state is MotionState.STOPPED)
    lines = [line.split(" ", 1)[1] for line in told.read_text(encoding="utf-8").splitlines()]
    assert lines.count("hold visit") == 2, "what held it holds it again"
    assert "made [1.0, 2.0, 0.5]" in lines, "it begins where the other one was"
    base.release()
    await until(lambda: base.report.state is MotionState.IDLE)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert told.read_text(encoding="utf-8").rstrip().endswith("stop")


class Unmade:
    """A map that cannot be read until the test mends it, and what the process wrote."""

    def __init__(self) -> None:
        self.why: MapError | None = MapError(Path("map.yaml"), "the picture is missing", "put it there")
        self.tries = 0
        self.inbox: Inbox = asyncio.Queue()
        self.written: list[dict[str, object]] = []
        self.task = asyncio.ensure_future(made(self._make, self.inbox, self.written.append))

    def _make(self) -> ToldBase:
        self.tries += 1
        if self.why is not None:
            raise self.why
        return ToldBase()


@pytest.mark.looptime
async def test_without_a_map_every_trip_is_refused_and_one_line_says_why(
    capsys: pytest.CaptureFixture[str],
) -> None:
    unmade = Unmade()
    unmade.inbox.put_nowait({"alive": True})
    unmade.inbox.put_nowait({"do": "go_to", "trip": 3, "place": "far"})
    await asyncio.sleep(3 * UNFIT_S + 1)
    assert unmade.tries == 4, "it looks again now and then, not as fast as it can"
    assert {"ended": 3, "how": "refused"} in unmade.written
    assert {"status": status_message(UNFIT)} in unmade.written
    why = "map.yaml: the picture is missing (put it there)"
    assert {"diagnostics": {"unfit": why}} in unmade.written
    assert capsys.readouterr().err == f"kiosk: the robot cannot move: {why}\n"
    unmade.why = None
    assert isinstance(await unmade.task, ToldBase), "the mended map is taken"


@pytest.mark.looptime
async def test_without_a_map_the_process_still_ends_with_the_robot() -> None:
    unmade = Unmade()
    unmade.inbox.put_nowait(None)
    assert await unmade.task is None


async def test_a_map_broken_after_the_check_leaves_a_robot_without_motion(tmp_path: Path) -> None:
    config = Path(shutil.copytree(SHIPPED, tmp_path / "config"))
    hall = load_config(config).hall
    assert hall is not None
    (config / "hall/map.png").write_bytes(b"P5 no more")
    driven = MobileBaseSettings(driver="kobuki", address=f"serial:{tmp_path}/base", emergency_stop_input=0)
    scanner = RangeScannerSettings(driver="ld19", address=f"serial:{tmp_path}/scanner")
    base = RemoteBase(order_of(driven, scanner, hall, config), hall.places)
    running = asyncio.ensure_future(base.run())
    await until(lambda: base.status == UNFIT)
    assert await base.go_to("entrance") is TripEnd.REFUSED
    await until(lambda: "unfit" in base.diagnostics())
    assert str(base.diagnostics()["unfit"]).startswith(f"{config}/hall/map.yaml: ")
    assert base.diagnostics()["process_losses"] == 0, "no process is started again and again"
    assert base.report == MotionReport(MotionState.OFFLINE)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
