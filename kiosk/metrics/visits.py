"""How visits end, told by the screens they were shown."""

from collections.abc import Callable

from dialogs.flows.vocabulary import SCREENS
from state_machines.screen import Screen

OUTCOMES = ("left", "trouble", "ticket")  # the later one counts when a visit saw several
OF_SCREEN = {
    **dict.fromkeys(SCREENS, "left"),
    "issuing": "left",
    "trouble": "trouble",
    "ticket": "ticket",
}


class Visits:
    """Calls `ended(outcome)` once a visit that got further than the first screen is over."""

    def __init__(self, ended: Callable[[str], None]) -> None:
        self._ended = ended
        self._visit = 0
        self._outcome = -1

    def screen(self, screen: Screen) -> None:
        """The next screen."""
        if screen.visit != self._visit:
            if self._outcome >= 0:
                self._ended(OUTCOMES[self._outcome])
            self._visit, self._outcome = screen.visit, -1
        if outcome := OF_SCREEN.get(screen.name):
            self._outcome = max(self._outcome, OUTCOMES.index(outcome))
