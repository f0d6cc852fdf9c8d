"""The visit in motion: forms come in, screens go out, and time passes on the event loop's clock."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

from dialogs.interfaces import Conversation, Talks
from state_machines import effects as do
from state_machines.acting import Acting
from state_machines.card_interfaces import CardShown
from state_machines.effects import Effect
from state_machines.interfaces import Skills, TicketDesk
from state_machines.issuing import Issuing, Outcome, Wish
from state_machines.machine import Machine, NotAllowedNow
from state_machines.patience import Patience
from state_machines.screen import Screen
from state_machines.sounding import SOUNDING, as_asked, spoken
from state_machines.talking import TALKING, Form, Talking, action_of, next_wait, shown, stops
from state_machines.travel_interfaces import TravelWords
from state_machines.visit import OF_ONE_SCREEN, PAGE_EVENTS, QUIET, TABLE, TURNS
from state_machines.visit_guards import VisitContext
from state_machines.visit_options import VisitOptions

__all__ = ["NotAllowedNow", "Screen", "VisitOptions", "VisitRunner"]

EMPTY: Form = {}
CALL_STAFF = "call_staff"
TIMED = ("warn", "silent", "acted")  # come by themselves, and begin another wait


class VisitRunner:
    """One screen, one citizen at a time; `talks` gives the flows in use, which change between visits only."""

    def __init__(
        self,
        desk: TicketDesk,
        options: VisitOptions,
        talks: Callable[[], Talks],
        skills: Skills | None = None,
    ) -> None:
        self.screen = Screen(TABLE.initial, options.languages[0], visit=options.first_visit)
        self._options = options
        self._machine = Machine(TABLE)
        self._talking = Talking(talks)
        self._issuing = Issuing(desk, options.issue_limit_s, self._on_outcome)
        self._acting = Acting(skills, options.act_limit_s, self._acted)
        self._outcome = Outcome("failed")
        self._papers: dict[str, str] = {}  # what was told of papers while the number was on its way
        self._patience = Patience(self._fire)
        self._office_open = False
        self._closed = False
        self._shown_since = self.screen.revision  # the revision at which this question came up
        self._answer: Conversation | None = None  # what the conversation makes of the event in hand
        self._screen_listeners: list[Callable[[Screen], None]] = []
        self._staff_listeners: list[Callable[[bool], None]] = []
        self._failure_listeners: list[Callable[[], None]] = []
        self._event_listeners: list[Callable[[str], None]] = []
        self._stop_listeners: list[Callable[[], None]] = []
        self._carry_out: dict[type[Effect], Callable[[Screen, Form], Screen]] = {
            do.BeginTalk: lambda screen, _: self._talking.begun(screen),
            do.TakeTurn: self._take_turn,
            do.IssueNumber: self._issue,
            do.ShowTicket: self._show_ticket,
            do.ShowTrouble: self._show_trouble,
            do.ReportFailure: self._report_failure,
            do.ShowWarning: self._show_warning,
            do.CallStaff: self._call_staff,
            do.EndStaffCall: self._end_staff_call,
            do.SetLanguage: lambda screen, form: self._talking.in_language(screen, form["language"]),
            do.SetTextSize: lambda screen, form: replace(screen, text_size=form["text_size"]),
            do.ToggleContrast: lambda screen, _: replace(screen, contrast=not screen.contrast),
            do.EndVisit: self._end_visit,
            do.StopMoving: self._stop_moving,
            **{effect: _of_screen(change) for effect, change in SOUNDING.items()},
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

    def on_event(self, listener: Callable[[str], None]) -> None:
        """Call `listener` with every event of the page, before it is taken."""
        self._event_listeners.append(listener)

    def on_stop_moving(self, listener: Callable[[], None]) -> None:
        """Call `listener` whenever somebody says, or touches, that whatever moves stands still."""
        self._stop_listeners.append(listener)

    def hold(self) -> None:
        """Somebody speaks: no question is put again, and nobody is taken to have left. Safe to repeat."""
        self._patience.hold("silent", "warn")

    def release(self) -> None:
        """Nobody speaks any more. Safe to repeat."""
        self._patience.release()

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
        for listener in self._event_listeners:
            listener(event)
        if not self._is_repeat(event, form):
            self._refuse_stale(event, form)
            for step, fields in self._talking.steps(self._machine.state, self.screen, event, form):
                self._fire(step, fields)
        if "request_id" in form:
            await self._issuing.ended()

    def paper_changed(self, ticket_id: str, state: str) -> None:
        """The journal says something new of a ticket's paper."""
        if self._machine.state == "issuing":
            self._papers[ticket_id] = state
        ticket = self.screen.ticket
        if ticket is not None and ticket.ticket_id == ticket_id:
            self._show(replace(self.screen, ticket=replace(ticket, print_state=state)))

    def card_changed(self, card: CardShown) -> None:
        """The reading of this visit's card is further."""
        if self._is_talking:
            self._show(replace(self.screen, card=card))

    def travel_told(self, words: TravelWords | None) -> None:
        """What people around are told while the robot moves; None: nothing any more."""
        self._show(replace(self.screen, travel=words))

    async def close(self) -> None:
        """Stop the clock and the asking; no form is taken any more."""
        self._closed = True
        self._patience.stop()
        self._acting.stop()
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
        talking = event in TURNS and before == TALKING
        self._answer = self._talking.answer(self.screen, event, form) if talking else None
        effects = self._machine.fire(event, self._context(form))
        screen = self.screen if self._is_talking else replace(self.screen, name=self._machine.state)
        if event in PAGE_EVENTS:
            screen = replace(screen, warn_until=None)
        for effect in effects:
            screen = self._carry_out[type(effect)](screen, form)
        if event in (*PAGE_EVENTS, *TIMED) or before != self._machine.state:
            self._be_patient(screen, event)
        self._show(screen)
        if do.TakeTurn() in effects:
            self._act()

    def _context(self, form: Form) -> VisitContext:
        return VisitContext(
            office_open=self._office_open,
            languages=self._options.languages,
            warned=self.screen.warn_until is not None,
            staff_called=self.screen.staff_called,
            form=form,
            talk=self._answer,
        )

    def _act(self) -> None:
        """Begin what the conversation asks for; its end comes back as `acted`."""
        action = action_of(self.screen)
        if action is None or not self._is_talking:
            return
        if action.name == CALL_STAFF:
            self._fire(CALL_STAFF)
            self._acted("called")
        else:
            self._acting.start(action, self.screen.language)

    def _acted(self, outcome: str) -> None:
        if self._is_talking:
            self._fire("acted", {"outcome": outcome})

    def _be_patient(self, screen: Screen, event: str) -> None:
        """Start the timer that this screen needs."""
        options = self._options
        if screen.warn_until is not None:
            self._patience.start("clear", options.clear_after_s)
        elif self._is_busy(screen) or (screen.name in QUIET and self._is_clean(screen)):
            self._patience.stop()
        elif screen.name in QUIET:
            self._patience.start("clear", options.warn_after_s + options.clear_after_s)
        elif self._is_talking and screen.talk is not None:
            self._patience.start(*next_wait(screen.talk, event, options.warn_after_s))
        else:
            shown_s = options.ticket_shown_s if screen.name == "ticket" else options.warn_after_s
            self._patience.start("warn", shown_s)

    def _is_busy(self, screen: Screen) -> bool:
        """Whether the robot is at work and the citizen waits."""
        return screen.name == "issuing" or (self._is_talking and action_of(screen) is not None)

    @property
    def _is_talking(self) -> bool:
        return self._machine.state == TALKING

    def _is_clean(self, screen: Screen) -> bool:
        return screen == replace(self._cleared(screen), visit=screen.visit)

    def _cleared(self, screen: Screen) -> Screen:
        """The next visit's screen; a call for staff outlives the visit, only staff end it."""
        return Screen(
            screen.name,
            self._options.languages[0],
            staff_called=screen.staff_called,
            travel=screen.travel,
            visit=screen.visit + 1,
            revision=screen.revision,
        )

    def _show(self, screen: Screen) -> None:
        if screen == self.screen:
            return
        revision = self.screen.revision + 1
        if _question(screen) != _question(self.screen):
            self._shown_since = revision
        self.screen = replace(screen, revision=revision)
        for listener in self._screen_listeners:
            listener(self.screen)

    def _take_turn(self, screen: Screen, _: Form) -> Screen:
        if self._answer is None:
            return screen
        after = as_asked(spoken(shown(screen, self._answer)))
        if stops(after):
            self._stop_moving(after, {})
        return after if self._is_talking else replace(after, name=screen.name)

    def _issue(self, screen: Screen, form: Form) -> Screen:
        self._papers.clear()
        action = action_of(screen)
        values = {} if action is None else action.values
        reason = values.get("reason") or None
        self._issuing.start(Wish(values.get("service", ""), reason, screen.language, form["request_id"]))
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

    def _stop_moving(self, screen: Screen, _: Form) -> Screen:
        for listener in self._stop_listeners:
            listener()
        return screen

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
        self._acting.stop()
        return self._cleared(screen)


def _of_screen(change: Callable[[Screen], Screen]) -> Callable[[Screen, Form], Screen]:
    return lambda screen, _: change(screen)


def _question(screen: Screen) -> tuple[object, ...]:
    """What tells one screen from another: a form made for one question is no answer to the next."""
    return screen.name, screen.talk and screen.talk.stack


def _whole(text: str) -> int:
    """The whole number in `text`, 0 for anything else."""
    return int(text) if text.isdecimal() and len(text) < 19 else 0
