"""Where pictures come from, which frames are due, whether a camera lives: all in made-up time."""

import random

import numpy as np
import pytest

from drivers.camera.opencv.errors import CameraError, Cause
from drivers.camera.opencv.liveness import DARK_S, FROZEN_S, Liveness
from drivers.camera.opencv.look import Look
from drivers.camera.opencv.pace import Pace
from drivers.camera.opencv.source import Kind, SourceError, source_at
from drivers.camera.opencv.status import status_without


@pytest.mark.parametrize(
    ("text", "kind", "address"),
    [
        ("0", Kind.DEVICE, "/dev/video0"),
        ("device:2", Kind.DEVICE, "/dev/video2"),
        ("/dev/video1", Kind.DEVICE, "/dev/video1"),
        ("device:/dev/v4l/by-id/usb-x-index0", Kind.DEVICE, "/dev/v4l/by-id/usb-x-index0"),
        ("file:/srv/Card One.PNG", Kind.PICTURE, "/srv/Card One.PNG"),
        ("/srv/hall.avi", Kind.VIDEO, "/srv/hall.avi"),
        ("http://192.0.2.7:8080/a?b=c", Kind.NETWORK, "http://192.0.2.7:8080/a?b=c"),
        ("rtsp://camera.example/1", Kind.NETWORK, "rtsp://camera.example/1"),
    ],
)
def test_a_source_is_known_by_its_form(text, kind, address):
    source = source_at(text)
    assert (source.kind, source.address) == (kind, address)
    assert source.live is (kind in (Kind.DEVICE, Kind.NETWORK))


@pytest.mark.parametrize(
    "text", ["", "camera", "-1", "9999", "concat:/a|/b", "file:card.png", "http:///x", "ftp://x/y"]
)
def test_what_nobody_knows_is_refused_with_what_would_be_right(text):
    with pytest.raises(SourceError, match="device:0"):
        source_at(text)


def test_the_password_of_a_camera_is_told_to_nobody():
    source = source_at("http://someone:secret@192.0.2.7/x")
    assert source.address == "http://someone:secret@192.0.2.7/x"
    assert "secret" not in f"{source!r} {source.name}"
    with pytest.raises(SourceError) as refused:
        source_at("htp://someone:secret@192.0.2.7/x")
    assert "secret" not in str(refused.value)


def chosen(fps: float, wanted: float, seconds: float, jitter_s: float = 0.0, waited_s: float = 0.02) -> int:
    """How many frames of a source of `fps` are looked at."""
    pace, chance = Pace(wanted), random.Random(3)
    times = [number / fps + chance.uniform(-jitter_s, jitter_s) for number in range(round(fps * seconds))]
    return sum(pace.wants(at, waited_s) for at in times)


@pytest.mark.parametrize("fps", [10, 15, 24, 25, 30, 50, 60, 120])
def test_of_a_fast_camera_so_many_frames_are_looked_at_as_are_wanted(fps):
    assert 96 <= chosen(fps, 10, 10) <= 101 or (fps == 15 and chosen(fps, 10, 10) == 76)


def test_of_a_slow_camera_every_frame_is_looked_at():
    assert chosen(10, 10, 10, jitter_s=0.02) >= 98
    assert chosen(7, 10, 10, jitter_s=0.02) == 70


def test_a_frame_that_had_waited_is_passed_over_but_not_for_ever():
    pace = Pace(10)
    assert pace.wants(0.0, 0.05)
    assert not pace.wants(0.03, 0.03)
    assert not pace.wants(0.1, 0.0001)
    assert pace.wants(0.102, 0.03)
    assert chosen(1000, 10, 10, waited_s=0.0001) >= 20


class Queue:
    """A camera behind a queue that never loses a frame: the oldest comes first. The clock is its own."""

    def __init__(self, fps: float) -> None:
        self.now, self._fps, self._number = 0.0, fps, -1
        self.released = False

    def grab(self) -> bool:
        self._number += 1
        self.now = max(self.now + 0.0002, self._number / self._fps)
        return True

    def frame(self) -> np.ndarray:
        return np.full((8, 8), 100 + self._number % 100, np.uint8)

    @property
    def age_s(self) -> float:
        return self.now - self._number / self._fps

    def release(self) -> None:
        self.released = True


