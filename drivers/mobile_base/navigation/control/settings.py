"""Figures of local control."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ControlSettings:
    """How the robot moves and how far it stays away from things. Sources: reliability_and_safety.md §9.

    `radius_m`: of the robot's footprint, a circle. `margin_m`: nothing that stands comes nearer to it while
    it moves; where that leaves no way it creeps, and `tight_m` is enough. `person_margin_m`: the same for
    people. `reaction_s`: lidar, software and link together.
    """

    radius_m: float = 0.18
    margin_m: float = 0.03
    tight_m: float = 0.012
    person_margin_m: float = 0.2
    v_max_m_s: float = 0.3
    w_max_rad_s: float = 1.0
    acceleration_m_s2: float = 0.5
    turning_rad_s2: float = 3.5
    reaction_s: float = 0.25
    creep_m_s: float = 0.05
    walking_m_s: float = 1.6
    person_stop_m: float = 0.5
    sight_m: float = 6.0
