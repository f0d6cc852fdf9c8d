"""What the site moves its robot with: configuration value → class."""

from collections.abc import Callable, Mapping
from pathlib import Path

from drivers.interfaces import MobileBase
from kiosk.config.device_schema import Devices
from kiosk.config.hall_schema import HallSettings
from kiosk.config.schema import Config
from kiosk.motion.parts import MotionParts

Open = Callable[[Devices, HallSettings, Path], MobileBase]


def open_parts(config: Config) -> MotionParts | None:
    """The real ones, None for a robot that stays where it is; nothing is started before they run."""
    base, hall, folder = config.devices.mobile_base, config.hall, config.folder
    if base is None or hall is None or folder is None:
        return None
    return MotionParts(BASES[base.driver](config.devices, hall, folder))


def _driven_by_the_robot(devices: Devices, hall: HallSettings, folder: Path) -> MobileBase:
    from kiosk.motion.process.ordering import order_of
    from kiosk.motion.process.remote import RemoteBase

    base, scanner = devices.mobile_base, devices.range_scanner
    if base is None or scanner is None:
        raise ValueError("a base that the robot drives itself needs a range scanner")
    return RemoteBase(order_of(base, scanner, hall, folder), hall.places)


def _driven_by_ros(devices: Devices, hall: HallSettings, _folder: Path) -> MobileBase:
    from drivers.mobile_base.nav2.driver import Nav2Base

    base = devices.mobile_base
    if base is None:
        raise ValueError("there is no base")
    return Nav2Base.open(base.address, base.dock_id, hall.poses)


BASES: Mapping[str, Open] = {"kobuki": _driven_by_the_robot, "nav2": _driven_by_ros}
