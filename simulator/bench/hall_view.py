"""What the hall's page shows: who and what is where, what the scanner sees, what the robot believes."""

import math

import numpy as np

from simulator.bench.context import Bench
from simulator.bench.telling import PlaceTeller
from simulator.bench.words import hall_words
from simulator.hall_place import HallPlace

RAYS = 180


def teller(bench: Bench, place: HallPlace) -> PlaceTeller:
    """What the hall's page is told: what is true, and what the robot believes."""

    def more() -> dict[str, object]:
        belief = bench.belief.shown if bench.belief else None
        return {"hall": hall_state(place), "belief": belief}

    return PlaceTeller(bench, "hall", place.stations, hall_words, more)


def hall_state(place: HallPlace) -> dict[str, object]:
    """The hall as it truly is; metres and radians in the map."""
    hall = place.hall
    pose, clearance = hall.pose, hall.clearance.least_m
    return {
        "robot": [round(pose.x, 3), round(pose.y, 3), round(pose.yaw, 4)],
        "twist": [round(value, 3) for value in hall.twist],
        "people": [
            [each.number, round(each.x, 3), round(each.y, 3), each.radius_m, each.child, each.doing.value]
            for each in hall.people
        ],
        "things": [[each.number, each.x, each.y, each.radius_m] for each in hall.obstacles.values()],
        "scan": _echoes(place),
        "clearance": None if math.isinf(clearance) else round(clearance, 3),
        "contacts": len(hall.contacts),
        "contacts_by_robot": sum(contact.by_robot for contact in hall.contacts),
        "on_dock": hall.on_dock,
    }


def _echoes(place: HallPlace) -> list[list[float]]:
    """Where the rays of one turn end, as the device's scene has it now."""
    hall = place.hall
    bearings = np.linspace(-math.pi, math.pi, RAYS, endpoint=False)
    ranges = hall.scene.ranges_m(np.full(RAYS, hall.at), bearings)
    angles = bearings + hall.pose.yaw
    seen = np.isfinite(ranges)
    points = np.column_stack((hall.pose.x + ranges * np.cos(angles), hall.pose.y + ranges * np.sin(angles)))
    rounded: list[list[float]] = points[seen].round(2).tolist()
    return rounded
