"""While the store fails the printer waits: what it proved is written when the store is well again."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from drivers.interfaces import Raster
from kiosk.clock import WallClock
from kiosk.desk.model import NotAllowed, Place, Ticket, TicketState
from kiosk.desk.store import StoreError
from kiosk.paper import PaperDesk
from kiosk.site.load import load_config
from kiosk.site.places import SHIPPED
from kiosk.store_watch import RETRY_S
from kiosk.ticket.fields import TicketFields
from state_machines.interfaces import PaperOrder

FIRST, SECOND = PaperOrder(1, "T1", "A001", 1, 1), PaperOrder(2, "T2", "A002", 2, 2)


class Journal:
    """Fails `failures` times, then keeps everything in `kept`; a `forgetful` one keeps and fails."""

    def __init__(self) -> None:
        self.failures = 0
        self.forgetful = False
        self.kept: list[tuple[Any, ...]] = []
        self.orders = [FIRST, SECOND]

    def _keep(self, *what: Any) -> None:
        if self.forgetful and what in self.kept:
            raise NotAllowed("effect_state", "it is so already")
        if self.forgetful:
            self.kept.append(what)
            raise StoreError("disk_error", "nobody can know")
        if self.failures:
            self.failures -= 1
            raise StoreError("disk_full", "full")
        self.kept.append(what)

    async def next_order(self) -> PaperOrder | None:
        self._keep("next_order")
        return self.orders[0] if self.orders else None

    async def sent(self, effect_id: int) -> None:
        self._keep("sent", effect_id)
        self.orders.pop(0)

    async def not_sent(self, effect_id: int) -> None:
        self._keep("not_sent", effect_id)

    async def done(self, effect_id: int, proof: str) -> None:
        self._keep("done", effect_id, proof)

    async def uncertain(self, effect_id: int, why: str) -> None:
        self._keep("uncertain", effect_id, why)


class Desk:
    """Everybody waits, behind three people."""

    def __init__(self, now: Any) -> None:
        self._now = now

    async def place(self, ticket_id: str) -> Place:
        ticket = Ticket(
            ticket_id=ticket_id,
            day=self._now.date(),
            service="gone since",
            number="A" + ticket_id,
            arrival=1,
            state=TicketState.WAITING,
            issued_at=self._now,
            language="vi",
            priority=None,
            counter=None,
            called_at=None,
            finished_at=None,
            calls=0,
        )
        return Place(ticket, 3, None)


class Press:
    """Remembers what it was asked to draw."""

    def __init__(self) -> None:
        self.drawn: list[TicketFields] = []

    def picture(self, fields: TicketFields) -> Raster:
        self.drawn.append(fields)
        return Raster(8, fields.number.encode())


@pytest.fixture
async def paper() -> AsyncIterator[tuple[PaperDesk, Journal, Press]]:
    config = load_config(SHIPPED)
    journal, press = Journal(), Press()
    desk: Any = Desk(WallClock().now())
    made: Any = PaperDesk
    paper = made(journal, desk, press, config.services, config.site, "http://h")
    yield paper, journal, press
    await paper.close()


Paper = tuple[PaperDesk, Journal, Press]


@pytest.mark.parametrize(
    ("step", "given"),
    [("sent", (1,)), ("not_sent", (1,)), ("done", (1, "job_id")), ("uncertain", (1, "cable"))],
)
async def test_each_step_is_written_once_the_store_is_well(
    paper: Paper, step: str, given: tuple[Any, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.store_watch.RETRY_S", RETRY_S / 100)
    desk, journal, _ = paper
    journal.failures = 3
    await getattr(desk, step)(*given)
    await desk.close()
    assert journal.kept[0] == (step, *given)


@pytest.mark.parametrize(
    ("step", "given"),
    [("not_sent", (1,)), ("done", (1, "job_id")), ("uncertain", (1, "cable"))],
)
async def test_a_step_that_was_kept_although_the_store_failed_is_not_refused_when_it_is_repeated(
    paper: Paper, step: str, given: tuple[Any, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.store_watch.RETRY_S", RETRY_S / 100)
    desk, journal, _ = paper
    journal.forgetful = True
    await getattr(desk, step)(*given)
    await desk.close()
    assert journal.kept == [(step, *given)]


async def test_a_step_the_journal_does_not_allow_is_an_error(paper: Paper) -> None:
    desk, journal, _ = paper
    journal.forgetful, journal.kept = True, [("not_sent", 1)]
    with pytest.raises(NotAllowed):
        await desk.not_sent(1)


async def test_the_next_picture_is_drawn_while_the_printer_is_busy_and_is_the_one_printed(
    paper: Paper,
) -> None:
    desk, _, press = paper
    assert await desk.next_order() == FIRST
    assert (await desk.picture(FIRST)).data == b"AT1"
    await desk.sent(1)
    assert await desk.next_order() == SECOND
    assert (await desk.picture(SECOND)).data == b"AT2"
    assert [fields.copy for fields in press.drawn] == [1, 2], "each drawn once"
    assert press.drawn[0].service.vi == "gone since", "a service that is configured no more has its id"


async def test_a_picture_drawn_ahead_of_a_failing_store_is_drawn_later(
    paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.store_watch.RETRY_S", RETRY_S / 100)
    desk, journal, _ = paper
    await desk.picture(await desk.next_order() or SECOND)
    await desk.sent(1)
    journal.failures = 2
    assert await desk.next_order() == SECOND
    assert (await desk.picture(SECOND)).data == b"AT2"


async def test_what_was_proved_is_written_before_the_next_job_is_sent(paper: Paper) -> None:
    desk, journal, _ = paper
    await desk.sent(FIRST.effect_id)
    await desk.done(FIRST.effect_id, "job_id")
    await desk.sent(SECOND.effect_id)
    kept = [what for what in journal.kept if what[0] != "next_order"]
    assert kept == [("sent", 1), ("done", 1, "job_id"), ("sent", 2)]
