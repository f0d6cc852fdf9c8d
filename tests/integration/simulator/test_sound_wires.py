"""Microphone and loudspeaker at their wires, used by hosts that are none of our drivers."""

import io
import os
import socket
import time
import wave
from collections.abc import Callable, Iterator
from contextlib import suppress

import numpy as np
import pytest
import serial

from simulator.sound.samples import level_db, pcm_of, samples_of
from tests.integration.simulator.conftest import Running, wait_for

RATE_HZ, SPOKEN_HZ = 16_000, 22_050
FRAME_BYTES = 640


class Host:
    """Ports at the wires of one running simulator."""

    def __init__(self, running: Running) -> None:
        self.running = running
        self.ports: list[serial.Serial] = []

    def open(self, device: str, connector: str = "") -> serial.Serial:
        wire = self.running.data / "wires" / connector / device
        self.ports.append(serial.Serial(str(wire), timeout=5, write_timeout=5))
        return self.ports[-1]

    def close(self) -> None:
        for port in self.ports:
            with suppress(OSError):
                port.close()


@pytest.fixture(scope="module")
def running(tmp_path_factory) -> Iterator[Running]:
    """One simulator for all: what a test changes it puts back."""
    made = Running(tmp_path_factory.mktemp("data"), "--microphone-port", "0", "--loudspeaker-port", "0")
    yield made
    made.stop()


@pytest.fixture
def host(running) -> Iterator[Host]:
    made = Host(running)
    yield made
    made.close()


@pytest.fixture
def next_heard(running) -> Callable[[], np.ndarray]:
    """Waits for what is said after now; its samples without the gaps that a busy machine makes."""
    before = len(running.heard())

    def wait() -> np.ndarray:
        wait_for(lambda: len(running.heard()) > before)
        with wave.open(io.BytesIO(running.get(running.heard()[before]["wav"]))) as file:
            samples = samples_of(file.readframes(file.getnframes()))
        return samples[samples != 0]

    return wait


def tone(seconds: float) -> bytes:
    return pcm_of((0.2 * np.sin(np.arange(int(seconds * SPOKEN_HZ)) / 8)).astype(np.float32))


def play(port: serial.Serial, pcm: bytes) -> None:
    """As a driver does: a little ahead of what is heard."""
    began, sent = time.monotonic(), 0
    while sent < len(pcm):
        due = int((time.monotonic() - began + 0.08) * SPOKEN_HZ) * 2
        sent += port.write(pcm[sent:due])
        time.sleep(0.02)


def test_the_microphone_sends_16000_samples_a_second(running, host):
    port = host.open("microphone")
    port.read(FRAME_BYTES)
    began = time.monotonic()
    heard = port.read(2 * 2 * RATE_HZ)
    assert time.monotonic() - began == pytest.approx(2.0, abs=0.4)
    assert level_db(samples_of(heard)) == pytest.approx(-62, abs=2)
    assert all(any(heard[at : at + FRAME_BYTES]) for at in range(0, len(heard), FRAME_BYTES))


def test_who_does_not_read_loses_whole_samples_and_nobody_waits(running, host):
    port = host.open("microphone")
    port.read(FRAME_BYTES)
    time.sleep(1.5)
    began = time.monotonic()
    heard = port.read(2 * RATE_HZ)
    assert time.monotonic() - began > 0.4  # most of the pause is lost
    assert level_db(samples_of(heard)) < -55  # one byte off, it would be a roar
    assert running.get("/healthz") == b"ok\n"


def test_the_robot_and_another_program_hear_the_same(running, host):
    robot, other = host.open("microphone", "robot"), host.open("microphone")
    mine, others = robot.read(RATE_HZ * 2), other.read(RATE_HZ * 2)
    assert others[RATE_HZ : RATE_HZ + FRAME_BYTES] in mine


def test_a_pulled_microphone_ends_the_port_and_comes_back_under_its_name(running, host):
    port = host.open("microphone")
    port.read(FRAME_BYTES)
    running.hands("pull_cable", device="microphone")
    with pytest.raises((serial.SerialException, OSError)):
        port.read(10 * RATE_HZ)
    assert not os.path.lexists(running.data / "wires" / "microphone")
    running.hands("plug_cable", device="microphone")
    assert len(host.open("microphone").read(FRAME_BYTES)) == FRAME_BYTES


def test_what_is_played_is_heard_for_its_length(host, next_heard):
    port = host.open("loudspeaker", "robot")
    play(port, tone(0.7))
    said = next_heard()
    assert said.size / SPOKEN_HZ == pytest.approx(0.7, abs=0.02)
    assert level_db(said) == pytest.approx(-19, abs=0.1)


def test_a_host_that_gives_all_at_once_is_held_back(host, next_heard):
    port = host.open("loudspeaker")
    began = time.monotonic()
    port.write(tone(1.5))
    assert time.monotonic() - began > 0.9
    assert next_heard().size / SPOKEN_HZ == pytest.approx(1.5, abs=0.02)


def test_the_loudspeaker_is_heard_by_the_microphone(running, host, next_heard):
    running.hands("echo", device="microphone", echo_db=-6)
    ear, mouth = host.open("microphone"), host.open("loudspeaker")
    ear.read(FRAME_BYTES)
    play(mouth, tone(0.5))
    heard = samples_of(ear.read(int(0.8 * RATE_HZ) * 2))
    assert max(level_db(heard[at : at + 1600]) for at in range(0, heard.size - 1600, 800)) > -35
    assert next_heard().size


def test_both_are_at_network_ports_too(running, next_heard):
    addresses = [running.address("network", device).split(":") for device in ("microphone", "loudspeaker")]
    ear, other, mouth = (
        socket.create_connection((name, int(port)), timeout=10)
        for name, port in (addresses[0], addresses[0], addresses[1])
    )
    with ear, other, mouth:
        assert ear.recv(FRAME_BYTES, socket.MSG_WAITALL) and other.recv(FRAME_BYTES, socket.MSG_WAITALL)
        mouth.sendall(tone(0.4))
    assert next_heard().size / SPOKEN_HZ == pytest.approx(0.4, abs=0.02)
