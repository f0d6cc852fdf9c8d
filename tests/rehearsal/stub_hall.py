"""A hall that answers staff as a test wants."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from kiosk.config.schema import Config
from kiosk.desk.model import NotAllowed
from kiosk.rehearsal.chance import Chance
from kiosk.rehearsal.facts import Fact, Witness


class StubDoubts:
    """The journal, as far as doubts go."""

    def __init__(self, *jobs: int) -> None:
        self.open = {job: SimpleNamespace(effect_id=job, job_number=job, ticket_id=f"T{job}") for job in jobs}
        self.closed: dict[int, bool] = {}
        self.reprinted: list[str] = []

    async def uncertain_effects(self) -> tuple[Any, ...]:
        return tuple(self.open.values())

    async def close(self, effect_id: int, moved: bool, actor: str) -> object:
        if effect_id not in self.open:
            raise NotAllowed("effect_state", "closed already")
        del self.open[effect_id]
        self.closed[effect_id] = moved
        return actor

    async def reprint(self, ticket_id: str, actor: str) -> object:
        self.reprinted.append(ticket_id)
        return actor


@dataclass
class StubHall:
    """Asks the stubs; `failures` come first."""

    config: Config
    robot: Any
    out: frozenset[int] = frozenset()  # jobs whose paper came out
    failures: list[Exception] = field(default_factory=list)
    acts: list[str] = field(default_factory=list)
    told: list[tuple[str, str]] = field(default_factory=list)
    on_hands: Callable[[str], None] = lambda act: None
    chance: Chance = field(default_factory=lambda: Chance("staff"))
    in_front: asyncio.Lock = field(default_factory=asyncio.Lock)

    def __post_init__(self) -> None:
        self.witness = Witness(self.day_s)
        self.witness.on_fact(self._hear)

    def _hear(self, fact: Fact) -> None:
        if fact.kind == "staff":
            self.told.append((str(fact["act"]), str(fact["how"])))

    def day_s(self) -> float:
        return asyncio.get_running_loop().time()

    async def ask(self, act: Callable[[Any], Awaitable[Any]]) -> Any:
        if self.failures:
            raise self.failures.pop(0)
        return await act(self.robot)

    def hands(self, act: str, **parameters: float) -> None:
        self.acts.append(act)
        self.on_hands(act)

    def paper_came_out(self, job: int) -> bool:
        return job in self.out
