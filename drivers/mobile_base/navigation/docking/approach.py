"""Along the middle of a dock's beams onto its contacts, which close before the bumper does. Pure."""

from drivers.mobile_base.navigation.docking.moves import View, along
from drivers.mobile_base.navigation.docking.sight import BESIDE, FAR, RIM
from drivers.motion import DARK, STILL, Twist

FAR_M_S, NEAR_M_S, CONTACT_M_S = 0.2, 0.1, 0.04
SLOW_AFTER_M = 0.3  # since only its near beams were seen, about 0.9 m from the dock
CLOSE_AFTER_M = 0.55  # and here it must be in the middle
MOST_NEAR_M = 1.3
TOWARDS_RAD = {0: 0.0, RIM: 0.1, BESIDE: 0.25}
TRUST = 0.1  # 1/s: what it must steer by for long is an error of the direction
BESIDE_S, DARK_S, LONGEST_S = 0.5, 1.0, 60.0


class Approach:
    """`axis_rad`: the direction of the dock's middle line. `why`, once it is over: what was wrong."""

    def __init__(self, axis_rad: float, view: View) -> None:
        self.axis_rad = axis_rad
        self.why = ""
        self._began_s = self._stepped_s = self._middle_s = view.now
        began_near = view.sight.all is not DARK and not view.sight.all & FAR
        self._near_m = view.travelled_m - SLOW_AFTER_M if began_near else None

    def step(self, view: View) -> Twist | None:
        """What to do; None: it must try again."""
        sight, now = view.sight, view.now
        if self._near_m is None and sight.all is not DARK and not sight.all & FAR:
            self._near_m = view.travelled_m
        if abs(sight.off) < BESIDE:
            self._middle_s = now
        self.why = self._wrong(view)
        if self.why:
            return None
        if sight.all is DARK:
            return STILL
        towards = TOWARDS_RAD[abs(sight.off)] * (1 if sight.off > 0 else -1)
        self.axis_rad += TRUST * towards * (now - self._stepped_s)
        self._stepped_s = now
        return along(view, self.axis_rad + towards, self._speed_m_s(view))

    def _wrong(self, view: View) -> str:
        if view.sight.dark_s(view.now) > DARK_S:
            return "the dock is not seen any more"
        near_m = self._since_near_m(view)
        if near_m > CLOSE_AFTER_M and view.now - self._middle_s > BESIDE_S:
            return "it comes in beside the dock"
        if near_m > MOST_NEAR_M or view.now - self._began_s > LONGEST_S:
            return "it does not charge: are its contacts clean?"
        return ""

    def _speed_m_s(self, view: View) -> float:
        if self._near_m is None:
            return FAR_M_S
        return NEAR_M_S if self._since_near_m(view) < SLOW_AFTER_M else CONTACT_M_S

    def _since_near_m(self, view: View) -> float:
        return 0.0 if self._near_m is None else view.travelled_m - self._near_m
