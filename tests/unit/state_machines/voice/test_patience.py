"""Nobody is hurried while somebody speaks; silence counts from the end of the question."""

import asyncio

import pytest

from tests.unit.state_machines.voice.conftest import Hall

pytestmark = pytest.mark.looptime

SPOKEN_S = 1.45  # a sentence of a second and the hold-off
PART_S = 10.0  # warn_after_s / 4 (tests/unit/state_machines/conftest.py)


async def test_the_silence_is_counted_from_the_end_of_the_question(hall: Hall) -> None:
    await hall.visit.post("touch")
    await asyncio.sleep(1.45 + PART_S - 0.1)
    assert hall.words == ["services_title"]
    await asyncio.sleep(0.2)
    assert hall.words == ["services_title", "no_input"]


async def test_no_question_is_put_again_while_somebody_speaks(hall: Hall) -> None:
    await hall.visit.post("touch")
    await asyncio.sleep(1.5)
    hall.hearing.tell("began")
    await asyncio.sleep(3 * PART_S)
    assert hall.words == ["services_title"]
    hall.hearing.tell("nothing")
    await asyncio.sleep(PART_S + 0.1)
    assert hall.words == ["services_title", "no_input"]


async def test_the_countdown_runs_whoever_speaks(hall: Hall) -> None:
    await hall.visit.post("touch")
    await asyncio.sleep(4 * (SPOKEN_S + PART_S) - 0.1)
    assert (hall.words[-1], hall.visit.screen.warn_until) == ("no_input", None)
    await asyncio.sleep(0.2)
    assert hall.visit.screen.warn_until is not None
    assert hall.words[-1] == "still there"
    hall.hearing.tell("began")
    await asyncio.sleep(20)
    assert (hall.visit.active, hall.state) == (False, "idle")
