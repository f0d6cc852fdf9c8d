"""Whose turn it is, in virtual time: the robot speaks, then listens, and what it hears goes to the visit."""

import asyncio

import pytest

from tests.unit.state_machines.voice.conftest import Hall

pytestmark = pytest.mark.looptime

SPOKEN_S = 1.5  # a sentence of a second and the hold-off


async def begun(hall: Hall) -> None:
    """A visit whose first question was spoken."""
    await hall.visit.post("touch")
    await asyncio.sleep(SPOKEN_S)


async def test_nobody_is_spoken_to_or_heard_before_a_visit(hall: Hall) -> None:
    hall.microphone.hear(b"12")
    await asyncio.sleep(60)
    assert (hall.state, hall.words, hall.hearing.fed) == ("idle", [], b"")


async def test_the_question_is_spoken_then_the_microphone_opens(hall: Hall) -> None:
    await hall.visit.post("touch")
    await asyncio.sleep(0.5)
    assert (hall.state, hall.words, hall.hearing.is_listening) == ("responding", ["services_title"], False)
    await asyncio.sleep(0.9)
    assert hall.state == "responding"  # the hold-off: the hall still rings
    await asyncio.sleep(0.1)
    assert (hall.state, hall.hearing.is_listening) == ("listening", True)
    assert hall.hearing.listened == [(1, "vi", 0.7, ("có", "không"))]


async def test_half_duplex_the_microphone_is_deaf_to_the_robot(hall: Hall) -> None:
    await hall.visit.post("touch")
    await asyncio.sleep(0.5)
    hall.microphone.hear(b"the robot itself")
    await asyncio.sleep(1)
    hall.microphone.hear(b"me")
    assert hall.hearing.fed == b"me"


async def test_a_sentence_is_the_same_turn_as_a_touch(hall: Hall) -> None:
    await begun(hall)
    hall.hearing.say("birth")
    assert hall.state == "processing"
    await asyncio.sleep(0.1)
    assert hall.visit.screen.name == "priority"
    assert (hall.state, hall.words[-1]) == ("responding", "priority_title")


async def test_a_number_by_voice(hall: Hall) -> None:
    await begun(hall)
    hall.hearing.say("birth")
    await asyncio.sleep(SPOKEN_S)
    hall.hearing.say("priority_none")
    await asyncio.sleep(SPOKEN_S)
    assert hall.visit.screen.ticket is not None
    assert hall.words == ["services_title", "priority_title", "ticket"]


async def test_news_of_an_old_utterance_mean_nothing(hall: Hall) -> None:
    await begun(hall)
    hall.hearing.tell_of(0, "final", "birth")
    assert (hall.state, hall.visit.screen.name) == ("listening", "services")


async def test_noise_is_no_answer(hall: Hall) -> None:
    await begun(hall)
    hall.hearing.tell("began")
    hall.hearing.tell("nothing")
    assert (hall.state, hall.visit.screen.talk.misses) == ("listening", 0)
    assert [utterance for utterance, *_ in hall.hearing.listened] == [1, 2]


async def test_strange_words_are_not_understood(hall: Hall) -> None:
    await begun(hall)
    hall.hearing.tell("nothing", is_sure=False)
    await asyncio.sleep(0.1)
    assert (hall.visit.screen.talk.misses, hall.visit.screen.talk.heard) == (1, "…")
    assert hall.words[-1] == "no_match"


async def test_what_is_heard_so_far_is_shown(hall: Hall) -> None:
    await begun(hall)
    hall.hearing.tell("began")
    hall.hearing.tell("partial", "khai")
    assert hall.voice.state.partial == "khai"
    hall.hearing.tell("final", "khai sinh")
    assert (hall.voice.state.state, hall.voice.state.partial) == ("processing", "khai sinh")
    await asyncio.sleep(2)
    assert hall.voice.state.partial == ""


async def test_the_end_of_the_visit_ends_both(hall: Hall) -> None:
    await begun(hall)
    await hall.visit.post("choose", choice="birth")
    await asyncio.sleep(0.3)
    await hall.visit.post("restart")
    assert (hall.state, hall.hearing.is_listening) == ("idle", False)
    await asyncio.sleep(5)
    assert hall.loudspeaker.played[-1][0] == 0.3


async def test_the_button_ends_the_robots_turn_and_begins_the_citizens(hall: Hall) -> None:
    await hall.visit.post("touch")
    await asyncio.sleep(0.2)
    hall.voice.listen_now()
    assert hall.state == "listening"
    hall.voice.listen_now()
    assert (hall.state, hall.hearing.is_listening) == ("idle", False)
    hall.voice.listen_now()
    hall.voice.finish()
    assert hall.hearing.finished == 1


async def test_what_cannot_be_spoken_is_left_out(hall: Hall) -> None:
    hall.speaking.unspeakable.add("services_title")
    await hall.visit.post("touch")
    await asyncio.sleep(0.5)
    assert (hall.state, hall.loudspeaker.played) == ("listening", [])


async def test_texts_that_cannot_be_had_do_not_stop_the_turns(
    hall: Hall, caplog: pytest.LogCaptureFixture
) -> None:
    hall.aloud.broken = True
    await begun(hall)
    assert hall.state == "listening"
    assert "the desk is away" in caplog.text


async def test_an_answer_on_its_way_is_heard_after_a_second(hall: Hall, desk: object) -> None:
    await begun(hall)
    hall.hearing.say("birth")
    await asyncio.sleep(SPOKEN_S)
    desk.takes_s = 3.0
    before = hall.loudspeaker.tones
    hall.hearing.say("priority_none")
    await asyncio.sleep(0.9)
    assert hall.loudspeaker.tones == before
    await asyncio.sleep(0.2)
    assert hall.loudspeaker.tones == before + 1
