"""`python -m tests.torture soak [--hours 72]`: one life of the robot in virtual time, measured every hour."""

import argparse
import asyncio
import gc
import json
import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.rehearsal.stage.hall import Hall
from tests.support.virtual_office import Office, an_office, in_virtual_time, training

WARM_UP_H = 20  # caches fill; the simulator's shelf of the last 1,000 papers is in this process, too
MOST_MB_A_DAY = 5.0
VISIT_EVERY_S = 60.0
HANDS_EVERY = 50  # visits: then the cable is pulled for a while
PAGE_BYTES = 4096


@dataclass(frozen=True)
class Reading:
    hour: int
    resident_mb: float
    files: int
    threads: int
    objects: int


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="tests.torture soak")
    parser.add_argument("--hours", type=int, default=72)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    logging.disable(logging.CRITICAL)
    readings: list[Reading] = []
    in_virtual_time(lambda: _live(options.hours, readings))
    growth = growth_mb_a_day(readings)
    if options.json:
        print(json.dumps([vars(reading) for reading in readings]))
    else:
        for reading in readings[:: max(1, len(readings) // 12)]:
            print(
                f"{reading.hour:>4} h  {reading.resident_mb:7.1f} MB  {reading.files:>3} files  "
                f"{reading.threads:>2} threads  {reading.objects:>8} objects"
            )
        print(f"grows by {growth:.2f} MB a day after the first {WARM_UP_H} hours (at most {MOST_MB_A_DAY:g})")
    settled = readings[WARM_UP_H]
    return int(
        growth > MOST_MB_A_DAY
        or (readings[-1].files, readings[-1].threads) > (settled.files, settled.threads)
    )


def growth_mb_a_day(readings: Sequence[Reading]) -> float:
    """The slope of a straight line through the readings after the warm-up."""
    points = [(reading.hour / 24, reading.resident_mb) for reading in readings if reading.hour >= WARM_UP_H]
    mean_x, mean_y = (sum(values) / len(points) for values in zip(*points, strict=True))
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / spread


async def _live(hours: int, readings: list[Reading]) -> None:
    async with an_office(config=training()) as office:
        office.forget()
        visiting = asyncio.create_task(_visits(office))
        for hour in range(hours + 1):
            readings.append(_read(hour))
            office.forget()
            await asyncio.sleep(3600)
        visiting.cancel()
        await asyncio.wait({visiting})


async def _visits(office: Office) -> None:
    number = 0
    while True:
        number += 1
        await _visit(office.hall, f"soak-{number}")
        if number % HANDS_EVERY == 0:
            office.hall.hands("pull_cable")
            await asyncio.sleep(30)
            office.hall.hands("plug_cable")
        await asyncio.sleep(VISIT_EVERY_S)


async def _visit(hall: Hall, request: str) -> None:
    robot = hall.robot
    assert robot is not None
    await robot.visit.post("touch")
    await robot.visit.post("choose", choice="civil_status")
    await robot.visit.post("choose", choice="priority_none", request_id=request)
    await robot.desk.call_next("1", actor="an")
    await robot.desk.board()
    await robot.visit.post("done")


def _read(hour: int) -> Reading:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return Reading(
        hour,
        pages * PAGE_BYTES / 1e6,
        len(list(Path("/proc/self/fd").iterdir())),
        threading.active_count(),
        len(gc.get_objects()),
    )
