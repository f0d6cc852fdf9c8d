"""What OpenCV really does with a stream, a video, a picture, and with what is none."""

import cv2
import numpy as np
import pytest

from drivers.camera.opencv import captures
from drivers.camera.opencv.captures import Replay, open_capture
from drivers.camera.opencv.errors import CameraError, Cause
from drivers.camera.opencv.source import Kind, Source, source_at
from tests.unit.drivers.camera.stream import SIZE, jpeg, picture, streaming


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    """A stream that stands still is noticed soon."""
    monkeypatch.setattr(captures, "READ_MS", 300)


def opened(text: str):
    return open_capture(source_at(text), SIZE, 50)


def why_not(text: str) -> Cause:
    with pytest.raises(CameraError) as refused:
        opened(text)
    assert "secret" not in str(refused.value)
    return refused.value.cause


def test_a_stream_gives_its_frames_in_grey():
    with streaming() as stream:
        stream.frames = [jpeg(60), jpeg(200)]
        capture = opened(stream.url)
        means = []
        for _ in range(6):
            assert capture.grab()
            frame = capture.frame()
            assert (frame.shape, frame.dtype) == ((SIZE[1], SIZE[0]), np.uint8)
            means.append(round(float(frame.mean()), -1))
        capture.release()
    assert set(means[::2]) | set(means[1::2]) == {60.0, 200.0}
    assert means[0] != means[1]


def test_frames_that_nobody_looks_at_are_not_decoded(monkeypatch):
    with streaming() as stream:
        capture = opened(stream.url)
        monkeypatch.setattr(cv2, "imdecode", None)  # a call would fail
        assert all(capture.grab() for _ in range(5))
        capture.release()


def test_a_stream_that_stands_still_or_ends_has_no_next_frame():
    with streaming() as stream:
        capture = opened(stream.url)
        assert capture.grab()
        stream.stands_still = True
        assert not all(capture.grab() for _ in range(20))
        capture.release()


def test_spoilt_frames_are_none_and_the_next_ones_are_seen():
    whole = jpeg(120)
    with streaming() as stream:
        stream.frames = [whole, whole[: len(whole) // 2], b"\xff\xd8no picture\xff\xd9", b"", whole]
        capture = opened(stream.url)
        seen = []
        for _ in range(10):
            assert capture.grab()
            seen.append(capture.frame() is not None)
        capture.release()
    assert any(seen)
    assert not all(seen)


def test_where_nobody_answers_or_answers_something_else_no_camera_is_found():
    with streaming() as stream:
        url = stream.url
        stream.frames = [b"<html>not found</html>"]
        stream.serve = lambda write: write(b"<html>")
        assert why_not(url) is Cause.NOT_FOUND
    assert why_not(url) is Cause.NOT_FOUND


def test_a_device_that_is_not_there_is_not_found():
    assert why_not("device:/dev/there-is-no-such-camera") is Cause.NOT_FOUND


def test_a_device_that_is_no_camera_is_refused():
    assert why_not("/dev/null") is Cause.REFUSED


def written(path, fps: float, greys: list[int]) -> str:
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*"MJPG"), fps, SIZE)
    for grey in greys:
        writer.write(cv2.cvtColor(picture(grey), cv2.COLOR_GRAY2BGR))
    writer.release()
    return str(path)


def test_a_video_is_shown_again_and_again_at_its_own_rate(tmp_path):
    path = written(tmp_path / "hall.avi", 25, [50, 120, 200])
    slept = []
    video = cv2.VideoCapture(path, cv2.CAP_FFMPEG)
    capture = Replay(video, slept.append)
    means = []
    for _ in range(7):
        assert capture.grab()
        means.append(round(float(capture.frame().mean()), -1))
    capture.release()
    assert means == [50, 120, 200, 50, 120, 200, 50]
    assert slept == [pytest.approx(0.04)] * 7
    assert isinstance(opened(path), Replay)


def test_a_picture_is_shown_for_ever(tmp_path):
    path = tmp_path / "card.png"
    cv2.imwrite(str(path), picture(120))
    capture = opened(f"file:{path}")
    for _ in range(3):
        assert capture.grab()
        assert np.array_equal(capture.frame(), picture(120))
    capture.release()


@pytest.mark.parametrize("name", ["card.png", "hall.avi"])
def test_a_file_that_is_not_there_or_is_something_else_says_so(tmp_path, name):
    assert why_not(str(tmp_path / name)) is Cause.NOT_FOUND
    (tmp_path / name).write_bytes(b"something else")
    assert why_not(str(tmp_path / name)) is Cause.REFUSED


class FakeDevice:
    """OpenCV's capture of a USB camera; `jpeg`: it has it, `whole`: and hands it out as it came."""

    def __init__(self, *, jpeg: bool, whole: bool) -> None:
        self.properties: dict[int, float] = {cv2.CAP_PROP_CONVERT_RGB: 1}
        self._jpeg, self._whole = jpeg, whole

    def isOpened(self) -> bool:
        return True

    def set(self, name: int, value: float) -> bool:
        self.properties[name] = value
        return True

    def get(self, name: int) -> float:
        is_other = name == cv2.CAP_PROP_FOURCC and not self._jpeg
        return cv2.VideoWriter_fourcc(*"YUYV") if is_other else self.properties[name]

    def grab(self) -> bool:
        return True

    def retrieve(self) -> tuple[bool, np.ndarray]:
        if self.properties[cv2.CAP_PROP_CONVERT_RGB]:
            return True, cv2.cvtColor(picture(120), cv2.COLOR_GRAY2BGR)
        data = np.frombuffer(jpeg(120), np.uint8)
        return True, data.reshape(1, -1) if self._whole else data[:200].reshape(1, -1)

    def release(self) -> None:
        pass


@pytest.mark.parametrize(
    ("jpeg", "whole", "raw"), [(True, True, True), (True, False, False), (False, False, False)]
)
def test_a_device_hands_out_jpeg_where_it_really_does(monkeypatch, tmp_path, jpeg, whole, raw):
    device = FakeDevice(jpeg=jpeg, whole=whole)
    monkeypatch.setattr(cv2, "VideoCapture", lambda *_: device)
    (tmp_path / "video0").touch()
    capture = open_capture(Source(Kind.DEVICE, str(tmp_path / "video0")), (1280, 720), 10)
    assert capture.grab()
    assert abs(float(capture.frame().mean()) - 120) < 2
    assert (device.properties[cv2.CAP_PROP_CONVERT_RGB] == 0) is raw
    assert device.properties[cv2.CAP_PROP_FRAME_WIDTH] == 1280