@pytest.mark.parametrize("fps", [10, 25, 30])
@pytest.mark.parametrize("looked_s", [0.0, 0.04, 0.15, 0.7, 3.0])
def test_however_long_a_frame_is_looked_at_the_next_one_is_fresh(fps, looked_s):
    queue, ages = Queue(fps), []

    def take(_: np.ndarray) -> None:
        ages.append(queue.age_s)
        queue.now += looked_s
        if len(ages) == 40:
            look.end()

    look = Look(lambda: queue, Pace(10), Liveness(), take, lambda: None, lambda: queue.now)
    look._open_and_see()
    assert max(ages) < 0.01
    assert queue.now < 40 * (looked_s + 2 / fps + 0.11)
    assert queue.released


def noisy(seed: int, grey: int = 90) -> np.ndarray:
    return np.random.default_rng(seed).integers(grey - 3, grey + 3, (48, 64), dtype=np.uint8)


def test_pictures_that_differ_by_no_more_than_noise_are_of_a_living_camera():
    liveness = Liveness()
    liveness.begin(0.0)
    seen = [liveness.see(noisy(number), number / 10) for number in range(200)]
    assert seen == [False] + 199 * [True]
    assert not liveness.is_frozen(20.0)


def test_the_same_picture_for_five_seconds_is_frozen_and_the_next_one_is_not():
    liveness, began = Liveness(), 100.0
    liveness.begin(began)
    for number in range(round(10 * FROZEN_S)):
        assert not liveness.is_frozen(began + number / 10)
        liveness.see(noisy(1), began + number / 10)
    assert liveness.is_frozen(began + FROZEN_S)
    assert liveness.see(noisy(2), began + FROZEN_S)
    assert not liveness.is_frozen(began + FROZEN_S)


def test_a_new_opening_has_its_own_time():
    liveness = Liveness()
    liveness.begin(0.0)
    for number in range(100):
        liveness.see(noisy(1), number / 10)
    liveness.begin(10.0)
    liveness.see(noisy(1), 10.1)
    assert not liveness.is_frozen(10.0 + 2 * FROZEN_S)


def test_a_few_slow_frames_alike_are_not_frozen():
    liveness = Liveness()
    liveness.begin(0.0)
    for number in range(5):
        liveness.see(noisy(1), 2.0 * number)
    assert not liveness.is_frozen(10.0)


def test_a_picture_that_stays_beyond_a_new_opening_proves_nothing():
    liveness = Liveness()
    liveness.begin(0.0)
    liveness.see(noisy(1), 0.0)
    liveness.begin(9.0)
    assert not liveness.see(noisy(1), 9.1)
    assert not liveness.is_frozen(9.1)
    assert liveness.see(noisy(2), 9.2)


def constant(_: int) -> np.ndarray:
    return np.zeros((240, 320), np.uint8)


def grainy(seed: int) -> np.ndarray:
    """As a sensor turned up to its most."""
    noise = np.random.default_rng(seed).normal(16, 12, (240, 320))
    return np.clip(noise, 0, 255).astype(np.uint8)


@pytest.mark.parametrize("covered", [constant, grainy])
def test_a_covered_camera_is_dark_and_not_frozen(covered):
    liveness = Liveness()
    liveness.begin(0.0)
    assert all(liveness.see(covered(number), number / 10) for number in range(100))
    assert liveness.is_dark(DARK_S)
    assert not liveness.is_frozen(10.0)
    liveness.see(noisy(1), 10.0)
    assert not liveness.is_dark(10.0)


@pytest.mark.parametrize("cause", list(Cause))
def test_every_cause_has_a_status_with_one_fault_of_the_camera(cause):
    for was_there in (False, True):
        status = status_without(CameraError(cause, "so"), was_there=was_there)
        assert not status.usable
        assert [fault.code.partition("_")[0] for fault in status.faults] == ["camera"]
