"""The visit in motion: forms come in, screens go out, and time passes on the event loop's clock."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace

from state_machines import effects as do
from state_machines.effects import Effect
from state_machines.interfaces import TicketDesk
from state_machines.issuing import Issuing, Outcome, Wish
from state_machines.machine import Machine, NotAllowedNow
from state_machines.patience import Patience
from state_machines.screen import Screen
from state_machines.visit import OF_ONE_SCREEN, PAGE_EVENTS, QUIET, TABLE
from state_machines.visit_guards import VisitContext
from state_machines.visit_options import VisitOptions

__all__ = ["NotAllowedNow", "Screen", "VisitOptions", "VisitRunner"]

Form = Mapping[str, str]
EMPTY: Form = {}


class VisitRunner:
    """One screen, one citizen at a time."""

    def __init__(self, desk: TicketDesk, options: VisitOptions) -> None:
        self.screen = Screen(TABLE.initial, options.languages[0], visit=options.first_visit)
        self._options = options
        self._machine = Machine(TABLE)
        self._issuing = Issuing(desk, options.issue_limit_s, self._on_outcome)
        self._outcome = Outcome("failed")
        self._papers: dict[str, str] = {}  # what was told of papers while the number was on its way
        self._patience = Patience(self._fire)
        self._office_open = False
        self._closed = False
        self._shown_since = self.screen.revision  # the revision at which this screen's name came up
        self._screen_listeners: list[Callable[[Screen], None]] = []
        self._staff_listeners: list[Callable[[bool], None]] = []
        self._failure_listeners: list[Callable[[], None]] = []
        self._carry_out: dict[type[Effect], Callable[[Screen, Form], Screen]] = {
            do.RememberService: lambda screen, form: replace(screen, service=form["service"]),
            do.ForgetChoice: lambda screen, _: replace(
                screen, service=None, ticket=None, trouble=None, slots={}
            ),
            do.IssueNumber: self._issue,
            do.ShowTicket: self._show_ticket,
            do.ShowTrouble: self._show_trouble,
            do.ReportFailure: self._report_failure,
            do.ShowWarning: self._show_warning,
            do.CallStaff: self._call_staff,
            do.EndStaffCall: self._end_staff_call,
            do.SetLanguage: lambda screen, form: replace(screen, language=form["language"]),
            do.SetTextSize: lambda screen, form: replace(screen, text_size=form["text_size"]),
            do.ToggleContrast: lambda screen, _: replace(screen, contrast=not screen.contrast),
            do.EndVisit: self._end_visit,
        }

    @property
    def active(self) -> bool:
        """True while somebody's visit is on the screen."""
        return self._machine.state not in QUIET

    def on_screen(self, listener: Callable[[Screen], None]) -> None:
        """Call `listener` on the event loop with every new screen."""
        self._screen_listeners.append(listener)

    def on_staff_called(self, listener: Callable[[bool], None]) -> None:
        """Call `listener` with True when staff are called, with False when the call is seen to."""
        self._staff_listeners.append(listener)

    def on_failure(self, listener: Callable[[], None]) -> None:
        """Call `listener` whenever the desk could not issue and did not say why."""
        self._failure_listeners.append(listener)

    def set_open(self, is_open: bool) -> None:
        """Let visits begin, or not any more; who has begun may finish."""
        if is_open != self._office_open:
            self._office_open = is_open
            self._fire("open" if is_open else "close")

    async def post(self, event: str, **form: str) -> None:
        """Take an event of the page; the last step returns when its number has come.

        `visit` and `revision` in the form tell for which screen it was made. Raises `NotAllowedNow`.
        """
        if self._closed or event not in PAGE_EVENTS:
            raise self._machine.refusal(event)
        if not self._is_repeat(event, form):
            self._refuse_stale(event, form)
            self._fire(event, form)
        if "request_id" in form:
            await self._issuing.ended()

    def paper_changed(self, ticket_id: str, state: str) -> None:
        """The journal says something new of a ticket's paper."""
        if self._machine.state == "issuing":
            self._papers[ticket_id] = state
        ticket = self.screen.ticket
        if ticket is not None and ticket.ticket_id == ticket_id:
            self._show(replace(self.screen, ticket=replace(ticket, print_state=state)))

    async def close(self) -> None:
        """Stop the clock and the asking; no form is taken any more."""
        self._closed = True
        self._patience.stop()
        await self._issuing.close()

    def _is_repeat(self, event: str, form: Form) -> bool:
        possible = event in TABLE.allowed[self._machine.state]
        return not possible and self._issuing.knows(form.get("request_id", ""))

    def _refuse_stale(self, event: str, form: Form) -> None:
        if event == "call_staff":  # help is never refused
            return
        if form.get("visit", str(self.screen.visit)) != str(self.screen.visit):
            raise self._machine.refusal(event, "the form belongs to an earlier visit")
        if (
            event in OF_ONE_SCREEN
            and _whole(form.get("revision", str(self._shown_since))) < self._shown_since
        ):
            raise self._machine.refusal(event, "the form belongs to an earlier screen")

    def _fire(self, event: str, form: Form = EMPTY) -> None:
        before = self._machine.state
        effects = self._machine.fire(event, self._context(form))
        screen = replace(self.screen, name=self._machine.state)
        if event in PAGE_EVENTS:
            screen = replace(screen, warn_until=None)
        for effect in effects:
            screen = self._carry_out[type(effect)](screen, form)
        if event in PAGE_EVENTS or event == "warn" or before != self._machine.state:
            self._be_patient(screen)
        self._show(screen)

    def _context(self, form: Form) -> VisitContext:
        return VisitContext(
            has_reasons=self._options.has_priority_reasons,
            office_open=self._office_open,
            languages=self._options.languages,
            warned=self.screen.warn_until is not None,
            staff_called=self.screen.staff_called,
            form=form,
        )

    def _be_patient(self, screen: Screen) -> None:
        """Start the timer that this screen needs."""
        options = self._options
        if screen.warn_until is not None:
            self._patience.start("clear", options.clear_after_s)
        elif screen.name == "issuing" or (screen.name in QUIET and self._is_clean(screen)):
            self._patience.stop()
        elif screen.name in QUIET:
            self._patience.start("clear", options.warn_after_s + options.clear_after_s)
        else:
            shown_s = options.ticket_shown_s if screen.name == "ticket" else options.warn_after_s
            self._patience.start("warn", shown_s)

    def _is_clean(self, screen: Screen) -> bool:
        return screen == replace(self._cleared(screen), visit=screen.visit)

    def _cleared(self, screen: Screen) -> Screen:
        """The next visit's screen; a call for staff outlives the visit, only staff end it."""
        return Screen(
            screen.name,
            self._options.languages[0],
            staff_called=screen.staff_called,
            visit=screen.visit + 1,
            revision=screen.revision,
        )

    def _show(self, screen: Screen) -> None:
        if screen == self.screen:
            return
        revision = self.screen.revision + 1
        if screen.name != self.screen.name:
            self._shown_since = revision
        self.screen = replace(screen, revision=revision)
        for listener in self._screen_listeners:
            listener(self.screen)

    def _issue(self, screen: Screen, form: Form) -> Screen:
        self._papers.clear()
        reason = form.get("reason") or None
        self._issuing.start(Wish(screen.service or "", reason, screen.language, form["request_id"]))
        return screen

    def _on_outcome(self, outcome: Outcome) -> None:
        self._outcome = outcome
        self._fire(outcome.event)

    def _show_ticket(self, screen: Screen, _: Form) -> Screen:
        ticket = self._outcome.ticket
        if ticket is not None:
            ticket = replace(ticket, print_state=self._papers.get(ticket.ticket_id, ticket.print_state))
        return replace(screen, ticket=ticket)

    def _show_trouble(self, screen: Screen, _: Form) -> Screen:
        refusal = self._outcome.refusal
        if refusal is None:
            return replace(screen, trouble="failed", slots={})
        return replace(screen, trouble=refusal.code, slots=refusal.slots)

    def _report_failure(self, screen: Screen, _: Form) -> Screen:
        for listener in self._failure_listeners:
            listener()
        return screen

    def _show_warning(self, screen: Screen, _: Form) -> Screen:
        now = asyncio.get_running_loop().time()
        return replace(screen, warn_until=now + self._options.clear_after_s)

    def _call_staff(self, screen: Screen, _: Form) -> Screen:
        return self._tell_staff(screen, True)

    def _end_staff_call(self, screen: Screen, _: Form) -> Screen:
        return self._tell_staff(screen, False)

    def _tell_staff(self, screen: Screen, called: bool) -> Screen:
        for listener in self._staff_listeners:
            listener(called)
        return replace(screen, staff_called=called)

    def _end_visit(self, screen: Screen, _: Form) -> Screen:
        self._issuing.forget()
        return self._cleared(screen)


def _whole(text: str) -> int:
    """The whole number in `text`, 0 for anything else."""
    return int(text) if text.isdecimal() and len(text) < 19 else 0
