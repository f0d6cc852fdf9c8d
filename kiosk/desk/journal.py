"""The journal of physical effects: intent is durable before the first byte, the result after the proof.

Responsible for the three rules: paper at least once and a second one marked, a treat at most once, a doubt
closed by a person only. Not for moving anything (the print job), nor for the picture (the ticket press).
"""

from collections.abc import Callable
from typing import TypeVar

from kiosk.desk import papers, treats
from kiosk.desk.calendar import Calendar
from kiosk.desk.effects import Effect, EffectKind, EffectState
from kiosk.desk.listeners import Listeners
from kiosk.desk.papers import Papers
from kiosk.desk.rules import Moment
from kiosk.desk.store import Store
from kiosk.desk.unit import Unit
from state_machines.interfaces import Clock, PaperOrder

T = TypeVar("T")
NO_PAPER = "off"


def nobody_lives(owner: str) -> bool:
    """For a database that only one process uses: no other owner has a living process."""
    return False


class Journal:
    """`state_machines.interfaces.PaperJournal` without `picture`; every call is durable when it returns."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        robot: str,
        *,
        calendar: Calendar,
        reprints: int = 2,
        living: Callable[[str], bool] = nobody_lives,
    ) -> None:
        self._store = store
        self._clock = clock
        self._calendar = calendar
        self._living = living
        self._papers = Papers(robot, reprints)
        self._listeners: Listeners[Effect] = Listeners()

    def on_change(self, listener: Callable[[Effect], None]) -> None:
        """Call `listener` on the event loop for each effect changed here, after the commit."""
        self._listeners.add(listener)

    async def next_order(self) -> PaperOrder | None:
        """The oldest planned paper of this robot that is still needed; others are marked not needed."""
        return await self._change(self._papers.next_order)

    async def sent(self, effect_id: int) -> None:
        """The first byte is about to leave."""
        await self._move(effect_id, EffectState.SENT)

    async def not_sent(self, effect_id: int) -> None:
        """The device refused and no byte left: `sent` is planned again."""
        await self._move(effect_id, EffectState.PLANNED)

    async def done(self, effect_id: int, proof: str) -> None:
        """The device has proved it."""
        await self._move(effect_id, EffectState.DONE, proof)

    async def presented(self, effect_id: int) -> None:
        """A sensor saw that the citizen can reach it."""
        await self._move(effect_id, EffectState.PRESENTED)

    async def ended(self, effect_id: int, state: EffectState) -> None:
        """A sensor saw how it ended: taken, retracted or left."""
        await self._move(effect_id, state)

    async def uncertain(self, effect_id: int, why: str) -> None:
        """Nobody can know; plans a marked reprint while the site's limit allows it."""
        await self._change(
            lambda unit, moment: (None, self._papers.doubt(unit, moment, papers.known(unit, effect_id), why))
        )

    async def plan_treat(self, ticket_id: str) -> Effect:
        """One treat for a ticket; raises `NotAllowed` unless nothing moved for it before."""
        return await self._change(
            lambda unit, moment: treats.plan(unit, moment, ticket_id, self._papers.robot)
        )

    async def uncertain_effects(self) -> tuple[Effect, ...]:
        """What a person must settle, oldest first."""
        return await self._store.read(lambda unit: unit.effects.in_state(EffectState.UNCERTAIN))

    async def close(self, effect_id: int, moved: bool, actor: str) -> Effect:
        """A person settles a doubt; the paper that was found needs no reprint any more."""
        return await self._change(
            lambda unit, moment: papers.close(unit, moment, effect_id, moved=moved, actor=actor)
        )

    async def reprint(self, ticket_id: str, actor: str) -> Effect:
        """A person asks for one more marked paper."""
        return await self._change(lambda unit, moment: self._papers.reprint(unit, moment, ticket_id, actor))

    async def paper_state(self, ticket_id: str) -> str:
        """`off` when no paper was planned; else the newest effect's state."""
        effects = await self._store.read(lambda unit: unit.effects.of_ticket(ticket_id, EffectKind.PAPER))
        return effects[-1].state.value if effects else NO_PAPER

    async def recover(self) -> int:
        """At start: doubts of this robot's last life and of owners without a living process; how many."""
        return await self._change(lambda unit, moment: self._papers.recover(unit, moment, self._living))

    async def _move(self, effect_id: int, state: EffectState, note: str = "") -> None:
        await self._change(
            lambda unit, moment: (
                None,
                (papers.move(unit, moment, papers.known(unit, effect_id), state, note),),
            )
        )

    async def _change(self, work: Callable[[Unit, Moment], tuple[T, tuple[Effect, ...]]]) -> T:
        now = self._clock.now()
        moment = Moment(now, self._calendar.day(now))
        answer, changed = await self._store.transact(lambda unit: work(unit, moment))
        self._listeners.tell(changed)
        return answer
