"""The visit of a robot that moves: “stop” is heard on every screen, and what it says on the way is shown."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from dialogs.interfaces import Action, Conversation
from state_machines.machine import NotAllowedNow
from state_machines.travel_interfaces import TravelWords
from state_machines.visit_runner import VisitOptions, VisitRunner
from tests.support.talking import short_talk
from tests.unit.state_machines.test_visit_sounding import Commanded

pytestmark = pytest.mark.looptime


class Stopping(Commanded):
    """Stops where a question stands, too."""

    def said(self, now: Conversation, text: str, sure: bool = True) -> Conversation:
        after = super().said(now, text, sure)
        does = (Action(text),) if text == "stop_moving" else ()
        return replace(after, turn=replace(after.turn, does=does))


STARTS = TravelWords("travel_starts", "counter_1", 1)
WAYS = {  # to each screen, the choices that lead there
    "attract": [],
    "talking": ["touch"],
    "ticket": ["touch", "birth", "priority_none"],
}


class Hall:
    """A visit, and how often it was told to stop."""

    def __init__(self, visit: VisitRunner) -> None:
        self.visit = visit
        self.stops = 0
        visit.on_stop_moving(self._stop)

    def _stop(self) -> None:
        self.stops += 1

    async def come_to(self, screen: str) -> None:
        for step in WAYS[screen]:
            if step == "touch":
                await self.visit.post("touch")
            else:
                await self.visit.post("choose", choice=step, request_id=step)


@pytest.fixture
async def hall(desk: object, skills: object) -> AsyncIterator[Hall]:
    visit = VisitRunner(desk, VisitOptions(), lambda: Stopping(short_talk()), skills)  # type: ignore[arg-type]
    visit.set_open(True)
    yield Hall(visit)
    await visit.close()


@pytest.mark.parametrize("screen", WAYS)
async def test_stop_by_voice_and_by_touch_on_every_screen(hall: Hall, screen: str) -> None:
    await hall.come_to(screen)
    before = hall.visit.screen.name
    await hall.visit.post("stop_moving")
    assert hall.stops == 1
    await hall.visit.post("say", text="stop_moving")
    assert (hall.stops, hall.visit.screen.name) == (2, before)


async def test_other_words_in_an_empty_hall_begin_nothing(hall: Hall) -> None:
    with pytest.raises(NotAllowedNow):
        await hall.visit.post("say", text="thanks")
    assert hall.stops == 0 and not hall.visit.active


async def test_stop_when_closed(hall: Hall) -> None:
    hall.visit.set_open(False)
    await hall.visit.post("say", text="stop_moving")
    assert hall.stops == 1


async def test_what_is_told_on_the_way_stays_until_it_is_over(hall: Hall) -> None:
    hall.visit.travel_told(STARTS)
    visit = hall.visit.screen.visit
    await asyncio.sleep(600)
    assert hall.visit.screen.travel == STARTS and hall.visit.screen.visit == visit
    await hall.visit.post("touch")
    await hall.visit.post("restart")
    assert hall.visit.screen.travel == STARTS
    hall.visit.travel_told(None)
    assert hall.visit.screen.travel is None
