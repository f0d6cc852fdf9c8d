"""What must be true of a whole day: of the numbers, of the steps, of the papers."""

import sqlite3
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from kiosk.desk.audit import AuditEntry, first_broken
from kiosk.desk.sqlite.rows import to_instant
from tests.torture.kill.people import Tap, Wish
from tests.torture.kill.pile import Pile

LOOK_S = 0.002
UNSETTLED = frozenset({"planned", "sent"})
CLOSED_BY_A_PERSON = frozenset({"moved", "not_moved"})
PROVED = frozenset({"done", "presented"})
AUDIT = "SELECT at, actor, step, ticket_id, reason, digest FROM audit ORDER BY audit_id"
Attempts = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Kept:
    """What lies in a day's database."""

    tickets: dict[str, tuple[str, str]]  # id -> service, number
    requests: dict[str, tuple[str, str | None]]  # id -> what, ticket
    attempts: Attempts  # ticket -> the states of its papers, by copy
    audit: tuple[tuple[AuditEntry, bytes], ...]
    integrity: str


def kept(path: Path) -> Kept:
    """Read a database that no process uses, or that one uses."""
    attempts: Attempts = defaultdict(list)
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        for ticket_id, state in database.execute("SELECT ticket_id, state FROM effect ORDER BY copy"):
            attempts[ticket_id].append(state)
        rows = database.execute(AUDIT)
        audit = tuple((AuditEntry(to_instant(at), *fields), digest) for at, *fields, digest in rows)
        return Kept(
            {i: (s, n) for i, s, n in database.execute("SELECT ticket_id, service, number FROM ticket")},
            {i: (w, t) for i, w, t in database.execute("SELECT request_id, what, ticket_id FROM request")},
            dict(attempts),
            audit,
            str(database.execute("PRAGMA integrity_check").fetchone()[0]),
        )


def says_sent(path: Path, within_s: float) -> bool:
    """Whether the journal says in time that bytes are leaving, or are about to."""
    deadline = time.monotonic() + within_s
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        while time.monotonic() < deadline:
            if database.execute("SELECT 1 FROM effect WHERE state = 'sent'").fetchone():
                return True
            time.sleep(LOOK_S)
    return False


def is_settled(attempts: Attempts) -> bool:
    """Nothing is still to be printed."""
    return not any(UNSETTLED & set(states) for states in attempts.values())


def wrong_with(
    found: Kept, wishes: Sequence[Wish], taps: Sequence[Tap], pile: Pile, lives: int
) -> Iterator[str]:
    """Every promise that was broken in a day on which the robot was started `lives` times."""
    if found.integrity != "ok":
        yield f"the database is damaged: {found.integrity}"
    if (place := first_broken(found.audit)) is not None:
        yield f"the audit's chain is broken at row {place}"
    yield from _wrong_numbers(found, wishes)
    yield from _wrong_steps(found, taps)
    yield from _wrong_papers(found.attempts, pile)
    if pile.blanks > lives:
        yield f"{pile.blanks} blank pieces of {lives} lives"


def _wrong_numbers(found: Kept, wishes: Sequence[Wish]) -> Iterator[str]:
    by_prefix: dict[str, list[int]] = defaultdict(list)
    for _, number in found.tickets.values():
        by_prefix[number[0]].append(int(number[1:]))
    for prefix, values in by_prefix.items():
        if sorted(values) != list(range(1, len(values) + 1)):
            yield f"numbers of {prefix} twice or lost: {sorted(values)}"
    for wish in wishes:
        told = wish.ticket or {}
        ticket_id = told.get("ticket_id", "")
        if found.requests.get(wish.request_id) != ("issue", ticket_id):
            yield f"{wish} is not kept as it was answered: {found.requests.get(wish.request_id)}"
        elif found.tickets[ticket_id][1] != told["number"]:
            yield f"{wish} has now number {found.tickets[ticket_id][1]}"
    if len(found.tickets) != len(wishes):
        yield f"{len(found.tickets)} tickets for {len(wishes)} wishes"


def _wrong_steps(found: Kept, taps: Sequence[Tap]) -> Iterator[str]:
    for tap in taps:
        row = found.requests.get(tap.request_id)
        if tap.refused and row is not None:
            yield f"{tap} was refused and is kept: {row}"
        if not tap.refused and (row is None or row[1] != tap.ticket_id):
            yield f"{tap} is not kept as it was answered: {row}"


def _wrong_papers(attempts: Attempts, pile: Pile) -> Iterator[str]:
    papers = pile.papers
    unmarked = Counter(paper.ticket_id for paper in papers if paper.ticket_id and not paper.marked)
    marked = Counter(paper.ticket_id for paper in papers if paper.ticket_id and paper.marked)
    doubts = sum(states.count("uncertain") for states in attempts.values())
    scraps = sum(1 for paper in papers if paper.ticket_id is None)
    if scraps > doubts:
        yield f"{scraps} scraps, but only {doubts} doubts explain them"
    if unknown := (set(unmarked) | set(marked)) - set(attempts):
        yield f"papers without an effect: {sorted(unknown)}"
    for ticket_id, states in attempts.items():
        for what in _wrong_ticket(states, unmarked[ticket_id], marked[ticket_id]):
            yield f"{ticket_id} {states}, {unmarked[ticket_id]}+{marked[ticket_id]} papers: {what}"


def _wrong_ticket(states: Sequence[str], unmarked: int, marked: int) -> Iterator[str]:
    tried = [state for state in states if state != "not_needed"]
    if unmarked > 1:
        yield "two papers that look alike"
    if unmarked == 1 and states[0] == "not_needed":
        yield "a paper that was not needed"
    if marked > sum(1 for state in states[1:] if state != "not_needed"):
        yield "a reprint without its effect"
    if states[0] in PROVED and unmarked == 0:
        yield "done without paper"
    if marked < sum(1 for state in states[1:] if state in PROVED):
        yield "a reprint is done without paper"
    if CLOSED_BY_A_PERSON & set(states):
        yield "a doubt that no person closed is closed"
    if not tried and len(states) > 1:
        yield "a reprint of a paper that was never tried"
