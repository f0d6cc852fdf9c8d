"""The process ends without any farewell after each step; another one starts on what is on disk."""

import pytest

from kiosk.desk.model import TicketState

CRASHED = {"exit": 9}


async def test_a_number_that_was_answered_stands_and_its_paper_is_still_planned(elsewhere, office):
    assert await elsewhere("crash", "issue") == CRASHED
    again = await office.desk.issue("papers", "r")
    assert (again.repeated, again.place.ticket.number) == (True, "A001")
    await office.journal.recover()
    order = await office.journal.next_order()
    assert (order.number, order.copy) == ("A001", 1)


async def test_a_unit_of_work_that_was_not_committed_never_happened(elsewhere, office):
    assert await elsewhere("crash", "midway") == CRASHED
    assert (await office.desk.issue("papers", "next")).place.ticket.number == "A002"


async def test_an_order_that_was_only_taken_is_taken_again(elsewhere, office):
    assert await elsewhere("crash", "order") == CRASHED
    assert await office.journal.recover() == 0
    assert (await office.journal.next_order()).copy == 1


async def test_what_was_sent_and_not_proved_is_uncertain_and_printed_again_marked(elsewhere, office):
    assert await elsewhere("crash", "sent") == CRASHED
    assert await office.journal.recover() == 1
    (doubt,) = await office.journal.uncertain_effects()
    assert doubt.copy == 1
    order = await office.journal.next_order()
    assert (order.number, order.copy) == ("A001", 2)


async def test_what_was_proved_is_not_printed_again(elsewhere, office):
    assert await elsewhere("crash", "done") == CRASHED
    assert await office.journal.recover() == 0
    assert await office.journal.next_order() is None


@pytest.mark.parametrize(
    ("point", "state"),
    [("done", TicketState.WAITING), ("call", TicketState.CALLED), ("finish", TicketState.FINISHED)],
)
async def test_staff_find_the_ticket_where_they_left_it(elsewhere, office, point, state):
    assert await elsewhere("crash", point) == CRASHED
    ticket = (await office.desk.issue("papers", "r")).place.ticket
    assert ticket.state is state
    if state is TicketState.CALLED:
        again = await office.desk.call_next("1", request_id="tap", actor="an")
        assert again.number == "A001"


async def test_the_name_of_a_crashed_robot_is_free_again(elsewhere, office_module, tmp_path):
    assert await elsewhere("crash", "issue") == CRASHED
    office = await office_module.Office.open(tmp_path)
    assert office.slot.name == "robot-1.0"
    await office.close()
