"""What people do once they hold a number, other than waiting for the call."""

import asyncio

from kiosk.desk.model import Board, Place, TicketState
from kiosk.desk.store import StoreError
from kiosk.rehearsal.people.interfaces import Act, Dark, T
from kiosk.rehearsal.people.person import Number, Person
from kiosk.rehearsal.people.waiting import be_served

FOLLOWS_S = (120.0, 600.0)
AWAY_S = (300.0, 2_400.0)
ASKS_FOR_S = 420.0
PAPER_LOST_AFTER_S = (30.0, 900.0)


async def leave_at_once(person: Person, number: Number) -> str:
    """The number was all they wanted to see."""
    return "walked_away_ticket"


async def leave_before_call(person: Person, number: Number) -> str:
    """Out of the hall after a while; a call before that finds them."""
    calls = person.scene.senses.calls
    if await calls.heard(number.ticket, number.number, person.drawn_s(30.0, 600.0)):
        return await be_served(person, number)
    return "left_before_call"


async def follow_on_phone(person: Person, number: Number) -> str:
    """Wait, and look at the phone page now and then."""
    return await be_served(person, number, look_at_phone, person.drawn_s(*FOLLOWS_S))


async def miss_and_return(person: Person, number: Number) -> str:
    """Out for a coffee; when the call is missed, staff are asked to let them wait again."""
    await person.pause(*AWAY_S)
    place = await _answer(person, lambda robot: robot.desk.place(number.ticket))
    if place is not None and place.ticket.state in (TicketState.NO_SHOW, TicketState.FINISHED):
        how = await ask_staff(person, number, "back")
        if how != "ok":
            return f"missed_{how}"
    return await be_served(person, number)


async def lose_paper(person: Person, number: Number) -> str:
    """Ask staff for another paper, then wait."""
    await person.pause(*PAPER_LOST_AFTER_S)
    await ask_staff(person, number, "reprint")
    return await be_served(person, number)


async def ask_staff(person: Person, number: Number, what: str) -> str:
    """Ask at a counter of their service, else at any; how it went."""
    config = person.hall.config
    theirs = next((service.counters for service in config.services if service.id == number.service), [])
    counters = [*theirs, *(counter.id for counter in config.counters)]
    asked = person.scene.floor.ask(counters, what, number.ticket)
    if asked is None:
        how = "nobody"
    else:
        await asyncio.wait({asked.answer}, timeout=ASKS_FOR_S)
        how = asked.answer.result() if asked.answer.done() else "not_heard"
    person.did(f"asks_{what}", how)
    return how


async def look_at_phone(person: Person, number: Number) -> None:
    """Compare the phone page with the board: both were read while the board stood still."""
    before = await _answer(person, lambda robot: robot.desk.board())
    place = await _answer(person, lambda robot: robot.desk.place(number.ticket))
    after = await _answer(person, lambda robot: robot.desk.board())
    if before is None or place is None or before != after:
        person.did("follows", "not_now")
    else:
        person.did("follows", "ok" if agree(place, before) else "differs")


def agree(place: Place, board: Board) -> bool:
    """Whether phone and board tell the same of a ticket."""
    ticket = place.ticket
    shown_at = [called.counter for called in board.serving if called.number == ticket.number]
    called_to = [ticket.counter] if ticket.state is TicketState.CALLED else []
    waits = ticket.state is TicketState.WAITING
    return shown_at == called_to and waits == (place.people_ahead is not None)


async def _answer(person: Person, act: Act[T]) -> T | None:
    """What the robot answers; None when it does not."""
    try:
        return await person.hall.ask(act)
    except (Dark, StoreError):
        return None
