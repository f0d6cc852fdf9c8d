"""A little way back from a dock, to try again. Pure."""

from drivers.mobile_base.navigation.docking.moves import View, along
from drivers.motion import Twist

BACK_M, BACK_M_S, LONGEST_S = 0.4, -0.12, 6.0


class Back:
    """Backwards, looking along `axis_rad`."""

    def __init__(self, axis_rad: float, view: View) -> None:
        self._axis_rad = axis_rad
        self._end_m = view.travelled_m - BACK_M
        self._until_s = view.now + LONGEST_S

    def step(self, view: View) -> Twist | None:
        """What to do; None: it is over, or in vain."""
        if view.travelled_m <= self._end_m or view.now >= self._until_s:
            return None
        return along(view, self._axis_rad, BACK_M_S)
