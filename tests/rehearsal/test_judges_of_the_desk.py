"""Judges of numbers and the queue: each catches a planted violation and is quiet about what is legal."""

from datetime import time
from pathlib import Path

import pytest

from tests.rehearsal.judged_office import DAY, Office, issued


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "kiosk.db")


class TestNumbers:
    def test_the_same_number_for_two_tickets_is_caught_when_it_is_told(self, office: Office) -> None:
        office.issue("T1", "A001")
        office.issue("T2", "A001")
        assert office.broken == ["number_once"]

    def test_the_same_number_on_two_days_is_right(self, office: Office) -> None:
        office.issue("T1", "A001")
        office.next_day()
        office.issue("T2", "A001")
        assert office.broken == []

    def test_a_ticket_that_is_issued_twice_is_caught(self, office: Office) -> None:
        office.issue("T1", "A001")
        office.issue("T1", "A001")
        assert office.broken == ["number_once"]

    def test_a_gap_in_the_database_is_caught(self, office: Office) -> None:
        office.row("T1", "A001")
        office.row("T2", "A003")
        office.look()
        assert office.broken == ["number_gap"]

    def test_a_number_of_the_past_is_caught_in_the_database(self, office: Office) -> None:
        for n, number in enumerate(("A001", "A002", "A0002"), 1):
            office.row(f"T{n}", number)
        office.look()
        assert office.broken == ["number_form", "number_once"]

    def test_another_prefix_and_another_day_begin_anew(self, office: Office) -> None:
        office.row("T1", "A001")
        office.row("T2", "B001")
        office.row("T3", "A001", day="2026-11-24")
        office.look()
        assert office.broken == []

    def test_a_number_out_of_hours_is_caught(self, office: Office) -> None:
        office.row("T1", "A001", at=time(11, 30))
        office.look()
        assert office.broken == ["hours"]

    def test_a_number_that_counts_for_another_day_is_caught(self, office: Office) -> None:
        office.row("T1", "A001")
        office.run("UPDATE ticket SET day = '2026-11-22'")
        office.look()
        assert office.broken == ["number_day"]


class TestPromises:
    def test_a_number_that_was_told_and_is_not_in_the_database_is_lost(self, office: Office) -> None:
        office.issue("T1", "A001")
        office.answer("T1", "A001", 0)
        office.look()
        assert office.broken == ["none_lost"]

    def test_a_number_on_the_screen_is_a_promise(self, office: Office) -> None:
        office.screen("ticket", ticket="T1", number="A001")
        office.look()
        assert office.broken == ["none_lost"]

    def test_another_number_for_the_same_ticket_is_caught(self, office: Office) -> None:
        office.issue("T1", "A001")
        office.answer("T1", "A002", 0)
        assert office.broken == ["none_lost"]

    def test_a_ticket_that_nobody_was_told_of_is_legal(self, office: Office) -> None:
        office.row("T1", "A001")
        office.crash()
        office.restart()
        assert office.broken == []

    def test_a_ticket_that_disappears_is_lost(self, office: Office) -> None:
        office.row("T1", "A001")
        office.look()
        office.run("DELETE FROM ticket")
        office.look()
        assert office.broken == ["none_lost"]

    def test_two_tickets_for_one_request_are_caught(self, office: Office) -> None:
        issued(office, "A001", "A002")
        office.answer("T1", "A001", 0, "r1")
        office.answer("T2", "A002", 1, "r1", again=True)
        assert office.broken == ["same_request"]

    def test_a_request_that_the_database_knows_for_another_ticket_is_caught(self, office: Office) -> None:
        issued(office, "A001", "A002")
        office.run("INSERT INTO request VALUES ('r1', 'issue', 'T2', 0)")
        office.answer("T1", "A001", 0, "r1")
        office.look()
        assert office.broken == ["same_request"]


