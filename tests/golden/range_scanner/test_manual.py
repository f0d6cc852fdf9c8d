"""The makers' bytes judge the drivers' protocols."""

from pathlib import Path

import numpy as np
import pytest
import yaml

from drivers.range_scanner.ld19 import protocol as ld19
from drivers.range_scanner.rplidar_a1 import nodes as a1_nodes
from drivers.range_scanner.rplidar_a1 import protocol as a1

MANUAL = yaml.safe_load(Path(__file__).with_name("manual.yaml").read_text(encoding="utf-8"))
LD19, A1 = MANUAL["ld19"], MANUAL["rplidar_a1"]
A_BATCH = 4


def named(entries):
    return [pytest.param(entry, id=entry.get("meaning") or entry["bytes"]) for entry in entries]


def test_the_check_sums_of_single_bytes():
    assert bytes(ld19.CRC_TABLE[:8]) == bytes.fromhex(LD19["crc_table_begins"])
    assert bytes(ld19.CRC_TABLE[-4:]) == bytes.fromhex(LD19["crc_table_ends"])
    assert ld19.check_sum(LD19["crc_of"]["ascii"].encode()) == LD19["crc_of"]["is"]


@pytest.mark.parametrize("entry", named(LD19["frames"]))
def test_frames_of_an_ld19(entry):
    frames = ld19.FrameReader().feed(bytes.fromhex(entry["bytes"]) * A_BATCH)
    fields = dict(entry["fields"])
    assert len(frames) == A_BATCH
    assert frames[0]["points"]["mm"].tolist() == fields.pop("mm")
    assert set(frames[0]["points"]["intensity"].tolist()) == {fields.pop("intensity")}
    assert {name: int(frames[0][name]) for name in fields} == fields


@pytest.mark.parametrize("entry", named(LD19["broken"]))
def test_broken_frames_of_an_ld19(entry):
    assert len(ld19.FrameReader().feed(bytes.fromhex(entry["bytes"]) * A_BATCH)) == 0


@pytest.mark.parametrize("name", A1["requests"])
def test_requests_to_an_a1(name):
    assert a1.encode_request(a1.Command[name.upper()]) == bytes.fromhex(A1["requests"][name])


@pytest.mark.parametrize("entry", named(A1["answers"]))
def test_answers_of_an_a1(entry):
    answers, behind = a1.AnswerReader().feed(bytes.fromhex(entry["bytes"]))
    (answer,) = answers
    assert answer.kind is a1.Kind[entry["kind"].upper()] and behind == b""
    if answer.kind is a1.Kind.HEALTH:
        assert a1.decode_health(answer.data) == (entry["status"], entry["error"])
    if answer.kind is a1.Kind.INFO:
        found = a1.decode_info(answer.data)
        assert (found.model, found.hardware, found.serial) == (
            entry["model"],
            entry["hardware"],
            entry["serial"],
        )
        assert list(found.firmware) == entry["firmware"]


def test_nodes_of_an_a1():
    entries = A1["nodes"]
    data = b"".join(bytes.fromhex(entry["bytes"]) for entry in entries)
    nodes = np.frombuffer(data, a1_nodes.NODE)
    assert a1_nodes.is_start(nodes).tolist() == [entry["start"] for entry in entries]
    assert a1_nodes.angles_deg(nodes).tolist() == [entry["angle_deg"] for entry in entries]
    assert a1_nodes.distances_mm(nodes).tolist() == [entry["mm"] for entry in entries]
