"""Counts a week's facts into figures."""

from collections import defaultdict
from collections.abc import Callable

from kiosk.rehearsal.counts.lives import LifeCount
from kiosk.rehearsal.counts.papers import PaperCount
from kiosk.rehearsal.counts.people import PeopleCount
from kiosk.rehearsal.counts.tickets import TicketCount
from kiosk.rehearsal.counts.totals import Figures, Outage
from kiosk.rehearsal.facts import Fact, Witness

__all__ = ["Counting", "Figures", "Outage"]


class Counting:
    """Listens to the witness from the beginning."""

    def __init__(self, witness: Witness) -> None:
        self.simulated_s = 0.0  # in the days that have ended; the nights between them do not count
        self._began_s = 0.0
        self._figures = Figures()
        self._hearers: defaultdict[str, list[Callable[[Fact], None]]] = defaultdict(list)
        for part in (TicketCount, PaperCount, LifeCount, PeopleCount):
            for kind, hear in part(self._figures).hears.items():
                self._hearers[kind].append(hear)
        self._hearers["day_began"].append(self._day_began)
        self._hearers["day_ended"].append(self._day_ended)
        witness.on_fact(self._hear)

    def figures(self) -> Figures:
        """Complete when the last day has ended."""
        return self._figures

    def _hear(self, fact: Fact) -> None:
        for hear in self._hearers.get(fact.kind, ()):
            hear(fact)

    def _day_began(self, fact: Fact) -> None:
        self._began_s = fact.at_s

    def _day_ended(self, fact: Fact) -> None:
        self.simulated_s += fact.at_s - self._began_s
