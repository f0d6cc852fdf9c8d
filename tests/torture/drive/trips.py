"""One trip of each kind, by its number."""

import asyncio
import logging
import math
import random
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import cv2
import numpy as np
import yaml

from drivers.mobile_base.navigation.frames import wrapped
from drivers.mobile_base.navigation.maps.hall_map import HallMap
from drivers.mobile_base.navigation.maps.map_file import load_map
from drivers.motion import MotionReport, Pose, TripEnd
from kiosk.rehearsal.drive.order import Circle, DriveOrder, DriveResult
from kiosk.rehearsal.drive.run import ready, rehearse_drive
from kiosk.rehearsal.drive.stage import DriveStage
from kiosk.rehearsal.stage.loop import run
from simulator.hall import poses
from simulator.hall.dock import Dock
from simulator.hall.generator import Course, cylinder_field
from simulator.hall.hall import Hall
from simulator.hall.map_file import load_walls
from simulator.hall.options import HallOptions
from simulator.hall.robot import RADIUS_M
from tests.torture.drive.outcome import Outcome

CONFIG = Path(__file__).parents[3] / "config"
MAP = CONFIG / "hall" / "map.yaml"
PEOPLE = 10
DOCK_LONG_M, DOCK_HALF_WIDE_M, DOCK_S = 5.0, 1.0, 300.0


class Watched:
    """How far the robot's own pose is from the truth, at every report."""

    def __init__(self) -> None:
        self.errors: list[tuple[float, float]] = []

    def watch(self, stage: DriveStage) -> None:
        """From now on."""

        def look(report: MotionReport) -> None:
            if report.pose is not None:
                truth = stage.hall.pose
                away = math.hypot(report.pose.x_m - truth.x, report.pose.y_m - truth.y)
                self.errors.append((away, abs(wrapped(report.pose.yaw_rad - truth.yaw))))

        stage.robot.on_report(look)


def hall_trip(seed: int) -> Outcome:
    """Between two places of the default hall, among people."""
    logging.disable(logging.CRITICAL)
    chance = random.Random(seed)
    start, goal = chance.sample(sorted(_places().values(), key=lambda pose: (pose.x_m, pose.y_m)), 2)
    return _outcome(seed, DriveOrder(MAP, start, (goal.x_m, goal.y_m), people=PEOPLE, seed=seed))


def world_trip(seed: int) -> Outcome:
    """Ten metres through cylinders that no map shows, from wide open to dense."""
    logging.disable(logging.CRITICAL)
    density = random.Random(seed).uniform(0.2, 1.0)
    course = cylinder_field(seed, density)
    with tempfile.TemporaryDirectory(prefix="kiosk-drive-") as folder:
        order = DriveOrder(
            drawn_map(course, Path(folder)),
            Pose(course.start.x, course.start.y, course.start.yaw),
            course.goal,
            tuple(Circle(*each) for each in course.obstacles),
            seed=seed,
        )
        return _outcome(seed, order)


def dock_trip(seed: int) -> Outcome:
    """Onto the dock of the default hall, from anywhere in front of it."""
    logging.disable(logging.CRITICAL)
    began, real = time.process_time(), time.perf_counter()
    chance = random.Random(seed)
    docked = _places()["dock"]
    dock = Dock.under(poses.Pose(docked.x_m, docked.y_m, docked.yaw_rad), RADIUS_M)
    hall = Hall(load_walls(MAP), HallOptions(start=_before(dock, chance), dock=dock), seed)
    known = HallMap(load_map(MAP), {"dock": docked}, dock="dock")
    end, seconds, recoveries = run(lambda: _docked(hall, known, seed))
    arrived = end is TripEnd.ARRIVED and hall.on_dock
    result = DriveResult(
        arrived,
        end.value,
        seconds,
        hall.path_m,
        None,
        None,
        len(hall.book.by_robot),
        recoveries,
        time.perf_counter() - real,
    )
    return Outcome(seed, result, time.process_time() - began)


def drawn_map(course: Course, folder: Path) -> Path:
    """The map of a course, as map_server has it."""
    walls = course.walls
    cv2.imwrite(str(folder / "map.png"), np.flipud(np.where(walls.solid, 0, 254)).astype(np.uint8))
    described = {
        "image": "map.png",
        "resolution": walls.resolution_m,
        "origin": [*walls.corner, 0.0],
        "negate": 0,
        "occupied_thresh": 0.65,
        "free_thresh": 0.196,
    }
    file = folder / "map.yaml"
    file.write_text(yaml.safe_dump(described), encoding="utf-8")
    return file


def _outcome(seed: int, order: DriveOrder) -> Outcome:
    began, watched = time.process_time(), Watched()
    result = rehearse_drive(order, watched.watch)
    return Outcome(seed, result, time.process_time() - began, watched.errors)


def _places() -> dict[str, Pose]:
    places = yaml.safe_load((CONFIG / "hall.yaml").read_text("utf-8"))["places"]
    return {
        name: Pose(place["x"], place["y"], wrapped(math.radians(place["facing_deg"])))
        for name, place in places.items()
    }


def _before(dock: Dock, chance: random.Random) -> poses.Pose:
    """Anywhere in the zone where the dock can be seen and the robot fits."""
    walls = load_walls(MAP)
    while True:
        ahead, aside = chance.uniform(0.5, DOCK_LONG_M), chance.uniform(-DOCK_HALF_WIDE_M, DOCK_HALF_WIDE_M)
        cos, sin = math.cos(dock.yaw), math.sin(dock.yaw)
        x, y = dock.x + ahead * cos - aside * sin, dock.y + ahead * sin + aside * cos
        if walls.is_free(x, y) and walls.nearest(x, y).distance_m > RADIUS_M + 0.05:
            return poses.Pose(x, y, chance.uniform(-math.pi, math.pi))


async def _docked(hall: Hall, known: HallMap, seed: int) -> tuple[TripEnd, float, int]:
    stage = DriveStage(hall, known, random.Random(seed))
    running = asyncio.create_task(stage.robot.run())
    try:
        await ready(stage, Pose(hall.pose.x, hall.pose.y, hall.pose.yaw))
        hall.watch_anew()
        began_s = asyncio.get_running_loop().time()
        with suppress(TimeoutError):
            async with asyncio.timeout(DOCK_S):
                end = await stage.robot.dock()
                return end, asyncio.get_running_loop().time() - began_s, stage.robot.navigator.recoveries
        return TripEnd.FAILED, DOCK_S, stage.robot.navigator.recoveries
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        stage.close()
