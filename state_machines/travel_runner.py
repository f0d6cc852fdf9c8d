"""The robot's travels in motion: what staff, visits, the mode and the base want, and where it goes."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Sequence

from drivers.interfaces import MobileBase
from drivers.motion import Hold, MotionReport, Notice, TripEnd
from drivers.status import Fault
from state_machines import effects as do
from state_machines.effects import Effect
from state_machines.machine import Machine, NotAllowedNow
from state_machines.travel import MOVING, ON_ERRAND, TABLE
from state_machines.travel_base import KnownBase
from state_machines.travel_errand import NO_ERRAND, Errand, Offer, TripInHand
from state_machines.travel_guards import DUTIES, TravelContext, why_not
from state_machines.travel_interfaces import HallPlaces, TravelView
from state_machines.travel_options import TravelOptions
from state_machines.travel_telling import Tell, Telling
from state_machines.travel_troubles import faults_of_travel

__all__ = ["NotAllowedNow", "TravelRunner"]

log = logging.getLogger(__name__)

ARRIVED, STOPPED, FAILED = "arrived", "stopped", "failed"  # outcomes of the skill `guide_to`
OUTCOMES = {TripEnd.ARRIVED: ARRIVED, TripEnd.CANCELLED: STOPPED, TripEnd.STOPPED: STOPPED}
POWERLESS = ("no_base", "needs_person")

Guest = asyncio.Future[str]


class TravelRunner:
    """Moves one robot through its hall; everything here happens on the event loop.

    `tell`: what people around are told, None: nothing any more. `report_faults`: all that staff must know.
    """

    def __init__(
        self,
        base: MobileBase,
        hall: HallPlaces,
        options: TravelOptions,
        tell: Tell,
        report_faults: Callable[[Sequence[Fault]], None],
    ) -> None:
        self._base = base
        self._hall = hall
        self._options = options
        self._telling = Telling(tell, options.announce_s, lambda: self._fire("announced"))
        self._report_faults = report_faults
        self._known = KnownBase(hall, options, base.report)
        self._machine = Machine(TABLE)
        self._trip = TripInHand(base, self._on_end, lambda: self._fire("offered"))
        self._offer: Offer = self._stand_there
        self._errand = NO_ERRAND
        self._ordered: tuple[Errand, Guest | None] = (NO_ERRAND, None)
        self._guest: Guest | None = None
        self._duty = DUTIES["starting"]
        self._visiting = self._paused = self._touched = self._kept_at_dock = False
        self._resting: asyncio.TimerHandle | None = None
        self._calling: asyncio.TimerHandle | None = None
        self._events: deque[str] = deque()
        self._busy = self._closed = False
        self._thought: tuple[str, TravelContext] | None = None  # what it last looked at
        self._view = TravelView(TABLE.initial)
        self._faults: tuple[Fault, ...] = ()
        self._listeners: list[Callable[[TravelView], None]] = []
        self._carry_out: dict[type[Effect], Callable[[], None]] = {
            do.TakeErrand: self._take_errand,
            do.WantHome: lambda: self._want(Errand("home", hall.post or "")),
            do.WantDock: lambda: self._want(Errand("dock", hall.dock or "")),
            do.NextStop: lambda: self._want(self._errand.next_stop),
            do.AnnounceMove: lambda: self._telling.announce(self._errand),
            do.SetOff: self._set_off,
            do.StandStill: self._trip.stand_still,
            do.DropErrand: lambda: self._errand_over(STOPPED),
            do.EndErrand: self._end_errand,
            do.OfferHere: lambda: self._trip.offer(self._offer, self._errand.place),
            do.LetGo: self._let_go,
        }
        base.on_status(lambda _: self._look())
        base.on_report(self._on_report)
        base.on_notice(self._on_notice)

    @property
    def state(self) -> str:
        """The state of the travel table."""
        return self._machine.state

    @property
    def view(self) -> TravelView:
        """What the pages show of it now."""
        return self._view

    @property
    def report(self) -> MotionReport:
        """What the base said last."""
        return self._known.report

    def on_view(self, listener: Callable[[TravelView], None]) -> None:
        """Call `listener` on the event loop with every change of the view."""
        self._listeners.append(listener)

    def at_each_stop(self, offer: Offer) -> None:
        """What a round does at a stop: it goes on when `offer` returns, and cancels it when it must leave."""
        self._offer = offer

    def send_to(self, place: str) -> None:
        """Staff send it to `place`. Raises `NotAllowedNow`, ValueError for one the hall does not have."""
        self._refuse_unknown(place)
        if place == self._hall.dock:
            self.dock()
        elif place == self._hall.post:
            self.go_home()
        else:
            self._order("send", Errand("place", place))

    def begin_round(self, places: Sequence[str] | None = None) -> None:
        """Stop at each of `places`, by default of the waiting area. Raises `NotAllowedNow`, ValueError."""
        stops = tuple(self._hall.waiting_area if places is None else places)
        for place in stops:
            self._refuse_unknown(place)
        if not stops:
            raise ValueError("a round needs a place at least (waiting_area in hall.yaml)")
        self._order("round", Errand("round", stops[0], stops[1:]))

    def go_home(self) -> None:
        """Staff send it to its post. Raises `NotAllowedNow`."""
        self._order("home", Errand("home", self._hall.post or ""))

    def dock(self) -> None:
        """Staff send it to its dock, to stay there. Raises `NotAllowedNow`."""
        self._order("dock", Errand("dock", self._hall.dock or ""))
        self._kept_at_dock = True

    def pause(self) -> None:
        """Staff want it to stand still until `resume`. Safe to repeat."""
        self._paused = True
        self._look()

    def resume(self) -> None:
        """It goes on, after saying so. Safe to repeat."""
        self._paused = False
        self._look()

    def stop(self) -> None:
        """Stand still at once, in whatever state; the errand is given up."""
        self._base.stop()
        self._rest(self._options.after_stop_s)
        self._fire("stop")

    def release(self) -> None:
        """A person has looked at it. Raises `NotAllowedNow` where nobody has to."""
        self._order("release", NO_ERRAND)

    def locate(self, place: str) -> None:
        """A person says that it stands at `place`. Raises ValueError for one the hall does not have."""
        self._refuse_unknown(place)
        self._base.locate(place)

    async def guide(self, place: str) -> str:
        """Go ahead of the citizen: arrived, stopped or failed. Cancelled, it stops. Raises ValueError."""
        self._refuse_unknown(place)
        guest: Guest = asyncio.get_running_loop().create_future()
        try:
            self._order("guide", Errand("guide", place), guest)
        except NotAllowedNow as refusal:
            log.info("nobody guided: %s", refusal)
            return FAILED
        try:
            return await guest
        finally:
            if self._guest is guest:
                self._guest = None
                self._fire("stop")

    def visit_changed(self, visiting: bool) -> None:
        """Somebody is at the screen, or nobody any more. Safe to repeat."""
        if visiting != self._visiting:
            self._visiting = visiting
            self._rest(self._options.after_visit_s)
            self._look()

    def touched(self) -> None:
        """Somebody touches the screen, or presses a key: it stops, wherever it wants to go."""
        if self.state in ON_ERRAND:
            self._base.stop()
            self._touched = True
            self._rest(self._options.after_touch_s)
            self._fire("touch")

    def staff_called(self, called: bool) -> None:
        """Staff are called to it, or the call is seen to; it waits for them where it is, but not for ever."""
        if self._calling is not None:
            self._calling.cancel()
            self._calling = None
        if called:
            loop = asyncio.get_running_loop()
            self._calling = loop.call_later(self._options.call_s, self.staff_called, False)
            self._fire("call")
        self._look()

    def mode_changed(self, mode: str) -> None:
        """The robot's mode is another: a state of the mode's table."""
        if DUTIES[mode] != self._duty:
            self._duty = DUTIES[mode]
            self._kept_at_dock = False
            self._look()

    async def close(self) -> None:
        """Stand still for good; leave no task and no timer."""
        self._closed = True
        self._telling.wait_no_more()
        for timer in (self._resting, self._calling):
            if timer is not None:
                timer.cancel()
        self._errand_over(STOPPED)
        await self._trip.close()

    def _refuse_unknown(self, place: str) -> None:
        if place not in self._hall.places:
            raise ValueError(
                f"the hall has no place {place!r}; it has {', '.join(sorted(self._hall.places))}"
            )

    def _order(self, event: str, errand: Errand, guest: Guest | None = None) -> None:
        """A person wants `event`. Raises `NotAllowedNow` with what stands in the way."""
        context = self._context()
        if self._closed:
            raise self._machine.refusal(event, "the program ends")
        self._ordered = errand, guest
        before = self.state
        try:
            effects = self._machine.fire(event, context)
        except NotAllowedNow:
            raise self._machine.refusal(event, why_not(context)) from None
        if guest is None:
            self._known.ordered()
        self._in_order(lambda: self._took(event, before, effects))

    def _fire(self, event: str) -> None:
        """Take `event` after those that are on their way; news that came too late change nothing."""
        self._events.append(event)
        if not self._busy:
            self._in_order(lambda: None)

    def _in_order(self, first: Callable[[], None]) -> None:
        """Do `first`, then take every event that is on its way, one after the other."""
        busy, self._busy = self._busy, True
        try:
            first()
            while not busy and self._events:
                self._take(self._events.popleft())
        finally:
            self._busy = busy

    def _take(self, event: str) -> None:
        before = self.state
        try:
            effects = self._machine.fire(event, self._context())
        except NotAllowedNow:
            return
        self._took(event, before, effects)

    def _took(self, event: str, before: str, effects: tuple[Effect, ...]) -> None:
        self._trip.hold(self._holds)
        for effect in effects:
            self._carry_out[type(effect)]()
        if self.state != before:
            log.info("travel=%s was=%s event=%s", self.state, before, event)
        if before in ON_ERRAND and self.state not in ON_ERRAND:
            self._telling.end()
        if before in POWERLESS and self.state not in POWERLESS:
            self._rest(self._options.after_visit_s)
        self._look()

    def _look(self) -> None:
        """Something may be different: hold what must be held, show it, and think again where it matters."""
        if self._closed:
            return
        self._trip.hold(self._holds)
        self._show()
        thought = self.state, self._context()
        if thought != self._thought:
            self._thought = thought
            self._fire("changed")

    @property
    def _holds(self) -> frozenset[Hold]:
        holds = {
            Hold.STAFF_PAUSE: self._paused,
            Hold.VISIT: self._visiting and self.state != "guiding",
            Hold.SCREEN_TOUCHED: self._touched,
            Hold.MAINTENANCE: self._duty == "out",
        }
        return frozenset(why for why, held in holds.items() if held)

    def _context(self) -> TravelContext:
        known, hall = self._known, self._hall
        return TravelContext(
            there=known.there,
            must_look=known.must_look,
            duty=self._duty,
            paused=self._paused,
            visiting=self._visiting,
            called=self._calling is not None,
            errand=self._errand.kind,
            more_stops=bool(self._errand.stops),
            needs_charge=known.needs_charge,
            charged=known.charged,
            on_dock=known.on_dock,
            at_post=known.at_post,
            has_dock=hall.dock is not None,
            has_post=hall.post is not None,
            kept_at_dock=self._kept_at_dock,
            rested=self._resting is None,
            may_try=known.may_try,
        )

    def _show(self) -> None:
        known = self._known
        called = () if self._calling is None else ("called",)
        view = known.view(self.state, self._errand, (*sorted(self._holds), *called))
        blocked = known.blocked or not known.may_try
        faults = faults_of_travel(
            view,
            base_says_why=bool(self._base.status.faults),
            blocked=blocked,
            cannot_charge=known.cannot_charge,
        )
        if faults != self._faults:
            self._faults = faults
            self._report_faults(faults)
        if view != self._view:
            self._view = view
            for listener in self._listeners:
                listener(view)

    def _want(self, errand: Errand) -> None:
        self._errand = errand

    def _take_errand(self) -> None:
        self._errand, self._guest = self._ordered
        self._kept_at_dock = self._touched = False

    def _set_off(self) -> None:
        self._known.set_off()
        self._trip.set_off(self._errand)

    def _errand_over(self, outcome: str) -> None:
        guest, self._guest = self._guest, None
        self._errand = NO_ERRAND
        if guest is not None and not guest.done():
            guest.set_result(outcome)

    def _end_errand(self) -> None:
        end, kind = self._known.last_end, self._errand.kind
        if end is not TripEnd.ARRIVED:
            self._rest(self._options.after_failure_s)
        elif kind == "place":
            self._rest(self._options.stay_s)
        self._errand_over(FAILED if end is None else OUTCOMES.get(end, FAILED))

    def _let_go(self) -> None:
        self._known.let_go(asyncio.get_running_loop().time())
        self._base.release()

    async def _stand_there(self, _place: str) -> None:
        await asyncio.sleep(self._options.stop_s)

    def _rest(self, for_s: float) -> None:
        """Go nowhere of its own accord for at least `for_s` from now."""
        loop = asyncio.get_running_loop()
        until = loop.time() + for_s
        if self._resting is not None:
            if self._resting.when() >= until:
                return
            self._resting.cancel()
        self._resting = loop.call_at(until, self._rested)

    def _rested(self) -> None:
        self._resting = None
        self._touched = False
        self._fire("rested")
        self._look()

    def _on_report(self, report: MotionReport) -> None:
        was_placed = self._known.placed
        self._known.heard(report, asyncio.get_running_loop().time())
        if was_placed and not self._known.placed:  # pushed away, or not sure for a moment
            self._rest(self._options.after_visit_s)
        self._look()

    def _on_end(self, end: TripEnd) -> None:
        log.info("trip ended place=%s end=%s", self._errand.place, end)
        self._known.ended(end, self._errand)
        self._fire("arrived" if end is TripEnd.ARRIVED else "failed")
        self._look()

    def _on_notice(self, notice: Notice) -> None:
        if self.state not in MOVING:
            return
        self._telling.notice(notice, self._errand.place)
        if notice is Notice.CALLS_STAFF:
            self._known.blocked = True
            self._look()
