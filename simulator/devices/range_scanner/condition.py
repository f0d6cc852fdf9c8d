"""How hands and time have left a range scanner."""

import math
from dataclasses import dataclass, field

SLOW_SHARE = 0.4


@dataclass(slots=True)
class Condition:
    """`ails`: PX4's words for what is wrong with it, and until when (inf: for good).

    `dirty`: where its window is: degrees to the left of ahead at which it begins, and its width. `late_s`,
    `period_s`: of `delayed` and `intermittent`. `crc_wrong`: share of its frames.
    """

    motor_on: bool = True
    healthy: bool = True
    dirty: tuple[float, float] | None = None
    crc_wrong: float = 0.0
    ails: dict[str, float] = field(default_factory=dict)
    late_s: float = 0.0
    period_s: float = 2.0
    since: float = 0.0

    @property
    def motor_share(self) -> float:
        """How fast it turns, as a share of the usual."""
        return (SLOW_SHARE if "slow" in self.ails else 1.0) if self.motor_on else 0.0

    def is_silent(self, now: float) -> bool:
        """Whether it sends nothing just now."""
        if "off" in self.ails:
            return True
        gone = (now - self.since) % self.period_s * 2
        return "intermittent" in self.ails and gone < self.period_s

    def expire(self, now: float) -> list[str]:
        """End what is over; returns its names."""
        over = [name for name, until in self.ails.items() if until <= now]
        for name in over:
            del self.ails[name]
        return over

    def next_due(self) -> float | None:
        """When something ends by itself."""
        return min((until for until in self.ails.values() if until < math.inf), default=None)
