"""Counts paper: what the journal says of it, and what came out of the printer."""

from collections.abc import Callable

from kiosk.rehearsal.counts.totals import Figures
from kiosk.rehearsal.facts import Fact

COUNTED_STATES = ("uncertain", "not_needed", "moved", "not_moved")


class PaperCount:
    """A number's paper is there when the journal says `done`."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures
        self._issued_s: dict[str, float] = {}
        self._leaflets: dict[int, None] = {}  # their jobs
        self.hears: dict[str, Callable[[Fact], None]] = {
            "day_began": lambda _: self._issued_s.clear(),
            "issued": self._issued,
            "effect": self._effect,
            "leaflet": self._leaflet,
            "paper": self._piece,
        }

    def _issued(self, fact: Fact) -> None:
        self._issued_s[str(fact["ticket"])] = fact.at_s

    def _effect(self, fact: Fact) -> None:
        state = str(fact["state"])
        if state == "done":
            self._done(fact)
        elif state in COUNTED_STATES:
            self._figures.papers[state] += 1

    def _done(self, fact: Fact) -> None:
        self._figures.papers["printed" if fact["copy"] == 1 else "reprinted"] += 1
        issued_s = self._issued_s.pop(str(fact["ticket"]), None)
        if issued_s is not None:
            self._figures.paper.add(fact.at_s - issued_s)

    def _leaflet(self, fact: Fact) -> None:
        job, state = int(fact["job"] or 0), str(fact["state"])
        again = state == "planned" and job in self._leaflets
        self._leaflets[job] = None
        self._figures.leaflets["refused" if again else state] += 1

    def _piece(self, fact: Fact) -> None:
        jobs = [int(word) for word in str(fact["jobs"] or "").split(",") if word]
        if jobs and jobs[0] in self._leaflets:
            self._figures.pieces["leaflet"] += 1
            return
        tickets = len(jobs)
        self._figures.pieces[("without", "whole")[tickets] if tickets < 2 else "several"] += 1
