"""Goes on working on a disk after the power came back: recovers, prints, gives numbers."""

import itertools
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from pathlib import Path

import apsw

from kiosk.desk.effects import EffectKind, EffectState
from kiosk.desk.model import DeskError, NotAllowed
from tests.torture.power.cases import Kind
from tests.torture.power.judge import Fault
from tests.torture.power.office import Office
from tests.torture.power.trace import Given, Moved, Promised


async def afterlife(connection: apsw.Connection, path: Path, promised: Promised) -> list[Fault]:
    """What goes wrong; closes the connection."""
    numbers = itertools.count()
    office = Office(connection, path, lambda: f"after-{next(numbers)}")
    try:
        return [Fault(Kind.NOT_RECOVERED, what) async for what in _problems(office, promised)]
    except (DeskError, LookupError) as error:
        return [Fault(Kind.NOT_RECOVERED, f"{type(error).__name__}: {error}")]
    finally:
        await office.store.close()


async def _problems(office: Office, promised: Promised) -> AsyncIterator[str]:
    await office.journal.recover()
    if sent := await office.store.read(lambda unit: unit.effects.in_state(EffectState.SENT)):
        yield f"still sent: {[effect.effect_id for effect in sent]}"
    for what in (*await _papers(office, promised.moved), *await _treats(office, promised.moved)):
        yield what
    for what in await _numbers(office, promised.given):
        yield what


async def _papers(office: Office, moved: Sequence[Moved]) -> list[str]:
    """Prints all that is planned: nothing that moved before, and no second paper without its mark."""
    papers = {effect.ticket_id for effect in moved if effect.kind == EffectKind.PAPER}
    effects = {effect.effect_id for effect in moved}
    problems = []
    while order := await office.journal.next_order():
        if order.effect_id in effects or (order.ticket_id in papers and order.copy == 1):
            problems.append(f"paper {order.effect_id} of {order.number} is printed twice without a mark")
        await office.journal.sent(order.effect_id)
        await office.journal.done(order.effect_id, "job_id")
    return problems


async def _treats(office: Office, moved: Sequence[Moved]) -> list[str]:
    problems = []
    for effect in moved:
        if effect.kind == EffectKind.TREAT and not await _settled_by_a_person(office, effect):
            with suppress(NotAllowed):
                await office.journal.plan_treat(effect.ticket_id)
                problems.append(f"a second treat for {effect.ticket_id}")
    return problems


async def _settled_by_a_person(office: Office, moved: Moved) -> bool:
    effect = await office.store.read(lambda unit: unit.effects.get(moved.effect_id))
    return effect is not None and effect.state is EffectState.NOT_MOVED


async def _numbers(office: Office, given: Sequence[Given]) -> list[str]:
    """Asked again, the last citizen gets the same number; a new one gets a number never given before."""
    problems = []
    for last in given[-1:]:
        again = await office.desk.issue("papers", last.request_id)
        if again.place.ticket.number != last.number:
            problems.append(f"{last.number} was given, asked again it is {again.place.ticket.number}")
    for service in ("papers", "land"):
        number = (await office.desk.issue(service, f"after-{service}")).place.ticket.number
        if number in {one.number for one in given}:
            problems.append(f"{number} is given twice")
    return problems
