"""One citizen's day, from coming in to going home."""

from kiosk.rehearsal.people.kinds import KINDS
from kiosk.rehearsal.people.person import Leaves, Person
from kiosk.rehearsal.people.scene import Scene
from kiosk.rehearsal.plan import CitizenPlan

AWAY_S = (900.0, 5_400.0)  # until somebody comes again for another number


async def come(scene: Scene, plan: CitizenPlan) -> None:
    """Come when planned, and again where the kind does; home at the end of the day at the latest."""
    person = Person(scene, plan)
    kind = KINDS[plan.kind]
    await scene.until(plan.at_s)
    await _once(person)
    if kind.comes_again:
        await person.pause(*AWAY_S)
        person.service = person.chance.choice(scene.hall.config.services).id
        await _once(person)


async def _once(person: Person) -> None:
    person.arrives()
    why = "sent_home"
    try:
        why = await _visit(person)
    finally:
        person.left(why)


async def _visit(person: Person) -> str:
    kind = KINDS[person.plan.kind]
    try:
        number = await kind.door(person, kind.manner)
    except Leaves as leaves:
        return leaves.why
    return await kind.stay(person, number)
