"""Whose ticket it is stands on the paper, where the service asks for it, and nowhere else."""

from dataclasses import dataclass, replace

import pytest

from kiosk.card.making import print_holders
from kiosk.config.schema import Service
from kiosk.desk.effects import Effect, EffectKind, EffectState
from kiosk.desk.model import Issued, Place
from kiosk.office import TicketOffice
from kiosk.paper import PaperDesk
from kiosk.ticket.holders import NOBODY, Holder, Holders, OnPaper
from kiosk.ticket.render import TicketPress
from tests.unit.web.fakes import MORNING, Rooms, shipped, ticket

AN = Holder("NGUYỄN VĂN AN", "099095012345", "•••••••••345")


def services(*card: str) -> list[Service]:
    return [service.model_copy(update={"card": list(card)}) for service in shipped().services]


def holders(*card: str) -> Holders:
    made = Holders(services(*card))
    made.ask(lambda: AN)
    return made


@pytest.mark.parametrize(
    ("card", "said"),
    [
        ((), NOBODY),
        (("name",), OnPaper(AN.name)),
        (("number",), OnPaper("", AN.number)),
        (("name", "masked_number"), OnPaper(AN.name, AN.masked_number)),
    ],
)
def test_a_ticket_says_what_its_service_asks_for(card: tuple[str, ...], said: OnPaper) -> None:
    of = holders(*card)
    of.issued("T1", "land")
    assert of.of("T1") == said and of.of("T2") == NOBODY


def test_without_a_card_nothing_is_said() -> None:
    of = Holders(services("name"))
    of.issued("T1", "land")
    assert of.of("T1") == NOBODY


def test_nothing_is_shown_in_logs() -> None:
    assert AN.name not in repr(AN) + repr(OnPaper(AN.name))


@dataclass
class Desk:
    """Issues one ticket."""

    of: Holders
    printable: bool = False

    async def issue(self, service: str, request_id: str, *, priority: str | None, language: str) -> Issued:
        del request_id, priority, language
        place = Place(ticket("A001", ticket_id="T1", service=service), 0, None)
        return Issued(place, repeated=False)

    async def paper_state(self, ticket_id: str) -> str:
        self.printable = self.of.of(ticket_id) != NOBODY
        return "planned"

    async def place(self, ticket_id: str) -> Place:
        return Place(ticket("A001", ticket_id=ticket_id, service="land"), 0, None)


async def test_it_is_known_before_anybody_can_print() -> None:
    of = holders("name")
    desk = Desk(of)
    await TicketOffice(desk, desk, services("name"), of).issue("land", "r", None, "vi")
    assert desk.printable


async def test_the_paper_says_it_and_the_screen_does_not() -> None:
    of = holders("name", "masked_number")
    of.issued("T1", "land")
    press, site = TicketPress(shipped().ticket, 576), shipped().site
    paper = PaperDesk(None, Desk(of), press, services(), site, "http://x", of)
    fields = paper._fields(await Desk(of).place("T1"), 1)
    await paper.close()
    assert (fields.name, fields.number_of_card) == (AN.name, AN.masked_number)
    assert fields.values()["name"] == AN.name


@pytest.mark.parametrize("state", [EffectState.DONE, EffectState.SENT])
async def test_it_is_forgotten_when_the_paper_is_proved(state: EffectState) -> None:
    rooms, of = Rooms(), holders("name")
    print_holders(replace(rooms.context, holders=of), lambda: AN)
    of.issued("T1", "land")
    rooms.journal._tell(Effect(1, EffectKind.PAPER, "T1", "robot-1", 1, 1, state, MORNING, MORNING))
    assert (of.of("T1") == NOBODY) == (state is EffectState.DONE)
    await rooms.visit.close()


async def test_it_is_forgotten_when_the_visit_ends() -> None:
    rooms, of = Rooms(), holders("name")
    print_holders(replace(rooms.context, holders=of), lambda: AN)
    await rooms.visit.post("touch")
    of.issued("T1", "land")
    await rooms.visit.post("language", language="en")
    assert of.of("T1") != NOBODY
    await rooms.visit.post("restart")
    assert of.of("T1") == NOBODY
    await rooms.visit.close()
