"""The journal's paper orders as pictures: what the print worker takes its work from."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from drivers.interfaces import Raster
from kiosk.config.base import Text
from kiosk.config.schema import Service, Site
from kiosk.desk.desk import Desk
from kiosk.desk.journal import Journal
from kiosk.desk.model import NotAllowed, Place
from kiosk.desk.store import StoreError
from kiosk.store_watch import until_well
from kiosk.ticket.fields import TicketFields
from kiosk.ticket.holders import Holders
from kiosk.ticket.render import TicketPress
from state_machines.interfaces import PaperOrder

LAST_WRITE_S = 2.0
FRESH_S = 5.0  # a picture drawn ahead tells of people ahead: later it is drawn anew


@dataclass(frozen=True, slots=True)
class DrawnAhead:
    """An order and its picture made before its turn, and the loop time they tell of."""

    order: PaperOrder
    picture: Raster
    drawn_at: float

    def is_fresh(self) -> bool:
        """Whether it still tells the truth about the queue."""
        return asyncio.get_running_loop().time() - self.drawn_at < FRESH_S


class PaperDesk:
    """A robot's paper orders (state_machines.interfaces.PaperJournal).

    Pictures are drawn in a thread, the next one while the printer is busy with the one before.
    While the store fails the printer waits: what it has proved is written when the store is well again.
    """

    def __init__(
        self,
        journal: Journal,
        desk: Desk,
        press: TicketPress,
        services: Sequence[Service],
        site: Site,
        follow_url: str,
        holders: Holders | None = None,
    ) -> None:
        self._holders = holders or Holders(())
        self._journal = journal
        self._desk = desk
        self._press = press
        self._services = {service.id: service for service in services}
        self._site = site
        self._follow_url = follow_url
        self._drawing = ThreadPoolExecutor(1, thread_name_prefix="ticket-press")
        self._ahead: asyncio.Task[DrawnAhead | None] | None = None
        self._recording: asyncio.Task[None] | None = None

    async def next_order(self) -> PaperOrder | None:
        """The oldest planned paper of this robot whose ticket still needs it."""
        return await until_well(self._next_order)

    async def sent(self, effect_id: int) -> None:
        """The first byte is about to leave."""
        await asyncio.gather(self._recorded(), _written(partial(self._journal.sent, effect_id)))
        self._ahead = asyncio.create_task(self._draw_ahead())

    async def not_sent(self, effect_id: int) -> None:
        """The printer refused and no byte left."""
        await _written(partial(self._journal.not_sent, effect_id))

    async def done(self, effect_id: int, proof: str) -> None:
        """The device has proved it; written while the next job begins."""
        await self._recorded()
        self._recording = asyncio.create_task(_written(partial(self._journal.done, effect_id, proof)))

    async def uncertain(self, effect_id: int, why: str) -> None:
        """Nobody can know."""
        await _written(partial(self._journal.uncertain, effect_id, why))

    async def picture(self, order: PaperOrder) -> Raster:
        """The ticket as it must be printed, with its place as it is now."""
        return await until_well(partial(self._picture, order))

    async def close(self) -> None:
        """Finish writing and let the drawing thread go."""
        if self._recording is not None:
            await asyncio.wait({self._recording}, timeout=LAST_WRITE_S)
            self._recording.cancel()
            await asyncio.gather(self._recording, return_exceptions=True)
        if self._ahead is not None:
            self._ahead.cancel()
            await asyncio.gather(self._ahead, return_exceptions=True)
        self._drawing.shutdown(wait=False, cancel_futures=True)

    async def _recorded(self) -> None:
        if self._recording is not None:
            await self._recording

    async def _next_order(self) -> PaperOrder | None:
        ahead = await self._drawn_ahead()
        return await self._journal.next_order() if ahead is None else ahead.order

    async def _picture(self, order: PaperOrder) -> Raster:
        ahead = await self._drawn_ahead()
        self._ahead = None
        return ahead.picture if ahead is not None and ahead.order == order else await self._draw(order)

    async def _drawn_ahead(self) -> DrawnAhead | None:
        task, self._ahead = self._ahead, None
        ahead = await task if task is not None else None
        if ahead is None or not ahead.is_fresh():
            return None
        self._ahead = task
        return ahead

    async def _draw_ahead(self) -> DrawnAhead | None:
        order = await self._journal.next_order()
        if order is None:
            return None
        now = asyncio.get_running_loop().time()
        return DrawnAhead(order, await self._draw(order), now)

    async def _draw(self, order: PaperOrder) -> Raster:
        fields = self._fields(await self._desk.place(order.ticket_id), order.copy)
        return await asyncio.get_running_loop().run_in_executor(self._drawing, self._press.picture, fields)

    def _fields(self, place: Place, copy: int) -> TicketFields:
        ticket = place.ticket
        holder = self._holders.of(ticket.ticket_id)
        service = self._services.get(ticket.service)  # none: taken out of the configuration since
        return TicketFields(
            number=ticket.number,
            service=service.name if service else Text(vi=ticket.service, en=ticket.service),
            counters=tuple(service.counters) if service else (),
            people_ahead=place.people_ahead or 0,
            wait=None if place.wait is None else (place.wait.low, place.wait.high),
            issued_at=ticket.issued_at.astimezone(self._site.zone),
            qr_url=f"{self._follow_url}/T/{ticket.ticket_id}",
            copy=copy,
            language=ticket.language,
            office=self._site.office,
            name=holder.name,
            number_of_card=holder.number,
        )


async def _written(move: Callable[[], Awaitable[None]]) -> None:
    """Write a move of the journal once; a store that failed may have kept it all the same."""
    try:
        await move()
    except StoreError:
        with suppress(NotAllowed):  # it is there already
            await until_well(move)
