"""The simulated RPLIDAR A1: it answers, scans when asked, marks turns."""

from itertools import pairwise

import pytest

from simulator.devices.events import BytesLost, CommandRead
from simulator.devices.interfaces import PUBLIC, ROBOT
from simulator.devices.range_scanner.scene import RoundRoom

SCAN, FORCE, STOP, RESET = b"\xa5\x20", b"\xa5\x21", b"\xa5\x25", b"\xa5\x40"
INFO, HEALTH = b"\xa5\x50", b"\xa5\x52"
BEGINS = bytes.fromhex("A5 5A 05 00 00 40 81")


def nodes(data):
    assert len(data) % 5 == 0
    return [data[at : at + 5] for at in range(0, len(data), 5)]


def angle_deg(node):
    return ((node[1] >> 1) + (node[2] << 7)) / 64


def range_mm(node):
    return (node[3] + (node[4] << 8)) / 4


def test_it_says_nothing_until_it_is_asked(rig):
    it = rig("rplidar_a1")
    assert it.wait(1.0) == b"" and it.device.baud == 115_200
    assert it.send(HEALTH) == bytes.fromhex("A5 5A 03 00 00 00 06 00 00 00")
    assert it.send(INFO)[:7] == bytes.fromhex("A5 5A 14 00 00 00 04") and len(it.heard) == 10 + 27


@pytest.mark.parametrize("request_", [SCAN, FORCE])
def test_a_scan_begins_with_a_descriptor_and_goes_on(rig, request_):
    it = rig("rplidar_a1")
    assert it.send(request_) == BEGINS
    found = nodes(it.wait(2.0))
    assert len(found) == pytest.approx(4000, abs=50)
    assert all((node[0] & 1) != (node[0] >> 1 & 1) and node[1] & 1 for node in found)
    turns = [i for i, node in enumerate(found) if node[0] & 1]
    assert turns[0] == 0 and len(turns) == 11
    assert {after - before for before, after in pairwise(turns)} <= {363, 364}
    for before, after in pairwise(turns):
        angles = [angle_deg(node) for node in found[before:after]]
        assert angles == sorted(angles) and angles[0] < 1 and angles[-1] > 358


def test_ranges_are_quarters_of_millimetres_and_end_at_eight_metres(rig):
    it = rig("rplidar_a1", RoundRoom(4.0))
    it.send(SCAN)
    ranges = [range_mm(node) for node in nodes(it.wait(1.0)) if node[0] >> 2]
    assert sum(ranges) / len(ranges) == pytest.approx(4000, abs=3)
    far = rig("rplidar_a1", RoundRoom(8.3))
    far.send(SCAN)
    assert all(range_mm(node) == 0 and not node[0] >> 2 for node in nodes(far.wait(0.5)))


@pytest.mark.parametrize("request_", [STOP, RESET])
def test_told_to_stop_it_stops(rig, request_):
    it = rig("rplidar_a1")
    it.send(SCAN)
    it.wait(0.5)
    it.send(request_)
    assert it.wait(1.0) == b"" and it.send(HEALTH)
    assert it.send(SCAN) == BEGINS and it.wait(0.5)


def test_only_who_asked_gets_a_scan(rig):
    it = rig("rplidar_a1")
    it.line.set_host(True, 0, 0.0, PUBLIC)
    it.send(SCAN)
    step = it.line.advance(it.now + 0.1)
    assert ROBOT in step.to_host and PUBLIC not in step.to_host
    it.line.set_host(False, 0, it.now, ROBOT)
    it.line.set_host(True, 0, it.now, ROBOT)
    assert it.wait(0.5) == b""


def test_requests_come_in_pieces_among_noise_and_with_payloads(rig):
    it = rig("rplidar_a1")
    for piece in (b"\x00\xff\xa5", b"\x52", b"garb", b"\xa5\x82\x01", b"\x07\x21", b"\xa5\x82\x01\x07\x00"):
        it.send(piece)
    read = [event.meaning for event in it.events if isinstance(event, CommandRead)]
    assert read == ["health", "unknown"]
    assert sum(event.length for event in it.events if isinstance(event, BytesLost)) == 2 + 4 + 5


def test_it_can_report_that_it_has_failed(rig):
    it = rig("rplidar_a1")
    it.hands("fail_health")
    assert it.send(HEALTH)[7] == 2
    it.hands("mend_health")
    assert it.send(HEALTH)[7] == 0


def test_switched_off_it_answers_nothing(rig):
    it = rig("rplidar_a1")
    it.hands("sensor_off")
    assert it.send(HEALTH) == b"" and it.send(SCAN) == b"" and it.wait(0.5) == b""


def test_a_stopped_motor_begins_no_turn(rig):
    it = rig("rplidar_a1")
    it.send(SCAN)
    it.wait(0.1)
    it.hands("stop_motor")
    assert not any(node[0] & 1 for node in nodes(it.wait(1.0)))
