"""What named states look back on in talks and at checklists: where the talk stands, the leaflet in hand."""

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.rehearsal.facts import Fact

MISSES = 3  # from here on staff are offered


@dataclass(frozen=True, slots=True)
class Talk:
    """Where a conversation stands."""

    visit: int = 0
    subject: str = ""
    near: int = 0  # procedures to choose from that came near
    silences: int = 0
    action: str = ""


class TalkHistory:
    """The talk and the leaflet before the fact that is being told."""

    def __init__(self) -> None:
        self.talk = Talk()
        self.missed: int | None = None  # the last visit in which staff were offered after misses
        self.jobs: dict[int, None] = {}  # of leaflets
        self.leaflet = ""  # the state of the last leaflet
        self.crashed = False  # the robot's last life ended amid a leaflet
        self.hears: dict[str, Callable[[Fact], None]] = {
            "talk": self._talk,
            "leaflet": self._leaflet,
            "life_ended": self._life_ended,
            "effect": self._effect,
            "day_began": self._day_began,
        }

    @property
    def is_printing(self) -> bool:
        """Whether a leaflet is on its way to paper."""
        return self.leaflet == "sent"

    def _talk(self, fact: Fact) -> None:
        visit = int(fact["visit"] or 0)
        self.talk = Talk(
            visit,
            str(fact["subject"] or ""),
            int(fact["near"] or 0),
            int(fact["silences"] or 0),
            str(fact["action"] or ""),
        )
        if int(fact["misses"] or 0) >= MISSES:
            self.missed = visit

    def _leaflet(self, fact: Fact) -> None:
        self.jobs[int(fact["job"] or 0)] = None
        self.leaflet = str(fact["state"])

    def _life_ended(self, _: Fact) -> None:
        self.crashed = self.is_printing
        self.talk, self.leaflet, self.missed = Talk(), "", None

    def _effect(self, fact: Fact) -> None:
        if fact["state"] == "done":
            self.crashed = False

    def _day_began(self, _: Fact) -> None:
        self.jobs.clear()
        self.crashed = False
