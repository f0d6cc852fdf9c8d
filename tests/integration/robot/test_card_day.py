"""A day with 300 cards: nobody's number, name or address is anywhere afterwards, or in any answer."""

import asyncio
import random
import re
import tempfile
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
import pytest

from kiosk.build import World, robot
from kiosk.card.parts import CardParts
from kiosk.cli.main import main
from kiosk.site.load import load_config
from kiosk.web.api import routers
from kiosk.web.app import create_app
from simulator.identity_card.faults import ChipFaults
from simulator.identity_card.kinds import KINDS
from simulator.identity_card.lds import CardFiles, issue_card
from simulator.identity_card.people import Person, make_person
from simulator.identity_card.pki import make_authority
from simulator.identity_card.portrait import portrait
from simulator.identity_card.qr import qr_text
from simulator.identity_card.tampering import cloned
from tests.support.cards import FakeScanner
from tests.support.chip_reader import ChipReader
from tests.support.robot import site
from tests.support.virtual_card import on_reader
from tests.unit.web.fakes import with_card_devices

CARDS = 300
HOURS = datetime(2026, 11, 30, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
KINDS_OF_THE_DAY = ("2021", "2024")
WAYS = ("good", "good", "good", "cloned", "pulled", "left")
PAGES = ("/", "/board", "/metrics", "/healthz", "/api/board", "/counter")


class Noon:
    """A clock that stands."""

    def now(self) -> datetime:
        return HOURS


@dataclass
class Day:
    """One robot, its pages, and the secrets that no answer may hold."""

    http: httpx.AsyncClient
    scanner: FakeScanner
    reader: ChipReader
    seen: set[str] = field(default_factory=set)  # screens
    secrets: list[str] = field(default_factory=list)
    answers: int = 0

    async def get(self, path: str) -> str:
        text = (await self.http.get(path)).text
        self.answers += 1
        told = [secret for secret in self.secrets[-3:] if secret in text]
        assert told == [], path
        return text

    async def post(self, path: str, **form: str) -> None:
        found = re.search(r'name="visit" value="(\d+)"', await self.get("/"))
        assert found
        answer = await self.http.post(path, data={"visit": found[1], **form})
        assert answer.status_code in (204, 303), (path, answer.status_code)

    async def shown(self, *screens: str) -> str:
        for _ in range(2000):
            found = re.search(r"screen-(\w+)", await self.get("/"))
            if found and found[1] in screens:
                self.seen.add(found[1])
                return found[1]
            await asyncio.sleep(0.005)
        pytest.fail(f"none of {screens} was shown, but {found and found[1]}")

    async def looked_for(self) -> None:
        for _ in range(2000):
            if self.scanner.looking:
                return
            await asyncio.sleep(0.005)
        pytest.fail("the robot does not look for a code")

    async def visit(self, card: CardFiles, way: str, chance: random.Random) -> None:
        """One citizen, until the screen is the next one's."""
        self.secrets += secrets_of(card.person)
        await self.post("/visit/touch")
        await self.post("/visit/choose", choice="choice_read_card")
        await self.post("/visit/choose", choice="choice_agree_to_card")
        await self.shown("card_reading")
        await self.looked_for()
        self.scanner.scan(qr_text(card.person))
        if way == "left":
            await self.leave()
            return
        faults = ChipFaults(pull_at=chance.randint(3, 14)) if way == "pulled" else None
        laid = on_reader(cloned(card, chance) if way == "cloned" else card, faults=faults)
        self.reader.lay_chip(laid)
        if way == "pulled":
            await asyncio.sleep(0.02)
            self.reader.take()
            laid.chip.put_back()
            laid.chip.faults = ChipFaults()
            self.reader.lay_chip(laid)
        await self.shown("card_read", "card_trouble")
        await self.leave()

    async def leave(self) -> None:
        await self.post("/visit/restart")
        self.reader.take()
        await self.shown("attract")


def secrets_of(person: Person) -> list[str]:
    return [person.number, person.name, person.residence]


def files_with(folder: Path, secrets: list[str]) -> list[str]:
    """The files below `folder` in which any of `secrets` stands."""
    found = []
    for file in folder.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            found += [file.name for secret in secrets if secret.encode() in content]
    return found


async def test_three_hundred_cards_leave_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    caplog.set_level("DEBUG")
    caplog.set_level("WARNING", "httpx")
    chance, authority = random.Random(300), make_authority()
    picture = portrait(chance)
    scanner, reader, data = FakeScanner(), ChipReader(), tmp_path / "data"
    data.mkdir()
    config = with_card_devices(load_config(site(tmp_path / "site", "")))
    world = World(Noon(), open_cards=lambda *_: CardParts(reader, scanner), open_voice=lambda *_: None)
    async with robot(config, data, "http://127.0.0.1", world) as context:
        transport = httpx.ASGITransport(create_app(context, routers(context)))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as http:
            day = Day(http, scanner, reader)
            await day.shown("attract")
            for number in range(CARDS):
                kind = KINDS[KINDS_OF_THE_DAY[number % 2]]
                person = make_person(chance, kind.generation)
                card = issue_card(person, authority, kind, chance, image=picture)
                await day.visit(card, WAYS[number % len(WAYS)], chance)
            for page in PAGES:
                text = (await http.get(page)).text
                assert [secret for secret in day.secrets if secret in text] == [], page
    assert main(["backup", "--data", str(data)]) == 0
    assert day.seen >= {"card_reading", "card_read", "card_trouble", "attract"} and day.answers > 4 * CARDS
    assert [secret for secret in day.secrets if secret in caplog.text] == []
    assert files_with(tmp_path, day.secrets) == []
