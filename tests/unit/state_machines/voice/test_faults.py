"""Ears and mouth come and go; the visit goes on."""

import asyncio

import pytest

from state_machines.doors import Door
from tests.support.hall_sounds import OFFLINE, ONLINE, FakeLoudspeaker, FakeMicrophone
from tests.unit.state_machines.voice.conftest import Hall

pytestmark = pytest.mark.looptime


async def test_without_a_microphone_it_speaks_and_waits_for_touches(hall: Hall) -> None:
    hall.microphone.become(OFFLINE)
    await hall.visit.post("touch")
    await asyncio.sleep(1.5)
    assert (hall.state, hall.words, hall.voice.state.can_hear) == ("idle", ["services_title"], False)
    await hall.visit.post("choose", choice="birth")
    await asyncio.sleep(0.1)
    assert hall.words[-1] == "priority_title"


async def test_a_microphone_lost_and_found_while_listening(hall: Hall) -> None:
    await hall.visit.post("touch")
    await asyncio.sleep(1.5)
    hall.microphone.become(OFFLINE)
    assert (hall.state, hall.hearing.is_listening) == ("idle", False)
    hall.microphone.become(ONLINE)
    assert (hall.state, hall.hearing.is_listening) == ("listening", True)


async def test_a_recogniser_lost_and_found(hall: Hall) -> None:
    await hall.visit.post("touch")
    await asyncio.sleep(1.5)
    hall.hearing.become()
    assert (hall.state, hall.voice.state.can_hear) == ("idle", False)
    hall.hearing.become("vi")
    assert hall.state == "listening"


async def test_no_model_for_the_language(hall: Hall) -> None:
    hall.hearing.become("vi")
    await hall.visit.post("touch")
    await hall.visit.post("language", language="en")
    await asyncio.sleep(1.5)
    assert (hall.state, hall.voice.state.can_hear) == ("idle", False)
    await hall.visit.post("language", language="vi")
    await asyncio.sleep(1.5)
    assert hall.state == "listening"


async def test_a_loudspeaker_lost_amid_a_sentence(hall: Hall) -> None:
    await hall.visit.post("touch")
    await asyncio.sleep(0.3)
    hall.loudspeaker.become(OFFLINE)
    hall.loudspeaker.stop()
    await asyncio.sleep(0.5)
    assert (hall.state, hall.voice.state.can_speak) == ("listening", False)


async def test_without_a_voice_it_listens_at_once(hall: Hall) -> None:
    hall.speaking.become(available=False)
    await hall.visit.post("touch")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert (hall.state, hall.words) == ("listening", [])


async def test_the_pages_door_counts_while_it_is_open(hall: Hall) -> None:
    microphone, loudspeaker = FakeMicrophone(), FakeLoudspeaker()
    door = Door(microphone, loudspeaker, by_page=True)
    hall.doors.open(door)
    assert hall.voice.state.by_page
    await hall.visit.post("touch")
    await asyncio.sleep(1.5)
    hall.microphone.hear(b"robot")
    microphone.hear(b"page")
    assert hall.hearing.fed == b"page"
    assert (len(loudspeaker.played), hall.loudspeaker.played) == (1, [])
    hall.doors.close(door)
    hall.microphone.hear(b"robot")
    assert (hall.hearing.fed, hall.voice.state.by_page) == (b"pagerobot", False)


async def test_a_muted_visit_is_silent_and_the_next_one_is_not(hall: Hall) -> None:
    await hall.visit.post("touch")
    await hall.visit.post("sound")
    await hall.visit.post("choose", choice="birth")
    await asyncio.sleep(0.1)
    assert (hall.state, hall.loudspeaker.played) == ("listening", [])
    await hall.visit.post("restart")
    await hall.visit.post("touch")
    await asyncio.sleep(1.5)
    assert len(hall.loudspeaker.played) == 1
