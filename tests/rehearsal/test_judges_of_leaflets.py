"""Checklists on paper are judged: each rule finds what breaks it, and nothing else does."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.rehearsal.judged_office import Office, issued

JOB = 70_000_001


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "kiosk.db")


def talk(office: Office, action: str | None = None, says: str = "checklist_title", visit: int = 1) -> None:
    office.tell(
        "talk", visit=visit, flow="checklist", step="show", near=0, misses=0, action=action, says=says
    )
    office.screen("checklist", visit=visit)


def leaflet(office: Office, *states: str, number: int = 1) -> None:
    for state in states:
        office.tell("leaflet", after_s=0.1, leaflet=-number, job=JOB + number - 1, state=state)


def wish(office: Office) -> None:
    talk(office)
    office.did("choose")
    talk(office, "print_checklist", "")
    leaflet(office, "planned")


def printed(office: Office) -> None:
    """As it should be."""
    wish(office)
    leaflet(office, "sent")
    office.tell("print_began", job=JOB)
    office.paper(JOB)
    leaflet(office, "done")
    talk(office, None, "checklist_printed,checklist_title")


def test_a_checklist_that_is_wanted_printed_and_told_breaks_no_rule(office: Office) -> None:
    printed(office)
    issued(office, "A001")
    office.print(1)
    assert office.broken == []


def refused_and_printed(office: Office) -> None:
    wish(office)
    leaflet(office, "sent", "planned", "sent")
    office.paper(JOB)
    leaflet(office, "done")


def in_doubt(office: Office) -> None:
    wish(office)
    leaflet(office, "sent", "uncertain")
    talk(office, None, "checklist_failed,checklist_title")
    office.paper(JOB)  # it came out all the same


def too_late(office: Office) -> None:
    wish(office)
    office.wait(29.8)
    leaflet(office, "not_needed")
    talk(office, None, "checklist_failed,checklist_title")


def forgotten_a_moment_ago(office: Office) -> None:
    wish(office)
    leaflet(office, "not_needed")
    office.screen("attract", visit=2)
    leaflet(office, "sent", "done")


def crashed(office: Office) -> None:
    wish(office)
    leaflet(office, "sent")
    office.crash()
    office.restart()
    office.paper(JOB)


def amid_noise(office: Office) -> None:
    wish(office)
    leaflet(office, "sent")
    office.tell("printer", what="wire_garble")
    leaflet(office, "done")


@pytest.mark.parametrize(
    "story", [refused_and_printed, in_doubt, too_late, forgotten_a_moment_ago, crashed, amid_noise]
)
def test_what_can_happen_to_a_checklist_breaks_no_rule(
    office: Office, story: Callable[[Office], None]
) -> None:
    story(office)
    assert office.broken == []


def test_nobody_is_told_that_it_is_printed_before_it_is(office: Office) -> None:
    wish(office)
    leaflet(office, "sent")
    talk(office, None, "checklist_printed,checklist_title")
    assert office.broken == ["leaflet_told"]


def test_nobody_is_told_that_it_failed_when_it_is_there(office: Office) -> None:
    wish(office)
    leaflet(office, "sent")
    office.paper(JOB)
    leaflet(office, "done")
    talk(office, None, "checklist_failed,checklist_title")
    assert office.broken == ["leaflet_told"]


def test_done_needs_the_paper(office: Office) -> None:
    wish(office)
    leaflet(office, "sent", "done")
    assert office.broken == ["leaflet_with_paper"]


def test_none_begins_when_it_was_told_that_it_failed(office: Office) -> None:
    wish(office)
    talk(office, None, "checklist_failed,checklist_title")
    leaflet(office, "sent")
    assert office.broken == ["leaflet_wanted"]


def test_none_begins_for_a_visit_that_is_over(office: Office) -> None:
    wish(office)
    office.did("restart")
    office.screen("attract", visit=2)
    leaflet(office, "sent")
    assert office.broken == ["leaflet_wanted"]


def test_tickets_come_first(office: Office) -> None:
    issued(office, "A001")
    office.wait(2)
    wish(office)
    leaflet(office, "sent")
    assert office.broken == ["tickets_first"]


def test_a_ticket_that_came_a_moment_ago_or_is_called_holds_nothing_up(office: Office) -> None:
    issued(office, "A001")
    office.step("called", "T1")
    office.step("finished", "T1")
    office.wait(2)
    wish(office)
    office.issue("T2", "A002")
    leaflet(office, "sent")
    assert office.broken == []


def test_no_checklist_is_printed_twice(office: Office) -> None:
    printed(office)
    office.paper(JOB)
    assert office.broken == ["leaflet_once"]


def test_nor_begun_again_after_a_doubt(office: Office) -> None:
    wish(office)
    leaflet(office, "sent", "uncertain", "sent")
    assert office.broken == ["leaflet_order"]


def crash_amid_checklist(office: Office) -> None:
    wish(office)
    leaflet(office, "sent")
    office.tell("life_ended", life=1, how="crash")
    office.restart()
    office.row("T1", "A001")
    office.issue("T1", "A001")
    office.effect(1, "sent")


def test_half_of_it_is_cut_off_before_the_next_ticket(office: Office) -> None:
    crash_amid_checklist(office)
    office.paper(1, rest=300)
    assert office.broken == ["paper_clean"]


def test_half_of_it_on_a_piece_of_its_own_is_clean(office: Office) -> None:
    crash_amid_checklist(office)
    office.paper(rest=300)
    office.paper(1)
    assert office.broken == []


def test_its_job_is_not_a_tickets(office: Office) -> None:
    issued(office, "A001")
    office.tell("effect", effect=1, ticket="T1", copy=1, job=JOB, state="sent", note="")
    wish(office)
    assert office.broken == ["leaflet_is_no_ticket"]


def test_paper_that_was_never_sent_is_not_explained(office: Office) -> None:
    wish(office)
    office.paper(JOB)
    assert office.broken == ["paper_explained"]


def test_a_wish_is_answered_in_time_and_nobody_is_warned_meanwhile(office: Office) -> None:
    wish(office)
    office.wait(40)
    assert office.broken == ["told_in_time"]


def test_after_the_answer_the_screen_waits_as_after_a_touch(office: Office) -> None:
    wish(office)
    office.wait(29)
    leaflet(office, "not_needed")
    talk(office, None, "checklist_failed,checklist_title")
    office.wait(60)
    assert office.broken == []
    office.wait(10)
    assert office.broken == ["visit_ends"]
