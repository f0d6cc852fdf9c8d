"""When the next chunk may leave, so that little is sent before it is heard. Pure: `now` is loop time."""


class Pace:
    """Counts what was sent against what has been heard meanwhile."""

    def __init__(self, ahead_s: float) -> None:
        self._ahead_s = ahead_s
        self._heard_at = 0.0  # when all that was sent is heard

    def sent(self, sound_s: float, now: float) -> None:
        """So much sound left at `now`; a pause before it was heard as such."""
        self._heard_at = max(self._heard_at, now) + sound_s

    def wait_s(self, sound_s: float, now: float) -> float:
        """How long to wait before `sound_s` more may leave."""
        return max(0.0, self._heard_at + sound_s - self._ahead_s - now)

    def lag_s(self, now: float) -> float:
        """How long until all that was sent is heard."""
        return max(0.0, self._heard_at - now)
