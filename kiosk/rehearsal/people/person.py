"""Somebody who came for a number: what they want, what they tell the witness, how they take their time."""

import asyncio
from dataclasses import dataclass

from kiosk.rehearsal.facts import Value
from kiosk.rehearsal.people.scene import Scene, drawn_s
from kiosk.rehearsal.plan import CitizenPlan


class Leaves(Exception):
    """They go home without being served, and this is why."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Number:
    """What they hold."""

    ticket: str
    number: str
    service: str


class Person:
    """One citizen of a day; `service` is what they want now."""

    def __init__(self, scene: Scene, plan: CitizenPlan) -> None:
        self.scene = scene
        self.hall = scene.hall
        self.plan = plan
        self.name = plan.citizen
        self.service = plan.service
        self.chance = scene.chance("citizen", plan.citizen)

    def arrives(self) -> None:
        """They come in."""
        self._tell("arrived", citizen=self.name, kind=self.plan.kind, service=self.service)

    def did(self, act: str, how: str = "ok", visit: int | None = None) -> None:
        """They did something, at the screen of a visit or elsewhere, and this is how it went."""
        self._tell("did", citizen=self.name, act=act, how=how, visit=visit)

    def got(self, number: Number, request: str, ahead: int | None, again: bool) -> Number:
        """They saw their number."""
        self._tell(
            "answered",
            citizen=self.name,
            request=request,
            ticket=number.ticket,
            number=number.number,
            ahead=ahead,
            again=again,
        )
        return number

    def left(self, why: str) -> None:
        """They are gone."""
        self._tell("left", citizen=self.name, why=why)

    def likely(self, share: float) -> bool:
        """True so often."""
        return self.chance.random() < share

    def drawn_s(self, low_s: float, high_s: float) -> float:
        """A time of theirs."""
        return drawn_s(self.chance, low_s, high_s)

    async def pause(self, low_s: float, high_s: float) -> None:
        """Take one's time."""
        await asyncio.sleep(self.drawn_s(low_s, high_s))

    def _tell(self, fact: str, /, **values: Value) -> None:
        self.hall.witness.tell(fact, **values)
