"""What drives the base, built from the order's plain values; no configuration is read where it runs."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from drivers.interfaces import DriveBase, MobileBase, RangeScanner
from drivers.mobile_base.kobuki.driver import KobukiBase
from drivers.mobile_base.navigation.driver import NavigatedBase
from drivers.mobile_base.navigation.maps.hall_map import HallMap, Zone, ZoneKind
from drivers.mobile_base.navigation.maps.map_file import load_map
from drivers.mobile_base.navigation.settings import NavigationSettings
from drivers.motion import Pose
from drivers.range_scanner.ld19.driver import Ld19
from drivers.range_scanner.rplidar_a1.driver import RplidarA1

SCANNERS: dict[str, Callable[..., RangeScanner]] = {"ld19": Ld19.open, "rplidar_a1": RplidarA1.open}


def base_of(order: Mapping[str, Any]) -> MobileBase:
    """The base that `order` (ordering.py) describes."""
    scanner, settings = order["scanner"], order["navigation"]
    base = NavigatedBase.open(
        drive_base_of(order["base"]),
        range_scanner_of(scanner),
        _hall(order["hall"]),
        NavigationSettings(scanner=Pose(*scanner["pose"]), speed_m_s=settings["speed_m_s"]),
    )
    if order["start"] is not None:
        base.navigator.locate(Pose(*order["start"]))
    return base


def drive_base_of(base: Mapping[str, Any]) -> DriveBase:
    """The base that ordering.base_message describes."""
    return KobukiBase.open(
        base["address"], base["baud"], base["emergency_stop_input"], base["emergency_stop_is_high"]
    )


def range_scanner_of(scanner: Mapping[str, Any]) -> RangeScanner:
    """The scanner that ordering.scanner_message describes."""
    baud = {} if scanner["baud"] is None else {"baud": scanner["baud"]}
    return SCANNERS[scanner["driver"]](scanner["address"], **baud)


def _hall(hall: Mapping[str, Any]) -> HallMap:
    zones = (
        Zone(
            zone["name"], ZoneKind(zone["kind"]), tuple((x, y) for x, y in zone["corners"]), zone["speed_m_s"]
        )
        for zone in hall["zones"]
    )
    return HallMap(
        grid=load_map(Path(hall["map"])),
        places={place: Pose(*pose) for place, pose in hall["places"].items()},
        zones=tuple(zones),
        dock=hall["dock"],
        post=hall["post"],
    )
