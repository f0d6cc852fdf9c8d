"""Staff are told once of each outage, and of every outage that lasts."""

from kiosk.rehearsal.facts import Fact
from kiosk.rehearsal.judges.bounds import GONE_TOLD_S, TOLD_S
from kiosk.rehearsal.judges.judge import Bench, Judge

PRINTER = "printer"
GONE = ("trouble", "gone")
ONCE, ALL = "told_once", "staff_told"


class Troubles(Judge):
    """`raised` and `cleared` of a device's fault take turns; what the driver reports is told if it stays."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._told: dict[tuple[str, str], None] = {}
        self._reported: dict[str, None] = {}  # the printer's faults
        self.hears = {
            "trouble": self._trouble,
            "status": self._status,
            "printer": self._gone,
            "life_up": self._gone,
            "life_ended": self._forget,
        }

    def _trouble(self, fact: Fact) -> None:
        device, fault = str(fact["device"]), str(fact["fault"])
        raised, known = fact["change"] == "raised", (device, fault) in self._told
        if raised is known:
            self.bench.accuse(ONCE, f"{fault} of {device} was {fact['change']} twice")
        if raised:
            self._told[device, fault] = None
        else:
            self._told.pop((device, fault), None)
        if device == PRINTER:
            self.bench.deadlines.clear(("trouble", fault))
            self._gone(fact)

    def _status(self, fact: Fact) -> None:
        reported = {fault: None for fault in str(fact["faults"] or "").split(",") if fault}
        for fault in (*self._reported, *reported):
            if (fault in reported) is not (fault in self._reported):
                self._expect(fault, fault in reported, fact.at_s)
        self._reported = reported

    def _expect(self, fault: str, is_there: bool, now_s: float) -> None:
        key = ("trouble", fault)
        self.bench.deadlines.clear(key)
        if is_there is not ((PRINTER, fault) in self._told):
            what = f"the printer reports {fault}" if is_there else f"{fault} of the printer is over"
            self.bench.deadlines.set(key, now_s + TOLD_S, ALL, f"{what}, and staff are not told")

    def _gone(self, fact: Fact) -> None:
        """Nothing is heard of the printer: some trouble of it must be told."""
        scene = self.bench.scene
        if not (scene.alive and scene.printer_is_gone) or any(device == PRINTER for device, _ in self._told):
            self.bench.deadlines.clear(GONE)
        elif not self.bench.deadlines.has(GONE):
            what = f"the printer is gone for {GONE_TOLD_S:g} s, and staff are not told"
            self.bench.deadlines.set(GONE, fact.at_s + GONE_TOLD_S, ALL, what)

    def _forget(self, _fact: Fact) -> None:
        for fault in (*self._reported, *(fault for _, fault in self._told)):
            self.bench.deadlines.clear(("trouble", fault))
        self.bench.deadlines.clear(GONE)
        self._told.clear()
        self._reported.clear()
