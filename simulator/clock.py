"""Simulated time: the event loop's time, faster, slower or standing still."""

from collections.abc import Callable

FASTEST = 1000.0


class SimulationClock:
    """Begins at 0 and never goes back. `real` is any steady clock in seconds; speed 0 = paused."""

    def __init__(self, real: Callable[[], float], speed: float = 1.0) -> None:
        self._real = real
        self._since_real = real()
        self._since = 0.0
        self.speed = speed

    def now(self) -> float:
        """Simulated seconds since the beginning."""
        return self._since + (self._real() - self._since_real) * self.speed

    def set_speed(self, speed: float) -> None:
        """Go on at another speed, 0…1000. Raises ValueError for anything else."""
        if not 0 <= speed <= FASTEST:
            raise ValueError(f"the speed must be 0 (paused) to {FASTEST:g}, not {speed:g}")
        self._since, self._since_real = self.now(), self._real()
        self.speed = speed

    def real_delay(self, until: float) -> float | None:
        """Real seconds until simulated time `until`; None when time stands still."""
        return max(0.0, until - self.now()) / self.speed if self.speed else None
