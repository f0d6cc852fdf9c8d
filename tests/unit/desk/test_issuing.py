import asyncio
from datetime import timedelta

import pytest

from kiosk.config.schema import DeskSettings, Hours, PriorityReason, Text
from kiosk.desk.model import Closed, NotAllowed, TicketState, UnknownName


def tuesday(opens: str, closes: str) -> Hours:
    return Hours.model_validate({"tuesday": [{"opens": opens, "closes": closes}]})


async def test_numbers_begin_at_the_first_and_go_up_by_one_for_each_prefix(desk, asks):
    numbers = [
        (await desk.issue(service, asks())).place.ticket.number for service in ("papers", "papers", "land")
    ]
    assert numbers == ["A001", "A002", "B001"]


async def test_the_format_comes_from_the_settings_and_grows_when_the_digits_run_out(site, store, clock, asks):
    site.settings = DeskSettings(first_number=99, digits=2)
    desk = site.desk(store, clock)
    numbers = [(await desk.issue("papers", asks())).place.ticket.number for _ in range(2)]
    assert numbers == ["A99", "A100"]


async def test_services_of_one_prefix_share_their_numbers(site, store, clock, asks):
    site.services[1] = site.services[1].model_copy(update={"prefix": "A"})
    desk = site.desk(store, clock)
    numbers = [(await desk.issue(service, asks())).place.ticket.number for service in ("papers", "land")]
    assert numbers == ["A001", "A002"]


async def test_the_same_request_id_gives_the_same_ticket(desk):
    first = await desk.issue("papers", "r")
    again = await desk.issue("papers", "r")
    assert (first.repeated, again.repeated) == (False, True)
    assert again.place.ticket == first.place.ticket


async def test_the_same_request_id_at_the_same_time_gives_one_ticket(desk):
    issued = await asyncio.gather(*(desk.issue("papers", "r") for _ in range(20)))
    assert len({one.place.ticket.ticket_id for one in issued}) == 1
    assert sum(not one.repeated for one in issued) == 1


async def test_a_repeat_is_answered_even_after_closing(site, store, clock):
    site.hours = tuesday("7:30", "11:30")
    desk = site.desk(store, clock)
    first = await desk.issue("papers", "r")
    clock.pass_s(4 * 3600)
    assert (await desk.issue("papers", "r")).place.ticket.number == first.place.ticket.number


async def test_a_request_id_of_something_else_is_refused(desk):
    await desk.issue("papers", "r")
    with pytest.raises(NotAllowed, match="used for issue") as refused:
        await desk.call_next("1", request_id="r", actor="an")
    assert refused.value.code == "request_reused"


async def test_outside_the_hours_it_is_closed_and_says_when_it_opens(site, store, clock):
    site.hours = tuesday("13:30", "17:00")
    desk = site.desk(store, clock)
    with pytest.raises(Closed, match="opens again 2026-11-24T13:30") as refused:
        await desk.issue("papers", "r")
    assert refused.value.code == "closed"
    assert refused.value.opens is not None
    assert refused.value.opens - clock.now() == timedelta(hours=4.5)


async def test_a_site_that_never_opens_says_so(site, store, clock):
    site.hours = Hours()
    with pytest.raises(Closed, match="no opening"):
        await site.desk(store, clock).issue("papers", "r")


async def test_names_the_site_does_not_have_are_refused(desk):
    for code, act in (
        ("unknown_service", desk.issue("dogs", "r1")),
        ("unknown_reason", desk.issue("papers", "r2", priority="rich")),
        ("unknown_counter", desk.call_next("9", actor="an")),
        ("unknown_counter", desk.counter_view("9")),
        ("unknown_ticket", desk.place("nothing")),
        ("unknown_ticket", desk.back_to_waiting("nothing", actor="an")),
    ):
        with pytest.raises(UnknownName) as refused:
            await act
        assert refused.value.code == code


async def test_a_refused_request_takes_no_number(site, store, clock, asks):
    site.hours = tuesday("10:00", "11:00")
    desk = site.desk(store, clock)
    with pytest.raises(Closed):
        await desk.issue("papers", "r")
    clock.pass_s(3600)
    assert (await desk.issue("papers", "r")).place.ticket.number == "A001"


async def test_people_ahead_and_the_ticket_are_in_the_answer(desk, asks):
    await desk.issue("papers", asks())
    issued = await desk.issue("papers", asks(), language="en")
    assert issued.place.people_ahead == 1
    assert issued.place.wait is None
    assert issued.place.ticket.state is TicketState.WAITING
    assert issued.place.ticket.language == "en"
    assert await desk.place(issued.place.ticket.ticket_id) == issued.place


async def test_every_use_of_priority_is_audited(desk, store, asks):
    issued = await desk.issue("papers", asks(), priority="elderly", actor="citizen")
    ((entry, _),) = await store.read(lambda unit: unit.audit.rows())
    assert (entry.step, entry.actor, entry.reason) == ("priority", "citizen", "elderly")
    assert entry.ticket_id == issued.place.ticket.ticket_id


async def test_numbers_survive_a_new_desk_on_the_same_store(site, store, clock, asks):
    await site.desk(store, clock).issue("papers", asks())
    site.robot = "robot-1.1"
    assert (await site.desk(store, clock).issue("papers", asks())).place.ticket.number == "A002"


async def test_reasons_are_those_of_the_settings(site, store, clock):
    text = Text(vi="v", en="e")
    site.settings = DeskSettings(priority_reasons=[PriorityReason(id="pregnant", name=text)])
    issued = await site.desk(store, clock).issue("papers", "r", priority="pregnant")
    assert issued.place.ticket.priority == "pregnant"


async def test_listeners_hear_of_it_after_the_commit_and_once(desk):
    heard = []
    desk.on_event(heard.append)
    issued = await desk.issue("papers", "r")
    await desk.issue("papers", "r")
    await asyncio.sleep(0)
    assert [(event.kind, event.ticket) for event in heard] == [("issued", issued.place.ticket)]
