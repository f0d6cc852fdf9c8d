"""`kiosk rehearse`: what it asks for, what it says, how it ends."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from kiosk.cli import progress, rehearse
from kiosk.config.schema import Config
from kiosk.rehearsal.plan import DayPlan, Order
from kiosk.rehearsal.results import WeekResult
from tests.rehearsal.fake_week import STATES, fake_week

SMALL = ("--citizens", 5, "--jobs", 1)


class Rehearsals:
    """Stands for the rehearsal; the week `broken` breaks a rule."""

    def __init__(self) -> None:
        self.orders: list[Order] = []
        self.shorter: list[Sequence[DayPlan]] = []
        self.broken: int | None = None

    def __call__(
        self, order: Order, days: Sequence[DayPlan] | None = None, config: Config | None = None
    ) -> WeekResult:
        assert isinstance(config, Config)
        if days is not None:
            self.shorter.append(days)
            return fake_week(order, broken=sum(len(day.citizens) for day in days) > 0)
        self.orders.append(order)
        return fake_week(order, broken=order.week == self.broken)


@pytest.fixture
def rehearsals(monkeypatch: pytest.MonkeyPatch) -> Rehearsals:
    fake = Rehearsals()
    monkeypatch.setattr(rehearse, "rehearse_week", fake)
    monkeypatch.setattr(rehearse, "RARE_STATES", STATES)
    return fake


def test_a_week_of_300_citizens_a_day_with_light_faults_is_the_default(
    kiosk: Any, rehearsals: Rehearsals
) -> None:
    code, out, err = kiosk("rehearse")
    (order,) = rehearsals.orders
    assert code == 0
    assert (order.days, order.citizens, order.faults, order.week) == (5, 300, "light", 0)
    assert err == f"rehearsing 5 days with 300 citizens each, faults light, seed {order.seed}\n"
    assert out.endswith("0 violations\n")


def test_without_a_seed_each_run_has_its_own(kiosk: Any, rehearsals: Rehearsals) -> None:
    kiosk("rehearse", *SMALL)
    kiosk("rehearse", *SMALL)
    assert rehearsals.orders[0].seed != rehearsals.orders[1].seed


def test_the_same_seed_has_the_same_digest(kiosk: Any, rehearsals: Rehearsals) -> None:
    digests = {
        re.search("digest  (.*)", kiosk("rehearse", "--seed", seed, *SMALL)[1])[1] for seed in (3, 3, 4)
    }
    assert len(digests) == 2


def test_a_failing_run_ends_with_1_and_the_command_that_replays_it(
    kiosk: Any, rehearsals: Rehearsals, monkeypatch: pytest.MonkeyPatch
) -> None:
    rehearsals.broken = 1
    monkeypatch.setattr(progress, "QUIET_S", 0.0)
    code, out, told = kiosk("rehearse", "--seed", 9, "--days", 12, *SMALL, "--faults", "heavy")
    assert code == 1
    assert ", 1 violation, the first in week 2: number_twice\n" in told
    assert "\n1 violation\n  number_twice  week 2, day 3, 10:00:00.500" in out
    replay = re.search("It happens again with:\n  (.*)\n", out)
    assert replay
    assert replay[1] == "kiosk rehearse --seed 9 --days 12 --citizens 5 --faults heavy --week 2"
    rehearsals.orders.clear()
    again, _, _ = kiosk(*replay[1].split()[1:], "--jobs", 1)
    assert again == 1
    assert rehearsals.orders == [Order(9, 5, 5, "heavy", 1)]


def test_a_failing_week_is_shortened_unless_its_trace_is_to_be_kept(
    kiosk: Any, rehearsals: Rehearsals
) -> None:
    rehearsals.broken = 0
    _, out, _ = kiosk("rehearse", "--seed", 9, *SMALL)
    assert "The same rule is broken with 1 day, 0 faults, 1 citizen, 0 shifts" in out
    assert rehearsals.shorter
    rehearsals.shorter.clear()
    _, out, _ = kiosk("rehearse", "--seed", 9, *SMALL, "--keep-trace")
    assert "\nThe last " in out
    assert not rehearsals.shorter


def test_the_last_week_of_a_run_may_be_short(kiosk: Any, rehearsals: Rehearsals) -> None:
    kiosk("rehearse", "--days", 12, *SMALL)
    assert [(order.week, order.days) for order in rehearsals.orders] == [(0, 5), (1, 5), (2, 2)]


def test_a_long_run_must_reach_every_rare_state(kiosk: Any, rehearsals: Rehearsals) -> None:
    code, out, _ = kiosk("rehearse", "--days", 250, "--faults", "heavy", "--citizens", 1, "--jobs", 1)
    assert code == 1
    assert "never                never_seen\n" in out
    assert out.endswith("0 violations, 1 rare state never reached\n")


def test_json_is_all_that_is_printed(kiosk: Any, rehearsals: Rehearsals) -> None:
    code, out, _ = kiosk("rehearse", "--seed", 4, *SMALL, "--json")
    assert code == 0
    assert json.loads(out)["seed"] == 4


def test_the_report_is_a_page(kiosk: Any, rehearsals: Rehearsals, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    kiosk("rehearse", "--seed", 4, *SMALL, "--report", file)
    assert file.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert "kiosk rehearse --seed 4 --days 5 --citizens 5 --faults light" in file.read_text(encoding="utf-8")


def test_a_report_that_cannot_be_written_is_told_before_the_run(
    kiosk: Any, rehearsals: Rehearsals, tmp_path: Path
) -> None:
    file = tmp_path / "none" / "report.html"
    assert kiosk("rehearse", "--report", file) == (
        1,
        "",
        f"kiosk: {file} cannot be written; choose another file with --report\n",
    )
    assert rehearsals.orders == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--days", "0"), "argument --days: 0 is not a whole number from 1 to 5000"),
        (("--days", "5001"), "argument --days: 5001 is not a whole number from 1 to 5000"),
        (("--days", "five"), "argument --days: five is not a whole number from 1 to 5000"),
        (("--citizens", "-1"), "argument --citizens: -1 is not a whole number from 0 to 5000"),
        (("--citizens", "²"), "argument --citizens: ² is not a whole number from 0 to 5000"),
        (("--seed", "1.5"), "argument --seed: 1.5 is not a whole number from 0 to 9223372036854775807"),
        (
            ("--faults", "many"),
            "argument --faults: invalid choice: 'many' (choose from 'none', 'light', 'heavy')",
        ),
        (("--week", "0"), "argument --week: 0 is not a whole number from 1 to 1000"),
        (("--days", "12", "--week", "4"), "there is no week 4: the run has 3 weeks, from 1"),
        (("--jobs", "0"), "argument --jobs: 0 is not a whole number from 1 to 256"),
    ],
)
def test_wrong_use_is_code_2_and_says_what_would_be_right(
    kiosk: Any, rehearsals: Rehearsals, words: tuple[str, ...], told: str
) -> None:
    code, _, err = kiosk("rehearse", *words)
    assert code == 2
    assert err.endswith(f"{told}\n")
    assert rehearsals.orders == []


def test_a_configuration_with_problems_is_told_as_by_check(
    kiosk: Any, rehearsals: Rehearsals, folder: Path
) -> None:
    (folder / "site.yaml").write_text("{")
    code, _, err = kiosk("rehearse", "--config", folder)
    assert code == 1
    assert "site.yaml:2:1: error syntax: " in err


def test_another_configuration_is_part_of_the_replay(
    kiosk: Any, rehearsals: Rehearsals, folder: Path
) -> None:
    rehearsals.broken = 0
    _, out, _ = kiosk("rehearse", "--seed", 9, *SMALL, "--config", folder)
    assert f"--week 1 --config {folder}\n" in out


def test_a_rehearsal_that_fails_itself_is_told_with_its_week(
    kiosk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(order: Order, config: Config) -> WeekResult:
        raise ZeroDivisionError

    monkeypatch.setattr(rehearse, "rehearse_week", fail)
    code, out, err = kiosk("rehearse", "--seed", 1, *SMALL)
    assert (code, out) == (1, "")
    assert "ZeroDivisionError" in err
    assert err.endswith(
        "kiosk: the rehearsal itself failed in week 1. It happens again with:\n"
        "  kiosk rehearse --seed 1 --days 5 --citizens 5 --faults light --week 1\n"
    )
