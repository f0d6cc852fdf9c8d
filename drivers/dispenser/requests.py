"""Requests by id: each is served once, one after the other, and its one result is kept.

Responsible for: never a second drive for one id, whatever the device's driver, its wire or the caller do.
Not responsible for: what outlives this program (the journal), and what a device does (its driver).
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from drivers.dispensing import DispenseResult, Outcome, Reason, Stage

log = logging.getLogger(__name__)

BeforeDrive = Callable[[], Awaitable[None]]


@dataclass(slots=True)
class Request:
    """One request; `driven` is True from the moment on when something may have moved."""

    id: str
    slot: int
    before_drive: BeforeDrive
    tell: Callable[[str, Stage], None]
    driven: bool = False

    def stage(self, stage: Stage) -> None:
        """It is so far."""
        self.tell(self.id, stage)

    def ended(
        self, outcome: Outcome, reason: Reason, detail: str = "", taken: bool | None = None
    ) -> DispenseResult:
        """Its result."""
        return DispenseResult(self.id, self.slot, outcome, reason, taken, detail)

    def broken_off(self, reason: Reason) -> DispenseResult:
        """Its result when nobody can go on with it; `reason` where nothing has moved."""
        if self.driven:
            return self.ended(Outcome.UNCERTAIN, Reason.STOPPED)
        return self.ended(Outcome.FAILED, reason)


@dataclass(slots=True)
class Requests:
    """Serves requests through `give`, a driver's own."""

    give: Callable[[Request], Awaitable[DispenseResult]]
    _served: dict[str, asyncio.Task[DispenseResult]] = field(default_factory=dict)
    _results: dict[str, DispenseResult] = field(default_factory=dict)
    _one: asyncio.Lock = field(default_factory=asyncio.Lock)
    _result_listeners: list[Callable[[DispenseResult], None]] = field(default_factory=list)
    _stage_listeners: list[Callable[[str, Stage], None]] = field(default_factory=list)

    def on_result(self, listener: Callable[[DispenseResult], None]) -> None:
        """Call `listener` with every result, once."""
        self._result_listeners.append(listener)

    def on_stage(self, listener: Callable[[str, Stage], None]) -> None:
        """Call `listener` with a request's id and how far it is."""
        self._stage_listeners.append(listener)

    def result_of(self, request_id: str) -> DispenseResult | None:
        """The result kept; None while there is none."""
        return self._results.get(request_id)

    async def dispense(self, request_id: str, slot: int, before_drive: BeforeDrive) -> DispenseResult:
        """The one result of this id; the first call decides what is done. Raises what `before_drive` does."""
        if request_id in self._results:
            return self._results[request_id]
        if request_id not in self._served:
            request = Request(request_id, slot, before_drive, self.tell_stage)
            self._served[request_id] = asyncio.ensure_future(self._serve(request))
        return await asyncio.shield(self._served[request_id])

    def tell_stage(self, request_id: str, stage: Stage) -> None:
        """A request is so far."""
        for listener in self._stage_listeners:
            listener(request_id, stage)

    async def end(self) -> None:
        """Nobody goes on with what is under way: it ends now, in doubt where something may have moved."""
        works = list(self._served.values())
        for work in works:
            work.cancel()
        if works:
            await asyncio.wait(works)

    def figures(self) -> dict[str, object]:
        """For a technician: how often each outcome."""
        outcomes = [result.outcome for result in self._results.values()]
        return {outcome.value: outcomes.count(outcome) for outcome in Outcome}

    async def _serve(self, request: Request) -> DispenseResult:
        result: DispenseResult | None = None
        try:
            async with self._one:
                result = await self.give(request)
        except asyncio.CancelledError:  # by `end` alone: those who wait get a result
            result = request.broken_off(Reason.NOT_CONNECTED)
        finally:
            self._keep(request.broken_off(Reason.NOT_RECORDED) if result is None else result)
        return result

    def _keep(self, result: DispenseResult) -> None:
        self._results[result.request_id] = result
        self._served.pop(result.request_id, None)
        log.info(
            "dispensed slot=%d outcome=%s reason=%s request=%s",
            *(result.slot, result.outcome, result.reason, result.request_id),
        )
        for listener in self._result_listeners:
            listener(result)
