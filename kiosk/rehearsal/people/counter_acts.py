"""The counter page in staff's hands: a step is asked for under one request id until it is answered."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from random import Random

from kiosk.desk.model import CounterView, DeskError, Ticket
from kiosk.desk.store import StoreError
from kiosk.rehearsal.people.interfaces import Dark
from kiosk.rehearsal.people.scene import Scene, drawn_s
from kiosk.rehearsal.plan import ShiftPlan
from kiosk.web.context import WebContext

TAPS_TWICE = 0.03
LONGEST_OUTAGE_S = 900.0  # so long after the end of the shift nobody tries any more
LONGEST_LOOK_S = 300.0

Step = Callable[[WebContext, str, str], Awaitable[Ticket | None]]  # with request id and actor


class GoesHome(Exception):
    """The robot has not answered for too long after the shift."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`how` is ok, or the code of the refusal; `ticket` is what the step was about."""

    how: str
    ticket: Ticket | None = None


class CounterActs:
    """One shift's taps on the counter page."""

    def __init__(self, scene: Scene, shift: ShiftPlan, chance: Random) -> None:
        self.actor = f"staff-{shift.counter}"
        self._scene = scene
        self._shift = shift
        self._chance = chance
        self._ids = f"staff-{scene.day}-{shift.counter}-{shift.from_s:.0f}"
        self._taps = 0

    async def take(self, act: str, step: Step) -> Answer:
        """Do a step once, however often it must be asked for. Raises `GoesHome`."""
        self._taps += 1
        request = f"{self._ids}-{self._taps}"
        while (answer := await self._tap(act, step, request)) is None:
            await self._until_well()
        return answer

    async def view(self) -> CounterView:
        """What the page shows. Raises `GoesHome`."""
        counter = self._shift.counter
        while True:
            try:
                return await self._scene.hall.ask(lambda robot: robot.desk.counter_view(counter))
            except (Dark, StoreError):
                await self._until_well()

    def tell(self, act: str, how: str, ticket: Ticket | None = None) -> None:
        """Say what was done at the counter, and how it went."""
        named = (None, None) if ticket is None else (ticket.ticket_id, ticket.number)
        self._scene.hall.witness.tell(
            "staff", counter=self._shift.counter, act=act, how=how, ticket=named[0], number=named[1]
        )

    async def _tap(self, act: str, step: Step, request: str) -> Answer | None:
        taps = 2 if self._chance.random() < TAPS_TWICE else 1
        answers = await asyncio.gather(*(self._once(act, step, request) for _ in range(taps)))
        return next((answer for answer in answers if answer is not None), None)

    async def _once(self, act: str, step: Step, request: str) -> Answer | None:
        """None when nobody knows whether it was kept."""
        try:
            answer = Answer("ok", await self._scene.hall.ask(lambda robot: step(robot, request, self.actor)))
        except Dark:
            self.tell(act, "dark")
            return None
        except StoreError as error:
            self.tell(act, error.code)
            return None
        except DeskError as error:
            answer = Answer(error.code)
        self.tell(act, answer.how, answer.ticket)
        return answer

    async def _until_well(self) -> None:
        """The page says that the robot cannot be reached, or could not keep it."""
        if self._scene.hall.day_s() > self._shift.until_s + LONGEST_OUTAGE_S:
            raise GoesHome
        if self._scene.hall.robot is None:
            await self._scene.senses.alive.heard(LONGEST_LOOK_S)
        await asyncio.sleep(drawn_s(self._chance, 0.5, 8.0))
