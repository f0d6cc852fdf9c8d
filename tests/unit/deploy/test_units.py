"""The files for a robot's machine: hardened, consistent with each other and with the program."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.cli.main import COMMANDS
from kiosk.site.load import load_config
from kiosk.site.places import SHIPPED
from tests.torture.hang.units import PAGE, ROBOT, ROOT, Service, seconds, settings

ALLOWED_EXPOSURE = 2.0
UDEV = ROOT / "deploy" / "udev" / "60-kiosk.rules"
RULE = re.compile(r'([A-Z]+(?:\{[\w.]+\})?)(==|!=|\+=|=)"([^"]*)"(?:, |$)')

needs_systemd_analyze = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed"
)


@needs_systemd_analyze
@pytest.mark.parametrize("unit", [ROBOT, PAGE], ids=lambda unit: unit.name)
def test_the_exposure_is_low(unit: Path) -> None:
    words = ["systemd-analyze", "security", "--offline=yes", "--no-pager", str(unit)]
    told = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    (level,) = re.findall(r"Overall exposure level for \S+: ([\d.]+)", told)
    assert float(level) <= ALLOWED_EXPOSURE


@needs_systemd_analyze
def test_systemd_understands_every_line(tmp_path: Path) -> None:
    copies = []
    for unit in (ROBOT, PAGE):
        copies.append(tmp_path / unit.name)
        copies[-1].write_text(unit.read_text().replace("/opt/kiosk/.venv/bin/kiosk", sys.executable))
    words = ["systemd-analyze", "verify", "--man=no", *map(str, copies)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    complaints = [line for line in done.stderr.splitlines() if "kiosk" in line]
    assert (done.returncode, complaints) == (0, [])


@pytest.mark.parametrize("unit", [ROBOT, PAGE], ids=lambda unit: unit.name)
def test_it_starts_a_command_that_is_there(unit: Path) -> None:
    (start,) = settings(unit)["ExecStart"]
    assert start.split()[1] in {command.name for command in COMMANDS}


def test_a_hang_is_noticed_and_restarted_within_twelve_seconds() -> None:
    robot = Service.of()
    assert robot.watchdog_s + robot.abort_s + robot.restart_s <= 12
    assert (robot.burst, robot.watchdog_s) == (5, 10)


def test_the_page_stays_until_the_robot_has_its_whole_budget_again() -> None:
    (start,) = settings(PAGE)["ExecStart"]
    assert float(re.search(r"--for (\d+)", start)[1]) > Service.of().interval_s


def test_robot_and_page_take_turns() -> None:
    robot, page = settings(ROBOT), settings(PAGE)
    assert robot["OnFailure"] == robot["Conflicts"] == [PAGE.name]
    assert PAGE.name in robot["After"][0].split(), "the port is free before the robot starts"
    assert page["OnSuccess"] == [ROBOT.name]


def test_both_leave_no_image_of_their_memory() -> None:
    assert settings(ROBOT)["LimitCORE"] == settings(PAGE)["LimitCORE"] == ["0"]


def test_the_robot_gets_the_devices_that_the_rules_name() -> None:
    allowed = {value.split()[0] for value in settings(ROBOT)["DeviceAllow"]}
    assert {"char-ttyUSB", "char-ttyACM", "char-usb"} <= allowed, "serial over USB, and usblp's major"
    assert {"char-alsa", "char-video4linux"} <= allowed, "microphone and loudspeaker, camera"


def test_the_sound_library_may_make_its_callbacks() -> None:
    assert "MemoryDenyWriteExecute" not in settings(ROBOT), (
        "cffi makes them in memory that is written and run"
    )


def test_the_card_daemon_is_open_to_the_robots_user() -> None:
    rule = (ROOT / "deploy" / "polkit" / "60-kiosk.rules").read_text()
    (user,) = settings(ROBOT)["User"]
    assert f'subject.user == "{user}"' in rule and rule.count("org.debian.pcsc-lite.access_") == 2


def _rules() -> list[str]:
    lines = UDEV.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("# ") and line != "#"]


@pytest.mark.parametrize("line", _rules())
def test_a_udev_rule_is_well_formed(line: str) -> None:
    rule = line.lstrip("#")
    assert "".join(match[0] for match in RULE.finditer(rule)) == rule


def test_devices_belong_to_the_robot_and_to_nobody_else() -> None:
    given = [(key, value) for line in _rules() for key, _, value in RULE.findall(line)]
    assert {value for key, value in given if key == "MODE"} == {"0660"}
    assert {value for key, value in given if key == "GROUP"} == set(settings(ROBOT)["Group"]) == {"kiosk"}
    assert all(value.startswith("kiosk/") for key, value in given if key == "SYMLINK")


def test_every_jump_of_the_udev_rules_has_its_label() -> None:
    given = [(key, value) for line in _rules() for key, _, value in RULE.findall(line)]
    labels = [value for key, value in given if key == "LABEL"]
    assert {value for key, value in given if key == "GOTO"} == set(labels)
    assert len(labels) == len(set(labels))


def test_the_browser_may_show_the_robot_as_shipped_and_nothing_else() -> None:
    policies = json.loads((ROOT / "deploy" / "chromium" / "kiosk.json").read_text())
    port = load_config(SHIPPED).site.port
    assert (policies["URLBlocklist"], policies["URLAllowlist"]) == (["*"], [f"http://127.0.0.1:{port}"])


@pytest.mark.parametrize(("text", "span_s"), [("500ms", 0.5), ("10", 10), ("2s", 2), ("5min", 300)])
def test_spans_are_read_as_systemd_does(text: str, span_s: float) -> None:
    assert seconds(text) == span_s
