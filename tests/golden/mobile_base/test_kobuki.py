"""The manual's bytes judge the driver's protocol."""

import math
from pathlib import Path

import pytest
import yaml

from drivers.mobile_base.kobuki.battery import Battery
from drivers.mobile_base.kobuki.kinematics import wheel_command
from drivers.mobile_base.kobuki.protocol import commands
from drivers.mobile_base.kobuki.protocol.commands import Extra, Light, Melody
from drivers.mobile_base.kobuki.protocol.feedback import Feedback, Malformed, decode_feedback
from drivers.mobile_base.kobuki.protocol.frames import FrameReader, encode_frame
from drivers.mobile_base.kobuki.tilt import rates_rad_s
from drivers.motion import Beam, Charger, Side, Twist

MANUAL = yaml.safe_load(Path(__file__).with_name("kobuki.yaml").read_text(encoding="utf-8"))
ENCODED = {
    "tell hardware, firmware and unique id": commands.encode_request(
        Extra.HARDWARE | Extra.FIRMWARE | Extra.UNIQUE_ID
    ),
    "tell the controller's gains": commands.encode_gains_request(),
    "power on, LEDs off": commands.encode_outputs(Light.OFF),
    "power on, LED 1 green": commands.encode_outputs(Light.GREEN),
    "error sound": commands.encode_melody(Melody.ERROR),
    "440 Hz for 200 ms": commands.encode_note(440, 0.2),
}
TOLD = ("hardware", "firmware", "unique_id", "gains")


def name(golden: dict[str, object]) -> str:
    return str(golden.get("meaning", ""))


def encoded(golden: dict[str, object]) -> bytes:
    if golden["fields"]["id"] != 1:
        return ENCODED[golden["meaning"]]
    return commands.encode_drive(*wheel_command(Twist(**golden["means"])))


def decoded(payload: bytes) -> Feedback:
    (found,) = FrameReader().feed(encode_frame(payload))
    return decode_feedback(found)


def sides(names: list[str]) -> Side:
    return sum((Side[one.upper()] for one in names), Side(0))


def beams(names: list[str]) -> Beam:
    return sum((Beam[one.upper()] for one in names), Beam(0))


@pytest.mark.parametrize("golden", MANUAL["commands"], ids=name)
def test_a_command_is_what_the_manual_says(golden):
    assert encoded(golden) == bytes.fromhex(golden["bytes"])


@pytest.mark.parametrize("golden", MANUAL["feedback"], ids=name)
def test_feedback_is_read_as_the_manual_says(golden):
    (payload,) = FrameReader().feed(bytes.fromhex(golden["bytes"]))
    said, means, fields = decode_feedback(payload), golden["means"], golden["fields"]
    core = said.core
    for attribute in ("bumpers", "cliffs", "wheel_drops", "over_current"):
        assert getattr(core, attribute) == sides(means[attribute]), attribute
    assert (core.button, core.charger) == (means["button"], Charger(means["charger"]))
    assert core.battery_v == means["battery_v"]
    assert [core.left_ticks, core.right_ticks] == fields["encoders"]
    assert list(core.pwm) == fields["pwm"]
    assert core.timestamp_ms == fields["timestamp_ms"]
    assert said.inertia.angle_cdeg / 100 == means["angle_deg"]
    assert said.inertia.rate_cdeg_s / 100 == means["rate_deg_s"]
    assert list(said.wheel_current_a) == means["current_a"]
    for receiver, seen in means["beams"].items():
        assert getattr(said.beams, receiver) == beams(seen), receiver
    assert list(said.cliff_adc) == fields["cliff_adc"]
    assert [value for sample in said.gyro for value in sample] == fields["gyro"]
    assert said.inputs.digital == fields["digital"]
    assert list(said.inputs.analogue) == fields["analogue"]


@pytest.mark.parametrize("golden", MANUAL["answers"], ids=name)
def test_an_answer_is_read_as_the_manual_says(golden):
    said, fields = decoded(bytes.fromhex(golden["bytes"])), golden["fields"]
    attribute = dict(zip((10, 11, 19, 21), TOLD, strict=True))[fields["id"]]
    expected = fields.get("version") or fields.get("unique_id") or fields.get("gains")
    assert list(getattr(said, attribute)) == expected
    assert [one for one in TOLD if getattr(said, one) is not None] == [attribute]


@pytest.mark.parametrize("golden", MANUAL["gyro"], ids=str)
def test_the_gyros_axes(golden):
    roll, pitch = rates_rad_s([tuple(golden["raw"])])
    assert math.degrees(roll) == pytest.approx(golden["roll_deg_s"])
    assert math.degrees(pitch) == pytest.approx(golden["pitch_deg_s"])


@pytest.mark.parametrize("golden", MANUAL["battery"], ids=str)
def test_charge_by_voltage(golden):
    assert Battery().percent(golden["battery_v"], Charger.NONE) == pytest.approx(golden["percent"], abs=0.01)


@pytest.mark.parametrize("golden", MANUAL["broken"], ids=name)
def test_what_is_broken_is_not_believed(golden):
    for payload in FrameReader().feed(bytes.fromhex(golden["bytes"])):
        with pytest.raises(Malformed):
            decode_feedback(payload)
