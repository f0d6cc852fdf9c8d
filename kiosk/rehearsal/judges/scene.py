"""The circumstances: whether the robot lives, its disk is well, its printer could print."""

from collections.abc import Callable

from kiosk.rehearsal.facts import Fact

STOPS = {
    "cover_opened": "cover",
    "roll_removed": "paper",
    "paper_end": "paper",
    "cutter_jammed": "cutter",
    "head_hot": "head",
    "powered_off": "power",
    "cable_pulled": "cable",
}
GOES_ON = {
    "cover_closed": "cover",
    "roll_inserted": "paper",
    "cutter_freed": "cutter",
    "recovered": "cutter",
    "head_cool": "head",
    "ready": "power",
    "cable_plugged": "cable",
}
WIRE = "wire_"
WIRE_WELL = "wire_ok"


class Scene:
    """`wrong` has what hinders the printer now, by the simulator's own words, each since when."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self.alive = False
        self.in_day = False
        self.disk = "well"
        self.disk_since_s = 0.0
        self.wrong: dict[str, float] = {}
        self.printer_since_s = 0.0  # since when it is as it is
        self.hears: dict[str, Callable[[Fact], None]] = {
            "day_began": lambda _: self._day(True),
            "day_ended": lambda _: self._day(False),
            "life_up": lambda _: self._lives(True),
            "life_ended": lambda _: self._lives(False),
            "life_began": lambda _: self._lives(False),
            "disk": self._disk,
            "printer": self._printer,
        }

    @property
    def printer_is_well(self) -> bool:
        """Nothing hinders it."""
        return not self.wrong

    @property
    def printer_is_gone(self) -> bool:
        """Nothing can be heard of it."""
        return "cable" in self.wrong or "power" in self.wrong

    @property
    def could_print(self) -> bool:
        """Robot, disk and printer are well."""
        return self.alive and self.disk == "well" and self.printer_is_well

    def _day(self, in_day: bool) -> None:
        self.in_day = in_day

    def _lives(self, alive: bool) -> None:
        self.alive = alive

    def _disk(self, fact: Fact) -> None:
        self.disk, self.disk_since_s = str(fact["state"]), fact.at_s

    def _printer(self, fact: Fact) -> None:
        what, was_well = str(fact["what"]), self.printer_is_well
        if what == WIRE_WELL:
            self._end_faults()
        elif what == "fault_over":
            self.wrong.pop(f"{WIRE}{fact['detail']}", None)
        elif what.startswith(WIRE):
            self.wrong.setdefault(what, fact.at_s)
        elif what in STOPS:
            self.wrong.setdefault(STOPS[what], fact.at_s)
        elif what in GOES_ON:
            self.wrong.pop(GOES_ON[what], None)
        if self.printer_is_well is not was_well:
            self.printer_since_s = fact.at_s

    def _end_faults(self) -> None:
        for name in [name for name in self.wrong if name.startswith(WIRE)]:
            del self.wrong[name]
