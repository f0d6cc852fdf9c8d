"""Whatever people and devices do with a card: every reading ends in time, and leaves nothing."""

import asyncio
import random
from collections.abc import Callable
from contextlib import closing, suppress

import looptime
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.interfaces import CardPresence
from state_machines.card_guards import LAY_AGAIN
from state_machines.card_options import CardOptions
from state_machines.card_runner import OUTCOMES, CardRunner
from state_machines.card_visit import FINAL, STATES, TABLE
from state_machines.machine import NotAllowedNow
from tests.support.cards import OFFLINE, ONLINE, FakeCard, FakeReader, FakeScanner

OPTIONS = CardOptions()
LONGEST_S = OPTIONS.tries * OPTIONS.read_limit_s + 2 * (OPTIONS.code_wait_s + OPTIONS.card_wait_s) * 3 + 60
CAUSES = sorted({*LAY_AGAIN, "wrong_key", "blocked", "bad_data", ""})


class Hall:
    """A reader, a scanner and people who do anything with them."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.card = FakeCard(takes_s=self.chance.choice((0.0, 2.0, 20.0, 500.0)))
        self.card.refusals = self.chance.choices(CAUSES, k=8)
        self.reader, self.scanner = FakeReader(), FakeScanner()
        self.steps: list[str] = []
        self.runner = CardRunner(
            self.card,
            self.reader if self.chance.random() < 0.9 else None,
            self.scanner if self.chance.random() < 0.9 else None,
            OPTIONS,
            lambda shown: self.steps.append(shown.step),
        )
        self.acts: dict[str, Callable[[], None]] = {
            "scan": self.scanner.scan,
            "foreign": lambda: self.scanner.scan("x"),
            "torn": lambda: self.scanner.scan("", "bytes"),
            "lay": self.reader.lay,
            "take": self.reader.take,
            "two": lambda: self.reader.lay(CardPresence.SEVERAL),
            "unplug": lambda: self.reader.become(OFFLINE),
            "plug": lambda: self.reader.become(ONLINE),
            "type": lambda: self.runner.type_number("003099"),
            "mistype": lambda: self.runner.type_number("1"),
            "stop": self.runner.stop,
            "touch": self.runner.touched,
            "leave": self.runner.forget,
            "wait": lambda: None,
        }


ACTS = sorted(Hall(0).acts)


async def one_reading(seed: int, acts: list[str]) -> Hall:
    hall = Hall(seed)
    reading = asyncio.create_task(hall.runner.read())
    await asyncio.sleep(0)
    for act in acts:
        with suppress(NotAllowedNow):
            hall.acts[act]()
        if act == "leave":
            reading.cancel()
        await asyncio.sleep(hall.chance.choice((0, 0, 0.3, 1, 5, 25)))
    await asyncio.sleep(LONGEST_S)
    assert reading.done() and not hall.runner.busy and not hall.scanner.looking
    if not reading.cancelled():
        assert reading.result() in OUTCOMES.values()
    assert hall.card.readings <= OPTIONS.tries + acts.count("unplug")
    assert len([step for step in hall.steps if step in FINAL]) <= 1
    before = len(hall.steps)
    await asyncio.sleep(24 * 3600)
    assert len(hall.steps) == before, "a timer was left"
    return hall


@settings(deadline=None)
@given(st.integers(0, 2**32), st.lists(st.sampled_from(ACTS), max_size=25))
def test_every_reading_ends_and_leaves_nothing(seed: int, acts: list[str]) -> None:
    with closing(looptime.new_event_loop()) as loop:
        loop.run_until_complete(one_reading(seed, acts))
        assert not asyncio.all_tasks(loop)


def test_random_readings_come_to_every_state() -> None:
    seen, chance = set[str](), random.Random(1)
    with closing(looptime.new_event_loop()) as loop:
        for seed in range(150):
            hall = loop.run_until_complete(one_reading(seed, chance.choices(ACTS, k=12)))
            seen |= set(hall.steps)
    assert seen == set(STATES) - {TABLE.initial}
