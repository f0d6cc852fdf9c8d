"""The makers' bytes judge the simulated range scanners."""

from pathlib import Path

import numpy as np
import pytest
import yaml

from simulator.devices.range_scanner import ld19, rplidar_a1
from simulator.devices.range_scanner.head import Bunch
from simulator.devices.range_scanner.options import RPLIDAR_A1, RangeScannerOptions
from simulator.devices.range_scanner.scanner import RangeScanner

MANUAL = yaml.safe_load(Path(__file__).with_name("manual.yaml").read_text(encoding="utf-8"))
LD19, A1 = MANUAL["ld19"], MANUAL["rplidar_a1"]


def crc_of(data: bytes) -> int:
    padded = np.frombuffer(data.rjust(46, b"\0"), np.uint8)  # it begins with 0: zeros before change nothing
    return int(ld19.crc8(padded[None])[0])


def test_the_check_sums_of_single_bytes():
    assert bytes(crc_of(bytes([each])) for each in range(8)) == bytes.fromhex(LD19["crc_table_begins"])
    assert bytes(crc_of(bytes([each])) for each in range(252, 256)) == bytes.fromhex(LD19["crc_table_ends"])
    assert crc_of(LD19["crc_of"]["ascii"].encode()) == LD19["crc_of"]["is"]


@pytest.mark.parametrize("entry", [pytest.param(each, id=each["meaning"]) for each in LD19["frames"]])
def test_frames_of_an_ld19(entry):
    fields = entry["fields"]
    angles = np.linspace(fields["start_cdeg"], fields["end_cdeg"], 12) / 100
    times = fields["at_ms"] / 1000 + np.arange(-11, 1) / 4500
    bunch = Bunch(times, angles, np.array(fields["mm"]) / 1000, fields["speed_deg_s"])
    assert fields["intensity"] == ld19.INTENSITY
    assert ld19.encode_frames(bunch, np.zeros(1, np.bool_)) == bytes.fromhex(entry["bytes"])


@pytest.mark.parametrize("kind", ["health", "info", "nodes"])
def test_answers_of_an_a1(kind):
    device = RangeScanner(RangeScannerOptions(RPLIDAR_A1))
    request = bytes.fromhex(A1["requests"]["scan" if kind == "nodes" else kind])
    expected = bytes.fromhex(next(each["bytes"] for each in A1["answers"] if each["kind"] == kind))
    heard = device.feed(request, 0.0).data
    same = 11 if kind == "info" else len(expected)  # every one has a serial number of its own
    assert heard[:same] == expected[:same] and len(heard) == len(expected)


def test_nodes_of_an_a1():
    for entry in A1["nodes"]:
        expected = bytes.fromhex(entry["bytes"])
        ranges = np.array([entry["mm"] / 1000 or np.nan])
        step = 0.0 if not entry["start"] else 0.99 * rplidar_a1.MAKE.points_per_s
        data = rplidar_a1.encode_nodes(Bunch(np.zeros(1), np.array([entry["angle_deg"]]), ranges, step))
        assert data[1:] == expected[1:] and data[0] & 3 == expected[0] & 3
        assert bool(data[0] >> 2) == bool(expected[0] >> 2)
