"""A robot that a site's ROS 2 moves: goals to Nav2, poses and the battery from its topics.

Responsible for: one trip at a time, taking its goal back whenever the robot must not move, how it ended.
Not responsible for: finding the way, stopping in time, docking (all Nav2's), the connection (bridge.py).
A lost bridge means that nothing is known, not that the robot stands: its goal is taken back by its name once
the bridge is there again.
"""

import asyncio
import math
from collections.abc import Callable, Mapping
from random import Random, SystemRandom
from typing import Any, Self

from drivers.mobile_base.nav2 import navigation as nav2
from drivers.mobile_base.nav2 import protocol
from drivers.mobile_base.nav2.bridge import Bridge
from drivers.mobile_base.nav2.goals import Goals
from drivers.mobile_base.nav2.navigation import Action, Battery
from drivers.mobile_base.nav2.protocol import Feedback, Heard, Published, Result
from drivers.mobile_base.nav2.status import ONLINE, STARTING, UNREACHABLE
from drivers.motion import Hold, MotionReport, MotionState, Notice, Pose, Trip, TripEnd
from drivers.status import DeviceStatus

REPORT_MS = 200
NEAR_M = 0.5  # this near to a place it stands there
LOST_M = 1.0  # a pose that may be this far off is no pose


class Nav2Base:
    """A drivers.interfaces.MobileBase; `places`: poses in the map that Nav2 uses."""

    def __init__(self, address: str, dock_id: str, places: Mapping[str, Pose], chance: Random) -> None:
        self._dock_id = dock_id
        self._places = dict(places)
        self._bridge = Bridge(address, chance, self._hear, self._on_connection)
        self._goals = Goals(self._bridge.send, f"{chance.getrandbits(32):08x}")
        self._holds: set[Hold] = set()
        self._let = asyncio.Event()
        self._trip: Trip | None = None
        self._going: asyncio.Task[TripEnd] | None = None
        self._recoveries = 0
        self._pose: Pose | None = None
        self._spread_m: float | None = None
        self._battery = Battery(None, False)
        self._status = STARTING
        self._status_listeners: list[Callable[[DeviceStatus], None]] = []
        self._report_listeners: list[Callable[[MotionReport], None]] = []
        self._notice_listeners: list[Callable[[Notice], None]] = []
        self._let.set()

    @classmethod
    def open(cls, address: str, dock_id: str, places: Mapping[str, Pose]) -> Self:
        """The base behind the rosbridge at `address` (ws://…); no I/O before `run`."""
        return cls(address, dock_id, places, SystemRandom())

    @property
    def status(self) -> DeviceStatus:
        """The status last known."""
        return self._status

    @property
    def report(self) -> MotionReport:
        """Where it is and what it does."""
        return MotionReport(
            state=self._state,
            pose=self._pose,
            confidence=self._confidence,
            battery_percent=self._battery.percent,
            charging=self._battery.charging,
            place=self._place,
            trip=self._trip,
            causes=tuple(sorted(hold.value for hold in self._holds)),
        )

    def on_status(self, listener: Callable[[DeviceStatus], None]) -> None:
        """Call `listener` on the event loop whenever the status changes."""
        self._status_listeners.append(listener)

    def on_report(self, listener: Callable[[MotionReport], None]) -> None:
        """Call `listener` on the event loop with every change."""
        self._report_listeners.append(listener)

    def on_notice(self, listener: Callable[[Notice], None]) -> None:
        """Call `listener` on the event loop when Nav2 had to help itself."""
        self._notice_listeners.append(listener)

    async def run(self) -> None:
        """Stay connected until cancelled; goals are taken back then."""
        try:
            await self._bridge.run()
        finally:
            self.stop()

    async def go_to(self, place: str) -> TripEnd:
        """Go to a place of the hall. Raises ValueError for one it does not have."""
        return await self._travel(
            Trip(place, False, 0.0), nav2.NAVIGATE, nav2.navigate_goal(self._known(place))
        )

    async def guide_to(self, place: str) -> TripEnd:
        """As `go_to`: Nav2 does not look back. Raises ValueError for a place the hall does not have."""
        return await self._travel(
            Trip(place, True, 0.0), nav2.NAVIGATE, nav2.navigate_goal(self._known(place))
        )

    async def dock(self) -> TripEnd:
        """Go to the dock and charge."""
        return await self._travel(Trip("dock", False, 0.0), nav2.DOCK, nav2.dock_goal(self._dock_id))

    def stop(self) -> None:
        """Take the goal back; the trip ends `cancelled`."""
        if self._going is not None:
            self._going.cancel()
        self._goals.take_back()

    def hold(self, why: Hold, held: bool) -> None:
        """Take the goal back for as long as anything holds it, then send it again."""
        (self._holds.add if held else self._holds.discard)(why)
        if self._holds:
            self._let.clear()
            self._goals.take_back()
        else:
            self._let.set()
        self._tell()

    def release(self) -> None:
        """What stops a base of ROS is released there."""

    def locate(self, place: str) -> None:
        """A person says that it stands at this place. Raises ValueError for one the hall does not have."""
        pose = self._known(place)
        self._bridge.send(protocol.publish(nav2.START_TOPIC, nav2.start_message(pose)))

    def diagnostics(self) -> dict[str, object]:
        """Figures for a technician."""
        return {
            "connected": self._bridge.open,
            "reason": self._bridge.reason,
            "outages": self._bridge.outages,
            "bad_messages": self._bridge.bad_messages,
            "orphaned_goals": self._goals.orphans,
        }

    async def _travel(self, trip: Trip, action: Action, goal: Mapping[str, Any]) -> TripEnd:
        if not self._bridge.open or self._holds:
            return TripEnd.REFUSED
        self.stop()
        going = asyncio.ensure_future(self._go(trip, action, goal))
        self._going = going
        try:
            await asyncio.wait([going])
        except asyncio.CancelledError:
            self.stop()
            raise
        finally:
            if self._going is going:
                self._going, self._trip = None, None
                self._tell()
        return TripEnd.CANCELLED if going.cancelled() else going.result()

    async def _go(self, trip: Trip, action: Action, goal: Mapping[str, Any]) -> TripEnd:
        """Off the dock, then to the goal, as often as it was taken back for a while."""
        self._trip = trip
        if self._battery.charging and action is not nav2.DOCK:
            end = await self._pursue(nav2.UNDOCK, nav2.undock_goal())
            if end is not TripEnd.ARRIVED:
                return end
        return await self._pursue(action, goal)

    async def _pursue(self, action: Action, goal: Mapping[str, Any]) -> TripEnd:
        while True:
            await self._let.wait()
            self._recoveries = 0
            self._tell()
            result = await self._goals.pursue(action, goal)
            if result is None:
                return TripEnd.FAILED
            end = nav2.end_of(result)
            if end is not TripEnd.CANCELLED or self._let.is_set():
                return end

    def _on_connection(self, connected: bool) -> None:
        if connected:
            self._goals.take_back_orphans()
            self._listen()
        else:
            self._goals.lost()
            self._pose = None
        self._become(ONLINE if connected else UNREACHABLE)
        self._tell()

    def _listen(self) -> None:
        for text in (
            protocol.advertise(nav2.START_TOPIC, nav2.POSE_TYPE),
            protocol.subscribe(nav2.POSE_TOPIC, nav2.POSE_TYPE, REPORT_MS),
            protocol.subscribe(nav2.BATTERY_TOPIC, nav2.BATTERY_TYPE, REPORT_MS),
        ):
            self._bridge.send(text)

    def _hear(self, heard: Heard) -> None:
        match heard:
            case Published(nav2.POSE_TOPIC, message):
                self._pose, self._spread_m = nav2.pose_of(message), nav2.spread_m(message)
            case Published(nav2.BATTERY_TOPIC, message):
                self._battery = nav2.battery_of(message)
            case Feedback(goal, values) if goal in self._goals:
                self._get_on(values)
            case Result():
                self._goals.ended(heard)
        self._tell()

    def _get_on(self, values: Mapping[str, Any]) -> None:
        remaining, recoveries = values.get("distance_remaining"), values.get("number_of_recoveries")
        if self._trip is not None and isinstance(remaining, int | float) and math.isfinite(remaining):
            self._trip = Trip(self._trip.goal, self._trip.guiding, float(remaining))
        self._pose = nav2.pose_of(values.get("current_pose") or {}) or self._pose
        if isinstance(recoveries, int) and recoveries > self._recoveries:
            self._recoveries = recoveries
            for listener in self._notice_listeners:
                listener(Notice.ASKS_FOR_WAY)

    @property
    def _state(self) -> MotionState:
        if not self._bridge.open:
            return MotionState.OFFLINE
        if self._spread_m is not None and self._spread_m > LOST_M:
            return MotionState.LOST
        if self._holds:
            return MotionState.PAUSED
        if self._trip is not None:
            return MotionState.DOCKING if nav2.DOCK in self._goals.actions else MotionState.MOVING
        return MotionState.CHARGING if self._battery.charging else MotionState.IDLE

    @property
    def _confidence(self) -> float:
        if self._pose is None:
            return 0.0
        return max(0.0, 1.0 - (self._spread_m or 0.0) / LOST_M)

    @property
    def _place(self) -> str:
        if self._pose is None:
            return ""
        here = (self._pose.x_m, self._pose.y_m)
        near = {
            name: away
            for name, pose in self._places.items()
            if (away := math.dist(here, (pose.x_m, pose.y_m))) <= NEAR_M
        }
        return min(near, key=near.__getitem__, default="")

    def _known(self, place: str) -> Pose:
        if place not in self._places:
            raise ValueError(f"the hall has no place {place!r}; there are: {', '.join(sorted(self._places))}")
        return self._places[place]

    def _become(self, status: DeviceStatus) -> None:
        if status != self._status:
            self._status = status
            for listener in self._status_listeners:
                listener(status)

    def _tell(self) -> None:
        report = self.report
        for listener in self._report_listeners:
            listener(report)
