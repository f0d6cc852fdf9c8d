"""The visit's screen as HTML: one template a screen name, one view a template."""

import asyncio
from collections.abc import Awaitable, Callable
from math import ceil
from uuid import UUID, uuid4, uuid5

from kiosk.config.base import Text
from kiosk.config.schema import Slot
from kiosk.phrases import Phrases
from kiosk.web.card_view import card_picture
from kiosk.web.context import WebContext
from kiosk.web.moving import moving
from kiosk.web.pages import Pages
from kiosk.web.paper_told import paper_told
from kiosk.web.qr import qr_path
from kiosk.web.talk_view import TalkView
from state_machines.card_visit import WAITING
from state_machines.visit_runner import Screen

View = Callable[[Screen, Phrases], Awaitable[dict[str, object]]]

RESTING = frozenset({"paused", "enter_pending", "maintenance", "exit_pending"})  # modes within the hours
WORDLESS = frozenset({"attract", "issuing"})
OF_A_CARD = frozenset({"card_reading", "card_read", "card_trouble"})
FACES = {"attract": "idle", "issuing": "thinking", "ticket": "speaking", "closed": "resting"}


class ScreenPages:
    """Renders the screens of one robot."""

    def __init__(self, context: WebContext, pages: Pages) -> None:
        self._context = context
        self._pages = pages
        self._request_ids = uuid4()
        self._services = {service.id: service for service in context.config.services}
        self._counters = {counter.id: counter.name for counter in context.config.counters}
        self._talk = TalkView(context, pages.signs)
        self._views: dict[str, View] = {
            "ticket": self._ticket,
            "closed": self._closed,
            "trouble": self._trouble,
        }

    async def stage(self, screen: Screen) -> str:
        """Everything of the page that changes, as one element."""
        phrases = self._pages.phrases(screen.language)
        values = await self._values(screen, phrases)
        return self._pages.html(
            "citizen/stage.html",
            phrases,
            screen=screen,
            face=_face(screen, values),
            question=_question(screen),
            request_id=str(self._request_id(screen)),
            seconds_left=_seconds_left(screen),
            two_languages=len(self._context.config.site.languages) > 1,
            training=self._context.config.hours.training,
            voice=self._context.voice is not None,
            moving=moving(self._context, phrases),
            **{"lost": False, "id_card": None, **values},
        )

    def found(self, text: str, screen: Screen) -> str:
        """The procedures that fit what stands in the field, as buttons."""
        phrases = self._pages.phrases(screen.language)
        found = self._talk.found(text, screen.language)
        request_id = str(self._request_id(screen))
        return self._pages.html(
            "citizen/found.html",
            phrases,
            screen=screen,
            found=found,
            request_id=request_id,
        )

    async def _values(self, screen: Screen, phrases: Phrases) -> dict[str, object]:
        view = self._views.get(screen.name)
        if view is not None:
            return await view(screen, phrases)
        if screen.talk is None or screen.name in WORDLESS:
            return {}
        shown = vars(await self._talk.shown(screen.talk, screen.name, phrases))
        if screen.name in OF_A_CARD and screen.card is not None:
            shown["id_card"] = card_picture(screen.card, phrases)
        return shown

    def _request_id(self, screen: Screen) -> UUID:
        """The same for every rendering of one state of one visit, never the same again."""
        return uuid5(self._request_ids, f"{screen.visit}:{screen.revision}")

    async def _ticket(self, screen: Screen, phrases: Phrases) -> dict[str, object]:
        ticket = screen.ticket
        if ticket is None:
            return {"ticket": None}
        return {
            "ticket": ticket,
            "service": _named(self._services[ticket.service].name, phrases),
            "counters": [_named(self._counters[c], phrases) for c in ticket.counters if c in self._counters],
            "wait": phrases.wait(ticket.wait_minutes),
            "paper": paper_told(ticket.print_state, self._context.troubles),
            "qr": qr_path(f"{self._context.follow_url}/T/{ticket.ticket_id}"),
        }

    async def _closed(self, screen: Screen, phrases: Phrases) -> dict[str, object]:
        now = self._context.clock.now()
        paused = self._context.mode.mode in RESTING and self._context.calendar.is_open(now)
        opening = self._context.calendar.next_opening(now)
        same_day = opening is not None and phrases.local(opening).date() == phrases.local(now).date()
        return {
            "paused": paused,
            "opening_hour": "" if opening is None else phrases.hour(opening),
            "opening_day": "" if opening is None or same_day else phrases.day(opening),
            "hours_today": [_slot(slot, phrases) for slot in self._context.calendar.today(now)],
        }

    async def _trouble(self, screen: Screen, phrases: Phrases) -> dict[str, object]:
        return {
            "what": phrases.text_or(screen.trouble or "trouble_what", "trouble_what"),
            "now": phrases.text("trouble_now"),
            "told": phrases.text("trouble_told"),
        }


def _question(screen: Screen) -> str:
    """Tells one question from the next, though both have the same picture."""
    if screen.talk is None or not screen.talk.stack:
        return ""
    frame = screen.talk.stack[-1]
    return f"{len(screen.talk.stack)}.{frame.flow}.{frame.step}"


def _face(screen: Screen, values: dict[str, object]) -> str:
    if screen.card is not None and screen.card.step in WAITING:
        return "listening"
    if values.get("acting"):
        return "thinking"
    if values.get("paper") == "trouble":
        return "listening"
    return FACES.get(screen.name, "listening")


def _named(name: Text, phrases: Phrases) -> str:
    return name.in_language(phrases.language)


def _slot(slot: Slot, phrases: Phrases) -> str:
    return f"{phrases.hour(slot.opens)} – {phrases.hour(slot.closes)}"


def _seconds_left(screen: Screen) -> int | None:
    if screen.warn_until is None:
        return None
    return max(0, ceil(screen.warn_until - asyncio.get_running_loop().time()))
