"""What a counter's staff see, as HTML."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from uuid import uuid4, uuid5

from kiosk.config.schema import Counter
from kiosk.desk.model import CounterView, Ticket
from kiosk.phrases import Phrases
from kiosk.web.context import WebContext
from kiosk.web.pages import Pages
from kiosk.web.staff_news import Guesses, StaffNews
from state_machines.travel_troubles import STARTED
from state_machines.trouble import Trouble

SHOWN_WAITING = 7
SHOWN_MISSED = 3
LONGEST_PROBLEM = 200  # characters of a line of `kiosk check`


@dataclass(frozen=True, slots=True)
class TicketLine:
    """One ticket in a list."""

    ticket_id: str
    number: str
    service: str
    waits: str
    priority: str


@dataclass(frozen=True, slots=True)
class TroubleLine:
    """One fault: what it is, since when, who must act."""

    what: str
    since: str
    who: str
    action: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A paper nobody knows the end of."""

    effect_id: int
    ticket_id: str
    number: str


@dataclass(frozen=True, slots=True)
class GuessesLine:
    """Guesses at a PIN: what happened, and who must act on a name that is locked."""

    what: str
    who: str


@dataclass(frozen=True, slots=True)
class RefusedTexts:
    """Edited texts with a mistake: what it is, and which ones the robot goes on with."""

    what: str
    kept: str


class CounterPages:
    """Renders the work page of every counter."""

    def __init__(self, context: WebContext, pages: Pages, news: StaffNews) -> None:
        self._context = context
        self._pages = pages
        self._news = news
        self._request_ids = uuid4()
        config = context.config
        self._services = {service.id: service for service in config.services}
        self._reasons = {reason.id: reason.name for reason in config.desk.priority_reasons}

    async def stage(self, counter: Counter, phrases: Phrases, version: int) -> str:
        """The changing part of the page; its request ids are those of this `version` of the desk."""
        view = await self._context.desk.counter_view(counter.id)
        now = self._context.clock.now()
        return self._pages.html(
            "counter/work.html",
            phrases,
            view=view,
            request_id=lambda step: str(uuid5(self._request_ids, f"{counter.id}:{step}:{version}")),
            at=f"/counter/at/{counter.id}",
            current=self._line(view.current, now, phrases) if view.current else None,
            waiting=[self._line(t, now, phrases) for t in view.waiting[:SHOWN_WAITING]],
            more=max(0, len(view.waiting) - SHOWN_WAITING),
            missed=[self._line(t, now, phrases) for t in view.missed[:SHOWN_MISSED]],
            undo_s=_undo_s(view, now),
            services=[s for s in self._services.values() if view.current and s.id != view.current.service],
            troubles=[self._trouble(t, phrases) for t in self._context.troubles.current()],
            refused=self._refused(phrases, now),
            doubts=await self._doubts(),
            guesses=[_guesses(g, phrases) for g in self._news.guesses()],
            unheard=_unheard(self._news.unheard, phrases),
            call_since=self._news.call_since,
            just_started=self._just_started,
            paused=self._context.mode.mode == "paused",
            with_paper=self._context.config.devices.printer is not None,
        )

    @property
    def _just_started(self) -> bool:
        """The robot could move, and nobody has looked at it since it was switched on."""
        travel = self._context.travel
        return travel is not None and travel.view.state == "needs_person" and STARTED in travel.view.causes

    def _line(self, ticket: Ticket, now: datetime, phrases: Phrases) -> TicketLine:
        minutes = max(0, int((now - ticket.issued_at).total_seconds() // 60))
        service = self._services.get(ticket.service)
        return TicketLine(
            ticket.ticket_id,
            ticket.number,
            service.name.in_language(phrases.language) if service else ticket.service,
            phrases.text("counter_waits", count=minutes),
            self._reason(ticket.priority, phrases),
        )

    def _reason(self, priority: str | None, phrases: Phrases) -> str:
        if priority is None:
            return ""
        name = self._reasons.get(priority)
        return name.in_language(phrases.language) if name else priority

    def _trouble(self, trouble: Trouble, phrases: Phrases) -> TroubleLine:
        action = trouble.fault.action
        return TroubleLine(
            phrases.text_or(trouble.fault.code, "fault_other", code=trouble.fault.code),
            phrases.text("fault_since", time=phrases.hour(trouble.since)),
            phrases.text(f"act_{action}"),
            action,
        )

    def _refused(self, phrases: Phrases, now: datetime) -> RefusedTexts | None:
        watch = self._context.dialog_watch
        if watch is None or not watch.problems:
            return None
        first, *others = watch.problems
        if len(first) > LONGEST_PROBLEM:
            first = first[: LONGEST_PROBLEM - 1] + "…"
        what = phrases.text("texts_refused", problem=first)
        if others:
            what += " " + phrases.text("texts_refused_more", count=len(others))
        since = phrases.hour(watch.since)
        if phrases.local(watch.since).date() != phrases.local(now).date():
            since += " " + phrases.day(watch.since)
        return RefusedTexts(what, phrases.text("texts_kept", time=since))

    async def _doubts(self) -> list[Doubt]:
        effects = await self._context.journal.uncertain_effects()
        places = [(e, await self._context.desk.place(e.ticket_id)) for e in effects]
        return [Doubt(e.effect_id, e.ticket_id, place.ticket.number) for e, place in places]


def _unheard(languages: Sequence[str], phrases: Phrases) -> str:
    """The line that says which languages the robot does not hear; empty for none."""
    if not languages:
        return ""
    names = ", ".join(phrases.text(f"language_{language}") for language in languages)
    return phrases.text("voice_no_model", languages=names)


def _guesses(guesses: Guesses, phrases: Phrases) -> GuessesLine:
    key = "pin_alarm_locked" if guesses.locked else "pin_alarm"
    what = phrases.text(key, name=guesses.name, count=guesses.count, time=phrases.hour(guesses.latest))
    return GuessesLine(what, phrases.text("act_configuration") if guesses.locked else "")


def _undo_s(view: CounterView, now: datetime) -> int:
    if view.undo is None or view.undo_until is None:
        return 0
    return max(0, ceil((view.undo_until - now).total_seconds()))
