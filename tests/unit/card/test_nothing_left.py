"""Cards of a morning: no number, name or address is left in a file, a log line or a page."""

import asyncio
import logging
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from kiosk.card.in_hand import IdentityCard
from kiosk.card.making import reading_cards
from kiosk.desk.card_keys import DayKeys
from kiosk.desk.cards import CardLog
from kiosk.desk.sqlite.store import SqliteStore
from kiosk.web.api import routers
from kiosk.web.app import create_app
from simulator.identity_card.people import Person
from simulator.identity_card.qr import qr_text
from tests.support.cards import FakeScanner
from tests.support.chip_reader import ChipReader
from tests.support.virtual_card import issued, on_reader
from tests.unit.web.fakes import Rooms, shipped, with_card_devices

CARDS = 6
PAGES = ("/", "/board", "/counter", "/metrics", "/api/health")
PUSHED = {"x-pushed": "1"}


def canaries(person: Person) -> list[str]:
    """What must be found nowhere; nine figures of the number are the document's."""
    return [person.number[-9:], person.name, person.residence, person.father, person.mother]


def everything_in(folder: Path) -> list[bytes]:
    """The contents of every file, journals and keys too."""
    return [path.read_bytes() for path in folder.rglob("*") if path.is_file()]


class Morning:
    """A robot with the simulator's cards on its reader."""

    def __init__(self, rooms: Rooms, store: SqliteStore, data: Path) -> None:
        self.rooms, self.store = rooms, store
        self.reader, self.scanner = ChipReader(), FakeScanner()
        self.was_read = asyncio.Event()
        rooms.visit.on_screen(lambda screen: self.was_read.set() if screen.name == "card_read" else None)
        log = CardLog(store, rooms.clock, rooms.calendar, DayKeys(data, 30), "robot-1")
        self.card = IdentityCard(self.reader, rooms.config.cards, log)
        self.context = reading_cards(rooms.context, self.card, self.reader, self.scanner, rooms.skills)

    async def visit(self, browser: httpx.AsyncClient, seed: int) -> Person:
        """One citizen: by code or by number, who ends the visit or leaves."""
        self.was_read.clear()
        files = issued("2024" if seed % 2 else "2021", seed)
        post = self.rooms.visit.post
        await post("touch")
        await post("choose", choice="choice_read_card")
        await post("choose", choice="choice_agree_to_card")
        await asyncio.sleep(0)
        if seed % 3:
            self.scanner.scan(qr_text(files.person))
        else:
            await browser.post("/card/number", data={"digits": files.person.number}, headers=PUSHED)
        self.reader.lay_chip(on_reader(files))
        async with asyncio.timeout(10):
            await self.was_read.wait()
        self.reader.take()
        assert files.person.number[-3:] in (await browser.get("/")).text
        await post("restart")
        return files.person


@pytest.fixture
async def morning(tmp_path: Path) -> AsyncIterator[Morning]:
    rooms = Rooms(with_card_devices(shipped()))
    store = await SqliteStore.open(tmp_path / "kiosk.db")
    yield Morning(rooms, store, tmp_path)
    await store.close()
    await rooms.visit.close()


async def test_after_the_visits_nobody_can_tell_who_was_here(
    morning: Morning, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    app = create_app(morning.context, routers(morning.context))
    people, pages = [], []
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://kiosk.test") as browser:
        for seed in range(CARDS):
            people.append(await morning.visit(browser, seed))
            pages += [(await browser.get(path)).text for path in PAGES]
    written = await morning.store.read(lambda unit: [entry.step for entry, _ in unit.audit.rows()])
    assert written == ["card:intact_issuer_unknown"] * CARDS
    files = everything_in(tmp_path)
    places = [*files, *(text.encode() for text in (*pages, caplog.text, repr(vars(morning.card))))]
    assert len(files) >= 2
    for person in people:
        for canary in canaries(person):
            assert not any(canary.encode() in place for place in places), "something personal is left"
