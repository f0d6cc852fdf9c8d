"""What named states look back on at the printer: the job in hand, the effects, what came out."""

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.rehearsal.facts import Fact


@dataclass(slots=True)
class Effect:
    """One attempt; `life` is that of the robot in which it came to its state, `at_s` when."""

    ticket: str
    copy: int
    job: int
    state: str
    life: int
    at_s: float


class PaperHistory:
    """`phase` of the job in hand: intent, printing, printed, cutting, cut; empty without one."""

    def __init__(self) -> None:
        self.life = 0
        self.phase = ""
        self.job = -1
        self.effects: dict[int, Effect] = {}
        self.whole: dict[int, bool] = {}  # jobs that came out whole: whether cut off
        self.planned: dict[
            str, int
        ] = {}  # tickets whose first paper is planned: the life they were issued in
        self.low = False
        self.usable = False
        self.faults: tuple[str, ...] = ()
        self.told: dict[str, int] = {}  # the printer's troubles, and how often each came back meanwhile
        self.proof_s: float | None = None  # when the last cut was proved
        self._leaflet = False  # the printer is busy with a leaflet: no phase of a ticket
        self.hears: dict[str, Callable[[Fact], None]] = {
            "day_began": self._day_began,
            "issued": self._issued,
            "effect": self._effect,
            "leaflet": self._told_leaflet,
            "print_began": lambda _: self._enter("intent"),
            "printer": self._printer,
            "print_ended": self._print_ended,
            "cut_began": lambda _: self._enter("cutting"),
            "cut_ended": self._cut_ended,
            "paper": self._paper,
            "life_ended": self._life_ended,
            "status": self._status,
            "trouble": self._trouble,
        }

    def open_doubts(self) -> int:
        """How many papers are of unknown fate."""
        return sum(effect.state == "uncertain" for effect in self.effects.values())

    def of(self, fact: Fact) -> Effect | None:
        """The effect of a fact, as it was."""
        return self.effects.get(int(fact["effect"] or 0))

    def of_ticket(self, ticket: str) -> list[Effect]:
        """All attempts for a ticket."""
        return [effect for effect in self.effects.values() if effect.ticket == ticket]

    def _enter(self, phase: str) -> None:
        self.phase = "" if self._leaflet else phase

    def _told_leaflet(self, fact: Fact) -> None:
        self._leaflet = fact["state"] == "sent"

    def _day_began(self, _: Fact) -> None:
        doubts = {number: effect for number, effect in self.effects.items() if effect.state == "uncertain"}
        self.effects = doubts
        self.whole.clear()
        self.planned.clear()

    def _issued(self, fact: Fact) -> None:
        self.planned[str(fact["ticket"])] = self.life

    def _effect(self, fact: Fact) -> None:
        ticket, copy, job = str(fact["ticket"]), int(fact["copy"] or 0), int(fact["job"] or 0)
        state = str(fact["state"])
        self.effects[int(fact["effect"] or 0)] = Effect(ticket, copy, job, state, self.life, fact.at_s)
        if copy == 1 and state != "planned":
            self.planned.pop(ticket, None)
        if state == "sent":
            self.job = job
            self._enter("intent")
        elif job == self.job:
            self._enter("")

    def _printer(self, fact: Fact) -> None:
        if fact["what"] == "printing_started" and self.phase == "intent":
            self._enter("printing")

    def _print_ended(self, fact: Fact) -> None:
        self._enter("" if fact["how"] in ("not_ready", "in_doubt") else "printed")

    def _cut_ended(self, fact: Fact) -> None:
        proved = fact["how"] not in ("not_ready", "in_doubt")
        self._enter("cut" if proved else "")
        self.proof_s = fact.at_s if proved and not self._leaflet else self.proof_s

    def _paper(self, fact: Fact) -> None:
        for job in str(fact["jobs"] or "").split(","):
            if job:
                self.whole[int(job)] = bool(fact["cut"])

    def _life_ended(self, _: Fact) -> None:
        self._leaflet = False
        for effect in self.effects.values():
            if effect.state == "sent":  # the next life cannot know
                effect.state = "uncertain"
        self._enter("")
        self.told.clear()
        self.faults = ()

    def _status(self, fact: Fact) -> None:
        faults = tuple(fault for fault in str(fact["faults"] or "").split(",") if fault)
        for fault in faults:
            if fault not in self.faults and fault in self.told:
                self.told[fault] += 1
        self.faults, self.low = faults, fact["paper"] == "low"
        self.usable = fact["device"] == "online"

    def _trouble(self, fact: Fact) -> None:
        if fact["device"] != "printer":
            return
        if fact["change"] == "raised":
            self.told[str(fact["fault"])] = 0
        else:
            self.told.pop(str(fact["fault"]), None)
