"""A rehearsed morning keeps every rule, is the same every time, and notices a robot that breaks one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from drivers.interfaces import Proof
from drivers.ticket_printer.escpos.driver import EscPosPrinter
from kiosk.desk.papers import Papers
from kiosk.desk.sqlite.small_tables import SqliteSequences
from kiosk.rehearsal.days import rehearse_week
from state_machines.patience import Patience
from tests.support.mornings import a_morning

ROOT = Path(__file__).resolve().parents[2]
DIGEST = """
from kiosk.rehearsal.days import rehearse_week
from tests.support.mornings import a_morning
print(rehearse_week(*a_morning(3)).digest)
"""


@pytest.mark.parametrize("seed", (1, 2, 3))
def test_a_morning_with_heavy_faults_breaks_no_rule(seed):
    result = rehearse_week(*a_morning(seed))
    assert result.violations == ()
    assert result.figures.totals["numbers"] > 20


def test_the_same_seed_gives_the_same_digest_whatever_the_hashes_of_the_process():
    digests = {
        subprocess.run(
            [sys.executable, "-c", DIGEST],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert digests == {rehearse_week(*a_morning(3)).digest + "\n"}


def test_another_seed_gives_another_morning():
    assert (
        rehearse_week(*a_morning(3, citizens=20)).digest != rehearse_week(*a_morning(4, citizens=20)).digest
    )


async def cut_without_asking(self, job_number: int) -> Proof:
    return Proof.JOB_ID


def leave_one_out(self, name, day, first, _take=SqliteSequences.take):
    value = _take(self, name, day, first)
    return value + 1 if name.startswith("number:") and value > 5 else value


PLANTED = {
    "done_with_paper": (EscPosPrinter, "cut", cut_without_asking),
    "number_gap": (SqliteSequences, "take", leave_one_out),
    "visit_ends": (Patience, "start", lambda self, event, after_s: None),
    "doubt_at_start": (Papers, "recover", lambda self, unit, moment, living: (0, ())),
}


@pytest.mark.parametrize("rule", PLANTED)
def test_a_planted_error_is_noticed(rule, monkeypatch):
    where, name, wrong = PLANTED[rule]
    monkeypatch.setattr(where, name, wrong)
    found = set()
    for seed in range(1, 9):
        found |= {violation.rule for violation in rehearse_week(*a_morning(seed)).violations}
        if rule in found:
            return
    pytest.fail(f"only {found or 'nothing'} was noticed")
