"""The journal's rule for a treat: at most one moves for a ticket."""

from kiosk.desk.effects import NOTHING_MOVED, Effect, EffectKind
from kiosk.desk.model import NotAllowed, UnknownName
from kiosk.desk.rules import Moment
from kiosk.desk.unit import NewEffect, Unit


def plan(unit: Unit, moment: Moment, ticket_id: str, owner: str) -> tuple[Effect, tuple[Effect, ...]]:
    """A planned treat, unless one moved, may have moved or is about to."""
    if unit.tickets.get(ticket_id) is None:
        raise UnknownName("unknown_ticket", "there is no ticket of this id")
    attempts = unit.effects.of_ticket(ticket_id, EffectKind.TREAT)
    if any(attempt.state not in NOTHING_MOVED for attempt in attempts):
        raise NotAllowed("treat_once", "this ticket has its treat, or nobody knows yet whether it has")
    new = NewEffect(EffectKind.TREAT, ticket_id, owner, len(attempts) + 1, job_number=0, planned_at=moment.at)
    effect = unit.effects.plan(new)
    return effect, (effect,)
