"""The journal's rules for paper, inside a unit of work. Each gives an answer and the effects it changed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from kiosk.desk.audit import AuditEntry
from kiosk.desk.effects import Effect, EffectKind, EffectState
from kiosk.desk.effects import moved as moved_effect
from kiosk.desk.model import NotAllowed, Ticket, TicketState, UnknownName
from kiosk.desk.rules import Moment
from kiosk.desk.unit import NewEffect, Unit
from state_machines.interfaces import PaperOrder

JOB_NUMBERS = 94**4  # four printable characters on the wire
NEEDED_IN = frozenset({TicketState.WAITING, TicketState.CALLED})
RESTARTED = "the program ended before the device had proved it"

Changed = tuple[Effect, ...]


def plan_paper(unit: Unit, ticket_id: str, owner: str, copy: int, now: datetime) -> Effect:
    """A planned paper with the next job number of its owner."""
    job_number = unit.sequences.take(f"job:{owner}", None, 0) % JOB_NUMBERS
    return unit.effects.plan(NewEffect(EffectKind.PAPER, ticket_id, owner, copy, job_number, planned_at=now))


def known(unit: Unit, effect_id: int) -> Effect:
    """The effect of this id; raises `UnknownName`."""
    if effect := unit.effects.get(effect_id):
        return effect
    raise UnknownName("unknown_effect", f"there is no effect {effect_id}")


def move(
    unit: Unit, moment: Moment, effect: Effect, state: EffectState, note: str = "", *, by_person: bool = False
) -> Effect:
    """Write the effect in its next state."""
    after = moved_effect(effect, state, moment.at, note, by_person=by_person)
    unit.effects.put(after)
    return after


def close(unit: Unit, moment: Moment, effect_id: int, *, moved: bool, actor: str) -> tuple[Effect, Changed]:
    """A person settles a doubt; a reprint planned because of it is not needed when the paper was found."""
    state = EffectState.MOVED if moved else EffectState.NOT_MOVED
    closed = move(unit, moment, known(unit, effect_id), state, by_person=True)
    unit.audit.add(AuditEntry(moment.at, actor, f"effect_{state}", closed.ticket_id, f"effect {effect_id}"))
    waiting = unit.effects.of_ticket(closed.ticket_id, closed.kind) if moved else ()
    spared = tuple(
        move(unit, moment, effect, EffectState.NOT_NEEDED)
        for effect in waiting
        if effect.state is EffectState.PLANNED
    )
    return closed, (closed, *spared)


@dataclass(frozen=True, slots=True)
class Papers:
    """The rules with the site's limit; new papers belong to `robot`."""

    robot: str
    reprints: int  # that the robot makes by itself

    def next_order(self, unit: Unit, moment: Moment) -> tuple[PaperOrder | None, Changed]:
        """The oldest planned paper that is still needed."""
        spared: list[Effect] = []
        while effect := unit.effects.first_planned(self.robot, EffectKind.PAPER):
            if ticket := _needing(unit, moment, effect.ticket_id):
                return _order(effect, ticket), tuple(spared)
            spared.append(move(unit, moment, effect, EffectState.NOT_NEEDED))
        return None, tuple(spared)

    def doubt(self, unit: Unit, moment: Moment, effect: Effect, why: str) -> Changed:
        """Uncertain; a paper gets a marked reprint within the limit, unless there is a newer one already."""
        uncertain = move(unit, moment, effect, EffectState.UNCERTAIN, why)
        if effect.kind is not EffectKind.PAPER or effect.copy > self.reprints:
            return (uncertain,)
        newest = unit.effects.of_ticket(effect.ticket_id, EffectKind.PAPER)[-1]
        if newest.effect_id != effect.effect_id or not _needing(unit, moment, effect.ticket_id):
            return (uncertain,)
        return uncertain, plan_paper(unit, effect.ticket_id, self.robot, effect.copy + 1, moment.at)

    def reprint(self, unit: Unit, moment: Moment, ticket_id: str, actor: str) -> tuple[Effect, Changed]:
        """One more paper because a person asks; one that is planned already is answered again."""
        if _needing(unit, moment, ticket_id) is None:
            raise NotAllowed("paper_not_needed", "this ticket is not waiting today, it needs no paper")
        attempts = unit.effects.of_ticket(ticket_id, EffectKind.PAPER)
        if attempts and attempts[-1].state is EffectState.PLANNED:
            return attempts[-1], ()
        if attempts and attempts[-1].state is EffectState.SENT:
            raise NotAllowed("paper_printing", "this ticket is being printed now")
        effect = plan_paper(unit, ticket_id, self.robot, len(attempts) + 1, moment.at)
        unit.audit.add(AuditEntry(moment.at, actor, "reprint", ticket_id, f"copy {effect.copy}"))
        return effect, (effect,)

    def recover(self, unit: Unit, moment: Moment, living: Callable[[str], bool]) -> tuple[int, Changed]:
        """What was sent and not proved is uncertain; what dead owners had planned is ours now."""
        changed: list[Effect] = []
        doubts = [effect for effect in unit.effects.in_state(EffectState.SENT) if self._ours(effect, living)]
        for effect in doubts:
            changed.extend(self.doubt(unit, moment, effect, RESTARTED))
        for effect in unit.effects.in_state(EffectState.PLANNED):
            if effect.owner != self.robot and self._ours(effect, living):
                adopted = replace(effect, owner=self.robot)
                unit.effects.put(adopted)
                changed.append(adopted)
        return len(doubts), tuple(changed)

    def _ours(self, effect: Effect, living: Callable[[str], bool]) -> bool:
        return effect.owner == self.robot or not living(effect.owner)


def _needing(unit: Unit, moment: Moment, ticket_id: str) -> Ticket | None:
    ticket = unit.tickets.get(ticket_id)
    needed = ticket is not None and ticket.day == moment.day and ticket.state in NEEDED_IN
    return ticket if needed else None


def _order(effect: Effect, ticket: Ticket) -> PaperOrder:
    return PaperOrder(
        effect_id=effect.effect_id,
        ticket_id=ticket.ticket_id,
        number=ticket.number,
        copy=effect.copy,
        job_number=effect.job_number,
    )
