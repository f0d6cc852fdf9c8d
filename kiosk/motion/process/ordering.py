"""The configuration as plain values for the process that drives the base (building.py makes them real)."""

from math import radians
from pathlib import Path

from kiosk.config.hall_schema import HallSettings
from kiosk.config.motion_schema import MobileBaseSettings, RangeScannerSettings
from kiosk.motion.process.messages import Message, pose_message


def order_of(
    base: MobileBaseSettings, scanner: RangeScannerSettings, hall: HallSettings, folder: Path
) -> Message:
    """All that is needed to drive; `folder` is the configuration's."""
    return {
        "base": base_message(base),
        "scanner": scanner_message(scanner),
        "hall": _hall(hall, folder),
        "navigation": {"speed_m_s": hall.speed_m_s},
        "start": None,
    }


def base_message(base: MobileBaseSettings) -> Message:
    """How a base is opened."""
    return {
        "address": base.address,
        "baud": base.baud,
        "emergency_stop_input": base.emergency_stop_input,
        "emergency_stop_is_high": base.emergency_stop_level == "high",
    }


def scanner_message(scanner: RangeScannerSettings) -> Message:
    """How a range scanner is opened, and where it sits."""
    return {
        "driver": scanner.driver,
        "address": scanner.address,
        "baud": scanner.baud,
        "pose": [scanner.forward_m, scanner.left_m, radians(scanner.facing_deg)],
    }


def _hall(hall: HallSettings, folder: Path) -> Message:
    return {
        "map": str((folder / hall.map).absolute()),
        "places": {name: pose_message(pose) for name, pose in hall.poses.items()},
        "zones": [zone.model_dump(include={"name", "kind", "speed_m_s", "corners"}) for zone in hall.zones],
        "dock": hall.dock,
        "post": hall.post,
    }
