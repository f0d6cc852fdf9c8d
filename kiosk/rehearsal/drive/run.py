"""Drives one trip and says what was true of it."""

import asyncio
import math
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from random import Random

import numpy as np
from numpy.typing import NDArray

from drivers.mobile_base.navigation.maps.grid import OCCUPIED
from drivers.mobile_base.navigation.maps.hall_map import HallMap
from drivers.mobile_base.navigation.maps.map_file import MapError, load_map
from drivers.mobile_base.navigation.planning.cost_to_go import CostToGo
from drivers.mobile_base.navigation.planning.planning_grid import PlanningGrid
from drivers.motion import MotionReport, MotionState, Pose, TripEnd
from kiosk.rehearsal.drive.order import Circle, DriveOrder, DriveResult, Point
from kiosk.rehearsal.drive.stage import DriveStage
from kiosk.rehearsal.stage.loop import run as run_virtual
from simulator.hall import poses
from simulator.hall.hall import Hall
from simulator.hall.map_file import MapUnreadable, load_walls
from simulator.hall.options import HallOptions
from simulator.hall.robot import RADIUS_M

READY_S, LOOK_S = 15.0, 0.1
LEAST_S, SECONDS_PER_M = 120.0, 20.0  # a little more than the robot gives itself
HERE_M = 1.0  # truly so near to the goal is arrived: at a goal that is taken it stands beside it


Watch = Callable[[DriveStage], None]


class DriveError(Exception):
    """The trip cannot be rehearsed; the message is one line that says why."""


def rehearse_drive(order: DriveOrder, watch: Watch | None = None) -> DriveResult:
    """One trip in virtual time; `watch` is handed the stage when it begins. Raises `DriveError`."""
    began = time.perf_counter()
    known, hall = known_hall(order), true_hall(order)
    shortest_m = shortest(known, order.start, order.goal, order.unmapped)
    end, seconds, recoveries = run_virtual(lambda: _drive(order, known, hall, shortest_m, watch))
    away_m = math.dist((hall.pose.x, hall.pose.y), order.goal)
    arrived = end is TripEnd.ARRIVED and away_m <= HERE_M
    return DriveResult(
        arrived=arrived,
        reason="elsewhere" if end is TripEnd.ARRIVED and not arrived else end.value,
        time_s=round(seconds, 2),
        path_m=round(hall.path_m, 3),
        shortest_m=None if math.isinf(shortest_m) else round(shortest_m, 3),
        min_clearance_m=None if math.isinf(hall.least.least_m) else round(hall.least.least_m, 4),
        contacts=len(hall.book.by_robot),
        recoveries=recoveries,
        wall_s=round(time.perf_counter() - began, 3),
    )


def known_hall(order: DriveOrder) -> HallMap:
    """What the robot is told. Raises `DriveError`."""
    try:
        return HallMap(load_map(order.map_file))
    except MapError as error:
        raise DriveError(str(error)) from None


def true_hall(order: DriveOrder) -> Hall:
    """What is there. Raises `DriveError`."""
    start = poses.Pose(order.start.x_m, order.start.y_m, order.start.yaw_rad)
    try:
        walls = load_walls(order.map_file)
    except MapUnreadable as error:
        raise DriveError(str(error)) from None
    if not walls.is_free(start.x, start.y):
        raise DriveError(f"there is no free floor at the start {start.x:g}, {start.y:g} of this map")
    options = HallOptions(
        start=start, obstacles=tuple((each.x, each.y, each.radius) for each in order.unmapped)
    )
    hall = Hall(walls, options, order.seed)
    if hall.clearance.least_m < 0:
        raise DriveError(
            f"at the start {start.x:g}, {start.y:g} the robot ({RADIUS_M:g} m) would stand in something"
        )
    try:
        for _ in range(order.people):
            hall.add_person()
    except ValueError as error:
        raise DriveError(str(error)) from None
    return hall


def shortest(known: HallMap, start: Pose, goal: Point, circles: tuple[Circle, ...]) -> float:
    """Metres of the shortest way from start to goal round all that stands there; inf = none."""
    cells = known.grid.cells.copy()
    points = _inside(circles, known.grid.resolution_m)
    rows, columns = known.grid.cell_of(points[:, 0], points[:, 1])
    on_map = known.grid.holds(rows, columns)
    cells[rows[on_map], columns[on_map]] = OCCUPIED
    grid = PlanningGrid.of(HallMap(replace(known.grid, cells=cells)), RADIUS_M)
    grid.cost = np.where(np.isfinite(grid.cost), 1.0, np.inf)  # a metre is a metre, also along a wall
    path = CostToGo(grid, goal).path_from((start.x_m, start.y_m))
    return float(np.hypot(*np.diff(path, axis=0).T).sum()) if len(path) else math.inf


def _inside(circles: tuple[Circle, ...], spacing_m: float) -> NDArray[np.float64]:
    """(n, 2) points that fill the circles, as close as the cells of a map."""
    points = [np.empty((0, 2))]
    for circle in circles:
        reach = np.arange(-circle.radius, circle.radius + spacing_m / 2, spacing_m / 2)
        x, y = np.meshgrid(reach, reach)
        within = np.hypot(x, y) <= circle.radius
        points.append(np.stack([x[within] + circle.x, y[within] + circle.y], axis=1))
    return np.concatenate(points)


async def _drive(
    order: DriveOrder, known: HallMap, hall: Hall, shortest_m: float, watch: Watch | None
) -> tuple[TripEnd, float, int]:
    """How it ended, after how many seconds, and what was tried on the way."""
    stage = DriveStage(hall, known, Random(order.seed))  # noqa: S311 (chance in a simulation, no secret)
    running = asyncio.create_task(stage.robot.run())
    try:
        await ready(stage, order.start)
        hall.watch_anew()
        if watch is not None:
            watch(stage)
        began_s = asyncio.get_running_loop().time()
        end = await _gone(stage, order.goal, shortest_m)
        return end, asyncio.get_running_loop().time() - began_s, stage.robot.navigator.recoveries
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        stage.close()


async def ready(stage: DriveStage, start: Pose) -> None:
    """Both devices are connected, and somebody has told the robot where it stands."""
    seen = asyncio.Event()

    def look(report: MotionReport) -> None:
        if report.state is not MotionState.OFFLINE:
            seen.set()

    stage.robot.on_report(look)
    try:
        async with asyncio.timeout(READY_S):
            await seen.wait()
    except TimeoutError:
        raise DriveError(f"the robot was not ready within {READY_S:g} s") from None
    stage.robot.navigator.locate(start)
    await asyncio.sleep(LOOK_S)


async def _gone(stage: DriveStage, goal: Point, shortest_m: float) -> TripEnd:
    limit_s = LEAST_S + SECONDS_PER_M * (0.0 if math.isinf(shortest_m) else shortest_m)
    try:
        async with asyncio.timeout(limit_s):
            return await stage.robot.go_to_point(*goal)
    except TimeoutError:
        return TripEnd.FAILED
