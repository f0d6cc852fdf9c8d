"""Between the motors' controller and the wheels on the floor: blocked, slipping and lifted wheels. Pure."""

from dataclasses import dataclass, replace

from simulator.devices.mobile_base.body import Body, Sensed

TICKS_PER_M = 11_724.41658
FASTEST_M_S = 0.7
STALLED_A, OVER_A = 3.0, 2.5
FULL_PWM = 127

Pair = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Trouble:
    """What hands have done to the wheels: `slip` is the share of their turning that does not move it."""

    blocked: tuple[bool, bool] = (False, False)
    slip: float = 0.0
    lifted: bool = False


class Wheels:
    """Drives a body, and counts what its wheels have turned."""

    def __init__(self, body: Body) -> None:
        self.trouble = Trouble()
        self.wanted: Pair = (0.0, 0.0)
        self.turned_m: Pair = (0.0, 0.0)
        self._body = body
        self._spun: Pair = (0.0, 0.0)  # of what was turned, in vain
        self._sensed = Sensed()
        self._now = -1.0

    def want(self, left_m_s: float, right_m_s: float, now: float) -> None:
        """Let the motors turn the wheels at these speeds from now on."""
        over = max(abs(left_m_s), abs(right_m_s)) / FASTEST_M_S
        share = 1 / over if over > 1 else 1.0
        wanted = (left_m_s * share, right_m_s * share)
        if wanted != self.wanted:
            self.sense(now)
            self.wanted = wanted
            self.push()

    def push(self) -> None:
        """Hand on to the body what is left of the wanted speeds."""
        grip = 0.0 if self.trouble.lifted else 1 - self.trouble.slip
        left, right = self.wanted
        blocked_left, blocked_right = self.trouble.blocked
        self._body.drive(0.0 if blocked_left else left * grip, 0.0 if blocked_right else right * grip)

    def sense(self, now: float) -> Sensed:
        """What is so at `now`, with what hands have done to the wheels."""
        if now <= self._now:
            return self._sensed
        sensed = self._body.sense(now)
        if self._in_vain and self._now >= 0:
            self._spin(now - self._now)
        self._now = now
        self.turned_m = (sensed.left_m + self._spun[0], sensed.right_m + self._spun[1])
        self._sensed = self._troubled(sensed)
        return self._sensed

    @property
    def pwm(self) -> tuple[int, int]:
        """How hard the motors push, -127 to 127."""
        left, right = (round(FULL_PWM * speed / FASTEST_M_S) for speed in self.wanted)
        blocked_left, blocked_right = self.trouble.blocked
        return _full(left) if blocked_left else left, _full(right) if blocked_right else right

    @property
    def _in_vain(self) -> bool:
        return self.trouble.lifted or self.trouble.slip > 0

    def _spin(self, seconds: float) -> None:
        share = 1.0 if self.trouble.lifted else self.trouble.slip
        left, right = (
            spun + (0.0 if blocked else speed * share * seconds)
            for spun, speed, blocked in zip(self._spun, self.wanted, self.trouble.blocked, strict=True)
        )
        self._spun = (left, right)

    def _troubled(self, sensed: Sensed) -> Sensed:
        blocked_left, blocked_right = self.trouble.blocked
        if self.trouble.lifted:
            sensed = replace(sensed, wheel_drops=(True, True))
        if blocked_left or blocked_right:
            left, right = sensed.currents_a
            stalled = (
                STALLED_A if blocked_left and self.wanted[0] else left,
                STALLED_A if blocked_right and self.wanted[1] else right,
            )
            sensed = replace(sensed, currents_a=stalled)
        return sensed


def _full(pwm: int) -> int:
    return (pwm > 0) * FULL_PWM - (pwm < 0) * FULL_PWM
