"""The voice of a robot that moves: it says so, and hears “stop” though nobody is at the screen."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from state_machines.screen import Screen
from state_machines.travel_interfaces import TravelWords
from state_machines.visit_runner import VisitRunner
from state_machines.voice_interfaces import Line
from tests.support.hall_sounds import FakeAloud
from tests.unit.state_machines.voice.conftest import Hall

pytestmark = pytest.mark.looptime

STARTS = TravelWords("travel_starts", "counter_1", 1)


class TravelAloud(FakeAloud):
    """Says what is told on the way."""

    async def lines(self, screen: Screen) -> list[Line]:
        return [Line(screen.travel.key)] if screen.travel else await super().lines(screen)


@pytest.fixture
async def hall(visit: VisitRunner) -> AsyncIterator[Hall]:
    made = Hall(visit, aloud=TravelAloud())
    yield made
    await made.voice.close()


async def test_what_is_told_on_the_way_is_said_and_its_end_is_not(hall: Hall) -> None:
    hall.visit.travel_told(STARTS)
    await asyncio.sleep(3)
    said = len(hall.words)
    assert said == 1 and hall.state == "idle" and hall.loudspeaker.tones == 0
    hall.visit.travel_told(TravelWords("travel_starts", "counter_1", 2))
    await asyncio.sleep(3)
    assert len(hall.words) == said + 1
    hall.visit.travel_told(None)
    await asyncio.sleep(3)
    assert len(hall.words) == said + 1


async def test_while_it_moves_it_listens_for_stop(hall: Hall) -> None:
    hall.voice.robot_moves(True)
    hall.voice.robot_moves(True)
    assert (hall.state, hall.hearing.is_listening) == ("listening", True)
    hall.visit.travel_told(STARTS)
    await asyncio.sleep(3)
    assert hall.state == "listening" and hall.loudspeaker.tones == 0
    hall.voice.robot_moves(False)
    assert (hall.state, hall.hearing.is_listening) == ("idle", False)


async def test_what_else_is_heard_on_the_way_begins_no_visit(hall: Hall) -> None:
    hall.voice.robot_moves(True)
    hall.hearing.say("xin chào")
    await asyncio.sleep(1)
    assert not hall.visit.active and hall.state == "listening"


async def test_a_visit_goes_on_when_it_has_arrived(hall: Hall) -> None:
    await hall.visit.post("touch")
    await asyncio.sleep(2)
    hall.voice.robot_moves(True)
    hall.voice.robot_moves(False)
    assert hall.state == "listening" and hall.hearing.is_listening
