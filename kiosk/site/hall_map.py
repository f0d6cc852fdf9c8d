"""The hall of a configuration as the robot's navigation takes it."""

from pathlib import Path

from drivers.mobile_base.navigation.maps.hall_map import HallMap, Zone, ZoneKind
from drivers.mobile_base.navigation.maps.map_file import load_map
from kiosk.config.hall_schema import HallSettings, ZoneSettings


def hall_map_of(hall: HallSettings, folder: Path) -> HallMap:
    """The map, places and zones of `hall`, read from the configuration `folder`. Raises `MapError`."""
    return HallMap(
        grid=load_map(folder / hall.map),
        places=hall.poses,
        zones=tuple(map(zone_of, hall.zones)),
        dock=hall.dock,
        post=hall.post,
    )


def zone_of(zone: ZoneSettings) -> Zone:
    """The zone in metres of the map."""
    polygon = tuple((x, y) for x, y in zone.corners)
    return Zone(zone.name, ZoneKind(zone.kind), polygon, zone.speed_m_s)
