"""Checklists on their way to paper: kept in memory, for nobody counts on one as on a number.

Responsible for their order, their job numbers and for telling how each one ended. A file marks that one is on
its way, so that the next start clears half a leaflet out of the printer. Not responsible for drawing tickets.
"""

from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path

from drivers.interfaces import Raster
from kiosk.desk.listeners import Listeners
from kiosk.ticket.leaflet import Leaflet, leaflet_picture
from state_machines.interfaces import PaperJournal, PaperOrder

FIRST_JOB = 70_000_000  # far above the numbers tickets reach in the life of a robot
JOBS = 8_000_000


def job_of(leaflet_id: int) -> int:
    """The number a leaflet bears on the wire; no ticket has it."""
    return FIRST_JOB + -leaflet_id % JOBS


class Leaflets:
    """The leaflets of one robot; ids are negative, those of the journal's papers are not."""

    def __init__(self, marker: Path, width_dots: int, first: int = 1) -> None:
        """`first`: the first one's number, another in every life, so that no old echo of a printer fits."""
        self._marker = marker
        self._width_dots = width_dots
        self._ids = count(first)
        self._waiting: OrderedDict[int, Leaflet] = OrderedDict()
        self._in_hand: Leaflet | None = None
        self._left_over = self.interrupted  # half a leaflet may still lie in the printer
        self._listeners: Listeners[tuple[int, str]] = Listeners()

    @property
    def interrupted(self) -> bool:
        """Whether the last life of the program ended amid a leaflet."""
        return self._marker.exists()

    def on_change(self, listener: Callable[[tuple[int, str]], None]) -> None:
        """Call `listener` with a leaflet's id and state: planned, sent, done, uncertain, not_needed."""
        self._listeners.add(listener)

    def order(self, leaflet: Leaflet) -> int:
        """Print it after the tickets that wait; its id."""
        leaflet_id = -next(self._ids)
        self._waiting[leaflet_id] = leaflet
        self._tell(leaflet_id, "planned")
        return leaflet_id

    def forget(self) -> None:
        """Whoever wanted them has left: none is begun any more."""
        for leaflet_id in list(self._waiting):
            del self._waiting[leaflet_id]
            self._tell(leaflet_id, "not_needed")
        self._in_hand = None

    def next_order(self) -> PaperOrder | None:
        """The oldest one."""
        if not self._waiting:
            return None
        leaflet_id = next(iter(self._waiting))
        return PaperOrder(leaflet_id, "", "", 1, job_of(leaflet_id))

    def picture(self, leaflet_id: int) -> Raster:
        """The leaflet as it must be printed; a blank line for one that was forgotten a moment ago."""
        leaflet = self._waiting.pop(leaflet_id, None)
        if leaflet is None:
            return Raster(self._width_dots, bytes((self._width_dots + 7) // 8))
        self._in_hand = leaflet
        return leaflet_picture(leaflet, self._width_dots)

    def sent(self, leaflet_id: int) -> None:
        """The first byte is about to leave."""
        with suppress(OSError):  # a disk that is full stops no printer
            self._marker.touch()
        self._tell(leaflet_id, "sent")

    def not_sent(self, leaflet_id: int) -> None:
        """The printer refused and no byte left: it waits again, unless it was forgotten meanwhile."""
        if self._in_hand is None:
            return self._end(leaflet_id, "not_needed")
        self._waiting[leaflet_id] = self._in_hand
        self._waiting.move_to_end(leaflet_id, last=False)
        return self._end(leaflet_id, "planned")

    def done(self, leaflet_id: int) -> None:
        """The device has proved it."""
        self._end(leaflet_id, "done")

    def uncertain(self, leaflet_id: int) -> None:
        """Nobody can know; it is not printed again by itself."""
        self._end(leaflet_id, "uncertain")

    def cleared(self) -> None:
        """Another paper came out whole: nothing of a leaflet of an earlier life is left in the printer."""
        if self._left_over:
            self._left_over = False
            self._unmark()

    def _unmark(self) -> None:
        with suppress(OSError):
            self._marker.unlink(missing_ok=True)

    def _end(self, leaflet_id: int, state: str) -> None:
        self._in_hand = None
        self._left_over = False
        self._unmark()
        self._tell(leaflet_id, state)

    def _tell(self, leaflet_id: int, state: str) -> None:
        self._listeners.tell([(leaflet_id, state)])


class PaperTray:
    """What one printer is to print (state_machines.interfaces.PaperJournal): tickets, then leaflets."""

    def __init__(self, tickets: PaperJournal, leaflets: Leaflets) -> None:
        self._tickets = tickets
        self._leaflets = leaflets

    async def next_order(self) -> PaperOrder | None:
        """The next ticket, otherwise the next leaflet."""
        return await self._tickets.next_order() or self._leaflets.next_order()

    async def sent(self, effect_id: int) -> None:
        """The first byte is about to leave."""
        if effect_id < 0:
            return self._leaflets.sent(effect_id)
        return await self._tickets.sent(effect_id)

    async def not_sent(self, effect_id: int) -> None:
        """The printer refused and no byte left."""
        if effect_id < 0:
            return self._leaflets.not_sent(effect_id)
        return await self._tickets.not_sent(effect_id)

    async def done(self, effect_id: int, proof: str) -> None:
        """The device has proved it."""
        if effect_id < 0:
            return self._leaflets.done(effect_id)
        self._leaflets.cleared()
        return await self._tickets.done(effect_id, proof)

    async def uncertain(self, effect_id: int, why: str) -> None:
        """Nobody can know."""
        if effect_id < 0:
            return self._leaflets.uncertain(effect_id)
        return await self._tickets.uncertain(effect_id, why)

    async def picture(self, order: PaperOrder) -> Raster:
        """What must be printed, drawn now."""
        if order.effect_id < 0:
            return self._leaflets.picture(order.effect_id)
        return await self._tickets.picture(order)
