"""One robot's life by seed: trips, and what befalls it meanwhile."""

import asyncio
import logging
import math
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from drivers.mobile_base.navigation.maps.hall_map import HallMap
from drivers.motion import Hold, MotionState, Pose
from kiosk.config.hall_schema import HallSettings
from kiosk.rehearsal.drive.run import ready
from kiosk.rehearsal.drive.stage import DriveStage
from kiosk.rehearsal.stage.loop import run
from kiosk.site.hall_map import hall_map_of
from simulator.hall import poses
from simulator.hall.dock import Dock
from simulator.hall.hall import Hall
from simulator.hall.map_file import load_walls
from simulator.hall.options import HallOptions
from simulator.hall.robot import RADIUS_M
from simulator.station import Wire
from tests.torture.drive.faults.endless import EndlessHall
from tests.torture.drive.faults.judges import Judges, Truth
from tests.torture.drive.faults.mishaps import BASE, HALL, MISHAPS, ROBOT, Mishap

CONFIG = Path(__file__).parents[4] / "config"
LOOKS_S, WELL_S, TRIP_S, BLIND_S = 1.0, 30.0, 90.0, 6.0
RING_M, RING_OF, RING_RADIUS_M = 1.0, 22, 0.16
WITHIN_ZONE_M, SURE_M = 0.3, 0.2
SECOND = 0.2  # how often something else happens on the same trip


@dataclass
class Life:
    """What came of it. `steps`: of the navigator."""

    seed: int
    steps: int = 0
    seconds: float = 0.0
    cpu_s: float = 0.0
    commands: int = 0
    slowest_stop_s: float = 0.0
    mishaps: Counter[str] = field(default_factory=Counter)
    ends: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    figures: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)


class Tap:
    """A wire that somebody listens to (simulator.station.Wire)."""

    def __init__(self, wire: Wire, listener: Callable[[bytes], None]) -> None:
        self._wire, self._listener = wire, listener

    def send(self, data: bytes) -> None:
        """Heard first, then handed on."""
        self._listener(data)
        self._wire.send(data)

    def look(self) -> None:
        """Handed on."""
        self._wire.look()


def rehearse_life(
    seed: int, seconds: float, people: int = 0, mishaps: Sequence[Mishap] = (), *, sees: bool = True
) -> Life:
    """So many virtual seconds.

    `mishaps` in this order, without any: all, shuffled by the seed, again and again. `sees` False: a scanner
    without a wire that sees an endless hall, which is faster by far; blind it may touch things.
    """
    logging.disable(logging.CRITICAL)
    began, life = time.process_time(), Life(seed)
    chance = random.Random(seed)
    run(lambda: _Living(life, chance, people, _order(mishaps, chance, sees), sees).live(seconds))
    life.cpu_s = time.process_time() - began
    return life


def _order(mishaps: Sequence[Mishap], chance: random.Random, sees: bool) -> Iterator[Mishap]:
    some = mishaps or [each for each in MISHAPS if sees or each.where in (BASE, ROBOT)]
    while True:
        yield from mishaps or chance.sample(some, len(some))


