"""What looking for a card costs: the real camera driver and decoder on another process's stream."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

from drivers.camera.opencv.driver import OpenCvCamera
from drivers.code_scanner.camera.driver import CameraCodeScanner
from simulator.card_pictures.held import Held
from simulator.card_pictures.view import View
from simulator.devices.camera.eye import Eye
from tests.benchmarks.clients import percentile
from tests.benchmarks.measures import Figure
from tests.benchmarks.robot import free_port, process, wait_for

FPS = 30.0  # of the camera; ten of them are looked at
PICTURES = 12  # alike but for their noise
LOOK_S = 15.0
IDLE_S = 10.0
LAG_EVERY_S = 0.02
HELD_UP = 10  # times
SCENES = {
    "nobody": (None, View()),
    "a card": (Held(citizen=7), View()),
    "an unreadable card": (Held(citizen=7), View(blur_px=6.0)),
}


def looking(folder: Path) -> Iterator[Figure]:
    """Processor time of looking at each scene, of not looking, and how soon a card is told."""
    for name in SCENES:
        _take_pictures(folder, name)
    port = free_port()
    with process("tests.benchmarks.mjpeg", str(folder), str(port), str(FPS)):
        wait_for(port)
        for name in SCENES:
            yield from asyncio.run(_cost(f"http://127.0.0.1:{port}/{name.replace(' ', '_')}", name))
        waits = asyncio.run(_waits(f"http://127.0.0.1:{port}/a_card"))
    yield Figure("look → a card's code told, opening included, p50", 1000 * percentile(waits, 0.5), "ms", "")
    yield Figure("the longest", 1000 * max(waits), "ms", "")


def _take_pictures(folder: Path, name: str) -> None:
    held, view = SCENES[name]
    eye, files = Eye(seed=1), folder / name.replace(" ", "_")
    files.mkdir()
    for number in range(PICTURES):
        (files / f"{number}.jpg").write_bytes(eye.picture(held, view, covered=False, black=False))


@asynccontextmanager
async def _scanner(url: str) -> AsyncIterator[CameraCodeScanner]:
    """A scanner that is online and rests."""
    scanner = CameraCodeScanner.open(OpenCvCamera.open(url))
    online = asyncio.Event()
    scanner.on_status(lambda status: online.set() if status.usable else online.clear())
    work = asyncio.create_task(scanner.run())
    try:
        await online.wait()
        await asyncio.sleep(1.0)
        yield scanner
    finally:
        work.cancel()
        await asyncio.wait([work])


async def _cost(url: str, scene: str) -> list[Figure]:
    """Percent of a core while looking and not."""
    async with _scanner(url) as scanner:
        idle = await _percent(IDLE_S)
        scanner.look(True)
        await asyncio.sleep(2.0)  # the decoder is loaded
        before = dict(scanner.diagnostics())
        busy, lag_s = await asyncio.gather(_percent(LOOK_S), _lag_s(LOOK_S))
        after = scanner.diagnostics()
    frames, thorough = (
        (int(str(after[key])) - int(str(before[key]))) / LOOK_S for key in ("decoded", "thorough")
    )
    return [
        Figure(f"looking, {scene} in view", busy, "% of a core", "≤ 30"),
        Figure("… frames decoded", frames, "/s", "≥ 9.5"),
        Figure("… of them thoroughly", thorough, "/s", ""),
        Figure("… event loop late by, p99", 1000 * lag_s, "ms", ""),
        Figure("… not looking", idle, "% of a core", "≤ 0.2"),
    ]


async def _percent(seconds: float) -> float:
    began, used = time.monotonic(), time.process_time()
    await asyncio.sleep(seconds)
    return 100 * (time.process_time() - used) / (time.monotonic() - began)


async def _lag_s(seconds: float) -> float:
    """How late the loop is, once in a hundred times."""
    late, end = [], time.monotonic() + seconds
    while (began := time.monotonic()) < end:
        await asyncio.sleep(LAG_EVERY_S)
        late.append(time.monotonic() - began - LAG_EVERY_S)
    return percentile(late, 0.99)


async def _waits(url: str) -> list[float]:
    """Seconds from each look to the code."""
    waits: list[float] = []
    async with _scanner(url) as scanner:
        told = asyncio.Event()
        scanner.on_code(lambda code: told.set())
        for _ in range(HELD_UP):
            told.clear()
            began = time.monotonic()
            scanner.look(True)
            await told.wait()
            waits.append(time.monotonic() - began)
            scanner.look(False)
            await asyncio.sleep(0.5)
    return waits
