"""What the robot is up to, and the one trip of its base that belongs to it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, replace
from typing import Any

from drivers.interfaces import MobileBase
from drivers.motion import Hold, TripEnd
from state_machines.travel_guards import Kind

log = logging.getLogger(__name__)

Offer = Callable[[str], Awaitable[None]]  # at a stop of a round, the place → until it is over


@dataclass(frozen=True, slots=True)
class Errand:
    """Where it wants to go, and why; `stops` of a round are still to come."""

    kind: Kind = ""
    place: str = ""
    stops: tuple[str, ...] = ()

    @property
    def next_stop(self) -> "Errand":
        """The same round, one stop on."""
        return replace(self, place=self.stops[0], stops=self.stops[1:]) if self.stops else self


NO_ERRAND = Errand()


class TripInHand:
    """Moves the base, one trip at a time; no news comes of a trip or an offer that was stopped."""

    def __init__(
        self,
        base: MobileBase,
        on_end: Callable[[TripEnd], None],
        on_offered: Callable[[], None],
    ) -> None:
        self._base = base
        self._on_end = on_end
        self._on_offered = on_offered
        self._task: asyncio.Task[None] | None = None
        self._stopped: set[asyncio.Task[None]] = set()
        self._holds: frozenset[Hold] = frozenset()

    def hold(self, holds: frozenset[Hold]) -> None:
        """These hold the base from now on, and no others; what begins to hold goes first."""
        before, self._holds = self._holds, holds  # first: the base may report at once
        for why in sorted(holds - before):
            self._base.hold(why, True)
        for why in sorted(before - holds):
            self._base.hold(why, False)

    def set_off(self, errand: Errand) -> None:
        """Begin the trip of `errand`."""
        self.stand_still()
        self._start(self._travel(errand))

    def offer(self, offer: Offer, place: str) -> None:
        """Stand at `place` until the offer is over."""
        self._start(self._offer(offer, place))

    def stand_still(self) -> None:
        """At once, whatever it does; safe to repeat."""
        self._base.stop()
        if self._task is not None:
            self._task.cancel()
            self._stopped.add(self._task)
            self._task.add_done_callback(self._stopped.discard)
            self._task = None

    async def close(self) -> None:
        """Stand still for good; leave no task."""
        stopped = [*self._stopped] if self._task is None else [*self._stopped, self._task]
        self.stand_still()
        await asyncio.gather(*stopped, return_exceptions=True)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        self._task = asyncio.get_running_loop().create_task(work, name="travel")

    async def _travel(self, errand: Errand) -> None:
        try:
            end = await self._trip(errand)
        except Exception:
            log.exception("trip failed place=%s", errand.place)
            end = TripEnd.FAILED
        self._done(lambda: self._on_end(end))

    async def _trip(self, errand: Errand) -> TripEnd:
        match errand.kind:
            case "guide":
                return await self._base.guide_to(errand.place)
            case "dock":
                return await self._base.dock()
            case _:
                return await self._base.go_to(errand.place)

    async def _offer(self, offer: Offer, place: str) -> None:
        try:
            await offer(place)
        except Exception:
            log.exception("offer failed place=%s", place)
        self._done(self._on_offered)

    def _done(self, tell: Callable[[], None]) -> None:
        """Tell of the end, unless something else has begun."""
        if self._task is asyncio.current_task():
            self._task = None
            tell()