def _known() -> HallMap:
    told = yaml.load((CONFIG / "hall.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)
    return hall_map_of(HallSettings.model_validate(told), CONFIG)


class _Living:
    def __init__(
        self, life: Life, chance: random.Random, people: int, order: Iterator[Mishap], sees: bool
    ) -> None:
        self.life, self.chance, self._order = life, chance, order
        self.known = _known()
        self.names = sorted(set(self.known.places) - {"dock", "stairs"})
        docked = self.known.places["dock"]
        dock = Dock.under(poses.Pose(docked.x_m, docked.y_m, docked.yaw_rad), RADIUS_M)
        self.start = self.known.places[chance.choice(self.names)]
        start = poses.Pose(self.start.x_m, self.start.y_m, self.start.yaw_rad)
        walls = load_walls(CONFIG / "hall" / "map.yaml")
        self.hall = Hall(walls, HallOptions(start=start, dock=dock, people=people), life.seed)
        loop = asyncio.get_running_loop()
        self.judges = Judges(loop.time, self._truth)
        self._sees = sees
        scanner = None if sees else EndlessHall(self.judges.lidar_seen)
        self.stage = DriveStage(self.hall, self.known, random.Random(chance.random()), scanner)
        self.robot = self.stage.robot
        self._blind_until = -math.inf
        self._now = loop.time
        self._obstacles: list[int] = []
        self._tap()

    async def live(self, seconds: float) -> None:
        running = asyncio.create_task(self.robot.run())
        try:
            await ready(self.stage, self.start)
            while self._now() < seconds:
                await self._trip()
        finally:
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running
            self.stage.close()
            self._tell()

    async def _trip(self) -> None:
        place = self.chance.choice(self.names)
        going = self.robot.dock() if self.chance.random() < 0.05 else self.robot.go_to(place)
        trip = asyncio.create_task(going)
        await asyncio.sleep(self.chance.uniform(0.5, 6.0))
        await self._befall(next(self._order))
        if self.chance.random() < SECOND:
            await self._befall(next(self._order))
        await self._settle()
        await asyncio.wait({trip}, timeout=self.chance.uniform(2.0, 12.0))
        if not trip.done():
            self.robot.stop()
        done, _ = await asyncio.wait({trip}, timeout=1.0)
        self.life.ends[trip.result().value if done else "never"] += 1
        if not done:
            self.judges.fault("a trip that was stopped did not end", self._now())
            trip.cancel()
        await self._settle()

    async def _befall(self, mishap: Mishap) -> None:
        self.life.mishaps[mishap.name] += 1
        self.judges.during = mishap.name
        seconds = self.chance.uniform(*mishap.seconds)
        if mishap.blinds:
            self._blind_until = math.inf
        if mishap.where in (ROBOT, HALL):
            await getattr(self, f"_{mishap.begin}", self._hold)(mishap, seconds)
        else:
            mishap.start(self.stage)
            await asyncio.sleep(seconds)
            mishap.stop(self.stage)
        if mishap.blinds:
            self._blind_until = self._now() + BLIND_S
        await asyncio.sleep(0.3)
        if mishap.stops and self.robot.report.state not in (MotionState.STOPPED, MotionState.OFFLINE):
            self.judges.fault(f"it does not say that it is stopped: {mishap.name}", self._now())

    async def _settle(self) -> None:
        """People look after it until it is well again."""
        until = self._now() + WELL_S
        self.stage.base_station.act("set_battery", {"percent": 90})
        while self.robot.report.state in (MotionState.STOPPED, MotionState.OFFLINE, MotionState.LOST):
            await asyncio.sleep(self.chance.uniform(0.3, LOOKS_S))
            if self.robot.report.state is MotionState.STOPPED:
                self.robot.release()
                self.judges.released()
            if self.robot.report.state is MotionState.LOST and self._now() > until - WELL_S / 2:
                self._locate()
            if self._now() > until:
                self.judges.fault(f"not well again: {self.robot.report.causes}", self._now())
                return
        if self._off_m() > 1.0:
            self.life.figures["believes a wrong place after it"] += 1
            self.judges.notes.append(f"{self._now():.1f} s, {self.judges.during}: off {self._off_m():.2f} m")
            self._locate()
        elif self._off_m() > 0.3:
            self.life.figures["0.3 m off after it"] += 1
            self._locate()

    def _locate(self) -> None:
        pose = self.hall.pose
        self.robot.navigator.locate(Pose(pose.x, pose.y, pose.yaw))

    async def _hold(self, mishap: Mishap, seconds: float) -> None:
        why = Hold(mishap.begin)
        self.robot.hold(why, True)
        self.judges.held(True)
        await asyncio.sleep(seconds)
        self.judges.held(False)
        self.robot.hold(why, False)

    async def _stop(self, mishap: Mishap, seconds: float) -> None:
        self.robot.stop()
        self.judges.held(True)
        await asyncio.sleep(seconds)
        self.judges.held(False)

    async def _kidnap_moving(self, mishap: Mishap, seconds: float) -> None:
        self.hall.place_robot(self._anywhere())
        await self._notices(mishap)

    async def _kidnap_standing(self, mishap: Mishap, seconds: float) -> None:
        self.robot.hold(Hold.MAINTENANCE, True)
        await asyncio.sleep(1.0)
        self.hall.place_robot(self._anywhere())
        await asyncio.sleep(seconds)
        self.robot.hold(Hold.MAINTENANCE, False)
        await self._notices(mishap)

    async def _notices(self, mishap: Mishap) -> None:
        """Within half a minute it says that it is lost, or knows where it is."""
        began = self._now()
        said = False
        while self._now() < began + 30.0:
            await asyncio.sleep(0.2)
            said |= self.robot.report.state is MotionState.LOST
            if said and self.robot.report.state is not MotionState.LOST:
                break
        knows = self._off_m() < 0.5
        told = "found itself" if knows else "says lost" if self._is_lost else "believes a wrong place"
        self.life.figures[f"{mishap.name}: {told}"] += 1

    async def _block(self, mishap: Mishap, seconds: float) -> None:
        pose = self.hall.pose
        ahead, aside = math.cos(pose.yaw), math.sin(pose.yaw)
        x, y = pose.x + 0.8 * ahead, pose.y + 0.8 * aside
        self._obstacles += self.hall.block(
            (x - 0.8 * aside, y + 0.8 * ahead), (x + 0.8 * aside, y - 0.8 * ahead)
        )
        await asyncio.sleep(seconds)
        self._unblock()

    async def _ring(self, mishap: Mishap, seconds: float) -> None:
        pose = self.hall.pose
        for turn in range(RING_OF):
            angle = math.tau * turn / RING_OF
            x, y = pose.x + RING_M * math.cos(angle), pose.y + RING_M * math.sin(angle)
            self._obstacles.append(self.hall.add_obstacle(x, y, RING_RADIUS_M))
        self.robot.navigator.whereabouts.scatter()
        await asyncio.sleep(seconds + 20.0)
        told = "says lost" if self._is_lost else "knows" if self._off_m() < 0.5 else "believes a wrong place"
        self.life.figures[f"ring: {told}"] += 1
        self._unblock()
        await asyncio.sleep(10.0)

    def _unblock(self) -> None:
        for number in self._obstacles:
            self.hall.remove_obstacle(number)
        self._obstacles.clear()

    def _anywhere(self) -> poses.Pose:
        walls, here = self.hall.walls, self.hall.pose
        while True:
            x, y = self.chance.uniform(0.3, 15.7), self.chance.uniform(0.3, 9.7)
            roomy = walls.is_free(x, y) and walls.nearest(x, y).distance_m > RADIUS_M + 0.1
            if roomy and math.dist((x, y), (here.x, here.y)) > 2.0:
                return poses.Pose(x, y, self.chance.uniform(-math.pi, math.pi))

    @property
    def _is_lost(self) -> bool:
        return self.robot.navigator.whereabouts.estimate.lost

    def _off_m(self) -> float:
        told, pose = self.robot.navigator.whereabouts.pose, self.hall.pose
        return 0.0 if self._is_lost or not self._sees else math.dist((told.x_m, told.y_m), (pose.x, pose.y))

    def _truth(self) -> Truth:
        pose, off_m = self.hall.pose, self._off_m()
        corners = [
            self.known.speed_limit_at(pose.x + dx, pose.y + dy)
            for dx in (-WITHIN_ZONE_M, WITHIN_ZONE_M)
            for dy in (-WITHIN_ZONE_M, WITHIN_ZONE_M)
        ]
        limit = max(corners) if off_m < SURE_M and not self._is_lost else math.inf
        return Truth(
            pose.x,
            pose.y,
            off_m,
            limit,
            self.robot.report.state is MotionState.LOST,
            len(self.hall.book.by_robot),
            not self._sees or self._now() < self._blind_until,
            self.hall.path_m,
        )

    def _tap(self) -> None:
        base, scanner, judges = self.stage.base_station, self.stage.scanner_station, self.judges
        plain_feed, plain_base, plain_scanner = base.feed, base.add_wire, scanner.add_wire

        def feed(connector: str, data: bytes) -> None:
            judges.to_base(data)
            plain_feed(connector, data)

        base.feed = feed  # type: ignore[method-assign]
        base.add_wire = lambda name, wire: plain_base(name, Tap(wire, judges.from_base))  # type: ignore[method-assign]
        scanner.add_wire = lambda name, wire: plain_scanner(name, Tap(wire, judges.from_lidar))  # type: ignore[method-assign]

    def _tell(self) -> None:
        life, judges = self.life, self.judges
        life.steps = int(str(self.robot.diagnostics()["steps"]))
        life.seconds = self._now()
        life.commands, life.slowest_stop_s = judges.commands, judges.slowest_stop_s
        life.faults, life.notes = judges.faults, judges.notes
        life.figures.update(judges.figures)
