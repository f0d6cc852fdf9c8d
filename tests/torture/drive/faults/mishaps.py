"""What can befall a robot on its way: by whose hands, for how long, and what it is then blind to."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kiosk.rehearsal.drive.stage import DriveStage
from simulator.station import Station

BASE, SCANNER, ROBOT, HALL = "base", "scanner", "robot", "hall"


@dataclass(frozen=True, slots=True)
class Mishap:
    """`begin`, `end`: acts of that device's hands, or of the life.

    `blinds`: it may touch what it cannot see. `stops`: it must say that it is stopped.
    """

    name: str
    where: str
    begin: str
    given: Mapping[str, float] = field(default_factory=dict)
    end: str = ""
    seconds: tuple[float, float] = (0.3, 6.0)
    blinds: bool = False
    stops: bool = False

    def start(self, stage: DriveStage) -> None:
        """It happens."""
        _station(stage, self.where).act(self.begin, self.given)

    def stop(self, stage: DriveStage) -> None:
        """It is over."""
        if self.end:
            _station(stage, self.where).act(self.end, {})


def _station(stage: DriveStage, where: str) -> Station:
    return stage.base_station if where == BASE else stage.scanner_station


WIRE: tuple[tuple[str, Mapping[str, float]], ...] = (
    ("silent", {}),
    ("garble", {"severity": 0.02}),
    ("garble", {"severity": 0.3}),
    ("noise", {"per_second": 200}),
    ("noise", {"per_second": 1000}),
    ("delay", {"late_s": 0.4}),
    ("delay", {"late_s": 2}),
    ("slow", {"bytes_per_s": 1500}),
    ("intermittent", {"period_s": 0.3}),
    ("intermittent", {"period_s": 1.5}),
    ("half_frame", {"severity": 0.5}),
    ("duplicate_frame", {"severity": 0.7}),
    ("back_pressure", {}),
    ("wrong_baud", {"baud": 57_600}),
)
WORDS = ("off", "stuck", "garbage", "wrong", "slow", "delayed", "intermittent")
SENSES = ("bumper", "cliff", "wheel_drop", "encoders", "gyro", "current", "dock", "battery")
BLIND_SENSES = frozenset({"encoders", "gyro"})
LIDAR_WORDS = ("off", "stuck", "garbage", "wrong", "slow", "delayed", "intermittent")


def _wires() -> list[Mishap]:
    faults = [
        Mishap(f"{where} wire {name} {max(given.values(), default=0):g}", where, name, given, "ok")
        for where in (BASE, SCANNER)
        for name, given in WIRE
    ]
    pulled = [
        Mishap(f"{where} cable {act}", where, act, {}, "plug_cable")
        for where in (BASE, SCANNER)
        for act in ("pull_cable", "reconnect_elsewhere")
    ]
    return faults + pulled


def _senses() -> list[Mishap]:
    base = [
        Mishap(
            f"{sense} {word}",
            BASE,
            f"{sense}_{word}",
            {"seconds": 0.8} if word in ("slow", "delayed", "intermittent") else {},
            f"{sense}_ok",
            blinds=sense in BLIND_SENSES,
        )
        for sense in SENSES
        for word in WORDS
    ]
    lidar = [
        Mishap(
            f"lidar {word}",
            SCANNER,
            f"sensor_{word}",
            {"late_s": 0.7} if word == "delayed" else {"period_s": 0.8} if word == "intermittent" else {},
            "sensor_ok",
            blinds=word in ("wrong", "garbage", "delayed"),
        )
        for word in LIDAR_WORDS
    ]
    return base + lidar


_STOPS = tuple(
    Mishap(f"{what} {side}", BASE, f"{act}_{side}", {"seconds": 0.3}, stops=True)
    for what, act in (("bumper", "bump"), ("cliff", "cliff"))
    for side in ("left", "centre", "right")
)
MISHAPS: tuple[Mishap, ...] = (
    *_wires(),
    *_senses(),
    *_STOPS,
    Mishap("lifted", BASE, "lift", {}, "put_down", stops=True),
    Mishap("emergency stop", BASE, "press_stop", {}, "release_stop", stops=True),
    Mishap("power off", BASE, "power_off", {}, "power_on"),
    Mishap("blocked left", BASE, "block_left", {}, "free_wheels"),
    Mishap("blocked right", BASE, "block_right", {}, "free_wheels"),
    Mishap("slip", BASE, "slip", {"share": 0.4}, "free_wheels", (2.0, 8.0)),
    Mishap("slips wholly", BASE, "slip", {"share": 1.0}, "free_wheels", (3.0, 6.0)),
    Mishap("gyro drift", BASE, "drift", {"deg_min": 120}, "", (2.0, 8.0)),
    Mishap("motor stopped", SCANNER, "stop_motor", {}, "start_motor"),
    Mishap(
        "dirty window",
        SCANNER,
        "soil_window",
        {"from_deg": -45, "width_deg": 90},
        "clean_window",
        blinds=True,
    ),
    Mishap("wrong crc", SCANNER, "wrong_crc", {"share": 0.2}, "sensor_ok"),
    Mishap("wrong crc often", SCANNER, "wrong_crc", {"share": 0.9}, "sensor_ok"),
    Mishap("battery low", BASE, "set_battery", {"percent": 15}, ""),
    Mishap("battery critical", BASE, "set_battery", {"percent": 4}, ""),
    *(Mishap(f"hold {why}", ROBOT, why) for why in ("staff_pause", "visit", "screen_touched", "maintenance")),
    Mishap("stop spoken", ROBOT, "stop"),
    *(Mishap(f"kidnapped {how}", HALL, f"kidnap_{how}") for how in ("moving", "standing")),
    Mishap("blocked way", HALL, "block", {}, "unblock", (4.0, 12.0)),
    Mishap("ring of cylinders", HALL, "ring", {}, "unblock", (4.0, 12.0)),
)
