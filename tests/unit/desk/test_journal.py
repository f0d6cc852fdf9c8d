import asyncio

import pytest

from kiosk.desk import effects
from kiosk.desk.effects import EffectKind, EffectState
from kiosk.desk.journal import Journal
from kiosk.desk.model import NotAllowed, UnknownName
from kiosk.desk.papers import JOB_NUMBERS


@pytest.fixture
def desk(site, store, clock):
    site.with_paper = True
    return site.desk(store, clock)


@pytest.fixture
def journal(store, clock, site):
    return Journal(store, clock, site.robot, calendar=site.calendar, reprints=2)


async def issued(desk, asks, service="papers"):
    return (await desk.issue(service, asks())).place.ticket


async def test_a_number_and_its_planned_paper_are_one(desk, journal, asks):
    ticket = await issued(desk, asks)
    order = await journal.next_order()
    assert (order.ticket_id, order.number, order.copy, order.job_number) == (ticket.ticket_id, "A001", 1, 0)
    assert await journal.paper_state(ticket.ticket_id) == "planned"


async def test_a_repeated_request_plans_no_second_paper(desk, journal, store):
    first = await desk.issue("papers", "r")
    await desk.issue("papers", "r")
    papers = await store.read(
        lambda unit: unit.effects.of_ticket(first.place.ticket.ticket_id, EffectKind.PAPER)
    )
    assert len(papers) == 1


async def test_without_a_printer_the_paper_is_off(site, store, clock, journal, asks):
    site.with_paper = False
    ticket = await issued(site.desk(store, clock), asks)
    assert await journal.paper_state(ticket.ticket_id) == "off"
    assert await journal.next_order() is None


async def test_orders_come_oldest_first_until_they_are_sent(desk, journal, asks):
    for _ in range(2):
        await issued(desk, asks)
    first = await journal.next_order()
    assert await journal.next_order() == first
    await journal.sent(first.effect_id)
    second = await journal.next_order()
    assert (second.number, second.job_number) == ("A002", 1)
    await journal.done(first.effect_id, "job_id")
    assert await journal.paper_state(first.ticket_id) == "done"


async def test_what_the_device_refused_before_any_byte_left_is_planned_again(desk, journal, asks):
    await issued(desk, asks)
    order = await journal.next_order()
    await journal.sent(order.effect_id)
    await journal.not_sent(order.effect_id)
    assert await journal.next_order() == order
    with pytest.raises(NotAllowed):
        await journal.not_sent(order.effect_id)


async def test_paper_of_a_ticket_that_is_over_is_not_needed(desk, journal, asks):
    over, waits = [await issued(desk, asks) for _ in range(2)]
    await desk.call_next("1", actor="an")
    await desk.finish("1", actor="an")
    changed = []
    journal.on_change(changed.append)
    order = await journal.next_order()
    await asyncio.sleep(0)
    assert order.ticket_id == waits.ticket_id
    assert await journal.paper_state(over.ticket_id) == "not_needed"
    assert [effect.state for effect in changed] == [EffectState.NOT_NEEDED]


async def test_paper_of_yesterday_is_not_needed(desk, journal, asks, clock):
    ticket = await issued(desk, asks)
    clock.pass_s(24 * 3600)
    assert await journal.next_order() is None
    assert await journal.paper_state(ticket.ticket_id) == "not_needed"


async def test_after_a_doubt_a_marked_reprint_is_planned_up_to_the_limit(desk, journal, asks):
    await issued(desk, asks)
    copies = []
    while order := await journal.next_order():
        copies.append(order.copy)
        await journal.sent(order.effect_id)
        await journal.uncertain(order.effect_id, "cable pulled")
    assert copies == [1, 2, 3]
    doubts = await journal.uncertain_effects()
    assert [(effect.copy, effect.note) for effect in doubts] == [(copy, "cable pulled") for copy in copies]


