"""Nav2 through rosbridge: values, trips, holds, a lost bridge; against a stand-in server on a real socket."""

import asyncio
import json
import math
from collections.abc import AsyncIterator, Callable
from random import Random

import pytest

from drivers.mobile_base.nav2 import navigation as nav2
from drivers.mobile_base.nav2 import protocol
from drivers.mobile_base.nav2.driver import Nav2Base
from drivers.mobile_base.nav2.protocol import BadMessage, GoalStatus, Result
from drivers.motion import Hold, MotionState, Notice, Pose, TripEnd
from drivers.status import DeviceState
from tests.support.bridge_server import BridgeServer

PLACES = {"counter_1": Pose(1.0, 2.0, math.pi / 2), "post": Pose(0.0, 0.0, 0.0)}


@pytest.fixture
async def server() -> AsyncIterator[BridgeServer]:
    async with BridgeServer() as server:
        yield server


@pytest.fixture
async def base(server: BridgeServer) -> AsyncIterator[Nav2Base]:
    base = Nav2Base(server.address, "home", PLACES, Random(1))
    running = asyncio.ensure_future(base.run())
    await until(lambda: base.report.pose is not None)
    yield base
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.005)


def test_a_goal_is_what_nav2_takes() -> None:
    goal = nav2.navigate_goal(PLACES["counter_1"])
    assert goal["pose"]["header"]["frame_id"] == "map"
    assert goal["pose"]["pose"]["position"] == {"x": 1.0, "y": 2.0, "z": 0.0}
    assert goal["pose"]["pose"]["orientation"]["z"] == pytest.approx(math.sqrt(0.5))
    assert nav2.pose_of(goal["pose"]) == Pose(1.0, 2.0, pytest.approx(math.pi / 2))


@pytest.mark.parametrize(
    ("status", "values", "end"),
    [
        (4, {"error_code": 0}, TripEnd.ARRIVED),
        (4, {}, TripEnd.ARRIVED),
        (4, {"success": False, "error_code": 906}, TripEnd.FAILED),
        (5, {}, TripEnd.CANCELLED),
        (6, {"error_code": 208}, TripEnd.UNREACHABLE),
        (6, {"error_code": 105}, TripEnd.BLOCKED),
        (6, {"error_code": 9002}, TripEnd.LOST),
        (6, {"error_code": 777}, TripEnd.FAILED),
        (6, {}, TripEnd.FAILED),
        (0, {}, TripEnd.FAILED),
    ],
)
def test_what_a_result_means(status: int, values: dict[str, object], end: TripEnd) -> None:
    assert nav2.end_of(Result("g", GoalStatus(status), True, values)) is end


NO_MESSAGES = {
    "nothing": "",
    "no JSON": "nonsense",
    "a list": "[]",
    "a number": "1",
    "no op": "{}",
    "an op that is no text": '{"op": 3}',
    "no topic": '{"op": "publish"}',
    "no object": '{"op": "publish", "topic": "/a", "msg": 1}',
    "no name": '{"op": "action_feedback", "id": 1, "values": {}}',
    "no id": '{"op": "action_result"}',
    "too deep": "[" * 5000,
    "too long": "x" * (1 << 21),
}


@pytest.mark.parametrize("text", NO_MESSAGES.values(), ids=NO_MESSAGES)
def test_what_is_no_message_is_told_so(text: str) -> None:
    with pytest.raises(BadMessage):
        protocol.decode(text)


@pytest.mark.parametrize("status", [None, "x", 99, -1, 1.5, [1]])
def test_a_strange_status_is_unknown(status: object) -> None:
    heard = protocol.decode(json.dumps({"op": "action_result", "id": "g", "status": status, "values": "why"}))
    assert heard == Result("g", GoalStatus.UNKNOWN, False, {}, "why")


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"pose": None},
        {"pose": {"pose": {"position": {"x": 1, "y": None}, "orientation": {}}}},
        {"position": 1},
    ],
)
def test_half_a_pose_is_none(message: dict[str, object]) -> None:
    assert nav2.pose_of(message) is None
    assert nav2.spread_m(message) is None


def test_a_battery_that_is_not_measured() -> None:
    assert nav2.battery_of({"percentage": None}) == nav2.Battery(None, False)
    assert nav2.battery_of({"percentage": 0.505, "power_supply_status": 1}) == nav2.Battery(50, True)