class TestQueue:
    def test_a_later_ticket_that_is_called_first_is_caught(self, office: Office) -> None:
        issued(office, "A001", "A002")
        office.step("called", "T2")
        assert office.broken == ["calling_order"]

    def test_after_two_priority_calls_a_normal_one_is_due(self, office: Office) -> None:
        office.issue("N1", "A001")
        for n in (2, 3, 4):
            office.issue(f"P{n}", f"A00{n}", "elderly")
        office.step("called", "P2", "1")
        office.step("called", "P3", "2")
        office.step("finished", "P2", "1")
        office.step("called", "P4", "1")
        assert office.broken == ["calling_order", "nobody_starves"]

    def test_priority_first_then_normal_is_right(self, office: Office) -> None:
        office.issue("N1", "A001")
        for n in (2, 3, 4):
            office.issue(f"P{n}", f"A00{n}", "elderly")
        office.step("called", "P2", "1")
        office.step("called", "P3", "2")
        office.step("finished", "P2", "1")
        office.step("called", "N1", "1")
        office.step("finished", "P3", "2")
        office.step("called", "P4", "2")
        assert office.broken == []

    def test_an_undone_call_does_not_count(self, office: Office) -> None:
        office.issue("N1", "A001")
        for n in (2, 3):
            office.issue(f"P{n}", f"A00{n}", "elderly")
        office.step("called", "P2", "1")
        office.step("undone", "P2", "1")
        office.step("called", "P2", "1")
        office.step("called", "P3", "2")
        assert office.broken == []

    def test_a_ticket_that_is_called_twice_is_caught(self, office: Office) -> None:
        issued(office, "A001")
        office.step("called", "T1")
        office.step("finished", "T1")
        office.step("called", "T1")
        assert office.broken == ["called_once"]

    def test_two_tickets_at_one_counter_are_caught(self, office: Office) -> None:
        issued(office, "A001", "A002")
        office.step("called", "T1")
        office.step("called", "T2")
        assert office.broken == ["steps"]

    def test_a_ticket_that_was_never_issued_is_caught(self, office: Office) -> None:
        office.look()
        office.step("called", "T9")
        assert office.broken == ["steps"]

    def test_a_ticket_whose_issuing_was_not_told_is_known_from_the_database(self, office: Office) -> None:
        office.look()
        office.row("T1", "A001")
        office.row("T2", "A002")
        office.numbers["T1"] = "A001"
        office.issue("T2", "A002")
        office.step("called", "T1")
        office.answer("T2", "A002", 0)
        assert office.broken == []

    @pytest.mark.parametrize("kind", ["recalled", "finished", "no_show", "transferred", "back"])
    def test_a_step_of_a_ticket_that_waits_is_caught(self, office: Office, kind: str) -> None:
        issued(office, "A001")
        office.step(kind, "T1")
        assert office.broken == ["steps"]

    def test_an_undo_of_nothing_is_caught(self, office: Office) -> None:
        issued(office, "A001")
        office.step("undone", "T1")
        assert office.broken == ["steps"]

    def test_a_transferred_ticket_keeps_its_arrival(self, office: Office) -> None:
        issued(office, "A001")
        office.step("called", "T1")
        office.issue("B1", "B001", service="b")
        office.step("transferred", "T1", service="b")
        office.step("called", "B1", "3", service="b")
        assert office.broken == ["calling_order"]

    def test_a_step_that_was_told_and_is_lost_in_a_crash_is_caught(self, office: Office) -> None:
        issued(office, "A001")
        office.step("called", "T1")
        office.crash()
        assert office.broken == ["none_lost"]

    def test_a_step_that_was_kept_and_not_told_is_legal(self, office: Office) -> None:
        issued(office, "A001", "A002")
        office.run("UPDATE ticket SET state = 'called', counter = '1' WHERE ticket_id = 'T1'")
        office.run(
            "INSERT INTO step (deed_id, day, at, kind, counter, actor, ticket_id, service, priority, before)"
            " VALUES (1, ?, 0, 'call', '1', 'x', 'T1', 'a', 0, ?)",
            DAY,
            '["waiting", "a", null, null, null, 0]',
        )
        office.crash()
        office.restart()
        office.step("undone", "T1")
        office.step("called", "T1", "2")
        office.step("called", "T2")
        assert office.broken == []

    def test_nothing_crosses_days(self, office: Office) -> None:
        issued(office, "A001")
        office.look()
        office.next_day()
        office.row("T9", "A001", day="2026-11-24")
        office.issue("T9", "A001")
        office.answer("T9", "A001", 0)
        office.step("called", "T9")
        assert office.broken == []


class TestPeopleAhead:
    def test_one_too_few_is_caught(self, office: Office) -> None:
        issued(office, "A001", "A002", "A003")
        office.answer("T3", "A003", 1)
        assert office.broken == ["people_ahead"]

    def test_priority_tickets_are_reckoned_with(self, office: Office) -> None:
        office.issue("P1", "A001", "elderly")
        office.issue("P2", "A002", "elderly")
        office.issue("P3", "A003", "elderly")
        office.issue("N1", "A004")
        office.answer("N1", "A004", 2)
        office.issue("P4", "A005", "elderly")
        office.answer("P4", "A005", 4, "r2")
        assert office.broken == []

    def test_a_slow_reader_tells_what_was_shown(self, office: Office) -> None:
        issued(office, "A001", "A002")
        office.screen("ticket", ticket="T2", number="A002")
        office.wait(40)
        office.step("called", "T1")
        office.answer("T2", "A002", 1)
        assert office.broken == []

    def test_a_number_that_was_kept_and_not_told_is_ahead_of_the_next(self, office: Office) -> None:
        office.numbers["T1"] = "A001"
        office.tell("kept", ticket="T1", number="A001", service="a", priority=None)
        office.issue("T2", "A002")
        office.answer("T2", "A002", 1)
        assert office.broken == []

    def test_what_was_right_long_ago_is_wrong_now(self, office: Office) -> None:
        issued(office, "A001", "A002")
        office.step("called", "T1")
        office.wait(30)
        office.answer("T2", "A002", 1)
        assert office.broken == ["people_ahead"]

    def test_somebody_of_another_pool_is_not_ahead(self, office: Office) -> None:
        issued(office, "A001")
        office.issue("B1", "B001", service="b")
        office.answer("B1", "B001", 0)
        assert office.broken == []


class TestStarving:
    def test_a_normal_ticket_that_is_overtaken_for_too_long_is_caught(self, office: Office) -> None:
        office.issue("N1", "A001")
        for n in range(2, 6):
            office.issue(f"P{n}", f"A00{n}", "elderly")
        for n in range(2, 6):
            office.step("called", f"P{n}")
            office.step("finished", f"P{n}")
        assert "nobody_starves" in office.broken

    def test_as_many_priority_calls_as_are_allowed_are_quiet(self, office: Office) -> None:
        office.issue("N1", "A001")
        for n in range(2, 4):
            office.issue(f"P{n}", f"A00{n}", "elderly")
            office.step("called", f"P{n}")
            office.step("finished", f"P{n}")
        assert office.broken == []

    def test_nobody_waits_is_wrong_while_somebody_does(self, office: Office) -> None:
        issued(office, "A001")
        office.tell("staff", after_s=20, counter="1", act="call_next", how="ok")
        assert office.broken == ["nobody_starves"]

    def test_a_repeated_call_may_give_the_answer_it_had(self, office: Office) -> None:
        issued(office, "A001")
        office.tell("staff", after_s=20, counter="1", act="call_next", how="dark")
        office.tell("staff", counter="1", act="call_next", how="ok")
        assert office.broken == []
