"""What people need of the hall they are in; `kiosk.rehearsal.stage.hall.Hall` is one."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

from kiosk.config.schema import Config
from kiosk.rehearsal.chance import Chance
from kiosk.rehearsal.facts import Witness
from kiosk.rehearsal.stage.life import Dark
from kiosk.web.context import WebContext

__all__ = ["Act", "Dark", "HallSeenByPeople", "T"]

T = TypeVar("T")
Act = Callable[[WebContext], Awaitable[T]]


class HallSeenByPeople(Protocol):
    """Where people see the robot's screen and touch it."""

    @property
    def config(self) -> Config:
        """What the office has settled."""

    @property
    def witness(self) -> Witness:
        """Who is told everything, and tells people what can be seen and heard in the hall."""

    @property
    def chance(self) -> Chance:
        """The chance of this week."""

    @property
    def in_front(self) -> asyncio.Lock:
        """Held by the one who stands in front of the screen."""

    @property
    def robot(self) -> WebContext | None:
        """The robot, while one is alive."""

    def day_s(self) -> float:
        """True seconds after midnight."""

    async def ask(self, act: Act[T]) -> T:
        """What the robot answers. Raises `Dark` as a lost connection, else what `act` raises."""

    def hands(self, act: str, **parameters: float) -> None:
        """Somebody does something to the printer or its cable."""

    def paper_came_out(self, job: int) -> bool:
        """Whether the whole picture of this job has come out on paper."""
