"""Scanner and camera at their wires, used by hosts that are none of our drivers."""

import http.client
import json
import signal
import socket
import urllib.error
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import urlsplit

import cv2
import pytest
import serial
import zxingcpp

from simulator.card_holders import holder
from tests.integration.simulator.conftest import PATIENCE_S, Running, wait_for

LENGTH = b"Content-Length: "


@pytest.fixture(scope="module")
def running(tmp_path_factory) -> Iterator[Running]:
    """One simulator for all: what a test changes it puts back."""
    made = Running(tmp_path_factory.mktemp("data"), "--code-scanner-port", "0")
    yield made
    made.stop()


def port(running: Running, connector: str = "", baud: int = 9600) -> serial.Serial:
    """A host that the scanner knows of; nobody else may be there."""

    def listening() -> object:
        return state(running)["connectors"][connector or "public"]["listening"]

    wait_for(lambda: not listening())
    opened = serial.Serial(str(running.data / "wires" / connector / "code_scanner"), baud, timeout=PATIENCE_S)
    wait_for(listening)
    return opened


def state(running: Running, device: str = "code_scanner") -> dict[str, object]:
    told: dict[str, object] = json.loads(running.get(f"/devices/{device}"))["state"]
    return told


def test_a_code_goes_to_all_who_listen(running):
    text = holder(21, 2021).qr.encode() + b"\r"
    name, number = running.address("network", "code_scanner").split(":")
    with (
        port(running) as public,
        port(running, "robot") as robot,
        socket.create_connection((name, int(number)), PATIENCE_S) as network,
    ):
        wait_for(lambda: state(running)["connectors"]["network"]["listening"])
        running.hands("hold_card", "code_scanner", citizen=21)
        heard = [public.read_until(b"\r"), robot.read_until(b"\r"), network.makefile("rb").read(len(text))]
    assert heard == [text] * 3


def test_a_host_at_another_speed_reads_something_else(running):
    with port(running, "robot", 19200) as robot:
        wait_for(lambda: state(running)["baud_mismatch"])
        running.hands("hold_card", "code_scanner", citizen=22)
        heard = robot.read(20)
        robot.timeout = 0.5
        while more := robot.read(100):
            heard += more
    assert holder(22, 2021).qr.encode()[:12] not in heard


def test_commands_come_through_the_wire(running):
    with port(running, "robot") as robot:
        running.hands("on_command", "code_scanner")
        running.hands("hold_link", "code_scanner", seconds=0)
        robot.write(bytes.fromhex("04E40400FF14"))
        assert robot.read(6) == bytes.fromhex("04D00000FF2C")
        assert robot.read_until(b"\r").startswith(b"https://")
    running.hands("continuous", "code_scanner")
    running.hands("take_away", "code_scanner")


def test_a_pulled_cable_is_an_error_at_once_and_the_wire_comes_back(running):
    with port(running, "robot") as robot:
        running.hands("pull_cable", "code_scanner")
        with pytest.raises(OSError):
            robot.read_until(b"\r")
    running.hands("plug_cable", "code_scanner")
    with port(running, "robot") as robot:
        running.hands("hold_link", "code_scanner")
        assert robot.read_until(b"\r").startswith(b"https://")


class Stream:
    """One who watches the camera."""

    def __init__(self, running: Running) -> None:
        address = urlsplit(running.address("network", "camera"))
        self._connection = http.client.HTTPConnection(address.netloc, timeout=PATIENCE_S)
        self._connection.request("GET", address.path)
        self.answer = self._connection.getresponse()

    def picture(self) -> bytes:
        """The next one; nothing when the stream has ended."""
        length = 0
        while (line := self.answer.readline().strip()) or not length:
            if not line and self.answer.isclosed():
                return b""
            if line.startswith(LENGTH):
                length = int(line.removeprefix(LENGTH))
        return self.answer.read(length)

    def close(self) -> None:
        self.answer.close()
        self._connection.close()


def test_the_camera_streams_while_somebody_watches(running):
    assert not state(running, "camera")["watched"]
    with closing(Stream(running)) as stream:
        assert stream.answer.headers["Content-Type"] == "multipart/x-mixed-replace; boundary=frame"
        pictures = [stream.picture() for _ in range(3)]
        assert state(running, "camera")["watched"]
    assert len(set(pictures)) == 3 and all(each.startswith(b"\xff\xd8\xff") for each in pictures)
    wait_for(lambda: not state(running, "camera")["watched"])


def test_open_cv_sees_the_card_that_hands_hold(running):
    running.hands("hold_card", "camera", citizen=31, generation=2024)
    capture = cv2.VideoCapture(running.address("network", "camera"), cv2.CAP_FFMPEG)
    try:
        assert capture.isOpened()
        found = []
        for _ in range(20):
            there, frame = capture.read()
            assert there and frame.shape == (720, 1280, 3)
            found += [code.bytes.decode() for code in zxingcpp.read_barcodes(frame)]
            if found:
                break
        assert found == [holder(31, 2024).qr]
    finally:
        capture.release()
        running.hands("take_away", "camera")


def test_a_cut_connection_ends_the_stream_and_a_pulled_cable_refuses_it(running):
    with closing(Stream(running)) as stream:
        assert stream.picture()
        running.hands("cut_connection", "camera")
        wait_for(lambda: not stream.picture())
    running.hands("pull_cable", "camera")
    with pytest.raises(urllib.error.HTTPError, match="503"):
        running.get("/camera.mjpeg")
    running.hands("plug_cable", "camera")
    with closing(Stream(running)) as stream:
        assert stream.picture()


def test_an_open_stream_does_not_hold_the_simulator(simulator):
    running = simulator()
    with closing(Stream(running)) as stream:
        assert stream.picture()
        running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(8) == 0
