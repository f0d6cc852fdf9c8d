"""Counts the robot's lives: how they ended, how soon it was back, what was out of order meanwhile."""

from collections.abc import Callable

from kiosk.rehearsal.counts.totals import DAY_S, ROBOT, Figures, Outage
from kiosk.rehearsal.facts import Fact

Key = tuple[str, str]  # device, fault


class LifeCount:
    """An outage ends when it is cleared, with the life that told of it, or with the day."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures
        self._day = 0
        self._outages: dict[Key, float] = {}
        self._down: tuple[str, float] | None = None  # how the last life ended, and when
        self.hears: dict[str, Callable[[Fact], None]] = {
            "day_began": self._day_began,
            "life_began": self._life_began,
            "life_up": self._life_up,
            "life_ended": self._life_ended,
            "start_failed": self._start_failed,
            "trouble": self._trouble,
            "day_ended": self._day_ended,
        }

    def _day_began(self, _: Fact) -> None:
        self._day += 1
        self._figures.totals["days"] += 1

    def _life_began(self, fact: Fact) -> None:
        self._figures.lives[str(fact["after"])] += 1

    def _life_up(self, fact: Fact) -> None:
        if self._down is not None:
            self._figures.restart.add(fact.at_s - self._down[1])
        self._up_again(fact)

    def _life_ended(self, fact: Fact) -> None:
        self._close_all(fact)
        if fact["how"] != "stop" and self._down is None:
            self._down = (str(fact["how"]), fact.at_s)

    def _start_failed(self, fact: Fact) -> None:
        self._figures.lives["failed"] += 1
        if self._down is None:
            self._down = ("failed", fact.at_s)

    def _trouble(self, fact: Fact) -> None:
        key = (str(fact["device"]), str(fact["fault"]))
        if fact["change"] == "raised":
            self._figures.troubles[" ".join(key)] += 1
            self._outages[key] = fact.at_s
        elif key in self._outages:
            self._close(key, self._outages.pop(key), fact.at_s)

    def _day_ended(self, fact: Fact) -> None:
        self._close_all(fact)
        self._up_again(fact)

    def _up_again(self, fact: Fact) -> None:
        if self._down is not None:
            how, since_s = self._down
            self._figures.totals["down_ms"] += round(1000 * (fact.at_s - since_s))
            self._close((ROBOT, how), since_s, fact.at_s)
            self._down = None

    def _close_all(self, fact: Fact) -> None:
        for key, begin_s in self._outages.items():
            self._close(key, begin_s, fact.at_s)
        self._outages.clear()

    def _close(self, key: Key, begin_s: float, end_s: float) -> None:
        length_s = round(end_s - begin_s, 3)
        self._figures.outages.append(Outage(self._day, *key, round(begin_s % DAY_S, 3), length_s))
