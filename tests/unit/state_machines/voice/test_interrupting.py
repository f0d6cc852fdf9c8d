"""The robot is interrupted by touch always, by voice where the echo is cancelled; it never answers itself."""

import asyncio

import pytest

from state_machines.echo import is_echo
from tests.unit.state_machines.voice.conftest import Hall

pytestmark = pytest.mark.looptime


async def test_any_touch_silences_the_robot(hall: Hall) -> None:
    await hall.visit.post("touch")
    await asyncio.sleep(0.3)
    await hall.visit.post("contrast")
    assert (hall.state, hall.loudspeaker.now_playing) == ("listening", False)
    await asyncio.sleep(0.1)
    assert hall.loudspeaker.played == [(0.3, 0.5)]


async def test_a_new_question_silences_the_old_one(hall: Hall) -> None:
    await hall.visit.post("touch")
    await asyncio.sleep(0.3)
    await hall.visit.post("choose", choice="birth")
    await asyncio.sleep(0.5)
    assert (hall.state, hall.words) == ("responding", ["services_title", "priority_title"])
    assert hall.loudspeaker.played[0][0] == 0.3


async def test_by_voice_where_the_echo_is_cancelled(hall_with_cancelled_echo: Hall) -> None:
    hall = hall_with_cancelled_echo
    await hall.visit.post("touch")
    await asyncio.sleep(0.3)
    assert (hall.state, hall.hearing.is_listening) == ("responding", True)
    hall.hearing.tell("began")
    assert hall.state == "listening"
    hall.hearing.tell("final", "birth")
    await asyncio.sleep(0.1)
    assert hall.visit.screen.name == "priority"
    assert hall.loudspeaker.played[0][0] == 0.3


async def test_the_robot_does_not_answer_itself(hall: Hall) -> None:
    await hall.visit.post("touch")
    await asyncio.sleep(1.5)
    hall.voice._ear.prompt = "Ông/Bà cần làm việc gì"
    hall.hearing.say("bà cần làm việc gì")
    assert (hall.state, hall.visit.screen.talk.misses) == ("listening", 0)


@pytest.mark.parametrize(
    ("heard", "after_s", "echo"),
    [
        ("ông bà cần làm việc gì", 0.2, True),
        ("bà cần làm gì", 0.0, True),
        ("ông bà cần làm việc gì", 1.6, False),  # somebody repeats the question to a neighbour
        ("có", 0.1, False),  # short answers stand in the question
        ("tôi cần làm khai sinh cho con", 0.2, False),
    ],
)
def test_echoes(heard: str, after_s: float, echo: bool) -> None:
    assert is_echo(heard, "Ông/Bà cần làm việc gì?", after_s) is echo
