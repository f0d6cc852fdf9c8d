"""Each judge catches a planted violation made of hand-written facts, and is quiet about a legal history."""

from pathlib import Path

import pytest

from kiosk.rehearsal.facts import Value
from tests.rehearsal.judged_office import OPEN_S, Office, issued


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "kiosk.db")


def test_a_legal_day_is_quiet(office: Office) -> None:
    office.tell("mode", mode="open")
    issued(office, "A001", "A002", "A003")
    office.answer("T1", "A001", 0, "r1")
    office.answer("T2", "A002", 1, "r2")
    office.print(1)
    office.step("called", "T1")
    office.answer("T3", "A003", 1, "r3")
    office.print(2, "T2")
    office.step("recalled", "T1")
    office.step("finished", "T1")
    office.step("called", "T2")
    office.step("no_show", "T2")
    office.step("back", "T2")
    office.step("called", "T2", "2")
    office.print(3, "T3")
    for effect in (1, 2, 3):
        office.effect_row(effect, f"T{effect}", "done")
    office.look()
    assert office.broken == []


def test_violations_are_told_as_facts_and_bounded(office: Office) -> None:
    told: list[Value] = []
    office.witness.on_fact(lambda fact: told.append(fact["rule"]) if fact.kind == "violated" else None)
    for _ in range(200):
        office.tell("trouble", change="cleared", device="desk", fault="desk_failed")
    assert len(told) == len(office.court.violations) == 100
    assert office.court.violations[0].at_s == OPEN_S


class TestVisits:
    def test_a_number_that_does_not_come_is_caught(self, office: Office) -> None:
        office.screen("issuing")
        office.wait(5.6)
        assert office.broken == ["answer_in_time"]

    @pytest.mark.parametrize(("name", "longest_s"), [("services", 65), ("ticket", 50), ("trouble", 65)])
    def test_a_screen_that_nobody_leaves_is_caught(self, office: Office, name: str, longest_s: float) -> None:
        office.screen(name)
        office.wait(longest_s + 0.4)
        assert office.broken == []
        office.wait(0.2)
        assert office.broken == ["visit_ends"]

    def test_a_touch_gives_more_time(self, office: Office) -> None:
        office.screen("services")
        office.wait(40)
        office.did("touch")
        office.wait(60)
        assert office.broken == []

    def test_a_touch_that_is_refused_gives_none(self, office: Office) -> None:
        office.screen("services")
        office.wait(40)
        office.did("touch", "not_allowed")
        office.wait(60)
        assert office.broken == ["visit_ends"]

    def test_a_visit_that_is_cleared_without_a_warning_is_caught(self, office: Office) -> None:
        office.screen("services")
        office.wait(30)
        office.screen("attract", visit=2)
        office.wait(2)
        assert office.broken == ["warned_before_cleared"]

    def test_a_warning_of_twenty_seconds_is_enough(self, office: Office) -> None:
        office.screen("services")
        office.wait(45)
        office.screen("services", overlays="warning,vi,normal")
        office.wait(20)
        office.screen("attract", visit=2)
        office.wait(2)
        assert office.broken == []

    def test_who_ends_the_visit_needs_no_warning(self, office: Office) -> None:
        office.screen("ticket")
        office.wait(10)
        office.screen("attract", visit=2)
        office.did("done")
        office.wait(2)
        assert office.broken == []

    def test_a_language_that_somebody_left_is_caught(self, office: Office) -> None:
        office.screen("attract", overlays="en,normal")
        office.wait(66)
        assert office.broken == ["visit_ends"]

    def test_a_screen_that_is_as_usual_again_is_quiet(self, office: Office) -> None:
        office.screen("closed", overlays="contrast,vi,normal")
        office.did("contrast")
        office.screen("closed")
        office.did("contrast")
        office.wait(600)
        assert office.broken == []


