"""The standard's bytes judge the driver's requests and what it reads."""

from pathlib import Path

import pytest
import yaml

from drivers.dispenser.modbus import protocol

MANUAL = yaml.safe_load(Path(__file__).with_name("modbus.yaml").read_text(encoding="utf-8"))
UNIT = MANUAL["unit"]


def named(entries):
    return [pytest.param(entry, id=entry["meaning"]) for entry in entries]


@pytest.mark.parametrize(
    "entry", named([entry for entry in MANUAL["requests"] if not entry.get("simulator_only")])
)
def test_a_request_is_what_the_standard_says(entry):
    if "coil" in entry:
        asked = protocol.write_coil(UNIT, entry["coil"], entry["is_on"])
    elif "register" in entry:
        asked = protocol.write_register(UNIT, entry["register"], entry["value"])
    elif "first_coil" in entry:
        asked = protocol.read_coils(UNIT, entry["first_coil"], entry["count"])
    else:
        asked = protocol.read_inputs(UNIT, entry["first_input"], entry["count"])
    assert asked.frame == bytes.fromhex(entry["bytes"])


@pytest.mark.parametrize("entry", named(MANUAL["answers"]))
@pytest.mark.parametrize("cut", range(1, 8))
def test_an_answer_is_read_as_the_standard_says_in_any_pieces_and_among_noise(entry, cut):
    data = b"\x01\x02\x00\xff" + bytes.fromhex(entry["bytes"])
    reader = protocol.AnswerReader(UNIT)
    (answer,) = reader.feed(data[:cut]) + reader.feed(data[cut:])
    assert answer.function == entry["function"] & 0x7F
    assert answer.exception == entry.get("exception", 0)
    if "coil" in entry:
        assert (answer.address, answer.bits) == (entry["coil"], (entry["is_on"],))
    if "register" in entry:
        assert answer.address == entry["register"]
    if "bits" in entry:
        assert list(answer.bits) == entry["bits"]
    assert reader.noise_bytes == 4


@pytest.mark.parametrize("entry", named(MANUAL["broken"]))
def test_what_is_broken_is_no_answer(entry):
    assert protocol.AnswerReader(UNIT).feed(bytes.fromhex(entry["bytes"])) == []


def test_another_board_on_the_line_is_not_ours():
    assert protocol.AnswerReader(2).feed(bytes.fromhex(MANUAL["answers"][0]["bytes"])) == []
