"""Judges of journal, paper and printer: each catches a planted violation and is quiet about what is legal."""

from pathlib import Path

import pytest

from tests.rehearsal.judged_office import Office, issued


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "kiosk.db")


class TestJournal:
    def test_done_without_sent_is_caught(self, office: Office) -> None:
        office.paper(1)
        office.effect(1, "planned")
        office.effect(1, "done")
        assert "journal_order" in office.broken

    def test_a_doubt_that_software_closes_is_caught(self, office: Office) -> None:
        office.effect(1, "sent")
        office.effect(1, "uncertain")
        office.effect(1, "moved")
        office.wait(11)
        assert office.broken == ["doubt_by_person"]

    @pytest.mark.parametrize("first", ["staff", "journal"])
    def test_a_doubt_that_a_person_closes_is_right(self, office: Office, first: str) -> None:
        office.effect(1, "sent")
        office.effect(1, "uncertain")
        if first == "staff":
            office.tell("staff", counter="hall", act="found", how="ok")
        office.effect(1, "moved")
        if first == "journal":
            office.tell("staff", counter="hall", act="found", how="ok")
        office.wait(11)
        assert office.broken == []

    def test_what_was_told_and_is_taken_back_is_caught(self, office: Office) -> None:
        issued(office, "A001")
        office.print(1)
        office.effect_row(1, "T1", "sent")
        office.crash()
        assert office.broken == ["journal_kept"]

    def test_the_database_may_be_one_step_ahead_after_a_crash(self, office: Office) -> None:
        issued(office, "A001")
        office.effect(1, "sent")
        office.paper(1)
        office.effect_row(1, "T1", "done")
        office.crash()
        office.restart()
        assert office.broken == []

    def test_sent_must_be_in_doubt_after_a_start(self, office: Office) -> None:
        issued(office, "A001")
        office.effect(1, "sent")
        office.effect_row(1, "T1", "sent")
        office.crash()
        office.restart()
        assert office.broken == ["doubt_at_start"]

    def test_a_second_copy_needs_a_reason(self, office: Office) -> None:
        issued(office, "A001")
        office.paper(1)
        office.effect_row(1, "T1", "done")
        office.effect_row(2, "T1", "planned", copy=2)
        office.effect(1, "sent")
        office.effect(1, "done")
        office.look()
        assert office.broken[-1] == "reprint_reason"

    @pytest.mark.parametrize("reason", ["doubt", "wish"])
    def test_a_doubt_or_a_wish_is_a_reason(self, office: Office, reason: str) -> None:
        issued(office, "A001")
        office.effect(1, "sent")
        if reason == "wish":
            office.paper(1)
            office.run("INSERT INTO audit VALUES (1, 0, 'x', 'reprint', 'T1', '', x'00')")
        office.effect(1, "done" if reason == "wish" else "uncertain")
        office.effect_row(1, "T1", "done" if reason == "wish" else "uncertain")
        office.effect_row(2, "T1", "planned", copy=2)
        office.look()
        assert office.broken == []

    def test_one_job_number_for_two_papers_is_caught(self, office: Office) -> None:
        office.effect(1, "planned")
        office.tell("effect", effect=2, ticket="T2", copy=1, job=1, state="planned", note="")
        assert office.broken == ["journal_order"]


class TestPaper:
    def test_paper_before_its_intent_is_caught(self, office: Office) -> None:
        office.effect(1, "planned")
        office.paper(1)
        assert office.broken == ["paper_explained"]

    def test_an_intent_that_only_the_database_knows_explains_a_paper(self, office: Office) -> None:
        issued(office, "A001")
        office.effect_row(1, "T1", "sent")
        office.look()
        office.paper(1)
        assert office.broken == []

    def test_the_same_job_twice_on_paper_is_caught(self, office: Office) -> None:
        office.effect(1, "sent")
        office.paper(1)
        office.paper(1)
        assert office.broken == ["paper_once"]

    def test_a_job_that_begins_before_its_intent_is_caught(self, office: Office) -> None:
        office.effect(1, "planned")
        office.tell("print_began", job=1)
        assert office.broken == ["intent_first"]

    @pytest.mark.parametrize("out", ["nothing", "uncut"])
    def test_done_without_the_whole_ticket_cut_off_is_caught(self, office: Office, out: str) -> None:
        office.effect(1, "sent")
        if out == "uncut":
            office.paper(1, cut=False)
        office.effect(1, "done")
        assert office.broken == ["done_with_paper"]

    @pytest.mark.parametrize("when", ["before", "amid"])
    def test_a_picture_that_the_wire_could_spoil_is_not_held_against_the_robot(
        self, office: Office, when: str
    ) -> None:
        office.effect(1, "sent")
        begins = [("printer", {"what": "wire_garble", "detail": ""}), ("print_began", {"job": 1})]
        for kind, values in begins if when == "before" else reversed(begins):
            office.tell(kind, **values)
        office.effect(1, "done")
        assert office.broken == []

    def test_a_wire_that_is_well_again_spoils_nothing(self, office: Office) -> None:
        office.tell("printer", what="wire_garble", detail="")
        office.tell("printer", what="fault_over", detail="garble")
        office.effect(1, "sent")
        office.tell("print_began", job=1)
        office.effect(1, "done")
        assert office.broken == ["done_with_paper"]

    def test_done_in_the_database_without_paper_is_caught(self, office: Office) -> None:
        issued(office, "A001")
        office.effect_row(1, "T1", "done")
        office.look()
        assert office.broken == ["done_with_paper"]

    def test_an_intent_without_an_end_is_caught(self, office: Office) -> None:
        office.effect(1, "sent")
        office.wait(121)
        assert office.broken == ["sent_bounded"]

    def test_an_intent_waits_for_a_bad_disk(self, office: Office) -> None:
        office.effect(1, "sent")
        office.tell("disk", state="full")
        office.wait(600)
        office.tell("disk", state="well")
        office.wait(119)
        assert office.broken == []


class TestPrinting:
    def test_a_paper_that_waits_for_a_well_printer_is_caught(self, office: Office) -> None:
        office.issue("T1", "A001")
        office.wait(91)
        assert office.broken == ["printer_used"]

    def test_a_printer_without_paper_is_waited_for(self, office: Office) -> None:
        office.tell("printer", what="roll_removed", detail="")
        office.issue("T1", "A001")
        office.wait(600)
        assert office.broken == []
        office.tell("printer", what="roll_inserted", detail="")
        office.wait(91)
        assert office.broken == ["printer_used"]

    def test_a_wire_fault_is_over_by_itself(self, office: Office) -> None:
        office.tell("printer", what="wire_silent", detail="")
        office.issue("T1", "A001")
        office.wait(600)
        office.tell("printer", what="fault_over", detail="silent")
        office.wait(91)
        assert office.broken == ["printer_used"]

    def test_nobody_needs_the_paper_of_somebody_who_was_served(self, office: Office) -> None:
        office.issue("T1", "A001")
        office.step("called", "T1")
        office.step("finished", "T1")
        office.wait(600)
        assert office.broken == []

    def test_a_day_that_ends_with_a_paper_owed_is_caught(self, office: Office) -> None:
        issued(office, "A001")
        office.effect_row(1, "T1", "planned")
        office.tell("printer", what="wire_silent", detail="")
        office.tell("printer", what="fault_over", detail="silent")
        for _ in range(10):
            office.effect(1, "planned")
            office.wait(40)
        office.crash("stop")
        office.court.end_of_day()
        assert office.broken == ["printer_used"]
