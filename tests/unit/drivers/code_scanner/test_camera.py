"""A camera as a code scanner: each code is told once, on the loop, to the look it was held up in."""

import asyncio
import subprocess
import sys
import threading
from dataclasses import dataclass, field

import cv2
import numpy as np
import pytest
import segno

from drivers.camera.opencv.driver import OpenCvCamera
from drivers.code_scanner.camera import driver
from drivers.code_scanner.camera.driver import CameraCodeScanner
from drivers.code_scanner.camera.effort import MOST_MS, SHARE, Effort
from drivers.code_scanner.camera.sights import AWAY_S, DOUBT_S, Sights
from drivers.interfaces import ScannedCode
from drivers.status import DeviceState, DeviceStatus
from tests.unit.drivers.code_scanner.cards import CARD_2021, CARD_2024
from tests.unit.drivers.sound.waiting import at_work, until

FRAME = np.zeros((4, 4), np.uint8)


def test_a_code_that_stays_in_view_is_told_once():
    sights = Sights()
    told = [sights.read(CARD_2021, 0.1 * number) for number in range(100)]
    assert told == [ScannedCode(CARD_2021)] + 99 * [None]


def test_one_that_left_the_view_for_a_second_is_told_again():
    sights = Sights()
    assert sights.read(CARD_2021, 0.0)
    assert sights.read(CARD_2021, AWAY_S - 0.01) is None
    assert sights.read(CARD_2021, 2 * AWAY_S - 0.02) is None
    assert sights.read(CARD_2021, 3 * AWAY_S) == ScannedCode(CARD_2021)


def test_two_in_view_are_told_once_each():
    sights = Sights()
    told = [sights.read((CARD_2021, CARD_2024)[number % 2], 0.1 * number) for number in range(60)]
    assert told == [ScannedCode(CARD_2021), ScannedCode(CARD_2024)] + 58 * [None]


def test_a_new_look_is_told_again():
    sights = Sights()
    sights.read(CARD_2021, 0.0)
    sights.forget()
    assert sights.read(CARD_2021, 0.1)


def test_a_doubt_is_told_once_when_it_lasts():
    sights = Sights()
    told = [sights.doubt("unreadable", 0.1 * number) for number in range(100)]
    assert told.index(ScannedCode("", "unreadable")) == round(10 * DOUBT_S)
    assert sum(code is not None for code in told) == 1


def test_a_doubt_is_not_told_of_a_code_that_is_read_now_and_then():
    sights = Sights()
    for number in range(100):
        assert sights.doubt("unreadable", 0.1 * number) is None
        if number % 9 == 0:
            sights.read(CARD_2021, 0.1 * number)


def test_a_text_with_control_characters_is_told_as_that():
    assert Sights().read("a\x1db", 0.0) == ScannedCode("", "control_characters")


@pytest.mark.parametrize(("quick_ms", "thorough_ms"), [(5, 60), (6, 20), (15, 120), (30, 200)])
def test_looking_costs_its_share_of_the_time_and_no_more(quick_ms, thorough_ms):
    effort, spent, thorough = Effort(), 0.0, 0
    for number in range(600):
        quick = effort.is_quick(0.1 * number)
        ms = quick_ms if quick else thorough_ms
        effort.spend(ms)
        spent += ms
        thorough += not quick
    left_ms = SHARE * 60_000 - 600 * quick_ms
    assert thorough >= max(1, 0.9 * left_ms / (thorough_ms - quick_ms))
    assert spent <= max(SHARE * 60_000, 600 * quick_ms) + MOST_MS + thorough_ms


@dataclass
class Said:
    """drivers.code_scanner.picture.decoder.Decoded."""

    payload: str | None = None
    problem: str = ""
    ms: float = 1.0


@dataclass
class FakeDecoder:
    """Sees what is held up."""

    shows: Said = field(default_factory=lambda: Said(problem="no_code"))
    threads: set[str] = field(default_factory=set)
    quick: list[bool] = field(default_factory=list)

    def decode(self, frame: np.ndarray, quick: bool = False) -> Said:
        self.threads.add(threading.current_thread().name)
        self.quick.append(quick)
        return self.shows


class FakeCamera:
    """A thread that gives the same frame as fast as it goes."""

    def __init__(self) -> None:
        self.status = DeviceStatus(DeviceState.ONLINE)
        self.looking = False
        self._listeners = []
        self._end = threading.Event()

    def on_status(self, listener) -> None:
        listener(self.status)

    def on_frame(self, listener) -> None:
        self._listeners.append(listener)

    def look(self, looking: bool) -> None:
        self.looking = looking

    def give(self) -> None:
        for listener in self._listeners:
            listener(FRAME)

    def diagnostics(self) -> dict[str, object]:
        return {"outages": 0}

    async def run(self) -> None:
        thread = threading.Thread(target=self._run, name="camera")
        thread.start()
        try:
            await asyncio.Event().wait()
        finally:
            self._end.set()
            thread.join()

    def _run(self) -> None:
        while not self._end.wait(0.005):
            self.give()


