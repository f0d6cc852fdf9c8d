"""How the robot is to speak in a visit, and what is said where no question stands; in virtual time."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest

from dialogs.flows.state import Action
from dialogs.flows.talk import Talk
from dialogs.interfaces import Conversation
from state_machines.machine import NotAllowedNow
from state_machines.visit_runner import VisitOptions, VisitRunner
from tests.support.talking import short_talk

pytestmark = pytest.mark.looptime


class Commanded(Talk):
    """A sentence of one word is the command of that name, where no question stands."""

    def __init__(self, talk: Talk) -> None:
        vars(self).update(vars(talk))

    def command(self, language: str, text: str) -> str:
        return text

    def said(self, now: Conversation, text: str, sure: bool = True) -> Conversation:
        after = super().said(now, text, sure)
        does = (Action(f"speak_{text}"),) if text in ("slower", "louder") else ()
        return replace(after, turn=replace(after.turn, does=does))


@pytest.fixture
async def commanded(desk: object, skills: object) -> VisitRunner:
    runner = VisitRunner(desk, VisitOptions(), lambda: Commanded(short_talk()), skills)
    runner.set_open(True)
    yield runner
    await runner.close()


async def with_number(visit: VisitRunner) -> None:
    await visit.post("touch")
    await visit.post("choose", choice="birth")
    await visit.post("choose", choice="priority_none", request_id="r1")
    assert visit.screen.ticket is not None


@pytest.mark.parametrize(
    ("event", "field", "values"),
    [
        ("slower", "pace", [-1, -2, -2]),
        ("louder", "loudness", [1, 2, 2]),
        ("quieter", "loudness", [-1, -2, -2]),
        ("sound", "sound", [False, True, False]),
        ("keypad", "keypad", [True, True, True]),
    ],
)
async def test_the_voice_of_a_visit(visit: VisitRunner, event: str, field: str, values: list[object]) -> None:
    await visit.post("touch")
    seen = []
    for _ in values:
        await visit.post(event)
        seen.append(getattr(visit.screen, field))
    assert seen == values
    await visit.post("restart")
    assert getattr(visit.screen, field) == (True if field == "sound" else 0)


async def test_louder_ends_the_silence(visit: VisitRunner) -> None:
    await visit.post("touch")
    await visit.post("sound")
    await visit.post("louder")
    assert visit.screen.sound


async def test_repeat_and_read_change_what_is_spoken_and_nothing_else(visit: VisitRunner) -> None:
    await visit.post("touch")
    before = visit.screen
    await visit.post("repeat")
    assert visit.screen == replace(before, aloud=before.aloud + 1, revision=before.revision + 1)
    await visit.post("read")
    assert (visit.screen.whole, visit.screen.aloud) == (True, before.aloud + 2)
    await visit.post("choose", choice="birth")
    assert not visit.screen.whole


async def test_what_a_turn_does_to_the_voice(commanded: VisitRunner) -> None:
    await commanded.post("touch")
    await commanded.post("say", text="slower")
    await commanded.post("say", text="louder")
    assert (commanded.screen.pace, commanded.screen.loudness) == (-1, 1)


@pytest.mark.parametrize(
    ("said", "changed"),
    [
        ("slower", lambda screen: screen.pace == -1),
        ("louder", lambda screen: screen.loudness == 1),
        ("call_staff", lambda screen: screen.staff_called),
        ("repeat", lambda screen: screen.ticket is not None),
        ("stop_moving", lambda screen: screen.ticket is not None),
    ],
)
async def test_in_passing_the_number_stays_on_the_screen(
    commanded: VisitRunner, said: str, changed: Callable[[object], bool]
) -> None:
    await with_number(commanded)
    await commanded.post("say", text=said)
    assert commanded.screen.name == "ticket"
    assert changed(commanded.screen)


@pytest.mark.parametrize("farewell", ["thanks", "no", "cancel", "yes"])
async def test_a_farewell_ends_the_visit(commanded: VisitRunner, farewell: str) -> None:
    await with_number(commanded)
    await commanded.post("say", text=farewell)
    assert commanded.screen.name == "attract"


async def test_another_wish_begins_another_talk(commanded: VisitRunner) -> None:
    await with_number(commanded)
    await commanded.post("say", text="marriage")
    assert (commanded.screen.name, commanded.screen.service) == ("priority", "marriage")


async def test_while_something_is_done_only_what_needs_no_question(
    commanded: VisitRunner, skills: object
) -> None:
    skills.takes_s = 5.0
    await commanded.post("touch")
    await commanded.post("choose", choice="choice_call_staff")
    await asyncio.sleep(0.1)
    await commanded.post("choose", choice="choice_print_checklist")
    with pytest.raises(NotAllowedNow):
        await commanded.post("say", text="birth")
    await commanded.post("say", text="slower")
    assert commanded.screen.pace == -1


async def test_a_sentence_of_unsure_words_does_nothing_in_the_world(visit: VisitRunner, desk: object) -> None:
    await visit.post("touch")
    await visit.post("say", text="birth", sure="no")
    await visit.post("say", text="priority_none", sure="no", request_id="r1")
    assert (visit.screen.name, desk.asked, visit.screen.talk.misses) == ("priority", [], 1)
    await visit.post("say", text="priority_none", sure="yes", request_id="r2")
    assert visit.screen.name == "ticket"


async def test_held_timers_wait_their_whole_time_again(visit: VisitRunner) -> None:
    await visit.post("touch")
    await asyncio.sleep(9)
    visit.hold()
    await asyncio.sleep(100)
    assert visit.screen.talk.silences == 0
    visit.release()
    await asyncio.sleep(9.9)
    assert visit.screen.talk.silences == 0
    await asyncio.sleep(0.2)
    assert visit.screen.talk.silences == 1
