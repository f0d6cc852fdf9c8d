"""The camera: pictures in step with time while somebody watches, and everything that can befall them."""

import asyncio
import io
import random
from contextlib import aclosing, suppress

import numpy as np
import pytest
import zxingcpp
from PIL import Image

from simulator.card_holders import holder
from simulator.clock import SimulationClock
from simulator.devices.camera.camera import Camera
from simulator.devices.camera.options import CameraOptions
from simulator.devices.events import Happened, PictureSent
from simulator.devices.interfaces import NETWORK, ActRefused
from simulator.station import Station
from simulator.wires.line import Line
from simulator.wires.mjpeg import MjpegWire, part


class Rig:
    """A camera under a hand-driven clock that somebody watches."""

    def __init__(self) -> None:
        self.camera = Camera(CameraOptions(frames_per_s=10))
        self.now = 0.0
        self.told: list[str] = []
        self.camera.connect(True, 0.0)

    def hands(self, act: str, **parameters: float) -> None:
        self._pictures(self.camera.act(act, parameters, self.now).events)

    def wait(self, seconds: float = 0.1) -> list[bytes]:
        end, pictures = self.now + seconds, []
        while self.now < end - 1e-9:
            self.now += 0.1
            pictures += self._pictures(self.camera.advance(self.now).events)
        return pictures

    def look(self) -> np.ndarray:
        return grey(self.wait()[-1])

    def _pictures(self, events) -> list[bytes]:
        self.told += [event.what for event in events if isinstance(event, Happened)]
        return [event.data for event in events if isinstance(event, PictureSent)]


def grey(jpeg: bytes) -> np.ndarray:
    image = Image.open(io.BytesIO(jpeg))
    assert image.size == (1280, 720) and image.format == "JPEG"
    return np.asarray(image.convert("L"))


def read(frame: np.ndarray) -> list[str]:
    return [code.bytes.decode() for code in zxingcpp.read_barcodes(frame)]


@pytest.fixture
def rig():
    return Rig()


def test_it_sends_pictures_in_step_with_time_and_no_two_are_alike(rig):
    pictures = rig.wait(1.0)
    assert len(pictures) == len(set(pictures)) == 10


def test_nobody_watches_nothing_is_made(rig):
    rig.camera.connect(False, 0.0)
    assert rig.wait(2) == [] and rig.camera.next_due() is None
    rig.camera.connect(True, rig.now)
    assert rig.camera.next_due() == pytest.approx(rig.now + 0.1)


def test_after_a_long_look_away_there_is_one_picture_not_many(rig):
    rig.now = 5.0
    assert len(rig.wait(0.1)) == 1


@pytest.mark.parametrize("generation", [2021, 2024])
def test_a_card_held_well_is_read(rig, generation):
    assert read(rig.look()) == []
    rig.hands("hold_card", citizen=11, generation=generation)
    assert read(rig.look()) == [holder(11, generation).qr]
    assert rig.camera.state()["held"] == f"citizen 11, card of {generation}"
    rig.hands("take_away")
    assert read(rig.look()) == [] and rig.told == ["card_held", "taken_away"]


@pytest.mark.parametrize("generation", [2021, 2024])
def test_the_wrong_side_and_a_torn_code_say_nothing(rig, generation):
    rig.hands("hold_wrong_side", generation=generation)
    assert read(rig.look()) == []
    rig.hands("hold_torn", generation=generation, there=0.4)
    assert read(rig.look()) == []


@pytest.mark.parametrize(
    "held_badly", [{"distance_mm": 600}, {"blur_px": 8}, {"light": 0.02}, {"contrast": 0.05}]
)
def test_a_card_held_badly_is_not_read(rig, held_badly):
    rig.hands("hold_card", **held_badly)
    assert read(rig.look()) == []


def test_other_codes_are_read_as_they_are(rig):
    rig.hands("hold_link")
    assert read(rig.look())[0].startswith("https://")
    rig.camera.hold("xin chào", {}, rig.now)
    assert read(rig.look()) == ["xin chào"]
    rig.hands("hold_long", distance_mm=65, noise=0)
    assert len(rig.wait()) == 1