class TestLives:
    def test_a_robot_that_does_not_come_back_is_caught(self, office: Office) -> None:
        office.crash()
        office.wait(3.1)
        assert office.broken == ["back_in_service"]

    def test_a_bad_disk_is_waited_for(self, office: Office) -> None:
        office.tell("disk", state="broken")
        office.crash()
        office.wait(100)
        office.tell("start_failed", life=2, error="disk_error")
        office.tell("disk", after_s=100, state="well")
        office.wait(44)
        assert office.broken == []
        office.wait(2)
        assert office.broken == ["back_in_service"]

    def test_a_start_that_fails_on_a_well_disk_is_caught(self, office: Office) -> None:
        office.crash()
        office.tell("life_began", life=2, after="crash")
        office.tell("start_failed", life=2, error="corrupt")
        assert office.broken == ["back_in_service"]


class TestTroubles:
    def test_a_trouble_that_is_told_twice_is_caught(self, office: Office) -> None:
        office.tell("trouble", change="raised", device="desk", fault="desk_failed")
        office.tell("trouble", change="raised", device="desk", fault="desk_failed")
        assert office.broken == ["told_once"]

    def test_a_trouble_that_is_over_before_it_began_is_caught(self, office: Office) -> None:
        office.tell("trouble", change="cleared", device="desk", fault="desk_failed")
        assert office.broken == ["told_once"]

    def test_a_fault_that_stays_and_is_not_told_is_caught(self, office: Office) -> None:
        office.tell("status", device="userError", paper="out", faults="paper_out")
        office.wait(1.6)
        assert office.broken == ["staff_told"]

    def test_a_fault_that_is_over_and_still_told_is_caught(self, office: Office) -> None:
        office.tell("status", device="userError", paper="out", faults="paper_out")
        office.tell("trouble", after_s=1, change="raised", device="printer", fault="paper_out")
        office.tell("status", device="online", paper="full", faults="")
        office.wait(1.6)
        assert office.broken == ["staff_told"]

    def test_a_fault_that_flaps_need_not_be_told(self, office: Office) -> None:
        for _ in range(5):
            office.tell("status", after_s=0.5, device="userError", paper="out", faults="paper_out")
            office.tell("status", after_s=0.5, device="online", paper="full", faults="")
        office.wait(5)
        assert office.broken == []

    def test_a_printer_that_is_gone_and_not_told_is_caught(self, office: Office) -> None:
        office.tell("printer", what="cable_pulled", detail="")
        office.wait(21)
        assert office.broken == ["staff_told"]

    def test_any_trouble_of_the_printer_tells_that_it_is_gone(self, office: Office) -> None:
        office.tell("printer", what="cable_pulled", detail="")
        office.tell("trouble", after_s=4, change="raised", device="printer", fault="printer_unplugged")
        office.wait(60)
        assert office.broken == []

    def test_the_next_life_tells_again(self, office: Office) -> None:
        office.tell("trouble", change="raised", device="desk", fault="desk_failed")
        office.crash()
        office.restart()
        office.tell("trouble", change="raised", device="desk", fault="desk_failed")
        assert office.broken == []


class TestHours:
    def test_open_after_closing_is_caught(self, office: Office) -> None:
        office.tell("mode", mode="open")
        office.wait(3.5 * 3600 + 1.6)
        assert office.broken == ["hours"]

    def test_closed_within_the_hours_is_caught(self, office: Office) -> None:
        office.tell("mode", mode="closed")
        office.wait(1.6)
        assert office.broken == ["hours"]

    def test_a_mode_that_follows_the_hours_is_right(self, office: Office) -> None:
        office.tell("mode", mode="open")
        office.wait(3.5 * 3600)
        office.tell("mode", mode="closed", after_s=1)
        office.wait(6 * 3600)
        assert office.broken == []

    def test_the_mode_follows_a_clock_that_is_set(self, office: Office) -> None:
        office.tell("mode", mode="open")
        office.tell("clock_jumped", seconds=-1800)
        office.wait(4 * 3600)
        office.tell("mode", mode="closed")
        assert office.broken == []
        office.tell("clock_jumped", seconds=-7200)
        office.wait(1.6)
        assert office.broken == ["hours"]

    def test_a_pause_is_a_persons_will(self, office: Office) -> None:
        office.tell("mode", mode="paused")
        office.wait(6 * 3600)
        assert office.broken == []
