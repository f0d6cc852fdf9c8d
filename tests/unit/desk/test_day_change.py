import asyncio
from datetime import datetime
from zoneinfo import ZoneInfo

from kiosk.desk.model import TicketState

BEFORE_MIDNIGHT = datetime(2026, 11, 24, 23, 59, 59, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))  # 16:59:59 UTC


async def test_numbers_begin_again_at_midnight_of_the_site(desk, asks, clock):
    clock.at = BEFORE_MIDNIGHT
    await desk.issue("papers", asks())
    assert (await desk.issue("papers", asks())).place.ticket.number == "A002"
    clock.pass_s(1)
    assert (await desk.issue("papers", asks())).place.ticket.number == "A001"


async def test_the_first_action_of_a_day_closes_what_was_left_open(desk, asks, clock, store):
    clock.at = BEFORE_MIDNIGHT
    called = (await desk.issue("papers", asks())).place.ticket
    waiting = (await desk.issue("papers", asks())).place.ticket
    await desk.call_next("1", actor="an")
    heard = []
    desk.on_event(heard.append)
    clock.pass_s(3600)
    assert await desk.call_next("1", actor="an") is None
    await asyncio.sleep(0)
    assert [event.kind for event in heard] == ["day"]
    kept = await store.read(lambda unit: [unit.tickets.get(one.ticket_id) for one in (called, waiting)])
    assert [ticket.state for ticket in kept] == [TicketState.FINISHED, TicketState.NO_SHOW]
    assert kept[0].finished_at is None  # it teaches no service time
    rows = await store.read(lambda unit: unit.audit.rows())
    assert [(entry.actor, entry.step) for entry, _ in rows][1:] == [("day", "finished"), ("day", "no_show")]


async def test_pages_show_the_new_day_before_anything_was_done_in_it(desk, asks, clock):
    clock.at = BEFORE_MIDNIGHT
    called = (await desk.issue("papers", asks())).place.ticket
    waiting = (await desk.issue("papers", asks())).place.ticket
    await desk.call_next("1", actor="an")
    clock.pass_s(1)
    view, board = await desk.counter_view("1"), await desk.board()
    assert (view.current, view.waiting, view.missed, view.undo) == (None, (), (), None)
    assert (board.serving, board.last, board.next) == ((), (), ())
    assert (await desk.place(waiting.ticket_id)).ticket.state is TicketState.NO_SHOW
    assert (await desk.place(called.ticket_id)).ticket.state is TicketState.FINISHED


async def test_what_ended_yesterday_stays_as_it_ended(desk, asks, clock):
    ticket = (await desk.issue("papers", asks())).place.ticket
    await desk.call_next("1", actor="an")
    finished = await desk.finish("1", actor="an")
    clock.pass_s(24 * 3600)
    assert (await desk.place(ticket.ticket_id)).ticket == finished


async def test_nothing_of_yesterday_can_be_taken_back_or_wait_again(desk, asks, clock):
    clock.at = BEFORE_MIDNIGHT
    ticket = (await desk.issue("papers", asks())).place.ticket
    await desk.call_next("1", actor="an")
    await desk.no_show("1", actor="an")
    clock.pass_s(1)
    for act in (desk.undo("1", actor="an"), desk.back_to_waiting(ticket.ticket_id, actor="an")):
        (refused,) = await asyncio.gather(act, return_exceptions=True)
        assert getattr(refused, "code", "") in {"nothing_to_undo", "not_missed"}


async def test_a_clock_set_back_a_day_goes_on_with_the_numbers_of_that_day(desk, asks, clock):
    await desk.issue("papers", asks())
    clock.pass_s(24 * 3600)
    await desk.issue("papers", asks())
    clock.pass_s(-24 * 3600)
    assert (await desk.issue("papers", asks())).place.ticket.number == "A002"


async def test_who_watches_hears_of_a_new_day(desk, clock):
    clock.at = BEFORE_MIDNIGHT
    heard, told = [], asyncio.Event()
    desk.on_event(lambda event: (heard.append(event), told.set()))
    watching = asyncio.create_task(desk.watch(period_s=0.01))
    await asyncio.sleep(0.05)
    clock.pass_s(1)
    await told.wait()
    watching.cancel()
    await asyncio.gather(watching, return_exceptions=True)
    assert [event.kind for event in heard] == ["day"]