class Counter:
    """A scanner, and what it told."""

    def __init__(self) -> None:
        self.camera, self.decoder = FakeCamera(), FakeDecoder()
        self.scanner = CameraCodeScanner(self.camera, self.decoder)
        self.told: list[ScannedCode] = []
        self.threads: set[int] = set()
        self.scanner.on_code(self._take)

    def _take(self, code: ScannedCode) -> None:
        self.told.append(code)
        self.threads.add(threading.get_ident())


async def test_frames_are_decoded_in_the_cameras_thread_and_codes_are_told_on_the_loop():
    made = Counter()
    async with at_work(made.scanner.run()):
        made.scanner.look(True)
        assert made.camera.looking
        await until(lambda: len(made.decoder.quick) > 5)
        assert made.told == []
        made.decoder.shows = Said(CARD_2021)
        await until(lambda: made.told)
        await asyncio.sleep(0.1)
    assert made.told == [ScannedCode(CARD_2021)]
    assert made.decoder.threads == {"camera"}
    assert made.threads == {threading.get_ident()}
    assert made.scanner.diagnostics()["codes"] == 1


async def test_nothing_is_decoded_while_nobody_looks_and_the_next_look_is_told_anew():
    made = Counter()
    made.decoder.shows = Said(CARD_2021)
    async with at_work(made.scanner.run()):
        await asyncio.sleep(0.05)
        assert made.decoder.quick == []
        for count in (1, 2, 3):
            made.scanner.look(True)
            await until(lambda count=count: len(made.told) == count)
            made.scanner.look(False)
            assert not made.camera.looking
            await asyncio.sleep(0.02)


async def test_what_was_decoded_for_an_earlier_look_is_told_to_nobody():
    made = Counter()
    made.decoder.shows = Said(CARD_2021)
    made.scanner._loop = asyncio.get_running_loop()
    made.scanner.look(True)
    made.camera.give()
    made.scanner.look(False)
    made.scanner.look(True)
    await asyncio.sleep(0.01)
    assert made.told == []
    made.camera.give()
    await asyncio.sleep(0.01)
    assert made.told == [ScannedCode(CARD_2021)]


def held_up(text: str) -> np.ndarray:
    """A card's code in a dim hall."""
    code = np.array([list(row) for row in segno.make(text, error="m", micro=False).matrix], np.uint8)
    scene = np.full((480, 640), 110, np.uint8)
    large = cv2.resize(
        np.pad((1 - code) * 150 + 40, 3, constant_values=190), None, fx=4, fy=4, interpolation=0
    )
    scene[100 : 100 + large.shape[0], 150 : 150 + large.shape[1]] = large
    return scene


async def test_a_card_in_a_picture_is_read_through_the_whole_of_it(tmp_path):
    pytest.importorskip("zxingcpp")
    cv2.imwrite(str(tmp_path / "card.png"), held_up(CARD_2024))
    scanner = CameraCodeScanner.open(OpenCvCamera.open(f"file:{tmp_path}/card.png", fps=20))
    told: list[ScannedCode] = []
    scanner.on_code(told.append)
    scanner.look(True)
    async with at_work(scanner.run()):
        await until(lambda: scanner.diagnostics()["decoded"] >= 10)
    assert told == [ScannedCode(CARD_2024)]
    assert scanner.status.usable


async def test_one_held_up_in_a_video_again_is_told_again(tmp_path):
    writer = cv2.VideoWriter(str(tmp_path / "hall.avi"), cv2.VideoWriter_fourcc(*"MJPG"), 10, (640, 480))
    nothing = np.full((480, 640), 110, np.uint8)
    for frame in [nothing] * 16 + [held_up(CARD_2021)] * 10:
        writer.write(cv2.cvtColor(frame, cv2.COLOR_GRAY2BGR))
    writer.release()
    scanner = CameraCodeScanner.open(OpenCvCamera.open(f"file:{tmp_path}/hall.avi"))
    told: list[ScannedCode] = []
    scanner.on_code(told.append)
    scanner.look(True)
    async with at_work(scanner.run()):
        await until(lambda: len(told) == 2)
    assert told == [ScannedCode(CARD_2021)] * 2


def test_a_frame_without_a_code_is_named_as_the_decoder_names_it():
    decoder = pytest.importorskip("drivers.code_scanner.picture.decoder")
    assert decoder.Decoder().decode(np.full((48, 64), 110, np.uint8)).problem == driver.NO_CODE


@pytest.mark.parametrize(
    "module", ["camera.opencv.driver", "code_scanner.camera.driver", "code_scanner.serial.driver"]
)
def test_what_reads_pictures_is_not_loaded_before_the_first_one(module):
    loaded = f"import sys, drivers.{module}; print({{'cv2', 'zxingcpp', 'pyzbar'}} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
