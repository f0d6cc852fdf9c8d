"""The mode follows the hours, however the robot's clock jumps."""

from kiosk.rehearsal.facts import Fact
from kiosk.rehearsal.judges.bounds import MODE_S
from kiosk.rehearsal.judges.judge import Bench, Judge

KEY = "hours"
RULE = "hours"
SERVING = ("open", "limited")


class Hours(Judge):
    """Open or limited within the hours, closed outside; other modes are a person's will."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._serving: bool | None = None  # None: not known, or not by the hours
        self.hears = {
            "mode": self._mode,
            "clock_jumped": self._jumped,
            "life_ended": self._dark,
        }

    def _mode(self, fact: Fact) -> None:
        mode = fact["mode"]
        self._serving = True if mode in SERVING else False if mode == "closed" else None
        self._look(fact.at_s)

    def _jumped(self, fact: Fact) -> None:
        self._look(fact.at_s)

    def _dark(self, _: Fact) -> None:
        self._serving = None
        self.bench.deadlines.clear(KEY)

    def _look(self, now_s: float) -> None:
        """By when the mode must have changed."""
        self.bench.deadlines.clear(KEY)
        now, rules = self.bench.wall.shows(now_s), self.bench.rules
        if now is None or self._serving is None:
            return
        is_open = rules.is_open(now)
        fits = is_open is self._serving
        change_s = (rules.next_change(now) - now).total_seconds() if fits else 0.0
        what = "numbers are given out of hours" if self._serving else "it is closed within the hours"
        self.bench.deadlines.set(KEY, now_s + change_s + MODE_S, RULE, what)
