"""devices.yaml: what sound devices and code scanners may say, and what goes together."""

import shutil
from pathlib import Path

import pytest

from kiosk.config.device_schema import LoudspeakerSettings, MicrophoneSettings
from kiosk.config.problems import ConfigErrors
from kiosk.site.load import load_config
from kiosk.site.places import SHIPPED

REFUSED = [
    (
        "microphone:\n  driver: sounddevice\n  address: tcp:192.0.2.9:7000",
        "3:3: error unknown-key: `address` is not for `driver: sounddevice` (it is for pcm)",
    ),
    (
        "loudspeaker:\n  rate_hz: 22050",
        "2:3: error unknown-key: `rate_hz` is not for `driver: sounddevice` (it is for pcm)",
    ),
    (
        "microphone:\n  driver: pcm\n  device: default\n  address: tcp:192.0.2.9:7000",
        "3:3: error unknown-key: `device` is not for `driver: pcm` (it is for sounddevice)",
    ),
    (
        "microphone:\n  driver: pcm",
        "1:1: error missing-key: `address` is missing here "
        "(add it, for example `address: tcp:192.0.2.9:7000`)",
    ),
    (
        "loudspeaker:\n  driver: pcm\n  address: bluetooth:x",
        "3:12: error bad-address: `bluetooth:x` is not an address "
        "(it begins with `serial:`, `tcp:`, `file:`)",
    ),
    (
        "loudspeaker:\n  driver: pcm\n  address: tcp:192.0.2.9",
        "3:12: error bad-address: `tcp:192.0.2.9` needs host and port (for example `tcp:192.0.2.7:9100`)",
    ),
    (
        "microphone:\n  driver: pcm\n  address: serial:/dev/ttyACM0\n  baud: 115200",
        "4:9: error out-of-range: `baud` 115200 is too slow for the samples (at least 320000)",
    ),
    (
        "loudspeaker:\n  driver: pcm\n  address: serial:/dev/ttyACM0\n  rate_hz: 48000",
        "2:3: error out-of-range: `baud` 921600 is too slow for the samples (at least 960000)",
    ),
    (
        "microphone:\n  driver: pcm\n  address: serial:/dev/ttyACM0?flow=xonxoff",
        "3:12: error bad-value: XON and XOFF are samples too "
        "(leave `?flow=xonxoff` out, or write `?flow=rtscts`)",
    ),
    (
        "microphone:\n  driver: alsa",
        "2:11: error bad-value: `driver` must be 'sounddevice' or 'pcm', found `alsa` "
        "(for example `driver: sounddevice`)",
    ),
    (
        "loudspeaker:\n  driver: pcm\n  address: tcp:192.0.2.9:7000\n  rate_hz: 96000",
        "4:12: error out-of-range: `rate_hz` must be at most 48000, found `96000` "
        "(for example `rate_hz: 22050`)",
    ),
    (
        "code_scanner:\n  driver: serial",
        "1:1: error missing-key: `address` is missing here "
        "(add it, for example `address: serial:/dev/ttyACM0`)",
    ),
    (
        "code_scanner:\n  driver: camera",
        "2:11: error missing-key: `driver: camera` needs the camera (add `camera:` with its `source:`)",
    ),
    (
        "camera:\n  source: /dev/video0\ncode_scanner:\n  driver: camera\n  baud: 9600",
        "5:3: error unknown-key: `baud` is not for `driver: camera` (it is for serial)",
    ),
    (
        "code_scanner:\n  address: usb:1",
        "2:12: error bad-address: `usb:1` is not an address (it begins with `serial:`, `tcp:`, `file:`)",
    ),
    (
        "mobile_base:\n  address: serial:/dev/kobuki",
        "1:1: error missing-key: `driver: kobuki` needs a lidar (add `range_scanner:` with its `address:`)",
    ),
    (
        "mobile_base:\n  driver: nav2\n  address: serial:/dev/kobuki",
        "3:12: error bad-address: `serial:/dev/kobuki` is not where rosbridge is "
        "(for example `ws://192.0.2.11:9090`)",
    ),
    (
        "mobile_base:\n  driver: nav2\n  address: ws://192.0.2.11:9090\n  baud: 115200",
        "4:3: error unknown-key: `baud` is not for `driver: nav2` (it is for kobuki)",
    ),
    (
        "range_scanner:\n  address: usb:1",
        "2:12: error bad-address: `usb:1` is not an address (it begins with `serial:`, `tcp:`, `file:`)",
    ),
    (
        "mobile_base:\n  address: serial:/dev/kobuki\n  emergency_stop_input: 4\n"
        "range_scanner:\n  address: serial:/dev/lidar",
        "3:25: error out-of-range: `emergency_stop_input` must be at most 3, found `4` "
        "(for example `emergency_stop_input: 0`)",
    ),
    (
        "card_reader:\n  driver: nfc",
        "2:11: error bad-value: `driver` must be 'pcsc', found `nfc` (for example `driver: pcsc`)",
    ),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped configuration."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "config"))


@pytest.mark.parametrize(
    ("text", "line"), REFUSED, ids=[line.partition("error ")[2][:40] for _, line in REFUSED]
)
def test_what_does_not_go_together_is_one_line(folder: Path, text: str, line: str) -> None:
    (folder / "devices.yaml").write_text(f"{text}\n", encoding="utf-8")
    with pytest.raises(ConfigErrors) as told:
        load_config(folder)
    assert [str(problem) for problem in told.value.problems] == [f"{folder}/devices.yaml:{line}"]


@pytest.mark.parametrize(
    ("text", "microphone"),
    [
        ("", None),
        ("microphone:", None),
        ("microphone: {driver: sounddevice}", MicrophoneSettings()),
        ("microphone: {device: USB PnP}", MicrophoneSettings(device="USB PnP")),
        (
            "microphone: {driver: pcm, address: 'tcp:192.0.2.9:7000'}",
            MicrophoneSettings(driver="pcm", address="tcp:192.0.2.9:7000"),
        ),
        (
            "microphone: {driver: pcm, address: 'serial:/dev/ttyACM0?flow=rtscts', baud: 460800}",
            MicrophoneSettings(driver="pcm", address="serial:/dev/ttyACM0?flow=rtscts", baud=460_800),
        ),
    ],
)
def test_what_goes_together_is_taken(folder: Path, text: str, microphone: MicrophoneSettings | None) -> None:
    (folder / "devices.yaml").write_text(f"{text}\n", encoding="utf-8")
    assert load_config(folder).devices.microphone == microphone


def test_the_examples_that_stand_there_as_comments_are_right(folder: Path) -> None:
    file = folder / "devices.yaml"
    _, _, wire = file.read_text(encoding="utf-8").partition("# Or over a wire")
    examples = [line[2:] for line in wire.splitlines()[1:] if line.startswith("# ")]
    file.write_text("\n".join(examples), encoding="utf-8")
    devices = load_config(folder).devices
    assert devices.loudspeaker == LoudspeakerSettings(
        driver="pcm", address="tcp:192.0.2.9:7001", rate_hz=22_050
    )
    assert devices.microphone is not None
