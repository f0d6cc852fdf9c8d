"""Which curve to take: those around the pursuit curve that stop in time, judged by where they lead."""

from dataclasses import dataclass

import numpy as np

from drivers.mobile_base.navigation.control.collision import Array, arcs, stops
from drivers.mobile_base.navigation.control.field import Field
from drivers.mobile_base.navigation.control.limits import by_room
from drivers.mobile_base.navigation.control.pursuit import Ahead, curvature
from drivers.mobile_base.navigation.control.settings import ControlSettings
from drivers.mobile_base.navigation.control.surroundings import Surroundings
from drivers.motion import Pose, Twist

LOOKAHEADS_M = (0.5, 0.35, 0.25, 0.15)
OFFSETS = np.array([-4.0, -2.5, -1.5, -0.8, -0.4, 0.4, 0.8, 1.5, 2.5, 4.0])  # 1/m, around the pursuit curve
SHARES = np.array([1.0, 0.6, 0.3])  # of the speed that is right
TIGHTEST = 6.0  # 1/m
HORIZON_S, STEPS = 1.6, 12
SHORTEST_S = 0.4
ROOM_M = 0.12  # nearer than so much above the margin is dear
MAP_SLACK_M = 0.04  # the robot may be so far from where it believes it is
GAIN_M = 0.01  # less progress than this is none


@dataclass(frozen=True, slots=True)
class Choice:
    """Speeds to aim at, None where no curve is both free and useful; `people`: only people are in the way."""

    twist: Twist | None
    people: bool = False


def curves(pose: Pose, ahead: Ahead, fastest_m_s: float, settings: ControlSettings) -> Array:
    """Speeds worth a try, (c, 2): the pursuit curve first."""
    pursued = np.array([curvature(pose, ahead.at(far)) for far in LOOKAHEADS_M])
    bent = np.clip(np.concatenate([pursued, pursued[1] + OFFSETS]), -TIGHTEST, TIGHTEST)
    v = np.minimum(fastest_m_s * SHARES[:, None], settings.w_max_rad_s / np.maximum(np.abs(bent), 1e-6))
    return np.stack([v, v * bent], 2).reshape(-1, 2)


def choose(
    pose: Pose,
    twist: Twist,
    ahead: Ahead,
    fastest_m_s: float,
    around: Surroundings,
    clearance: Field,
    settings: ControlSettings,
) -> Choice:
    """The best of the curves that stop in time."""
    robot = np.array([pose.x_m, pose.y_m])
    wanted = curves(pose, ahead, fastest_m_s, settings)
    ahead = ahead.first(max(LOOKAHEADS_M[0], fastest_m_s * HORIZON_S) + 0.2)
    ways, times, _ = stops(pose, twist, wanted, settings)
    spare = around.spare(ways, times).min(1)
    on_map = _on_map(clearance, robot, ways, settings)
    free = (spare >= 0.0) & on_map
    if not free.any():
        standing = around.standing().spare(ways, times).min(1)
        return Choice(None, bool(((standing >= 0.0) & on_map).any()))
    wanted = slowed(wanted[free], by_room(spare[free], settings))
    price = _price(pose, twist, ahead, wanted, around, clearance, settings)
    best = int(price.argmin())
    here = ahead.cost(robot[None])[0] + _turn_price(ahead, robot[None], np.array([pose.yaw_rad]))[0]
    here += _tight_price(around.spare(robot[None, None], np.zeros(1)))[0]
    if price[best] > here - GAIN_M:
        return Choice(None, len(around.points) > len(around.standing().points) == 0)
    return Choice(Twist(float(wanted[best, 0]), float(wanted[best, 1])))


def slowed(wanted: Array, fastest: Array) -> Array:
    """The same curves, no faster than so."""
    share = np.minimum(1.0, fastest / np.maximum(np.abs(wanted[:, 0]), 1e-9))
    slower: Array = wanted * share[:, None]
    return slower


def _on_map(clearance: Field, robot: Array, ways: Array, settings: ControlSettings) -> Array:
    """(c,): whether no step comes nearer to what the map forbids than is right, or than it is already."""
    needed = min(settings.radius_m - MAP_SLACK_M, float(clearance.at(robot)))
    fine: Array = clearance.at(ways[..., :2]).min(1) >= needed
    return fine


def _price(
    pose: Pose,
    twist: Twist,
    ahead: Ahead,
    wanted: Array,
    around: Surroundings,
    clearance: Field,
    settings: ControlSettings,
) -> Array:
    """(c,): path left after the free part of each curve, metres, and what is bad about it."""
    horizon = min(HORIZON_S, max(SHORTEST_S, ahead.remaining_m / max(float(wanted[:, 0].max()), 1e-3)))
    ways, times = arcs(pose, twist, wanted, horizon, STEPS, settings)
    spare = around.spare(ways, times)
    touching = (spare < 0.0) | (clearance.at(ways[..., :2]) < settings.radius_m - MAP_SLACK_M)
    until = np.where(touching.any(1), np.maximum(touching.argmax(1) - 1, 0), STEPS - 1)
    ends = ways[np.arange(len(ways)), until]
    turned = np.abs(wanted[:, 1] - twist.w_rad_s)
    price: Array = (
        ahead.cost(ends[:, :2])
        + _turn_price(ahead, ends[:, :2], ends[:, 2])
        + _tight_price(spare)
        + 0.01 * turned
        + 0.05 * touching.any(1)
    )
    return price


def _turn_price(ahead: Ahead, xy: Array, yaw: Array) -> Array:
    """(c,): for looking away from where the path goes on."""
    off = np.hypot(xy[:, None, 0] - ahead.points[:, 0], xy[:, None, 1] - ahead.points[:, 1])
    onward = ahead.points[np.minimum(off.argmin(1) + 6, len(ahead.points) - 1)] - xy
    away = np.arctan2(onward[:, 1], onward[:, 0]) - yaw
    price: Array = 0.08 * (1.0 - np.cos(away))
    return price


def _tight_price(spare: Array) -> Array:
    """(c,): for being near to things, by (c, k) what is to spare."""
    price: Array = 0.8 * np.clip(ROOM_M - spare, 0.0, ROOM_M).mean(1)
    return price
