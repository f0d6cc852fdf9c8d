"""Which conditions of the failsafe are in force, by what a base, a range scanner and people tell. Pure."""

from collections.abc import Set
from dataclasses import dataclass

from drivers.mobile_base.failsafe import Condition
from drivers.motion import BaseReading, Charger, Hold

SCAN_STALE_S = 0.4  # and a step later it is told to stand: within 0.5 s in all
READING_STALE_S = 0.1  # of the base's own frames, 0.02 s apart; the base gives itself as long
GONE_S = 10.0  # a scanner that is stale for so long is lost
SILENCE_S = 0.3  # between two of our own steps
BATTERY_LOW_PERCENT, BATTERY_CRITICAL_PERCENT, BATTERY_BACK_PERCENT = 20, 8, 30

_HOLDS = {
    Hold.STAFF_PAUSE: Condition.STAFF_PAUSE,
    Hold.VISIT: Condition.VISIT,
    Hold.SCREEN_TOUCHED: Condition.SCREEN_TOUCHED,
    Hold.MAINTENANCE: Condition.MAINTENANCE,
    Hold.SILENCE: Condition.COMMAND_SILENCE,
    Hold.UNSEEN: Condition.POWER_CUT,
}


@dataclass(frozen=True, slots=True)
class Health:
    """What the two devices say of themselves."""

    base_online: bool = True
    scanner_online: bool = True
    latched: tuple[str, ...] = ()


class Watch:
    """Remembers what was last heard of each, and whether the battery has been low."""

    def __init__(self) -> None:
        self._stepped_s: float | None = None
        self._battery_is_low = False
        self._stale_since_s: float | None = None

    def conditions(
        self,
        now: float,
        health: Health,
        reading: BaseReading | None,
        scan_at_s: float | None,
        holds: Set[Hold],
    ) -> set[Condition]:
        """All that hold now, but for those that only a trip can know."""
        found = {_HOLDS[hold] for hold in holds} | {Condition(name) for name in health.latched}
        if not health.base_online:
            found.add(Condition.LINK_LOST)
        if reading is None or now - reading.at_s > READING_STALE_S:
            found.add(Condition.BASE_SILENT)
        found |= self._scanner(
            now, not health.scanner_online or scan_at_s is None or now - scan_at_s > SCAN_STALE_S
        )
        if self._stepped_s is not None and now - self._stepped_s > SILENCE_S:
            found.add(Condition.COMMAND_SILENCE)
        self._stepped_s = now
        return found | self._battery(reading)

    def _scanner(self, now: float, is_stale: bool) -> set[Condition]:
        if not is_stale:
            self._stale_since_s = None
            return set()
        if self._stale_since_s is None:
            self._stale_since_s = now
        gone = now - self._stale_since_s >= GONE_S
        return {Condition.LIDAR_STALE, Condition.LINK_LOST} if gone else {Condition.LIDAR_STALE}

    def _battery(self, reading: BaseReading | None) -> set[Condition]:
        """Low until it is well charged: a voltage rises when the load goes."""
        if reading is None or reading.battery_percent is None:
            return set()
        percent = reading.battery_percent
        if percent <= BATTERY_LOW_PERCENT:
            self._battery_is_low = True
        elif percent >= BATTERY_BACK_PERCENT:
            self._battery_is_low = False
        if percent <= BATTERY_CRITICAL_PERCENT and reading.charger is Charger.NONE:
            return {Condition.BATTERY_CRITICAL, Condition.BATTERY_LOW}
        return {Condition.BATTERY_LOW} if self._battery_is_low else set()
