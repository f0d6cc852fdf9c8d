"""Every visit ends, a number comes in time, nobody is cleared away without a warning."""

from dialogs.flows.vocabulary import SCREENS
from kiosk.rehearsal.facts import Fact
from kiosk.rehearsal.judges.bounds import ACT_TOLD_S, CLEAR_S, ISSUE_S, MARGIN_S, PRINT_S, TICKET_S, WARN_S
from kiosk.rehearsal.judges.judge import Bench, Judge

QUIET = ("closed", "attract")
SHOWN_S = {**dict.fromkeys((*SCREENS, "trouble"), WARN_S), "ticket": TICKET_S}
ENDS = "visit_ends"
ACTS = ("print_checklist",)  # what takes its time
TOUCHES = (
    *("touch", "choose", "say", "ask", "back", "restart", "done", "stay"),
    *("language", "text_size", "contrast", "call_staff", "staff_done"),
)


class Visits(Judge):
    """Follows the citizen's screen."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._screen: tuple[str, int] | None = None  # name and visit
        self._warned_s: float | None = None
        self._acted_s = -ACT_TOLD_S
        self._robot_acts = False
        self.hears = {
            "talk": self._talk,
            "screen": self._on_screen,
            "did": self._did,
            "staff": self._did,
            "life_ended": self._dark,
        }

    def _on_screen(self, fact: Fact) -> None:
        name, visit = str(fact["name"]), int(fact["visit"] or 0)
        warned = "warning" in str(fact["overlays"]).split(",")
        before, self._screen = self._screen, (name, visit)
        if before is None or before[1] != visit:
            self._robot_acts = False
        if before and before[0] in SHOWN_S and before[1] != visit:
            self._check_warning(fact.at_s)
        if name in QUIET or before != self._screen or warned != (self._warned_s is not None):
            self._wait(name, fact, warned)
        self._warned_s = (self._warned_s or fact.at_s) if warned else None

    def _talk(self, fact: Fact) -> None:
        """While the robot does what was asked for nobody is warned; then as after a touch."""
        acted, self._robot_acts = self._robot_acts, fact["action"] in ACTS
        if self._robot_acts and not acted:
            self._by(fact.at_s + PRINT_S, "told_in_time", f"asked for paper, and not told in {PRINT_S:g} s")
        elif acted and not self._robot_acts and self._screen and self._screen[0] in SHOWN_S:
            self._by_touch(fact.at_s, self._screen[0])

    def _wait(self, name: str, fact: Fact, warned: bool) -> None:
        if name == "issuing":
            self._by(fact.at_s + ISSUE_S, "answer_in_time", f"no number and no message after {ISSUE_S:g} s")
        elif self._robot_acts:
            return
        elif name in SHOWN_S:
            shown_s = 0 if warned else SHOWN_S[name]
            self._by(fact.at_s + shown_s + CLEAR_S, ENDS, f"the screen {name!r} stays and nobody is there")
        elif self._is_left_changed(str(fact["overlays"])):
            self._by(fact.at_s + WARN_S + CLEAR_S, ENDS, "a language or size that somebody left stays")
        else:
            self.bench.deadlines.clear(ENDS)

    def _is_left_changed(self, overlays: str) -> bool:
        words = overlays.split(",")
        return "contrast" in words or not {"normal", self.bench.rules.language} <= {*words}

    def _did(self, fact: Fact) -> None:
        if fact["how"] != "ok" or str(fact["act"]).removesuffix("_again") not in TOUCHES:
            return
        self._acted_s = fact.at_s
        self.bench.deadlines.clear("warning")
        if self._robot_acts:
            return
        if self._screen and self._screen[0] in SHOWN_S:
            self._by_touch(fact.at_s, self._screen[0])
        elif self._screen and self._screen[0] in QUIET and self.bench.deadlines.has(ENDS):
            self._by(fact.at_s + WARN_S + CLEAR_S, ENDS, "a language or size that somebody left stays")

    def _by_touch(self, at_s: float, name: str) -> None:
        self._by(at_s + SHOWN_S[name] + CLEAR_S, ENDS, f"the screen {name!r} stays and nobody is there")

    def _check_warning(self, now_s: float) -> None:
        in_time = self._warned_s is not None and now_s - self._warned_s >= CLEAR_S - MARGIN_S
        if not in_time and now_s - self._acted_s >= ACT_TOLD_S:
            what = f"a visit was cleared away without a warning of {CLEAR_S:g} s"
            self.bench.deadlines.set("warning", now_s + ACT_TOLD_S, "warned_before_cleared", what)

    def _by(self, due_s: float, rule: str, what: str) -> None:
        self.bench.deadlines.set(ENDS, due_s + MARGIN_S, rule, what)

    def _dark(self, _: Fact) -> None:
        self._screen = self._warned_s = None
        self._robot_acts = False
        self.bench.deadlines.clear(ENDS)
        self.bench.deadlines.clear("warning")
