"""What named states look back on: the circumstances before the fact that is being told."""

from collections.abc import Callable
from dataclasses import dataclass, field

from kiosk.rehearsal.facts import Fact
from kiosk.rehearsal.judges.scene import Scene
from kiosk.rehearsal.states.desk_history import DeskHistory
from kiosk.rehearsal.states.paper_history import PaperHistory
from kiosk.rehearsal.states.talk_history import TalkHistory
from kiosk.rehearsal.states.visit_history import VisitHistory

OUTAGES = ("crash", "power")


@dataclass(slots=True)
class Lives:
    """The robot's lives: `number` of the last, when it ended, and how."""

    number: int = 0
    starting: bool = False
    after: str = "off"
    ended_s: float | None = None  # of the last crash or power cut of the day
    how: str = ""
    power_s: float | None = None

    def has_ended_since(self, at_s: float) -> bool:
        """Whether it crashed since `at_s`."""
        return self.ended_s is not None and self.ended_s >= at_s


@dataclass(slots=True)
class Wrong:
    """What goes wrong on purpose: faults in the order in which they began; the robot's clock."""

    faults: list[str] = field(default_factory=list)
    clogs: list[str] = field(default_factory=list)  # of wire and disk, in the order in which they began
    clock_s: float = 0.0
    jumped_s: float | None = None
    mode: str = ""


class History:
    """Told of every fact after the states have looked at it."""

    def __init__(self) -> None:
        self.scene = Scene()
        self.lives = Lives()
        self.wrong = Wrong()
        self.desk = DeskHistory()
        self.paper = PaperHistory()
        self.visit = VisitHistory()
        self.talk = TalkHistory()
        own = {
            "day_began": self._day_began,
            "life_began": self._life_began,
            "life_up": self._life_up,
            "life_ended": self._life_ended,
            "fault_began": self._fault_began,
            "fault_over": self._fault_over,
            "clock_jumped": self._clock_jumped,
            "mode": self._mode,
            "printer": self._wire,
            "disk": self._disk,
        }
        parts: list[dict[str, Callable[[Fact], None]]] = [own, self.scene.hears, self.desk.hears]
        parts += [self.paper.hears, self.visit.hears, self.talk.hears]
        kinds = {kind: None for part in parts for kind in part}
        self.hears = {kind: tuple(part[kind] for part in parts if kind in part) for kind in kinds}

    def _day_began(self, _: Fact) -> None:
        self.lives.ended_s = self.lives.power_s = None
        self.wrong.faults.clear()
        self.wrong.clogs.clear()

    def _life_began(self, fact: Fact) -> None:
        self.lives.number, self.lives.after = int(fact["life"] or 0), str(fact["after"])
        self.lives.starting = True
        self.paper.life = self.lives.number

    def _life_up(self, _: Fact) -> None:
        self.lives.starting = False

    def _life_ended(self, fact: Fact) -> None:
        self.lives.starting, self.lives.how = False, str(fact["how"])
        self.wrong.mode = ""
        if fact["how"] in OUTAGES:
            self.lives.ended_s = fact.at_s
        if fact["how"] == "power":
            self.lives.power_s = fact.at_s

    def _fault_began(self, fact: Fact) -> None:
        self.wrong.faults.append(str(fact["fault"]))

    def _fault_over(self, fact: Fact) -> None:
        if fact["fault"] in self.wrong.faults:
            self.wrong.faults.remove(str(fact["fault"]))

    def _clock_jumped(self, fact: Fact) -> None:
        self.wrong.clock_s, self.wrong.jumped_s = float(fact["seconds"] or 0), fact.at_s

    def _mode(self, fact: Fact) -> None:
        self.wrong.mode = str(fact["mode"])

    def _wire(self, fact: Fact) -> None:
        what, name = str(fact["what"]), f"wire_{fact['detail']}"
        if what == "fault_over" and name in self.wrong.clogs:
            self.wrong.clogs.remove(name)
        elif what.startswith("wire_") and what not in self.wrong.clogs:
            self.wrong.clogs.append(what)

    def _disk(self, fact: Fact) -> None:
        if fact["state"] == "well":
            self.wrong.clogs = [name for name in self.wrong.clogs if name != "disk"]
        elif "disk" not in self.wrong.clogs:
            self.wrong.clogs.append("disk")
