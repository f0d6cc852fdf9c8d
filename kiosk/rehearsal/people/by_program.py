"""People who ask through a program of their own: one request id, repeated until it is answered."""

from kiosk.desk.model import Issued, NotAllowed
from kiosk.desk.store import StoreError
from kiosk.rehearsal.people.interfaces import Dark
from kiosk.rehearsal.people.manners import Manner
from kiosk.rehearsal.people.patience import Patience
from kiosk.rehearsal.people.person import Leaves, Number, Person

ASKS_FOR_S = (120.0, 900.0)
WAITS_FOR_CHECKLIST_S = 1_200.0
ASKS_ONCE_MORE = 0.4  # so often a program repeats a request that was answered


async def ask_for_number(person: Person, _: Manner) -> Number:
    """As a client of `/api/tickets`. Raises `Leaves`."""
    request = f"program-{person.scene.day}-{person.name}"
    patience = Patience(person.drawn_s(*ASKS_FOR_S))
    issued = await _until_answered(person, request, patience)
    place = issued.place
    ticket = place.ticket
    number = Number(ticket.ticket_id, ticket.number, ticket.service)
    person.got(number, request, place.people_ahead, issued.repeated)
    if person.likely(ASKS_ONCE_MORE):
        await person.pause(0.05, 30.0)
        again = await _until_answered(person, request, patience)
        same = again.repeated and again.place.ticket.ticket_id == ticket.ticket_id
        person.did("asks_again", "same" if same else "other")
    return number


async def ask_at_checklist(person: Person, manner: Manner) -> Number:
    """The same, while a checklist is wanted at the screen or printed. Raises `Leaves`."""
    senses = person.scene.senses
    await person.chance.choice((senses.checklist, senses.leaflet)).heard(WAITS_FOR_CHECKLIST_S)
    await person.pause(0.0, 2.0)
    return await ask_for_number(person, manner)


async def _until_answered(person: Person, request: str, patience: Patience) -> Issued:
    while True:
        how, issued = await _ask(person, request)
        person.did("asks", how)
        if issued is not None:
            return issued
        patience.require("no_answer")
        await person.pause(0.5, 6.0)
        if how == "dark" and person.hall.robot is None:
            await patience.wait_for(person.scene.senses.alive, "no_answer")


async def _ask(person: Person, request: str) -> tuple[str, Issued | None]:
    service, priority = person.service, person.plan.priority
    try:
        issued = await person.hall.ask(
            lambda robot: robot.desk.issue(service, request, priority=priority, actor="api")
        )
    except Dark:
        return "dark", None
    except StoreError as error:
        return error.code, None
    except NotAllowed as error:
        person.did("asks", error.code)
        raise Leaves(error.code) from None
    return "ok", issued
