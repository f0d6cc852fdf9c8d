"""What a unit file says, as far as a watched service feels it."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
UNITS = ROOT / "deploy" / "systemd"
ROBOT, PAGE = UNITS / "kiosk.service", UNITS / "kiosk-out-of-service.service"

_SECONDS = {"ms": 0.001, "s": 1.0, "min": 60.0, "": 1.0}


def settings(unit: Path) -> dict[str, list[str]]:
    """Every value of every key, in order."""
    found: dict[str, list[str]] = {}
    for line in unit.read_text(encoding="utf-8").splitlines():
        if "=" in line and not line.startswith("#"):
            name, value = line.split("=", 1)
            found.setdefault(name, []).append(value)
    return found


def seconds(text: str) -> float:
    """A span of time as these units write it."""
    number, unit = re.fullmatch(r"([\d.]+)(ms|s|min|)", text).groups()
    return float(number) * _SECONDS[unit]


@dataclass(frozen=True)
class Service:
    """How systemd would keep the robot."""

    watchdog_s: float
    abort_s: float
    restart_s: float
    burst: int
    interval_s: float

    @classmethod
    def of(cls, unit: Path = ROBOT) -> "Service":
        values = settings(unit)
        assert values["Type"] == ["notify"]
        assert values["NotifyAccess"] == ["main"]
        assert values["Restart"] == ["always"]
        return cls(
            watchdog_s=seconds(values["WatchdogSec"][0]),
            abort_s=seconds(values["TimeoutAbortSec"][0]),
            restart_s=seconds(values["RestartSec"][0]),
            burst=int(values["StartLimitBurst"][0]),
            interval_s=seconds(values["StartLimitIntervalSec"][0]),
        )
