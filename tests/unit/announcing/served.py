"""The pages over a real desk on a real database, with calls announced, served for a real browser."""

import asyncio
import tempfile
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import httpx

from kiosk.announcing.announcer import Announcer
from kiosk.announcing.studio import Studio
from kiosk.announcing.words import CallWords
from kiosk.clock import WallClock
from kiosk.config.schema import Config
from kiosk.desk.desk import Desk
from kiosk.desk.numbers import new_ticket_id
from kiosk.desk.sqlite.store import SqliteStore
from kiosk.web.api import routers
from kiosk.web.app import create_app
from kiosk.web.context import WebContext
from kiosk.web.sse import Streams
from tests.unit.announcing.hall import CHIME, FakeVoice, spoken
from tests.unit.web.fake_staff import TOKEN
from tests.unit.web.fakes import Rooms, shipped
from tests.unit.web.serve import ServedRooms


class ServedHall(ServedRooms):
    """Touched over HTTP, as a counter page or another program would."""

    def __init__(self, languages: tuple[str, ...] = ("vi",), port: int = 0) -> None:
        super().__init__(port=port)
        shipped()  # takes its time, which the start of the server does not wait for
        self.voice = FakeVoice()
        self._languages = languages

    def take(self, service: str = "civil_status") -> str:
        """A number from the robot."""
        issued = self.do(lambda _: self.desk.issue(service, str(uuid4())))
        return issued.place.ticket.number

    def step(self, counter: str, step: str = "next") -> None:
        """What staff do at a counter."""
        headers = {"Authorization": f"Bearer {TOKEN}"}
        httpx.post(f"{self.url}/api/counters/{counter}/{step}", headers=headers).raise_for_status()

    def call(self, counter: str = "1") -> str:
        """Take a number and have it called."""
        number = self.take()
        self.step(counter)
        return number

    def cut_off(self) -> None:
        """No board gets a stream any more."""
        self.do(lambda _: self._context.streams.close())

    def bring_back(self) -> None:
        """Boards that ask again get one."""
        self.do(lambda _: self._serve_pages(replace(self._context, streams=Streams())))

    def _make(self, config: Config | None = None, training: bool = False) -> None:
        self.rooms = rooms = Rooms(config, training=True)
        clock, site = WallClock(), rooms.config
        self.desk = Desk(
            self._store,
            site.services,
            site.counters,
            site.desk,
            rooms.calendar,
            clock,
            new_ticket_id,
            "robot-1.0",
            with_paper=False,
        )
        words = CallWords(rooms.dialogs, site.counters)
        languages = [spoken(language) for language in self._languages]
        announcer = Announcer(self.desk, Studio(words, languages, self.voice, lambda: CHIME), clock)
        self._work = asyncio.create_task(announcer.run())
        self._serve_pages(replace(rooms.context, desk=self.desk, clock=clock, announcer=announcer))

    def _serve_pages(self, context: WebContext) -> None:
        self._context = context
        self._app = create_app(context, routers(context))

    async def _renew(self, config: Config | None, training: bool) -> None:
        self._context.streams.close()
        await self._end()
        await self._open()
        await super()._renew(config, training)

    async def _serve(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            self._folder = Path(folder)
            await self._open()
            await super()._serve()
            await self._end()

    def _stop(self) -> None:
        self._context.streams.close()
        super()._stop()

    async def _open(self) -> None:
        self._store = await SqliteStore.open(self._folder / f"{uuid4()}.sqlite")

    async def _end(self) -> None:
        self._work.cancel()
        await asyncio.gather(self._work, return_exceptions=True)
        await self._store.close()
