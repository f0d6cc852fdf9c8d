"""What of the journal only shows at its edges: defaults, the last job number, states treats never had."""

import pytest

from kiosk.desk import papers, treats
from kiosk.desk.effects import Effect, EffectKind, EffectState
from kiosk.desk.effects import moved as moved_effect
from kiosk.desk.journal import Journal
from kiosk.desk.model import NotAllowed
from kiosk.desk.rules import Moment


@pytest.fixture
def desk(site, store, clock):
    site.with_paper = True
    return site.desk(store, clock)


@pytest.fixture
def journal(store, clock, site):
    return Journal(store, clock, site.robot, calendar=site.calendar)


async def test_two_reprints_are_made_unless_the_site_says_otherwise(desk, journal):
    await desk.issue("papers", "r")
    copies = []
    while order := await journal.next_order():
        copies.append(order.copy)
        await journal.sent(order.effect_id)
        await journal.uncertain(order.effect_id, "silent")
    assert copies == [1, 2, 3]


async def test_on_a_database_of_one_process_every_other_owner_is_gone(desk, store, clock, site):
    await desk.issue("papers", "r")
    heir = Journal(store, clock, "robot-2.0", calendar=site.calendar)
    await heir.recover()
    assert (await heir.next_order()).number == "A001"


def test_job_numbers_are_as_many_as_four_characters_of_ninety_four_give():
    assert papers.JOB_NUMBERS == 78_074_896


async def test_a_move_by_software_cannot_settle_a_doubt(desk, journal, store, clock, site):
    await desk.issue("papers", "r")
    order = await journal.next_order()
    await journal.sent(order.effect_id)
    await journal.uncertain(order.effect_id, "silent")
    moment = Moment(clock.now(), site.calendar.day(clock.now()))
    with pytest.raises(NotAllowed):
        await store.transact(
            lambda unit: papers.move(
                unit, moment, papers.known(unit, order.effect_id), EffectState.MOVED, "software"
            )
        )


async def test_a_treat_that_was_not_needed_did_not_move(desk, journal, store, clock, site):
    ticket_id = (await desk.issue("papers", "r")).place.ticket.ticket_id
    moment = Moment(clock.now(), site.calendar.day(clock.now()))
    first = await journal.plan_treat(ticket_id)
    await store.transact(lambda unit: papers.move(unit, moment, first, EffectState.NOT_NEEDED))
    second, _ = await store.transact(lambda unit: treats.plan(unit, moment, ticket_id, site.robot))
    assert (second.copy, second.kind, second.job_number) == (2, EffectKind.TREAT, 0)


async def test_the_end_of_an_effect_is_the_end(clock):
    now = clock.now()
    over = Effect(7, EffectKind.PAPER, "t", "robot", 1, 0, EffectState.TAKEN, now, now)
    with pytest.raises(NotAllowed, match=r"effect 7 is taken, not done: allowed is nothing$"):
        moved_effect(over, EffectState.DONE, now)
