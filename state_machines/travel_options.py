"""How patient the robot is on its travels, and when it charges."""

from dataclasses import dataclass

LEAST_ANNOUNCED_S = 2.0


@dataclass(frozen=True, slots=True)
class TravelOptions:
    """Times in seconds; it stands still that long before it goes anywhere of its own accord."""

    announce_s: float = 3.0  # said and shown before it moves
    after_visit_s: float = 10.0
    after_touch_s: float = 20.0
    after_stop_s: float = 60.0
    after_failure_s: float = 60.0
    stay_s: float = 180.0  # where staff have sent it
    stop_s: float = 20.0  # at each stop of a round
    call_s: float = 600.0  # how long it waits for staff who were called
    release_s: float = 2.0  # what still holds it this long after a release holds it again
    tries: int = 3  # of going home or to the dock, then it waits for staff
    low_percent: int = 25
    ready_percent: int = 80
    looked_at: bool = False  # somebody has looked at it since it was switched on

    def __post_init__(self) -> None:
        if not self.announce_s >= LEAST_ANNOUNCED_S:
            raise ValueError(
                f"announce_s={self.announce_s}: people need {LEAST_ANNOUNCED_S:g} s to step aside"
            )
        if not self.low_percent < self.ready_percent <= 100:
            raise ValueError(f"ready_percent={self.ready_percent}: more than low_percent, 100 at most")
