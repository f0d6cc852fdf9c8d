"""Somebody who touches the screen while another person stands there: a child, a hurried neighbour."""

from kiosk.rehearsal.people.manners import Manner
from kiosk.rehearsal.people.person import Leaves, Number, Person
from kiosk.rehearsal.people.taps import look, request_id, touch
from state_machines.screen import Screen

TOUCHES = (1, 4)
FIELDS = {"language": {"language": "en"}, "text_size": {"text_size": "large"}}
SHOWN = {
    "closed": ("touch", "contrast"),
    "attract": ("touch", "language"),
    "services": ("choose", "back", "restart", "text_size"),
    "priority": ("reason", "back", "restart", "call_staff"),
    "issuing": ("contrast", "language"),
    "ticket": ("done", "back", "contrast"),
    "trouble": ("back", "restart", "call_staff"),
}


async def meddle(person: Person, manner: Manner) -> Number:
    """Touch a few things that are shown, without standing in line; wants no number, so always leaves."""
    for _ in range(person.chance.randint(*TOUCHES)):
        await person.pause(*manner.thinks_s)
        seen = await look(person)
        if seen is not None:
            life, screen = seen
            event = person.chance.choice(SHOWN[screen.name])
            await touch(person, manner, screen, event, **_fields(person, life, screen, event))
    raise Leaves("only_meddled")


def _fields(person: Person, life: int, screen: Screen, event: str) -> dict[str, str]:
    config = person.hall.config
    wish = {"request_id": request_id(person, life, screen)}
    if event == "choose":
        service = {"service": person.chance.choice(config.services).id}
        return service if config.desk.priority_reasons else {**service, **wish}
    return {"reason": "", **wish} if event == "reason" else FIELDS.get(event, {})
