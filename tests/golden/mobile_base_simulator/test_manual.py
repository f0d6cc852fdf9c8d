"""The protocol's bytes judge the simulated base; no driver takes part."""

from pathlib import Path

import pytest
import yaml

from simulator.devices.events import BytesLost, CommandRead
from simulator.devices.mobile_base import commands
from simulator.devices.mobile_base.base import MobileBase
from simulator.devices.mobile_base.body import Sensed, StillBody
from simulator.devices.mobile_base.commands import Command, wheel_speeds
from simulator.devices.mobile_base.condition import OK
from simulator.devices.mobile_base.feedback import Feedback, encode_answer, encode_feedback
from simulator.devices.mobile_base.frames import FrameReader, SubPayload, encode_frame, sub_payloads
from simulator.devices.mobile_base.gyro import Gyro
from simulator.devices.mobile_base.options import FIRMWARES, MobileBaseOptions
from simulator.devices.mobile_base.requests import Requests

KOBUKI = yaml.safe_load((Path(__file__).parents[1] / "mobile_base" / "kobuki.yaml").read_text("utf-8"))
OLD_AND_NEW = [
    ("1.0.0", "hardware 1.0.4, old firmware", "firmware 1.0.0, old form"),
    ("1.1.0", "hardware 1.0.4, old firmware", "firmware 1.1.0, old form"),
    ("1.1.0-long", "hardware 1.0.4, old firmware", "firmware 1.1.0, old and long"),
    ("1.1.1", "hardware 1.0.4, old firmware", "firmware 1.1.1, old form"),
    ("1.1.1-long", "hardware 1.0.4, old firmware", "firmware 1.1.1, old and long"),
    ("1.1.4", "hardware 1.0.4", "firmware 1.1.4"),
    ("1.2.0", "hardware 1.0.4", "firmware 1.2.0"),
]
REQUEST_VERSIONS = Command(commands.REQUEST_EXTRA, (0x03,), "")
ANSWERS = {entry["meaning"]: bytes.fromhex(entry["bytes"]) for entry in KOBUKI["answers"]}


def named(key):
    return [pytest.param(entry, id=entry["meaning"]) for entry in KOBUKI[key]]


@pytest.mark.parametrize("entry", named("commands"))
def test_commands_are_understood(entry):
    (payload,) = FrameReader().read(bytes.fromhex(entry["bytes"]), 0.0)
    (said,) = sub_payloads(payload)
    id_, *values = entry["fields"].values()
    understood = commands.decode_command(said)
    assert understood is not None and (understood.id, understood.values) == (id_, tuple(values))


@pytest.mark.parametrize("entry", named("commands"))
def test_the_base_obeys_them(entry):
    base = MobileBase(StillBody())
    step = base.feed(bytes.fromhex(entry["bytes"]), 1.0)
    read = [event for event in step.events if isinstance(event, CommandRead)]
    assert base.lost_bytes == 0 and not any(event.unknown for event in read)
    if "means" not in entry:
        return
    left, right = base.wheels.wanted
    assert (left + right) / 2 == pytest.approx(entry["means"]["v_m_s"], abs=0.001)
    assert (right - left) / 0.23 == pytest.approx(entry["means"]["w_rad_s"], abs=0.01)


@pytest.mark.parametrize("entry", named("feedback"))
def test_feedback_is_told_byte_for_byte(entry):
    assert encode_frame(encode_feedback(Feedback(**entry["fields"]))) == bytes.fromhex(entry["bytes"])


@pytest.mark.parametrize(("firmware", "hardware", "told"), OLD_AND_NEW)
def test_versions_in_their_old_and_new_form(firmware, hardware, told):
    requests = Requests((1, 2, 3), FIRMWARES[firmware])
    requests.hear(REQUEST_VERSIONS)
    assert list(requests.take().values()) == [ANSWERS[hardware], ANSWERS[told]]


def test_unique_id_and_gains():
    requests = Requests((1, 2, 0xDEADBEEF), FIRMWARES["1.2.0"])
    requests.hear(Command(commands.REQUEST_EXTRA, (0x08,), ""))
    requests.hear(Command(commands.GET_CONTROLLER, (0,), ""))
    told = [ANSWERS["unique id"], ANSWERS["controller with the factory's gains"]]
    assert list(requests.take().values()) == told and requests.take() == {}
    assert encode_answer(19, told[0][2:]) == told[0]


def test_a_command_makes_wheels_turn():
    for entry in KOBUKI["wheels"]:
        left, right = wheel_speeds(entry["speed_mm_s"], entry["radius_mm"])
        assert left * 1000 == pytest.approx(entry["left_mm_s"], abs=0.001), entry
        assert right * 1000 == pytest.approx(entry["right_mm_s"], abs=0.001), entry


def test_raw_samples_of_the_turned_chip():
    gyro = Gyro(0.0, 0.0, None)
    for entry in KOBUKI["gyro"]:
        rates = (entry["yaw_deg_s"], entry["roll_deg_s"], entry["pitch_deg_s"])
        value = (0, *(round(rate * 100) for rate in rates))
        assert list(gyro.samples(value, 0)[1]) == entry["raw"] * 2


def test_percent_of_the_battery():
    full = MobileBase(StillBody(Sensed()), MobileBaseOptions(battery_percent=52.5))
    assert full.battery.volts == pytest.approx(14.85, abs=0.001)
    assert full.senses.sensors.battery.word == OK


@pytest.mark.parametrize("entry", named("broken"))
def test_nothing_broken_is_obeyed(entry):
    base = MobileBase(StillBody())
    data = bytes.fromhex(entry["bytes"])
    step = base.feed(data, 1.0).then(base.feed(b"", 2.0))
    assert not any(isinstance(event, CommandRead) and not event.unknown for event in step.events)
    assert any(isinstance(event, BytesLost) for event in step.events)
    good = bytes.fromhex(KOBUKI["commands"][1]["bytes"])
    base.feed(good, 3.0)
    assert base.command == (200, 0)


def test_a_sub_payload_of_an_unknown_id_is_skipped_by_its_length():
    (payload,) = FrameReader().read(encode_frame(bytes.fromhex("63 02 AA 55 01 04 C8 00 00 00")), 0.0)
    assert list(sub_payloads(payload)) == [SubPayload(0x63, b"\xaa\x55"), SubPayload(1, b"\xc8\0\0\0")]
