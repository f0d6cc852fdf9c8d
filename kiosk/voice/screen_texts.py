"""What stands on a screen, as sentences in the order in which one tells them to who cannot see it."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from dialogs.advice.card import Section
from kiosk.phrases import Phrases
from kiosk.travel_words import travel_text
from kiosk.web.card_view import card_picture
from kiosk.web.context import WebContext
from kiosk.web.paper_told import paper_told
from kiosk.web.talk_view import TalkView
from state_machines.interfaces import IssuedTicket
from state_machines.screen import Screen
from state_machines.travel_interfaces import TravelWords

Tell = Callable[[Screen, Phrases], Awaitable[list[str]]]

DIGITS = 9  # keys for choices


class ScreenTexts:
    """The same words as on the pages of one robot; a picture or a table becomes a sentence."""

    def __init__(self, context: WebContext) -> None:
        self._context = context
        self._view = TalkView(context, frozenset())
        self._counters = {counter.id: counter.name for counter in context.config.counters}
        self._services = {service.id: service.name for service in context.config.services}
        self._ticket_told: tuple[object, ...] = ()
        self._travel_told: TravelWords | None = None
        self._tell: dict[str, Tell] = {
            "attract": self._nothing,
            "issuing": self._nothing,
            "closed": self._closed,
            "ticket": self._ticket,
            "trouble": self._trouble,
            "card_reading": self._card_reading,
            "card_read": self._card_read,
            "card_trouble": self._card_trouble,
        }

    async def of(self, screen: Screen) -> list[str]:
        """The sentences of `screen`; of a ticket told before only what is new of its paper.

        What people around are told while the robot moves comes before everything, once.
        """
        phrases = Phrases(self._context.responses, screen.language, self._context.config.site.zone)
        before, self._travel_told = self._travel_told, screen.travel
        if screen.travel is not None and screen.travel != before:
            return [self._travel(screen.travel, phrases)]
        if screen.warn_until is not None:
            return [phrases.text("still_there_title")]
        return await self._tell.get(screen.name, self._talk)(screen, phrases)

    def _travel(self, words: TravelWords, phrases: Phrases) -> str:
        return travel_text(words, self._context.config.hall, self._context.responses, phrases.language)

    async def _nothing(self, screen: Screen, phrases: Phrases) -> list[str]:
        return []

    async def _talk(self, screen: Screen, phrases: Phrases) -> list[str]:
        if screen.talk is None:
            return []
        shown = await self._view.shown(screen.talk, screen.name, phrases)
        told = [*shown.lines, shown.heading]
        if screen.whole and shown.card is not None:
            told = [*(self._section(section, phrases) for section in shown.card.sections), *told]
        if screen.whole or screen.keypad:
            told += [
                phrases.text("aloud_choice", digit=digit, label=tile.title)
                for digit, tile in enumerate(shown.choices[:DIGITS], start=1)
            ]
        return told

    async def _card_reading(self, screen: Screen, phrases: Phrases) -> list[str]:
        if screen.card is None:
            return []
        picture = card_picture(screen.card, phrases)
        return [text for text in (picture.what, picture.now, picture.heading) if text]

    async def _card_read(self, screen: Screen, phrases: Phrases) -> list[str]:
        """That it was read, whatever is asked for: what it says is never spoken."""
        return await self._talk(replace(screen, whole=False), phrases)

    async def _card_trouble(self, screen: Screen, phrases: Phrases) -> list[str]:
        told = await self._talk(screen, phrases)
        if screen.card is None:
            return told
        picture = card_picture(screen.card, phrases)
        return [*(text for text in (picture.what, picture.now) if text), *told]

    @staticmethod
    def _section(section: Section, phrases: Phrases) -> str:
        text = "; ".join(line.text for line in section.lines) or section.note
        return phrases.text("aloud_section", title=section.title, text=text)

    async def _ticket(self, screen: Screen, phrases: Phrases) -> list[str]:
        ticket = screen.ticket
        if ticket is None:
            return []
        paper = phrases.text(f"ticket_lead_{paper_told(ticket.print_state, self._context.troubles)}")
        what = (screen.visit, ticket.ticket_id, screen.language, screen.aloud)
        before, self._ticket_told = self._ticket_told, what
        return [paper] if what == before else [*self._number(ticket, phrases), paper]

    def _number(self, ticket: IssuedTicket, phrases: Phrases) -> list[str]:
        language = phrases.language
        counters = [self._counters[c].in_language(language) for c in ticket.counters if c in self._counters]
        told = [
            phrases.text("ticket_label", number=ticket.number),
            self._services[ticket.service].in_language(language),
        ]
        if counters:
            told.append(phrases.text("aloud_ticket_counters", counters=", ".join(counters)))
        if ticket.people_ahead:
            told.append(phrases.text("aloud_ticket_ahead", count=ticket.people_ahead))
        else:
            told.append(phrases.text("aloud_ticket_nobody_ahead"))
        wait = phrases.wait(ticket.wait_minutes)
        return [*told, phrases.text("aloud_ticket_wait", wait=wait)] if wait else told

    async def _closed(self, screen: Screen, phrases: Phrases) -> list[str]:
        now, calendar = self._context.clock.now(), self._context.calendar
        if calendar.is_open(now):
            return [phrases.text("paused_title"), phrases.text("paused_lead")]
        opening = calendar.next_opening(now)
        told = [phrases.text("closed_title")]
        if opening is not None:
            when = f"{phrases.hour(opening)}, {phrases.day(opening)}"
            told.append(phrases.text("aloud_opens", when=when))
        return told

    async def _trouble(self, screen: Screen, phrases: Phrases) -> list[str]:
        what = phrases.text_or(screen.trouble or "trouble_what", "trouble_what")
        return [what, phrases.text("trouble_now"), phrases.text("trouble_told")]