async def test_a_trip_arrives_and_tells_how_far_it_is(base: Nav2Base, server: BridgeServer) -> None:
    reports, notices = [], []
    base.on_report(reports.append)
    base.on_notice(notices.append)
    server.recoveries = 1
    assert await base.go_to("counter_1") is TripEnd.ARRIVED
    assert [r.trip.remaining_m for r in reports if r.trip and r.trip.remaining_m] == [2.0, 1.0]
    assert any(report.state is MotionState.MOVING for report in reports)
    assert notices == [Notice.ASKS_FOR_WAY], "once a recovery"
    assert base.report.state is MotionState.IDLE
    assert base.report.place == "post"
    assert base.report.battery_percent == 80


async def test_nobody_moves_without_word_or_to_nowhere(base: Nav2Base, server: BridgeServer) -> None:
    with pytest.raises(ValueError, match="no place 'roof'; there are: counter_1, post"):
        await base.go_to("roof")
    base.hold(Hold.VISIT, True)
    assert await base.go_to("post") is TripEnd.REFUSED
    assert base.report.state is MotionState.PAUSED
    assert not server.operations("send_action_goal")


async def test_a_hold_takes_the_goal_back_and_the_trip_goes_on_after_it(
    base: Nav2Base, server: BridgeServer
) -> None:
    server.steps = 0
    trip = asyncio.ensure_future(base.go_to("counter_1"))
    await until(lambda: len(server.operations("send_action_goal")) == 1)
    base.hold(Hold.STAFF_PAUSE, True)
    await until(lambda: bool(server.operations("cancel_action_goal")))
    await asyncio.sleep(0.1)
    assert not trip.done()
    server.steps = 2
    base.hold(Hold.STAFF_PAUSE, False)
    assert await trip is TripEnd.ARRIVED
    first, second = (goal["id"] for goal in server.operations("send_action_goal"))
    assert first != second


async def test_stop_and_a_new_trip_end_the_one_before(base: Nav2Base, server: BridgeServer) -> None:
    server.steps = 0
    first = asyncio.ensure_future(base.go_to("counter_1"))
    await until(lambda: len(server.operations("send_action_goal")) == 1)
    second = asyncio.ensure_future(base.guide_to("post"))
    assert await first is TripEnd.CANCELLED
    await until(lambda: len(server.operations("send_action_goal")) == 2)
    base.stop()
    assert await second is TripEnd.CANCELLED
    cancelled = [goal["id"] for goal in server.operations("cancel_action_goal")]
    assert {goal["id"] for goal in server.operations("send_action_goal")} <= set(cancelled)


async def test_it_leaves_the_dock_first(base: Nav2Base, server: BridgeServer) -> None:
    assert await base.dock() is TripEnd.ARRIVED
    server.battery = {"percentage": 0.5, "power_supply_status": 1}
    await server.publish()
    await until(lambda: base.report.state is MotionState.CHARGING)
    assert await base.go_to("post") is TripEnd.ARRIVED
    actions = [goal["action"] for goal in server.operations("send_action_goal")]
    assert actions == ["/dock_robot", "/undock_robot", "/navigate_to_pose"]
    assert server.operations("send_action_goal")[0]["args"]["dock_id"] == "home"


async def test_a_lost_bridge_fails_the_trip_and_its_goal_is_taken_back_later(
    base: Nav2Base, server: BridgeServer
) -> None:
    server.steps = 0
    trip = asyncio.ensure_future(base.go_to("counter_1"))
    await until(lambda: len(server.operations("send_action_goal")) == 1)
    await server.stop()
    assert await trip is TripEnd.FAILED
    assert base.status.device is DeviceState.OFFLINE
    assert base.status.faults[0].code == "base_unreachable"
    assert base.report.state is MotionState.OFFLINE
    assert base.report.pose is None
    assert await base.go_to("post") is TripEnd.REFUSED
    await server.start()
    await until(lambda: base.status.usable and bool(server.operations("cancel_action_goal")))
    lost = server.operations("send_action_goal")[0]["id"]
    assert server.operations("cancel_action_goal")[-1]["id"] == lost
    assert base.diagnostics()["outages"] == 1


async def test_nonsense_from_the_bridge_is_counted_and_survived(base: Nav2Base, server: BridgeServer) -> None:
    for text in ("nonsense", '{"op": "status", "level": "error"}', '{"op": "action_result", "id": "other"}'):
        await server.say(text)
    assert await base.go_to("post") is TripEnd.ARRIVED
    assert base.diagnostics()["bad_messages"] == 1


async def test_a_person_says_where_it_is(base: Nav2Base, server: BridgeServer) -> None:
    base.locate("counter_1")
    await until(lambda: bool(server.operations("publish")))
    (told,) = server.operations("publish")
    assert told["topic"] == "/initialpose"
    assert nav2.pose_of(told["msg"]) == Pose(1.0, 2.0, pytest.approx(math.pi / 2))
