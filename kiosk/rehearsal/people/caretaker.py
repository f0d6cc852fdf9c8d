"""Staff who look after the robot: they come when called, mend the printer, settle papers of unknown fate."""

import asyncio
from collections import Counter

from kiosk.desk.effects import Effect
from kiosk.desk.model import DeskError
from kiosk.desk.store import StoreError
from kiosk.rehearsal.people.interfaces import Act, Dark, T
from kiosk.rehearsal.people.mending import knows_a_mend, mend
from kiosk.rehearsal.people.scene import Scene, drawn_s
from kiosk.web.context import WebContext
from state_machines.machine import NotAllowedNow
from state_machines.trouble import Trouble

COMES_S = (5.0, 60.0)
NOTICES_S = (5.0, 90.0)
LOW_PAPER_WAITS_S = (60.0, 900.0)  # nobody hurries for a roll that still lasts
LOOKS_AGAIN_S = (60.0, 240.0)
LOOKS = "looks_at_doubts"  # told only when it fails
REPRINTS = 0.4  # so often a paper that was not found is printed again by hand
REPRINTS_UNSETTLED = 0.15  # so often staff reprint and leave the doubt for later
LOOKS_FOR_PAPERS = 0.75  # on so many days somebody finds the time
PAPERS_FIRST = 0.5  # so often the paper in the slot is seen before the trouble


class Caretaker:
    """One of the staff, while there are any; `pace` 1.0 is the usual, more is slower."""

    def __init__(self, scene: Scene, name: str, pace: float) -> None:
        self._scene = scene
        self._hall = scene.hall
        self._actor = f"staff-{name}"
        self._name = name
        self._pace = pace
        self._chance = scene.chance("caretaker", name)
        self._looks_for_papers = self._chance.random() < LOOKS_FOR_PAPERS
        self._tries: Counter[tuple[str, str]] = Counter()  # by fault and since when

    async def work(self) -> None:
        """From the first shift to the end of the last: a round whenever there is news."""
        await self._scene.until(min((shift.from_s for shift in self._scene.plan.shifts), default=0))
        while (left_s := self._scene.staff_until_s - self._hall.day_s()) > 0:
            again_s = self._drawn_s(LOOKS_AGAIN_S) if await self._round() else left_s
            await self._scene.senses.news.heard(min(left_s, again_s))

    async def _round(self) -> bool:
        """See to everything there is; True when something is left to do."""
        left, at_printer = False, [self._see_to_printer, self._see_to_doubts]
        if self._chance.random() < PAPERS_FIRST:
            at_printer.reverse()
        for see_to in (self._see_to_call, *at_printer):
            robot = self._hall.robot
            if robot is not None:
                left = await see_to(robot) or left
        return left

    async def _see_to_call(self, robot: WebContext) -> bool:
        if robot.visit.screen.staff_called:
            await self._pause(COMES_S)
            await self._ask("staff_done", lambda robot: robot.visit.post("staff_done"))
        return False

    async def _see_to_printer(self, robot: WebContext) -> bool:
        """Mend what staff know how to mend; True while there is such a thing."""
        known = [trouble for trouble in _printer_troubles(robot) if self._mends(trouble)]
        if not known:
            return False
        trouble = known[0]
        await self._pause(LOW_PAPER_WAITS_S if trouble.fault.code == "paper_low" else NOTICES_S)
        if self._scene.floor.at_printer.locked() or not self._still(trouble):
            return True
        async with self._scene.floor.at_printer:
            tries = self._tries[_key(trouble)]
            self._tries[_key(trouble)] += 1
            await mend(self._hall, trouble.fault.code, tries, self._chance)
            self._tell(f"mends_{trouble.fault.code}", "ok")
        return True

    async def _see_to_doubts(self, _: WebContext) -> bool:
        """Go and look which papers came out. True while there is a doubt."""
        if not self._looks_for_papers:
            return False
        doubts = await self._ask(LOOKS, lambda robot: robot.journal.uncertain_effects())
        for effect in doubts or ():
            await self._pause(NOTICES_S)
            if (robot := self._hall.robot) is None:
                break
            if self._hall.paper_came_out(effect.job_number) or _is_well(robot):
                await self._settle(effect)
        return doubts is None or bool(doubts)

    async def _settle(self, effect: Effect) -> None:
        if self._chance.random() < REPRINTS_UNSETTLED:
            await self._ask("reprint", lambda robot: robot.journal.reprint(effect.ticket_id, self._actor))
            return
        moved = self._hall.paper_came_out(effect.job_number)
        await self._ask(
            "found" if moved else "not_found",
            lambda robot: robot.journal.close(effect.effect_id, moved, self._actor),
        )
        if not moved and self._chance.random() < REPRINTS:
            await self._ask("reprint", lambda robot: robot.journal.reprint(effect.ticket_id, self._actor))

    def _mends(self, trouble: Trouble) -> bool:
        return knows_a_mend(trouble.fault.code, self._tries[_key(trouble)])

    def _still(self, trouble: Trouble) -> bool:
        robot = self._hall.robot
        return robot is not None and trouble in robot.troubles.current()

    async def _ask(self, act: str, what: Act[T]) -> T | None:
        """What the robot answers, told; None when it does not, or refuses."""
        answer, how = None, "ok"
        try:
            answer = await self._hall.ask(what)
        except Dark:
            how = "dark"
        except (StoreError, DeskError) as error:
            how = error.code
        except NotAllowedNow:
            how = "not_allowed"
        if how != "ok" or act != LOOKS:
            self._tell(act, how)
        return answer

    async def _pause(self, usual_s: tuple[float, float]) -> None:
        await asyncio.sleep(self._drawn_s(usual_s))

    def _drawn_s(self, usual_s: tuple[float, float]) -> float:
        return round(drawn_s(self._chance, *usual_s) * self._pace, 3)

    def _tell(self, act: str, how: str) -> None:
        self._hall.witness.tell("staff", counter=self._name, act=act, how=how, ticket=None, number=None)


def _printer_troubles(robot: WebContext) -> list[Trouble]:
    return [trouble for trouble in robot.troubles.current() if trouble.device == "printer"]


def _is_well(robot: WebContext) -> bool:
    """A paper that has not come out by now will not."""
    return all(trouble.fault.code == "paper_low" for trouble in _printer_troubles(robot))


def _key(trouble: Trouble) -> tuple[str, str]:
    return trouble.fault.code, trouble.since.isoformat()
