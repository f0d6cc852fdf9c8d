"""Somebody who touches the screen while another person stands there: a child, a hurried neighbour."""

from kiosk.rehearsal.people.manners import Manner
from kiosk.rehearsal.people.person import Leaves, Number, Person
from kiosk.rehearsal.people.sentences import Sentences
from kiosk.rehearsal.people.taps import look, request_id, touch
from state_machines.screen import Screen

TOUCHES = (1, 4)
TALKING = ("choose", "choose", "choose", "back", "restart", "say", "ask")
FIELDS = {"language": {"language": "en"}, "text_size": {"text_size": "large"}}
SHOWN = {
    "closed": ("touch", "contrast"),
    "attract": ("touch", "language"),
    "services": ("choose", "back", "restart", "text_size", "say"),
    "priority": ("choose", "back", "restart", "call_staff"),
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
            event = person.chance.choice(SHOWN.get(screen.name, TALKING))
            await touch(person, manner, screen, event, **_fields(person, life, screen, event))
    raise Leaves("only_meddled")


def _fields(person: Person, life: int, screen: Screen, event: str) -> dict[str, str]:
    """Any choice that is offered, any procedure, any words."""
    procedures = list(person.hall.config.knowledge.book.procedures) or ["nothing"]
    if event == "ask":
        return {"procedure": person.chance.choice(procedures)}
    request = {"request_id": request_id(person, life, screen)}
    if event == "say":
        return {"text": _words(person, person.chance.choice(procedures), screen.language), **request}
    if event != "choose" or screen.talk is None:
        return FIELDS.get(event, {})
    choices = [choice.value for choice in screen.talk.turn.choices] or ["nothing"]
    return {"choice": person.chance.choice(choices), **request}


def _words(person: Person, procedure: str, language: str) -> str:
    sentences = Sentences(person.hall.config.knowledge, person.chance)
    kinds = (
        lambda: sentences.of(procedure, language),
        lambda: sentences.command("take_number", language),
        lambda: sentences.nonsense(language),
    )
    return person.chance.choice(kinds)()
