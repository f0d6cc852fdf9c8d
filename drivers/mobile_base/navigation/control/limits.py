"""How fast is right: by what is near, by who walks near, by how far it still is.

Formulas: reliability_and_safety.md §9 (ISO/TS 15066): a person who walks `h` towards a robot that goes `v`
must be as far away as both go until it stands: h·(t + v/a) + v·t + v²/2a + margin.
"""

import numpy as np
from numpy.typing import NDArray

from drivers.mobile_base.navigation.control.settings import ControlSettings

Vector = NDArray[np.float64]
AHEAD = 0.3  # cosine of the bearing from which on something is ahead
STARTS_M_S = 0.5  # whoever stands or goes along may come nearer the next moment
BEHIND = -0.25  # the same cosine, from which on it goes away from somebody
BESIDE_M_S = 0.1  # past people who do not come nearer


def stop_within(distance_m: Vector | float, towards_m_s: Vector | float, settings: ControlSettings) -> Vector:
    """The fastest speed at which it stands in time, ≥ 0. `towards_m_s`: how fast the other comes, ≥ 0."""
    brake, react = settings.acceleration_m_s2, settings.reaction_s
    linear = react + np.asarray(towards_m_s) / brake
    spare = np.asarray(distance_m) - settings.person_margin_m - np.asarray(towards_m_s) * react
    root = np.sqrt(np.maximum(linear * linear + 2.0 * np.maximum(spare, 0.0) / brake, 0.0))
    return np.asarray(brake * (root - linear), np.float64)


def by_people(
    robot: Vector, direction: Vector, places: Vector, velocities: Vector, settings: ControlSettings
) -> float:
    """At most so fast along `direction` (a unit vector), for people with their nearest points at `places`."""
    if not len(places):
        return float("inf")
    away = places - robot
    far = np.maximum(np.hypot(away[:, 0], away[:, 1]), 1e-6)
    unit = away / far[:, None]
    towards = np.clip(-(velocities * unit).sum(1), STARTS_M_S, settings.walking_m_s)
    gap = far - settings.radius_m
    fastest = stop_within(gap, towards, settings)
    along = (away * direction).sum(1)
    aside = np.abs(away[:, 1] * direction[0] - away[:, 0] * direction[1])
    corridor = (along > 0.0) & (aside < settings.radius_m + settings.person_margin_m)
    ahead = (unit @ direction > AHEAD) | corridor
    fastest[ahead & (gap < settings.person_stop_m)] = 0.0
    fastest[~ahead] = np.maximum(fastest[~ahead], BESIDE_M_S)
    fastest[unit @ direction < BEHIND] = np.inf
    return float(fastest.min())


def by_room(clearance_m: Vector, settings: ControlSettings) -> Vector:
    """At most so fast where things that stand come so near."""
    return 0.1 + np.maximum(clearance_m - settings.margin_m, 0.0) * 1.2


def by_remaining(remaining_m: float, settings: ControlSettings) -> float:
    """At most so fast with so much path left."""
    return float(np.sqrt(2.0 * 0.6 * settings.acceleration_m_s2 * max(remaining_m, 0.0)))