async def test_no_reprint_by_itself_for_a_ticket_that_is_over(desk, journal, asks):
    await issued(desk, asks)
    order = await journal.next_order()
    await journal.sent(order.effect_id)
    await desk.call_next("1", actor="an")
    await desk.finish("1", actor="an")
    await journal.uncertain(order.effect_id, "silent")
    assert await journal.next_order() is None


async def test_a_doubt_is_closed_by_a_person_and_audited(desk, journal, asks, store):
    ticket = await issued(desk, asks)
    order = await journal.next_order()
    await journal.sent(order.effect_id)
    await journal.uncertain(order.effect_id, "silent")
    closed = await journal.close(order.effect_id, moved=False, actor="an")
    assert closed.state is EffectState.NOT_MOVED
    assert await journal.uncertain_effects() == ()
    assert (await journal.next_order()).copy == 2
    entry, _ = (await store.read(lambda unit: unit.audit.rows()))[-1]
    assert (entry.actor, entry.step, entry.ticket_id) == ("an", "effect_not_moved", ticket.ticket_id)


async def test_paper_that_was_found_needs_no_reprint(desk, journal, asks):
    await issued(desk, asks)
    order = await journal.next_order()
    await journal.sent(order.effect_id)
    await journal.uncertain(order.effect_id, "silent")
    await journal.close(order.effect_id, moved=True, actor="an")
    assert await journal.next_order() is None


async def test_a_step_that_is_not_allowed_names_what_is(desk, journal, asks):
    await issued(desk, asks)
    order = await journal.next_order()
    with pytest.raises(NotAllowed, match="is planned, not done: allowed is not_needed, sent"):
        await journal.done(order.effect_id, "job_id")
    with pytest.raises(NotAllowed):
        await journal.close(order.effect_id, moved=True, actor="an")
    with pytest.raises(UnknownName):
        await journal.sent(99)


async def test_a_person_may_ask_for_a_marked_reprint(desk, journal, asks, store):
    ticket = await issued(desk, asks)
    order = await journal.next_order()
    assert (await journal.reprint(ticket.ticket_id, "an")).effect_id == order.effect_id  # not printed yet
    await journal.sent(order.effect_id)
    with pytest.raises(NotAllowed) as refused:
        await journal.reprint(ticket.ticket_id, "an")
    assert refused.value.code == "paper_printing"
    await journal.done(order.effect_id, "job_id")
    copies = {(await journal.reprint(ticket.ticket_id, "an")).copy for _ in range(2)}
    assert copies == {2}
    entry, _ = (await store.read(lambda unit: unit.audit.rows()))[-1]
    assert (entry.actor, entry.step) == ("an", "reprint")


async def test_no_reprint_for_a_ticket_that_does_not_wait(desk, journal, asks):
    ticket = await issued(desk, asks)
    await desk.call_next("1", actor="an")
    await desk.finish("1", actor="an")
    for ticket_id in (ticket.ticket_id, "nothing"):
        with pytest.raises(NotAllowed) as refused:
            await journal.reprint(ticket_id, "an")
        assert refused.value.code == "paper_not_needed"


async def test_presented_paper_ends_as_a_sensor_sees_it(desk, journal, asks):
    ticket = await issued(desk, asks)
    order = await journal.next_order()
    await journal.sent(order.effect_id)
    await journal.done(order.effect_id, "job_id")
    await journal.presented(order.effect_id)
    await journal.ended(order.effect_id, EffectState.TAKEN)
    assert await journal.paper_state(ticket.ticket_id) == "taken"


async def test_at_start_what_was_sent_is_uncertain_and_printed_again_marked(desk, journal, asks):
    sent, planned = [await issued(desk, asks) for _ in range(2)]
    order = await journal.next_order()
    await journal.sent(order.effect_id)
    assert await journal.recover() == 1
    assert await journal.recover() == 0
    assert [effect.ticket_id for effect in await journal.uncertain_effects()] == [sent.ticket_id]
    orders = []
    while order := await journal.next_order():
        orders.append((order.ticket_id, order.copy))
        await journal.sent(order.effect_id)
    assert orders == [(planned.ticket_id, 1), (sent.ticket_id, 2)]


