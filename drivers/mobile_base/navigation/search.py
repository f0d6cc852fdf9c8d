"""What a robot does that does not know where it is: stand, look round, then say that it is lost. Pure."""

from drivers.mobile_base.navigation.localisation.localiser import Estimate
from drivers.mobile_base.navigation.settings import NavigationSettings
from drivers.motion import STILL, Twist

STAND_S = 6.0
TURN_RAD_S = 0.4


class Search:
    """Turns only where a trip waits for it: a robot that nobody sent anywhere has no reason to stir."""

    def __init__(self, settings: NavigationSettings) -> None:
        self._settings = settings
        self._since_s: float | None = None

    def step(self, now: float, estimate: Estimate, has_trip: bool) -> Twist | None:
        """The setpoint while it is lost; None: it has looked long enough."""
        if not estimate.lost:
            self._since_s = None
            return STILL
        if self._since_s is None:
            self._since_s = now
        looked_s = now - self._since_s
        if looked_s > self._settings.search_s:
            return None
        turns = has_trip and estimate.turning_helps and looked_s > STAND_S
        return Twist(0.0, TURN_RAD_S) if turns else STILL

    def forget(self) -> None:
        """Somebody said where it is."""
        self._since_s = None
