"""What named states look back on at the screen: what it showed, who touched it, who could not be answered."""

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.rehearsal.facts import Fact

QUIET = ("", "closed", "attract")
NOT_ANSWERED = ("ok", "not_allowed", "same", "closed")


@dataclass(frozen=True, slots=True)
class Shown:
    """One picture of the screen."""

    name: str = ""
    visit: int = 0
    ticket: str = ""
    trouble: str = ""
    overlays: tuple[str, ...] = ()

    @property
    def is_quiet(self) -> bool:
        """Nobody's visit."""
        return self.name in QUIET


@dataclass(frozen=True, slots=True)
class Touch:
    """What somebody did last at the screen."""

    act: str
    how: str
    at_s: float


class VisitHistory:
    """The screen before the fact that is being told."""

    def __init__(self) -> None:
        self.shown = Shown()
        self.since_s = 0.0  # since when this screen's name is shown
        self.warned_s: float | None = None
        self.in_trouble: int | None = None  # the last visit that was shown a trouble
        self.english: dict[str, None] = {}  # tickets shown in English
        self.touches: dict[str, Touch] = {}
        self.unanswered: dict[str, str] = {}  # who asked and got no number yet: why
        self.toucher = ""  # who touched last, in the visit there is
        self.hears: dict[str, Callable[[Fact], None]] = {
            "screen": self._screen,
            "did": self._did,
            "life_ended": self._dark,
            "day_began": self._dark,
        }

    def _screen(self, fact: Fact) -> None:
        overlays = tuple(str(fact["overlays"] or "").split(","))
        shown = Shown(
            str(fact["name"]),
            int(fact["visit"] or 0),
            str(fact["ticket"] or ""),
            str(fact["trouble"] or ""),
            overlays,
        )
        if shown.name != self.shown.name:
            self.since_s = fact.at_s
        if shown.visit != self.shown.visit:
            self.toucher = ""
        if "warning" in overlays and "warning" not in self.shown.overlays:
            self.warned_s = fact.at_s
        if shown.name == "trouble":
            self.in_trouble = shown.visit
        if shown.ticket and "en" in overlays:
            self.english[shown.ticket] = None
        self.shown = shown

    def _did(self, fact: Fact) -> None:
        citizen, act, how = str(fact["citizen"]), str(fact["act"]), str(fact["how"])
        self.touches[citizen] = Touch(act, how, fact.at_s)
        if act == "asks" and how not in NOT_ANSWERED:
            self.unanswered[citizen] = how
        if not self.shown.is_quiet and how == "ok":
            self.toucher = citizen

    def _dark(self, fact: Fact) -> None:
        self.shown, self.warned_s, self.toucher, self.in_trouble = Shown(), None, "", None
        if fact.kind == "day_began":
            self.english.clear()
            self.touches.clear()
            self.unanswered.clear()
