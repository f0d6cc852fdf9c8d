"""Does what hands do to a dispenser."""

from collections.abc import Mapping

from simulator.devices.dispenser.cabinet import BLIND, CLEAR, COVERED, Cabinet
from simulator.devices.dispenser.power import Power
from simulator.devices.dispenser.quirks import Quirks
from simulator.devices.dispenser.slot import MISSING, STALLED, WELL, Slot
from simulator.devices.interfaces import Act, ActRefused

SENSORS = {"cover_sensor": COVERED, "blind_sensor": BLIND, "clear_sensor": CLEAR}
MOTORS = {"stall_motor": STALLED, "remove_motor": MISSING, "mend_motor": WELL}
SETTINGS: Mapping[str, tuple[str, bool]] = {
    "stop_talking": ("talks", False),
    "talk_again": ("talks", True),
    "hold_pack": ("holds_pack", True),
    "count_pack": ("holds_pack", False),
    "notice_repeats": ("deduplicates", True),
    "obey_repeats": ("deduplicates", False),
    "big_endian": ("little_endian", False),
    "little_endian": ("little_endian", True),
    "short_reports": ("long_reports", False),
    "long_reports": ("long_reports", True),
}


class Hands:
    """Each act tells what happened: a word, and to what."""

    def __init__(self, cabinet: Cabinet, quirks: Quirks, power: Power, acts: tuple[Act, ...]) -> None:
        self._cabinet = cabinet
        self._quirks = quirks
        self._power = power
        self._acts = {act.name: act for act in acts}

    def act(self, name: str, parameters: Mapping[str, float], now: float) -> tuple[str, str]:
        """Do it; `parameters` are within their bounds. Raises `ActRefused`."""
        if name not in self._acts:
            raise ActRefused(f"no act {name!r}")
        given = {p.name: parameters.get(p.name, p.default) for p in self._acts[name].parameters}
        if "slot" in given:
            return self._to_slot(name, self.slot(given["slot"]), given)
        if name in SENSORS:
            self._cabinet.sensor = SENSORS[name]
            return "drop_sensor", SENSORS[name]
        if name in SETTINGS:
            setting, value = SETTINGS[name]
            setattr(self._quirks, setting, value)
            return name, ""
        if name in ("cut_power", "power_on"):
            return self._switch(name, given, now)
        told: tuple[str, str] = getattr(self, f"_{name}")(**given)
        return told

    def slot(self, number: float) -> Slot:
        """The slot of that number. Raises `ActRefused`."""
        if number not in self._cabinet.slots:
            raise ActRefused(
                f"there is no slot {number:g}; there are: {', '.join(map(str, self._cabinet.slots))}"
            )
        return self._cabinet.slots[int(number)]

    def _to_slot(self, name: str, slot: Slot, given: Mapping[str, float]) -> tuple[str, str]:
        where = f"slot {slot.number}"
        if name in MOTORS:
            slot.motor = MOTORS[name]
            if slot.motor == WELL:
                slot.runs_on_with = 0
            return f"motor_{slot.motor}", where
        if name in ("jam_slot", "unjam_slot"):
            slot.jammed = name == "jam_slot"
            return ("slot_jammed" if slot.jammed else "slot_unjammed"), where
        if name == "fill_slot":
            return "slot_filled", f"{where}, {self._fill(slot, int(given['items']))} more"
        if name == "empty_slot":
            self._cabinet.empty(slot)
            return "slot_emptied", where
        if name == "fall_late":
            slot.late_s = given["seconds"]
        elif name == "run_on":
            slot.runs_on_with = int(given["items"])
        elif name == "motor_time":
            slot.motor_s = given["seconds"]
        return name, where

    def _fill(self, slot: Slot, items: int) -> int:
        room = max(slot.capacity - slot.items, 0)
        if items > room:
            raise ActRefused(f"slot {slot.number} takes {room} more, not {items}")
        more = items or room
        slot.items += more
        slot.put_in += more
        return more

    def _switch(self, name: str, given: Mapping[str, float], now: float) -> tuple[str, str]:
        if name == "power_on":
            self._power.come(now)
            return "power_came", ""
        self._power.go(now, given["seconds"])
        return "power_lost", ""

    def _take_item(self, items: float) -> tuple[str, str]:
        if not self._cabinet.tray:
            raise ActRefused("the tray is empty")
        return "item_taken", ", ".join(slot.product for slot in self._cabinet.take(int(items)))

    def _take_all(self) -> tuple[str, str]:
        return self._take_item(len(self._cabinet.tray))

    def _open_door(self) -> tuple[str, str]:
        self._cabinet.door_open = True
        return "door_opened", ""

    def _close_door(self) -> tuple[str, str]:
        self._cabinet.door_open = False
        return "door_closed", ""

    def _cut_in_drive(self, share: float) -> tuple[str, str]:
        self._cabinet.cut_share = share
        return "cut_in_drive", f"at {share:g} of the next turn"

    def _lose_answers(self, count: float) -> tuple[str, str]:
        self._quirks.acks_to_lose = int(count)
        return "lose_answers", f"{count:g}"

    def _repeat_reports(self, reports: float) -> tuple[str, str]:
        self._quirks.reports = int(reports)
        return "repeat_reports", f"{reports:g}"
