"""Motion: planning, what driving costs, how soon the wire wants zero (course of tests/torture/freeze)."""

import asyncio
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import numpy as np

from drivers.mobile_base.navigation.maps.grid import FREE, OCCUPIED, OccupancyGrid
from drivers.mobile_base.navigation.maps.hall_map import HallMap
from drivers.mobile_base.navigation.planning.cost_to_go import CostToGo
from drivers.mobile_base.navigation.planning.planning_grid import PlanningGrid
from drivers.motion import Pose
from tests.benchmarks.clients import percentile
from tests.benchmarks.measures import Figure
from tests.benchmarks.robot import cpu_seconds, resident_mb
from tests.torture.freeze.rounds import Course

ROUNDS = 15
DRIVES_S, STOPS = 20.0, 10
RADIUS_M = 0.21
LOOK_S = 0.002
SEED = 1
BARE = "import asyncio, time; time.sleep(30)"


def planning(folder: Path) -> Iterator[Figure]:
    """A way across a hall of 40 × 50 m, 10 cm a cell, with walls and things in it."""
    del folder
    cells = np.full((500, 400), FREE, np.uint8)
    cells[[0, -1]] = cells[:, [0, -1]] = OCCUPIED
    for row in range(60, 460, 80):
        cells[row : row + 3, 30:370] = OCCUPIED if row % 160 else FREE
    cells[60:460:40, 100:300:40] = OCCUPIED
    hall = HallMap(OccupancyGrid(0.1, Pose(0.0, 0.0, 0.0), cells))
    grid = PlanningGrid.of(hall, RADIUS_M)
    things = np.random.default_rng(SEED).uniform((2, 2), (38, 48), (300, 2))
    ways: dict[str, Callable[[], object]] = {
        "the hall": lambda: CostToGo(grid, (38.0, 48.0)).path_from((1.0, 1.0)),
        "with 300 things in it": lambda: CostToGo(grid, (38.0, 48.0), grid.mask_of(things)).path_from(
            (1.0, 1.0)
        ),
    }
    for name, plan in ways.items():
        yield Figure(f"a way over 40 × 50 m at 10 cm, {name}, p50", _ms(plan), "ms", "≤ 100")


def driving(folder: Path) -> Iterator[Figure]:
    """The process that drives, over real wires in the simulated hall; then stops of two kinds."""
    yield from asyncio.run(_driving(folder))


async def _driving(folder: Path) -> list[Figure]:
    course = Course(folder, SEED)
    try:
        await course.start()
        await course.until_moving()
        share, memory = await _cost(course)
        stops = {
            act: [await _stop(course, act) for _ in range(STOPS)] for act in ("bump_centre", "press_stop")
        }
    finally:
        await course.stop()
    figures = [
        Figure("finding the way and driving, of one core", 100 * share, "%", "≤ 25"),
        Figure("memory of the process that drives, over a bare one", memory, "MB", "≤ 80"),
    ]
    for act, seconds in stops.items():
        ms = [1000 * each for each in seconds]
        figures.append(Figure(f"{act} → zero on the wire, p50", percentile(ms, 0.5), "ms", ""))
        figures.append(Figure(f"{act} → zero on the wire, most", max(ms), "ms", "≤ 100"))
    return figures


async def _cost(course: Course) -> tuple[float, float]:
    """Share of a core, and megabytes over a bare Python."""
    pid = course.motion_pid()
    bare = await asyncio.create_subprocess_exec("python3", "-c", BARE)
    began, before = time.monotonic(), cpu_seconds(pid)
    await asyncio.sleep(DRIVES_S)
    share = (cpu_seconds(pid) - before) / (time.monotonic() - began)
    memory = resident_mb(pid) - resident_mb(bare.pid)
    bare.kill()
    await bare.wait()
    return share, memory


async def _stop(course: Course, act: str) -> float:
    """Seconds from the act to the first command of zero."""
    await course.until_moving()
    began = asyncio.get_running_loop().time()
    course.place.mobile_base.act(act, {})
    while course.wanted_mm_s:  # noqa: ASYNC110 - the wire tells nobody
        await asyncio.sleep(LOOK_S)
    took = asyncio.get_running_loop().time() - began
    course.place.mobile_base.act("bump_none" if act == "bump_centre" else "release_stop", {})
    return took


def _ms(work: Callable[[], object]) -> float:
    took = []
    for _ in range(ROUNDS):
        began = time.process_time()
        work()
        took.append(1000 * (time.process_time() - began))
    return median(took)
