"""What is known of the base: what it says, and what follows from how its trips ended."""

from drivers.motion import MotionReport, MotionState, TripEnd
from state_machines.travel_errand import Errand
from state_machines.travel_interfaces import HallPlaces, TravelView
from state_machines.travel_options import TravelOptions
from state_machines.travel_troubles import LOST, STARTED

BATTERY_CAUSES = frozenset({"battery_low", "battery_critical"})
NO_WAY = frozenset({TripEnd.BLOCKED, TripEnd.UNREACHABLE})
OF_ITS_OWN = frozenset({"home", "dock"})  # tried again and again


class KnownBase:
    """Holds no timer; `now` is the event loop's time in seconds."""

    def __init__(self, hall: HallPlaces, options: TravelOptions, report: MotionReport) -> None:
        self.report = report
        self.last_end: TripEnd | None = None
        self.needs_charge = False  # until it has charged enough
        self.blocked = False  # it found no way, or asked for staff on it
        self._hall = hall
        self._options = options
        self._fresh = self._to_be_looked_at = not options.looked_at
        self._released_until = 0.0
        self._failures = 0
        self._arrived_at = ""

    def heard(self, report: MotionReport, now: float) -> None:
        """The base reports."""
        self.report = report
        if report.state is MotionState.STOPPED and now >= self._released_until:
            self._to_be_looked_at = True
        if report.place or not self.there or self.must_look:
            self._arrived_at = ""
        percent = report.battery_percent
        if not BATTERY_CAUSES.isdisjoint(report.causes):
            self.needs_charge = True
        elif percent is not None:
            limit = self._options.ready_percent - 1 if self.needs_charge else self._options.low_percent
            self.needs_charge = percent <= limit

    def set_off(self) -> None:
        """A trip begins."""
        self._arrived_at = ""

    def ended(self, end: TripEnd, errand: Errand) -> None:
        """The trip of `errand` has ended."""
        self.last_end = end
        if end is TripEnd.ARRIVED:
            self._arrived_at = errand.place
            self.ordered()
            return
        self.blocked = end in NO_WAY
        self._failures += errand.kind in OF_ITS_OWN
        self._to_be_looked_at |= end is TripEnd.STOPPED
        self.needs_charge |= end is TripEnd.BATTERY

    def ordered(self) -> None:
        """A person has told it what to do: what failed before may go well now."""
        self.blocked = False
        self._failures = 0

    def let_go(self, now: float) -> None:
        """A person has looked at it; the base needs a moment to say that nothing holds it any more."""
        self._fresh = self._to_be_looked_at = False
        self._released_until = now + self._options.release_s
        self.ordered()

    @property
    def there(self) -> bool:
        """It answers."""
        return self.report.state is not MotionState.OFFLINE

    @property
    def must_look(self) -> bool:
        """A person must look before anything moves."""
        return self._to_be_looked_at or self.report.state in (MotionState.STOPPED, MotionState.LOST)

    @property
    def charged(self) -> bool:
        """It has charged enough to leave the dock, as far as it can tell."""
        percent = self.report.battery_percent
        return percent is None or percent >= self._options.ready_percent

    @property
    def may_try(self) -> bool:
        """It has not failed too often to get home or to the dock."""
        return self._failures < self._options.tries

    @property
    def place(self) -> str:
        """Where it stands, "" = nowhere in particular."""
        return self.report.place or self._arrived_at

    @property
    def on_dock(self) -> bool:
        """It stands where it charges."""
        return self.report.charging or (self.place != "" and self.place == self._hall.dock)

    @property
    def at_post(self) -> bool:
        """It stands where it serves."""
        return self.place != "" and self.place == self._hall.post

    @property
    def placed(self) -> bool:
        """It stands where it belongs: at its post or on its dock."""
        return self.at_post or self.on_dock

    @property
    def cannot_charge(self) -> bool:
        """The battery is low, and it does not get to a dock by itself."""
        return self.needs_charge and not self.on_dock and (self._hall.dock is None or not self.may_try)

    @property
    def causes(self) -> tuple[str, ...]:
        """Why it stands, the gravest first."""
        causes = self.report.causes
        if self.report.state is MotionState.LOST and LOST not in causes:
            causes = (LOST, *causes)
        return (*causes, STARTED) if self._fresh else causes

    def view(self, state: str, errand: Errand, holds: tuple[str, ...]) -> TravelView:
        """What the pages show."""
        return TravelView(
            state=state,
            place=self.place,
            goal=errand.place,
            guiding=errand.kind == "guide",
            stops=errand.stops,
            battery=self.report.battery_percent,
            charging=self.report.charging,
            needs_charge=self.needs_charge,
            holds=holds,
            causes=self.causes,
            last_end=self.last_end,
        )