async def test_a_living_robots_effects_are_left_alone_a_dead_ones_are_taken_over(
    desk, journal, store, clock, site, asks
):
    await issued(desk, asks)
    await issued(desk, asks)
    await journal.sent((await journal.next_order()).effect_id)

    def other(living):
        return Journal(store, clock, "robot-1.1", calendar=site.calendar, living=lambda _: living)

    assert await other(living=True).recover() == 0
    assert await other(living=True).next_order() is None
    assert await other(living=False).recover() == 1
    assert (await other(living=False).next_order()).number == "A002"
    assert await journal.next_order() is None


async def test_job_numbers_rise_for_each_robot_and_begin_again_in_time(
    desk, journal, store, site, clock, asks
):
    site.robot = "robot-1.7"
    await store.transact(lambda unit: unit.sequences.take("job:robot-1.7", None, JOB_NUMBERS - 1))
    other = site.desk(store, clock)
    await issued(desk, asks)
    await issued(other, asks)
    theirs = Journal(store, clock, "robot-1.7", calendar=site.calendar)
    assert (await theirs.next_order()).job_number == 0
    await issued(other, asks)
    await journal.sent((await theirs.next_order()).effect_id)
    assert (await theirs.next_order()).job_number == 1
    assert (await journal.next_order()).job_number == 0


async def test_a_treat_moves_at_most_once_for_a_ticket(desk, journal, asks):
    ticket = await issued(desk, asks)
    treat = await journal.plan_treat(ticket.ticket_id)
    with pytest.raises(NotAllowed) as refused:
        await journal.plan_treat(ticket.ticket_id)
    assert refused.value.code == "treat_once"
    await journal.sent(treat.effect_id)
    await journal.uncertain(treat.effect_id, "no edge seen")
    with pytest.raises(NotAllowed):
        await journal.plan_treat(ticket.ticket_id)
    await journal.close(treat.effect_id, moved=False, actor="an")
    again = await journal.plan_treat(ticket.ticket_id)
    await journal.sent(again.effect_id)
    await journal.done(again.effect_id, "sensor")
    with pytest.raises(NotAllowed):
        await journal.plan_treat(ticket.ticket_id)
    with pytest.raises(UnknownName):
        await journal.plan_treat("nothing")


async def test_a_sent_treat_is_uncertain_after_a_restart_and_never_planned_again(desk, journal, asks, store):
    ticket = await issued(desk, asks)
    treat = await journal.plan_treat(ticket.ticket_id)
    await journal.sent(treat.effect_id)
    assert await journal.recover() == 1
    treats = await store.read(lambda unit: unit.effects.of_ticket(ticket.ticket_id, EffectKind.TREAT))
    assert [effect.state for effect in treats] == [EffectState.UNCERTAIN]


async def test_listeners_hear_each_change_after_the_commit(desk, journal, asks):
    await issued(desk, asks)
    changed = []
    journal.on_change(changed.append)
    order = await journal.next_order()
    await journal.sent(order.effect_id)
    await journal.uncertain(order.effect_id, "silent")
    await asyncio.sleep(0)
    assert [(effect.copy, effect.state.value) for effect in changed] == [
        (1, "sent"),
        (1, "uncertain"),
        (2, "planned"),
    ]


def test_a_table_with_a_lost_state_is_refused():
    table = dict(effects.TABLE)
    table[EffectState.UNCERTAIN] = frozenset()
    with pytest.raises(ValueError, match="moved"):
        effects.check(table)
    del table[EffectState.TAKEN]
    with pytest.raises(ValueError, match="taken"):
        effects.check(table)


async def test_software_never_closes_a_doubt(desk, journal, asks, store, clock):
    await issued(desk, asks)
    order = await journal.next_order()
    await journal.sent(order.effect_id)
    await journal.uncertain(order.effect_id, "silent")
    effect = await store.read(lambda unit: unit.effects.get(order.effect_id))
    for state in EffectState:
        with pytest.raises(NotAllowed):
            effects.moved(effect, state, clock.now())
