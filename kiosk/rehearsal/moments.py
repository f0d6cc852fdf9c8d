"""Moments that matter: a fault armed for one strikes a few turns of the loop after it."""

import asyncio
from collections.abc import Callable

from kiosk.rehearsal.facts import Fact
from kiosk.rehearsal.plan import FaultPlan
from kiosk.rehearsal.stage.hall import Hall

Act = Callable[[Hall, FaultPlan], None]

MOMENTS: dict[str, Callable[[Fact], bool]] = {
    "any_time": lambda fact: True,
    "at_last_question": lambda fact: fact.kind == "screen" and fact["name"] == "priority",
    "at_issue": lambda fact: fact.kind == "screen" and fact["name"] == "issuing",
    "at_kept": lambda fact: fact.kind == "kept",
    "at_number": lambda fact: fact.kind == "issued",
    "at_intent": lambda fact: fact.kind == "effect" and fact["state"] == "sent",
    "at_first_byte": lambda fact: fact.kind == "print_began",
    "amid_picture": lambda fact: fact.kind == "printer" and fact["what"] == "printing_started",
    "at_picture": lambda fact: fact.kind == "print_ended",
    "at_cut": lambda fact: fact.kind == "cut_began",
    "at_paper": lambda fact: fact.kind == "printer" and fact["what"] == "ticket_cut",
    "after_cut": lambda fact: fact.kind == "cut_ended",
    "at_checklist": lambda fact: fact.kind == "talk" and "checklist_title" in str(fact["says"]),
    "at_leaflet": lambda fact: fact.kind == "leaflet" and fact["state"] == "sent",
    "amid_leaflet": lambda fact: fact.kind == "leaflet" and fact["state"] == "sent",  # and a while later
    "at_doubt": lambda fact: fact.kind == "effect" and fact["state"] == "uncertain",
    "at_call": lambda fact: fact.kind in ("called", "transferred", "undone", "back"),
    "at_regret": lambda fact: fact.kind == "staff" and fact["act"] == "regrets",
    "at_mode": lambda fact: fact.kind == "mode" and fact["mode"] in ("open", "closed"),
    "at_end": lambda fact: fact.kind == "life_ended" and fact["how"] != "stop",
    "at_start": lambda fact: fact.kind == "life_began" and fact["after"] != "off",
}


class Armed:
    """Waits for a moment, once; `turns` turns of the loop later it does `act`, unless it was disarmed."""

    def __init__(self, hall: Hall, moment: str, turns: int, act: Callable[[], None]) -> None:
        self._hall = hall
        self._is_it = MOMENTS[moment]
        self._turns = turns
        self._act = act
        hall.witness.on_fact(self._heard)

    def disarm(self) -> None:
        """It did not come."""
        self._hall.witness.forget(self._heard)

    def _heard(self, fact: Fact) -> None:
        if self._is_it(fact):
            self.disarm()
            asyncio.get_running_loop().call_soon(self._count_down)

    def _count_down(self) -> None:
        if self._turns == 0:
            self._act()
            return
        self._turns -= 1
        asyncio.get_running_loop().call_soon(self._count_down)
