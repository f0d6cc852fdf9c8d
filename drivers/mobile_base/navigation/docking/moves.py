"""What moves onto a dock have in common. Pure."""

from dataclasses import dataclass

from drivers.mobile_base.navigation.docking.sight import Sight
from drivers.motion import Beam, Pose, Twist

GAIN, MOST_RAD_S = 2.0, 0.8
AIMED_RAD = 0.25  # further off, it turns before it drives


@dataclass(frozen=True, slots=True)
class View:
    """What a move goes by. `pose`: by wheels and gyro, its yaw not wrapped; `lit`: what the receiver in
    front sees in this very reading; `travelled_m`: less what it went backwards.
    """

    now: float
    pose: Pose
    travelled_m: float
    sight: Sight
    lit: Beam


def along(view: View, yaw_rad: float, speed_m_s: float) -> Twist:
    """Drive in that direction; first turn to it."""
    error = yaw_rad - view.pose.yaw_rad
    turn = max(-MOST_RAD_S, min(MOST_RAD_S, GAIN * error))
    return Twist(speed_m_s if abs(error) <= AIMED_RAD else 0.0, turn)
