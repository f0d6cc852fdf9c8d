"""The hall at its wires: base and scanner in the same one; and the program that offers them."""

import asyncio
import random
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from simulator.__main__ import main
from simulator.clock import SimulationClock
from simulator.devices.interfaces import ROBOT
from simulator.hall.hall import Hall
from simulator.hall.options import HallOptions
from simulator.hall.poses import Pose
from simulator.hall.walls import Walls
from simulator.hall_place import HallPlace, HallPlaceOptions
from simulator.trace import Trace

FORWARD = bytes.fromhex("AA 55 06 01 04 C8 00 00 00 CB")  # 0.2 m/s
MAP = Path(__file__).parents[3] / "config/hall/map.yaml"


class Heard:
    """The robot's end of a wire."""

    def __init__(self) -> None:
        self.data = b""

    def send(self, data: bytes) -> None:
        self.data += data

    def look(self) -> None:
        pass


@pytest.fixture
def walls():
    solid = np.zeros((120, 160), np.bool_)
    solid[:4] = solid[-4:] = True
    solid[:, :4] = solid[:, -4:] = True
    return Walls(solid, ~solid, 0.05, (0.0, 0.0))


def test_what_the_base_drives_the_scanner_sees(walls):
    async def drive():
        loop = asyncio.get_running_loop()
        now = 0.0
        clock = SimulationClock(lambda: now)
        hall = Hall(walls, HallOptions(start=Pose(3.0, 3.0, 0.0)))
        place = HallPlace(HallPlaceOptions(), hall, random.Random(1), clock, loop, Trace())
        wires = {name: Heard() for name in place.stations}
        for name, station in place.stations.items():
            station.add_wire(ROBOT, wires[name])
            station.set_host(ROBOT, True, station.line.device.baud)
        for step in range(300):
            now = step * 0.01
            if step >= 150:
                place.mobile_base.feed(ROBOT, FORWARD)
            for station in place.stations.values():
                station.look()
        place.close()
        return hall, wires

    hall, wires = asyncio.run(drive())
    assert set(wires) == {"mobile_base", "range_scanner"}
    assert hall.pose.x == pytest.approx(3.0 + 0.2 * 1.5, abs=0.06)
    frames = len(wires["range_scanner"].data) / 47
    assert frames == pytest.approx(3 * 375, abs=20) and wires["mobile_base"].data.startswith(b"\xaa\x55")
    lines = [wires["range_scanner"].data[at : at + 47] for at in range(0, int(frames) * 47, 47)]
    ahead = [int.from_bytes(line[6:8], "little") for line in lines if line[4] + (line[5] << 8) < 96]
    assert ahead[1] == pytest.approx(4800, abs=80)
    assert ahead[-1] == pytest.approx(4800 - (hall.pose.x - 3.0) * 1000, abs=100)


def test_the_program_offers_both_wires_when_there_is_a_hall(tmp_path):
    command = [sys.executable, "-m", "simulator", "--data", str(tmp_path), "--bench-port", "0"]
    hall = ["--hall", str(MAP), "--scene", "office", "--people", "2"]
    with subprocess.Popen([*command, *hall], stdout=subprocess.PIPE, text=True) as running:
        try:
            told = [running.stdout.readline() for _ in range(8)]
            wanted = [tmp_path / "wires" / where for where in ("mobile_base", "robot/range_scanner")]
            for _ in range(200):
                if all(each.is_symlink() for each in wanted):
                    break
                with suppress(subprocess.TimeoutExpired):
                    running.wait(0.05)
            assert all(each.is_symlink() for each in wanted)
            assert any(line.startswith("range_scanner") for line in told)
        finally:
            running.terminate()
            running.wait(20)


@pytest.mark.parametrize(
    ("given", "told"),
    [(["--hall", "none.yaml"], "none.yaml"), (["--hall", str(MAP), "--scene", "nowhere"], "nowhere")],
)
def test_a_hall_that_cannot_be_read_is_told(tmp_path, capsys, given, told):
    assert main(["--data", str(tmp_path), "--bench-port", "0", *given]) == 1
    assert told in capsys.readouterr().err
