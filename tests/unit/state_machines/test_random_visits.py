"""Whatever people do, and whenever the desk fails: every visit ends, and no request id gets two numbers."""

import asyncio
import random
from collections import Counter
from contextlib import closing, suppress

import looptime
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from state_machines.interfaces import IssuedTicket, Refused
from state_machines.screen import Screen
from state_machines.visit import PAGE_EVENTS
from state_machines.visit_runner import NotAllowedNow, VisitOptions, VisitRunner
from tests.support.talking import short_talk
from tests.unit.state_machines.conftest import FakeSkills

EVENTS = sorted(PAGE_EVENTS)
OPTIONS = VisitOptions()
LONGEST_S = OPTIONS.warn_after_s + OPTIONS.clear_after_s + OPTIONS.issue_limit_s + OPTIONS.act_limit_s + 1


class MoodyDesk:
    """Issues, refuses, fails before or after its commit, or is slow, as the seed says."""

    def __init__(self, chance: random.Random) -> None:
        self.numbers: dict[str, str] = {}
        self.answers: Counter[str] = Counter()
        self._chance = chance

    async def issue(self, service: str, request_id: str, priority: str | None, language: str) -> IssuedTicket:
        mood = self._chance.random()
        await asyncio.sleep(0 if mood < 0.7 else self._chance.random() * 8)
        if mood > 0.95:
            raise Refused("closed")
        if mood > 0.9:
            raise ValueError("before the commit")
        self.numbers.setdefault(request_id, f"A{len(self.numbers):03}")
        if mood > 0.85:
            raise ValueError("after the commit")
        self.answers[request_id] += 1
        return IssuedTicket(
            self.numbers[request_id], self.numbers[request_id], service, 0, None, ("1",), "planned"
        )


def offered(screen: Screen) -> tuple[str, ...]:
    return () if screen.talk is None else tuple(choice.value for choice in screen.talk.turn.choices)


def form_for(chance: random.Random, screen: Screen) -> dict[str, str]:
    """A form as the page makes it, now and then an old one."""
    age = chance.choice((0, 0, 0, 1, 3))
    return {
        "visit": str(screen.visit - chance.choice((0, 0, 0, 0, 1))),
        "revision": str(screen.revision - age),
        "request_id": f"{screen.visit}:{screen.revision - age}",
        "choice": chance.choice(("birth", "marriage", "elderly", "priority_none", *offered(screen))),
        "text": chance.choice(("", "birth", "số một", "☃" * 300)),
        "procedure": "1",
        "language": chance.choice(("vi", "en", "fr")),
        "text_size": chance.choice(("normal", "large", "larger", "huge")),
    }


async def walk(visit: VisitRunner, chance: random.Random, events: list[str]) -> None:
    """Post `events`, with pauses, some of them twice at once and some by browsers that go away."""
    for event in events:
        form = form_for(chance, visit.screen)
        posts = [asyncio.create_task(visit.post(event, **form)) for _ in range(chance.choice((1, 1, 1, 2)))]
        await asyncio.sleep(chance.choice((0, 0, 0.01, 1, 30, 50)))
        if chance.random() < 0.1:
            posts[0].cancel()
        with suppress(NotAllowedNow, asyncio.CancelledError):
            await asyncio.wait_for(asyncio.gather(*posts), 60)
        if chance.random() < 0.05:
            visit.set_open(chance.random() < 0.5)
        for post in posts:
            with suppress(NotAllowedNow, asyncio.CancelledError):
                await post


def everything_is_over(visit: VisitRunner, staff_called: bool) -> None:
    screen = visit.screen
    assert screen.name in ("attract", "closed")
    assert screen == Screen(
        screen.name, "vi", staff_called=staff_called, visit=screen.visit, revision=screen.revision
    )


async def one_walk(seed: int, events: list[str]) -> None:
    chance = random.Random(seed)
    desk = MoodyDesk(chance)
    visit = VisitRunner(desk, OPTIONS, short_talk, FakeSkills())
    visit.set_open(True)
    await walk(visit, chance, events)
    await asyncio.sleep(LONGEST_S)
    everything_is_over(visit, visit.screen.staff_called)
    shown: list[Screen] = []
    visit.on_screen(shown.append)
    await asyncio.sleep(24 * 3600)
    assert shown == [], "a timer was left"
    await visit.close()
    assert all(count == 1 for count in desk.answers.values()), "a request id was answered twice"


@settings(deadline=None)
@given(st.integers(0, 2**32), st.lists(st.sampled_from(EVENTS), max_size=40))
def test_every_visit_ends_and_leaves_nothing(seed: int, events: list[str]) -> None:
    with closing(looptime.new_event_loop()) as loop:
        loop.run_until_complete(one_walk(seed, events))
        assert not asyncio.all_tasks(loop)


@pytest.mark.looptime
async def test_ten_thousand_citizens_get_ten_thousand_numbers(visit: VisitRunner, desk) -> None:
    for citizen in range(10_000):
        await visit.post("touch")
        await visit.post("choose", choice="birth")
        await visit.post("choose", choice="priority_none", request_id=f"r{citizen}")
        assert visit.screen.ticket is not None
        assert visit.screen.ticket.number == f"A{citizen + 1:03}"
        if citizen % 2:
            await visit.post("done")
        else:
            await asyncio.sleep(51)
        assert visit.screen.name == "attract"
    assert visit.screen.visit == 10_001
