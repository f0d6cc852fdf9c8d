"""Things go wrong while the robot drives: judges read the wires; and each judge can find something."""

import pytest

from tests.torture.drive.faults.judges import Judges, Truth
from tests.torture.drive.faults.life import rehearse_life
from tests.torture.drive.faults.mishaps import MISHAPS
from tests.torture.drive.faults.wires import Command, KobukiFrames, command_of

WELL = Truth(0.0, 0.0, 0.0, 1.5, is_lost=False, contacts=0, blind=False, path_m=0.0)
AHEAD, STAND = bytes.fromhex("aa550601046400000067"), bytes.fromhex("aa550601040000000003")
BUMPED = bytes([0xAA, 0x55, 17, 1, 15, 0, 0, 2, *[0] * 12])
FIRST = (
    "emergency stop",
    "bumper left",
    "cliff centre",
    "lifted",
    "power off",
    "motor stopped",
    "lidar stuck",
)


def checked(frame: bytes) -> bytes:
    """With its checksum."""
    check = 0
    for byte in frame[2:]:
        check ^= byte
    return frame + bytes([check])


class Wire:
    """Judges on a clock of their own; the lidar has just been heard."""

    def __init__(self) -> None:
        self.now, self.truth = 10.0, WELL
        self.judges = Judges(lambda: self.now, lambda: self.truth)
        self.well()

    def well(self) -> None:
        self.judges.lidar.last_s = self.now
        self.judges.from_base(checked(bytes([0xAA, 0x55, 17, 1, 15, *[0] * 15])))

    def drive(self, count: int = 1, seconds: float = 0.05) -> None:
        for _ in range(count):
            self.now += seconds
            self.judges.to_base(checked(bytes([0xAA, 0x55, 6, 1, 4, 20, 0, 0, 0])))

    @property
    def found(self) -> list[str]:
        return list(self.judges.faults)


@pytest.fixture
def wire():
    return Wire()


def test_a_command_is_read_as_the_manual_has_it():
    (said,) = KobukiFrames().feed(checked(bytes([0xAA, 0x55, 6, 1, 4, 0x64, 0, 1, 0])))
    assert said == (1, bytes([0x64, 0, 1, 0]))
    assert command_of(said[1]).w_rad_s == pytest.approx(0.1 / 0.115)
    assert command_of(bytes([100, 0, 0, 0])) == Command(0.1, 0.0)
    assert not list(KobukiFrames().feed(bytes([0xAA, 0x55, 6, 1, 4, 0x64, 0, 1, 0, 0x55])))


def test_a_slow_drive_of_a_well_robot_is_nothing(wire):
    wire.drive(2)
    assert wire.found == []


def test_driving_on_after_a_bumper_is_found_until_somebody_releases(wire):
    for _ in range(2):
        wire.judges.from_base(checked(BUMPED))
    wire.drive(1, 0.09)
    assert wire.found == []
    wire.drive(1, 0.02)
    assert wire.found == ["moved after bumper, and nobody released it"]
    wire.judges.released()
    wire.drive()
    assert wire.judges.faults.total() == 1


def test_driving_without_the_lidar_or_the_base_is_found(wire):
    wire.drive(1, 0.16)
    assert wire.found == []
    wire.drive(1, 0.4)
    assert wire.found == ["moved without the lidar", "moved without a word from the base"]


def test_driving_on_after_the_base_was_lost_is_found(wire):
    wire.drive(1, 0.02)
    wire.now += 1.0
    wire.well()
    wire.drive()
    assert wire.found == ["moved after a base that was lost while it moved, and nobody released it"]


def test_driving_while_held_is_found(wire):
    wire.judges.held(True)
    wire.drive(2)
    assert wire.found == ["moved while held"]


def test_a_jump_of_speed_and_too_much_of_it_are_found(wire):
    wire.judges.to_base(checked(bytes([0xAA, 0x55, 6, 1, 4, 0xE8, 3, 0, 0])))
    assert wire.found == ["beyond 0.7 m/s or 3.2 rad/s", "beyond the acceleration limits"]


@pytest.mark.parametrize(
    ("truth", "found"),
    [
        (Truth(0, 0, 0, 0.7, True, 0, False, 0), "drove while it said that it is lost"),
        (Truth(0, 0, 0, -0.1, False, 0, False, 0), "faster than its zone"),
        (Truth(0, 0, 0, 0.7, False, 1, False, 0), "touched something"),
    ],
)
def test_what_the_hall_knows_better_is_found(wire, truth, found):
    wire.truth = truth
    for _ in range(20):
        wire.well()
        wire.drive()
    assert wire.found == [found]


def test_driving_far_elsewhere_than_believed_is_found(wire):
    for path_m in (0.0, 1.0, 2.5):
        wire.truth = Truth(0, 0, 1.5, 0.7, False, 0, False, path_m)
        wire.well()
        wire.drive()
    assert wire.found == ["drove 2 m and more elsewhere than it believed"]


def test_every_mishap_has_a_name_of_its_own():
    names = [mishap.name for mishap in MISHAPS]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(("seed", "seconds", "sees"), [(7, 40.0, True), (8, 80.0, False)])
def test_a_life_full_of_mishaps_shows_nothing_to_the_judges(seed, seconds, sees):
    chosen = [mishap for name in FIRST for mishap in MISHAPS if mishap.name == name]
    life = rehearse_life(seed, seconds, mishaps=chosen, sees=sees)
    assert len(life.mishaps) >= 3
    assert life.steps >= seconds / 0.05
    assert (dict(life.faults), life.notes) == ({}, [])
