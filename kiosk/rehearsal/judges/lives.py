"""After a crash the robot is soon at work again."""

from kiosk.rehearsal.facts import Fact
from kiosk.rehearsal.judges.bounds import BACK_S, BACK_WELL_DISK_S, START_S
from kiosk.rehearsal.judges.judge import Bench, Judge

KEY = "life"
RULE = "back_in_service"


class Lives(Judge):
    """A disk that is not well is waited for; then it may take as long as the longest pause between starts."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._expected = False  # it should be up, or come up
        self._failed = False  # a start failed since it was last up
        self.hears = {
            "life_began": self._began,
            "life_up": self._up,
            "life_ended": self._ended,
            "start_failed": self._start_failed,
            "disk": self._disk,
            "day_ended": self._up,
        }

    def _began(self, fact: Fact) -> None:
        self._expect(fact.at_s, START_S)

    def _up(self, _: Fact) -> None:
        self._expected = self._failed = False
        self.bench.deadlines.clear(KEY)

    def _ended(self, fact: Fact) -> None:
        self._up(fact)
        if fact["how"] == "crash" and self.bench.scene.in_day:
            self._expect(fact.at_s, BACK_S)

    def _start_failed(self, fact: Fact) -> None:
        if self.bench.scene.disk == "well" and self.bench.scene.disk_since_s < fact.at_s - START_S:
            self.bench.accuse(RULE, f"it did not start although the disk is well: {fact['error']}")
        self._failed = True
        self._expect(fact.at_s, BACK_WELL_DISK_S)

    def _disk(self, fact: Fact) -> None:
        if self._expected:
            self._expect(fact.at_s, BACK_WELL_DISK_S)

    def _expect(self, now_s: float, within_s: float) -> None:
        self._expected = True
        self.bench.deadlines.clear(KEY)
        if self.bench.scene.disk == "well":
            within_s = BACK_WELL_DISK_S if self._failed else within_s
            self.bench.deadlines.set(KEY, now_s + within_s, RULE, f"it is not at work after {within_s:g} s")
