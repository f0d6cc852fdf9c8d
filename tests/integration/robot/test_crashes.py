"""The robot is killed at any moment, again and again, on the same data beside the same printer."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.desk.audit import START, AuditEntry, chained
from tests.support.papers import Paper
from tests.torture.kill.judge import Kept, wrong_with
from tests.torture.kill.moments import AIMS
from tests.torture.kill.people import Tap, Wish
from tests.torture.kill.pile import Pile
from tests.torture.kill.rounds import run

ROUNDS, DAY_ROUNDS = 100, 50
SEED = 20261124


def test_killed_at_any_moment_nothing_is_lost_doubled_or_unexplained(tmp_path: Path) -> None:
    result = run(tmp_path, ROUNDS, SEED, day_rounds=DAY_ROUNDS)
    assert result.wrong == []
    assert sum(result.aims.values()) == result.rounds == ROUNDS
    assert set(result.aims) == set(AIMS), "every aim was hit"
    assert min(result.states["done"], result.states["uncertain"], result.asked_again) > ROUNDS / 10


ENTRY = AuditEntry(datetime(2026, 11, 24, 2, tzinfo=UTC), "an", "call", "T1")
WISHES = [
    Wish("r1", "papers", {"ticket_id": "T1", "number": "A001"}),
    Wish("r2", "papers", {"ticket_id": "T2", "number": "A002"}),
]
TAPS = [
    Tap("s1", "/api/counters/1/next", {}, answered=True, ticket_id="T1"),
    Tap("s2", "/api/counters/2/undo", {}, answered=True, refused=True),
]
PAPERS = (Paper("T1", marked=False), Paper("T2", marked=True), Paper(None, marked=True))
KEPT = Kept(
    tickets={"T1": ("papers", "A001"), "T2": ("papers", "A002")},
    requests={"r1": ("issue", "T1"), "r2": ("issue", "T2"), "s1": ("call:1", "T1")},
    attempts={"T1": ["done"], "T2": ["uncertain", "done"]},
    audit=((ENTRY, chained(START, ENTRY)),),
    integrity="ok",
)
LIVES = 3
Told = tuple[Kept, list[Wish], list[Tap], Pile, int]
TRUE: Told = (KEPT, WISHES, TAPS, Pile(PAPERS, blanks=LIVES), LIVES)


def test_the_judge_finds_nothing_wrong_with_a_day_on_which_all_was_well() -> None:
    assert list(wrong_with(*TRUE)) == []


def kept(**changes: object) -> Callable[[], Told]:
    return lambda: (replace(KEPT, **changes), WISHES, TAPS, Pile(PAPERS), LIVES)


def papers(*papers: Paper, blanks: int = 0) -> Callable[[], Told]:
    return lambda: (KEPT, WISHES, TAPS, Pile(papers, blanks), LIVES)


@pytest.mark.parametrize(
    ("lie", "found"),
    [
        (kept(tickets={"T1": ("papers", "A001"), "T2": ("papers", "A001")}), "twice or lost"),
        (kept(tickets={"T1": ("papers", "A001"), "T2": ("papers", "A003")}), "twice or lost"),
        (kept(tickets={**KEPT.tickets, "T3": ("papers", "A003")}), "3 tickets for 2 wishes"),
        (kept(requests={"r2": ("issue", "T2"), "s1": ("call:1", "T1")}), "is not kept as it was answered"),
        (kept(requests={**KEPT.requests, "r2": ("issue", "T1")}), "is not kept as it was answered"),
        (kept(requests={**KEPT.requests, "s1": ("call:1", "T2")}), "is not kept as it was answered"),
        (kept(requests={**KEPT.requests, "s2": ("undo:2", "T2")}), "was refused and is kept"),
        (kept(attempts={"T1": ["done"], "T2": ["done", "done"]}), "done without paper"),
        (kept(attempts={"T1": ["done", "done"], "T2": ["uncertain", "done"]}), "is done without paper"),
        (kept(attempts={"T1": ["moved"], "T2": ["uncertain", "done"]}), "no person closed"),
        (kept(attempts={"T1": ["not_needed"], "T2": ["uncertain", "done"]}), "was not needed"),
        (kept(attempts={"T1": ["done"], "T2": ["done"]}), "a reprint without its effect"),
        (kept(attempts={"T1": ["done"]}), "papers without an effect"),
        (kept(audit=((ENTRY, b"changed"),)), "chain is broken"),
        (kept(integrity="row 3 missing from index"), "damaged"),
        (papers(*PAPERS, Paper("T1", marked=False)), "two papers that look alike"),
        (papers(*PAPERS, Paper("T2", marked=True)), "a reprint without its effect"),
        (papers(*PAPERS, Paper(None, marked=True)), "scraps, but only"),
        (papers(*PAPERS, blanks=LIVES + 1), "blank pieces"),
        (papers(*PAPERS[1:]), "done without paper"),
    ],
)
def test_the_judge_finds_what_was_planted(lie: Callable[[], Told], found: str) -> None:
    assert any(found in wrong for wrong in wrong_with(*lie()))
