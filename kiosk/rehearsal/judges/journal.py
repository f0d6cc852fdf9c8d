"""The journal: every effect goes its way, a doubt is closed by a person only, a reprint has a reason."""

import math
from collections import deque
from dataclasses import dataclass

from kiosk.rehearsal.facts import Fact
from kiosk.rehearsal.judges.book import Book, EffectRow
from kiosk.rehearsal.judges.bounds import STAFF_TOLD_S
from kiosk.rehearsal.judges.judge import Bench, Judge

NEXT: dict[str, tuple[str, ...]] = {
    "planned": ("planned", "sent", "not_needed"),  # planned again: of another owner
    "sent": ("done", "uncertain", "planned"),
    "uncertain": ("moved", "not_moved"),
    "done": (),
    "moved": (),
    "not_moved": (),
    "not_needed": (),
}
FIRST_TOLD = ("planned", "sent", "not_needed")  # the plan of a new number is not told
DOUBTED = ("uncertain", "moved", "not_moved")
CLOSED_BY_PERSON = ("moved", "not_moved")
CLOSING = ("found", "not_found")  # what staff say who closed a doubt


@dataclass(slots=True)
class Seen:
    """One effect as it was last told; `from_book`: the database was ahead, the fact may still come."""

    ticket: str
    copy: int
    job: int
    state: str
    from_book: bool = False


class Journal(Judge):
    """What was told of an effect stays true; the database may be further on after a crash."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.effects: dict[int, Seen] = {}
        self.of_job: dict[int, int] = {}
        self._unclaimed: deque[int] = deque()  # effects closed, and nobody has said that they did it yet
        self._claim_s = -math.inf  # when staff last said that they closed one, and none was closed
        self._interrupted: tuple[int, ...] = ()  # sent when the last life ended
        self._just_up = False
        self.hears = {
            "effect": self._effect,
            "staff": self._staff,
            "life_began": self._life_began,
            "life_up": self._life_up,
        }

    def look(self, book: Book) -> None:
        """Nothing that was told is taken back."""
        rows = {row.effect: row for row in book.effects()}
        for effect, seen in self.effects.items():
            state = rows[effect].state if effect in rows else "nothing"
            if not _leads_to(seen.state, state):
                self.bench.accuse(
                    "journal_kept", f"effect {effect} was {seen.state}, the database has {state}"
                )
        self._check_start(rows)
        self._check_reprints(book, rows)
        if not self.bench.scene.alive or self._just_up:
            self._adopt(rows)
        self._just_up = False

    def state_of(self, job: int) -> str | None:
        """The state of a job's effect as it was told."""
        effect = self.of_job.get(job)
        return None if effect is None else self.effects[effect].state

    def _effect(self, fact: Fact) -> None:
        effect, job, state = int(fact["effect"] or 0), int(fact["job"] or 0), str(fact["state"])
        seen = self.effects.get(effect)
        if seen is None:
            seen = self._first(effect, str(fact["ticket"]), int(fact["copy"] or 0), job, state)
            if state not in FIRST_TOLD:
                self.bench.accuse("journal_order", f"effect {effect} began as {state}")
        elif state not in NEXT[seen.state] and not (seen.from_book and state == seen.state):
            self.bench.accuse("journal_order", f"effect {effect} was {seen.state}, and then {state}")
        seen.state, seen.from_book = state, False
        if state in CLOSED_BY_PERSON:
            self._closed(effect, seen, fact.at_s)

    def _first(self, effect: int, ticket: str, copy: int, job: int, state: str) -> Seen:
        self.effects[effect] = seen = Seen(ticket, copy, job, state)
        other = self.of_job.setdefault(job, effect)
        if other != effect:
            self.bench.accuse("journal_order", f"effects {other} and {effect} have the same job number {job}")
        return seen

    def _closed(self, effect: int, seen: Seen, at_s: float) -> None:
        if self._claim_s >= at_s - STAFF_TOLD_S:
            self._claim_s = -math.inf
            return
        self._unclaimed.append(effect)
        what = f"the doubt of effect {effect} is {seen.state}, and no person closed it"
        self.bench.deadlines.set(("doubt", effect), at_s + STAFF_TOLD_S, "doubt_by_person", what)

    def _staff(self, fact: Fact) -> None:
        if fact["act"] not in CLOSING:
            return
        if self._unclaimed:
            self.bench.deadlines.clear(("doubt", self._unclaimed.popleft()))
        else:
            self._claim_s = fact.at_s

    def _life_began(self, _: Fact) -> None:
        interrupted = [effect for effect, seen in self.effects.items() if seen.state == "sent"]
        self._interrupted = tuple(interrupted)

    def _life_up(self, _: Fact) -> None:
        self._just_up = True

    def _check_start(self, rows: dict[int, EffectRow]) -> None:
        """At start everything sent becomes uncertain before any new work."""
        if not self._just_up:
            return
        for effect in self._interrupted:
            state = rows[effect].state if effect in rows else "nothing"
            if state not in ("uncertain", "done"):
                self.bench.accuse(
                    "doubt_at_start", f"effect {effect} of an earlier life is {state} after the start"
                )
        self._interrupted = ()

    def _check_reprints(self, book: Book, rows: dict[int, EffectRow]) -> None:
        """More than one copy only after a doubt or a person's wish."""
        doubted = {row.ticket: None for row in rows.values() if row.state in DOUBTED}
        again = [row for row in rows.values() if row.copy > 1 and row.ticket not in doubted]
        if not again:
            return
        wished = book.reprints_wished()
        for row in again:
            if row.ticket not in wished:
                self.bench.accuse(
                    "reprint_reason", f"copy {row.copy} of {row.ticket}: no doubt, nobody's wish"
                )

    def _adopt(self, rows: dict[int, EffectRow]) -> None:
        for row in rows.values():
            seen = self.effects.get(row.effect)
            if seen is None:
                seen = self._first(row.effect, row.ticket, row.copy, row.job, row.state)
                seen.from_book = True
            elif seen.state != row.state:
                seen.state, seen.from_book = row.state, True


def _leads_to(told: str, state: str) -> bool:
    """Whether an effect told as `told` may be `state` in the database by now."""
    if told == state:
        return True
    return state != told and any(
        _leads_to(after, state) for after in NEXT.get(told, ()) if after != "planned"
    )
