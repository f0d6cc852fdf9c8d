"""Whether the pose believed in has been contradicted for too long."""

import math

from drivers.mobile_base.navigation.localisation.settings import LocaliserSettings


class Doubt:
    """Weighs echoes that mapped things explain against echoes from behind mapped things, over some time.

    Echoes in front of mapped things say nothing: people stand there. So a robot that sees nothing of its map
    is not contradicted.
    """

    def __init__(self, settings: LocaliserSettings) -> None:
        self._settings = settings
        self.forget()

    def forget(self) -> None:
        """Begin anew."""
        self._matched = self._behind = 0.0
        self._last: float | None = None
        self._since: float | None = None
        self._lost = False

    def add(self, matched: float, behind: float, now: float) -> None:
        """What one scan told."""
        passed = math.inf if self._last is None else max(now - self._last, 0.0)
        self._last = now
        new = 1.0 - math.exp(-passed / self._settings.smoothing_s)
        self._matched += new * (matched - self._matched)
        self._behind += new * (behind - self._behind)
        if not self._contradicted:
            self._since = None
        elif self._since is None:
            self._since = now
        self._lost = self._since is not None and now - self._since > self._settings.patience_s

    @property
    def level(self) -> float:
        """0 explained to 1 contradicted."""
        if self._behind < self._settings.evidence:
            return 0.0
        return self._behind / (self._behind + self._matched)

    @property
    def widens(self) -> bool:
        """Whether to look around near by."""
        return self.level > self._settings.widens

    @property
    def lost(self) -> bool:
        """Contradicted for longer than can be borne."""
        return self._lost

    @property
    def _contradicted(self) -> bool:
        return self.level > self._settings.contradicted
