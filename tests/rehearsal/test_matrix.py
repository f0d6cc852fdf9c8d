"""Each device lost at each step of each visit: the citizen gets what can be had, or is told; staff once."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import pytest

from kiosk.rehearsal.stage.disk import DiskState
from kiosk.rehearsal.stage.hall import Hall
from kiosk.rehearsal.stage.life import Dark
from state_machines.machine import NotAllowedNow
from tests.support.virtual_office import Office, an_office, in_virtual_time

ANSWER_S = 5.0
MARGIN_S = 0.5  # the visit's own limit is 5 s
TOLD_S = 20.0  # a printer may be slow to prove a job before it counts as lost
MENDED_S = 90.0  # the longest back-off of a link, a recovery and a reprint
LOST_S = 8.0


@dataclass(frozen=True)
class Loss:
    """How a device is lost and comes back, and who is in trouble then."""

    begin: Callable[[Hall], None]
    end: Callable[[Hall], None]
    device: str = "printer"


def hands(act: str, **parameters: float) -> Callable[[Hall], None]:
    return lambda hall: hall.hands(act, **parameters)


def disk(state: DiskState) -> Callable[[Hall], None]:
    return lambda hall: hall.disk.set(state)


LOSSES = {
    "cable out": Loss(hands("pull_cable"), hands("plug_cable")),
    "no answer": Loss(hands("silent"), hands("ok")),
    "garbage": Loss(hands("garble", severity=1), hands("ok")),
    "takes nothing": Loss(hands("back_pressure"), hands("ok")),
    "switched off": Loss(hands("power_off"), hands("power_on")),
    "cover open": Loss(hands("open_cover"), hands("close_cover")),
    "no paper": Loss(hands("remove_roll"), hands("insert_roll")),
    "head hot": Loss(hands("overheat"), hands("cool_down")),
    "disk full": Loss(disk(DiskState.FULL), disk(DiskState.WELL), "desk"),
    "disk broken": Loss(disk(DiskState.BROKEN), disk(DiskState.WELL), "desk"),
}
STEPS = ("welcome", "services", "priority", "issuing", "number", "intent", "picture", "cut", "done")
VISITS = {
    "ordinary": {"reason": "priority_none"},
    "priority": {"reason": "elderly"},
    "in English": {"reason": "priority_none", "language": "en"},
    "tapped twice": {"reason": "priority_none", "twice": "yes"},
}


class Visitor:
    """Goes through a visit; `at` is told before each step."""

    def __init__(self, office: Office, manner: dict[str, str], at: Callable[[str], None]) -> None:
        self._office = office
        self._manner = manner
        self._at = at
        self.answered_s = 0.0

    async def visit(self, request: str) -> str:
        """The name of the screen that ended it."""
        self._at("welcome")
        await self._tap("touch")
        if language := self._manner.get("language"):
            await self._tap("language", language=language)
        self._at("services")
        await asyncio.sleep(2)
        await self._tap("choose", choice="civil_status")
        self._at("priority")
        await asyncio.sleep(2)
        begun = asyncio.get_running_loop().time()
        last = {"choice": self._manner["reason"], "request_id": request}
        taps = [self._tap("choose", **last) for _ in range(2 if "twice" in self._manner else 1)]
        waiting = asyncio.ensure_future(asyncio.gather(*taps))
        await asyncio.sleep(0)
        self._at("issuing")
        await waiting
        self.answered_s = asyncio.get_running_loop().time() - begun
        name = self.screen_name
        self._at("number")
        return name

    @property
    def screen_name(self) -> str:
        robot = self._office.hall.robot
        return robot.visit.screen.name if robot else "dark"

    async def _tap(self, event: str, **form: str) -> None:
        await self._office.hall.ask(lambda robot: robot.visit.post(event, **form))


LATER = {  # the facts at which the later steps begin
    "intent": lambda fact: fact.kind == "effect" and fact["state"] == "sent",
    "picture": lambda fact: fact.kind == "printer" and fact["what"] == "printing_started",
    "cut": lambda fact: fact.kind == "cut_began",
    "done": lambda fact: fact.kind == "effect" and fact["state"] == "done",
}


async def play(loss: Loss, step: str, manner: dict[str, str]) -> None:
    async with an_office() as office:
        hall, lost = office.hall, asyncio.Event()

        def lose(_: object = None) -> None:
            if not lost.is_set():
                lost.set()
                loss.begin(hall)

        if step in LATER:
            hall.witness.on_fact(lambda fact: lose() if LATER[step](fact) else None)
        visitor = Visitor(office, manner, lambda at: lose() if at == step else None)
        shown = await visitor.visit("first")
        assert visitor.answered_s <= ANSWER_S + MARGIN_S
        _citizen_has_it_or_knows(office, shown)
        await asyncio.wait_for(lost.wait(), 30)
        needs_another = loss.device == "desk" and step == "done"
        if needs_another:
            shown = await _next_visitor(office, visitor)
        await office.until(lambda: office.of("trouble", change="raised", device=loss.device), TOLD_S)
        await asyncio.sleep(LOST_S)
        loss.end(hall)
        if shown == "trouble":
            await _again(office, visitor)
        await office.until(lambda: _is_well(office), MENDED_S, 0.5)
        _everything_is_there(office, visitors=2 if needs_another else 1)
        _staff_were_told_once(office, loss.device)


async def _next_visitor(office: Office, visitor: Visitor) -> str:
    """Nobody notices a full disk before something is written."""
    await office.until(lambda: office.of("effect", state="done"), 10)
    robot = office.hall.robot
    assert robot is not None
    await robot.visit.post("done")
    return await visitor.visit("next")


def _citizen_has_it_or_knows(office: Office, shown: str) -> None:
    robot = office.hall.robot
    assert robot is not None and shown in ("ticket", "trouble")
    screen = robot.visit.screen
    assert (screen.ticket is not None) if shown == "ticket" else (screen.trouble == "failed")


async def _again(office: Office, visitor: Visitor) -> None:
    """The screen says what to do: try again, with the same wish."""
    robot = office.hall.robot
    assert robot is not None
    await office.until(lambda: not robot.troubles.current(), 15)
    if visitor.screen_name == "trouble":
        await robot.visit.post("back")
    assert await visitor.visit("second") == "ticket"


def _is_well(office: Office) -> bool:
    states = [state for (state,) in office.rows("SELECT state FROM effect ORDER BY effect_id")]
    robot = office.hall.robot
    return bool(states) and states[-1] == "done" and robot is not None and not robot.troubles.current()


def _everything_is_there(office: Office, visitors: int) -> None:
    """A number each, as shown; the last paper is whole and cut; what came before it is a doubt of its own."""
    shown = {fact["number"] for fact in office.of("screen", name="ticket")}
    assert shown == {number for (number,) in office.rows("SELECT number FROM ticket")}
    assert len(shown) == visitors
    jobs = office.rows("SELECT copy, job_number, state FROM effect ORDER BY effect_id")
    whole = [fact["jobs"] for fact in office.of("paper", cut=True)]
    assert str(jobs[-1][1]) in whole
    assert all(state == "uncertain" for _, _, state in jobs[:-visitors])


def _staff_were_told_once(office: Office, device: str) -> None:
    told = [(fact["device"], fact["fault"]) for fact in office.of("trouble", change="raised")]
    assert len(told) == len(set(told)), told
    assert {name for name, _ in told} == {device}
    assert len(office.of("trouble", change="cleared")) == len(told)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("loss", LOSSES)
def test_a_device_lost_at_a_step_costs_nobody_a_number(loss: str, step: str) -> None:
    for manner in VISITS.values():
        in_virtual_time(lambda manner=manner: play(LOSSES[loss], step, manner))


async def crash(step: str, manner: dict[str, str]) -> None:
    async with an_office() as office:
        hall = office.hall

        def die() -> None:
            if not office.of("life_ended"):
                hall.lives.crash("crash")

        if step in LATER:
            hall.witness.on_fact(lambda fact: die() if LATER[step](fact) else None)
        visitor = Visitor(office, manner, lambda at: die() if at == step else None)
        with suppress(Dark, NotAllowedNow):
            await visitor.visit("first")
        await office.until(lambda: office.of("life_ended"), 30)
        await office.until(lambda: visitor.screen_name == "attract", ANSWER_S)
        first = [number for (number,) in office.rows("SELECT number FROM ticket")]
        assert await visitor.visit("second") == "ticket"
        await office.until(lambda: _is_well(office), MENDED_S, 0.5)
        numbers = [number for (number,) in office.rows("SELECT number FROM ticket ORDER BY arrival")]
        assert numbers[: len(first)] == first and len(set(numbers)) == len(first) + 1
        shown = {fact["number"] for fact in office.of("screen", name="ticket")}
        assert shown <= set(numbers)


@pytest.mark.parametrize("step", STEPS)
def test_a_crash_at_a_step_costs_nobody_a_number(step: str) -> None:
    for manner in VISITS.values():
        in_virtual_time(lambda manner=manner: crash(step, manner))