def test_a_frozen_picture_is_the_same_to_the_byte_even_when_the_card_goes(rig):
    rig.hands("hold_card")
    before = rig.wait()[-1]
    rig.hands("freeze", seconds=2)
    rig.hands("take_away")
    assert set(rig.wait(1)) == {before} and rig.camera.state()["picture"] == "frozen"
    rig.wait(1.1)
    assert "frozen_over" in rig.told and read(rig.look()) == []


def test_black_is_black_and_a_covered_lens_nearly(rig):
    rig.hands("black")
    black = rig.look()
    assert black.max() == 0 and rig.wait()[0] == rig.wait()[0]
    rig.hands("run_on")
    rig.hands("cover_lens")
    covered = rig.look()
    assert 0 < covered.mean() < 30 and covered.std() > 1
    rig.hands("uncover_lens")
    assert rig.look().mean() > 80


def test_less_light_is_darker_and_noisier(rig):
    bright = rig.look()
    rig.hands("set_light", light=0.3)
    dark = rig.look()
    assert dark.mean() < bright.mean() / 2
    assert grain(dark) > grain(bright) * 1.3


def grain(frame: np.ndarray) -> float:
    corner = frame[600:700, 20:220].astype(float)
    return float(np.std(np.diff(corner, axis=1)))


def test_a_stalled_stream_sends_nothing_until_it_is_over(rig):
    rig.hands("stall", seconds=3)
    assert rig.wait(2.9) == []
    assert len(rig.wait(1.0)) >= 8 and rig.told == ["stalled", "stalled_over"]


def test_the_same_seed_sees_the_same(rig):
    other = Rig()
    for each in (rig, other):
        each.hands("hold_card", citizen=3, glare=0.5)
    assert rig.wait(0.3) == other.wait(0.3)


def test_an_unknown_act_is_refused(rig):
    with pytest.raises(ActRefused):
        rig.camera.act("shake", {}, 0.0)


@pytest.fixture
async def wire():
    loop = asyncio.get_running_loop()
    camera = Camera(CameraOptions(frames_per_s=50))
    station = Station(Line(camera, random.Random(1), ()), SimulationClock(loop.time), loop)
    wire = MjpegWire(station, camera)
    station.add_wire(NETWORK, wire)
    yield station, wire
    station.close()


async def test_a_stream_lasts_until_the_connection_is_cut(wire):
    station, mjpeg = wire
    async with aclosing(mjpeg.watch()) as stream:
        first = await anext(stream)
        assert first.startswith(b"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: ")
        head, _, body = first.partition(b"\r\n\r\n")
        assert int(head.rpartition(b" ")[2]) == len(body) - 2 and part(body[:-2]) == first
        assert station.line.state()["watched"]
        station.act("cut_connection", {})
        with suppress(StopAsyncIteration):
            while True:
                await asyncio.wait_for(anext(stream), 5)
    assert not station.line.state()["watched"]


async def test_a_pulled_cable_ends_all_streams_and_takes_no_new_ones(wire):
    station, mjpeg = wire
    streams = [mjpeg.watch() for _ in range(2)]
    for stream in streams:
        await anext(stream)
    station.act("pull_cable", {})
    assert not mjpeg.reachable
    for stream in streams:
        with suppress(StopAsyncIteration):
            while True:
                await asyncio.wait_for(anext(stream), 5)
    station.act("plug_cable", {})
    assert mjpeg.reachable
    async with aclosing(mjpeg.watch()) as stream:
        assert await asyncio.wait_for(anext(stream), 5)


async def test_who_is_slow_misses_pictures(wire):
    _, mjpeg = wire
    async with aclosing(mjpeg.watch()) as stream:
        await anext(stream)
        for number in range(5):
            mjpeg.send(b"picture %d" % number)
        assert b"picture 4" in await anext(stream)
