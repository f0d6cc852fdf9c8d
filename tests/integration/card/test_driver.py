"""The robot's own reader driver at the simulated reader, through the real daemon: read, judged, pulled."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest

from drivers.card_reader.pcsc.driver import PcscCardReader
from drivers.identity_card.chip.authentication.anchors import Anchors
from drivers.identity_card.chip.authentication.verdict import Level
from drivers.identity_card.chip.card_reading import CardRead, Part
from drivers.identity_card.chip.errors import CardError, Cause
from drivers.identity_card.chip.keys import Can, MrzKey
from drivers.interfaces import CardPresence
from simulator.card_holders import holder
from simulator.identity_card.mrz import birth_field, expiry_field
from simulator.identity_card.people import Person
from simulator.identity_card.pki import make_authority
from tests.support.pcsc import RealPlace, real_place

CITIZEN = 3
NOW = datetime(2026, 11, 30, tzinfo=UTC)
TEXTS, ALL = frozenset({Part.MRZ, Part.PERSON}), frozenset(Part)


class Robot:
    """A driver at a place."""

    def __init__(self, place: RealPlace) -> None:
        self.place = place
        anchors = Anchors.of([make_authority().csca_der])
        self.reader = PcscCardReader.open("", lambda: anchors, lambda: NOW)

    async def lay(self, kind: str, **more: float) -> None:
        self.place.hands(f"lay_{kind}", citizen=CITIZEN, **more)
        await self.sees(CardPresence.ONE)

    async def sees(self, presence: CardPresence) -> None:
        await self.place.until(lambda: self.reader.presence is presence)

    async def read(self, wanted: frozenset[Part] = TEXTS, generation: int = 2021) -> CardRead:
        keys = [Can(person(generation).can), mrz_key(person(generation))]
        return await self.reader.read(keys, wanted, lambda step, share: None)

    async def fails(self) -> Cause:
        with pytest.raises(CardError) as failed:
            await self.read()
        return failed.value.cause


def person(generation: int = 2021) -> Person:
    return holder(CITIZEN, generation).person


def mrz_key(holder: Person) -> MrzKey:
    return MrzKey(holder.number[-9:], birth_field(holder), expiry_field(holder))


@asynccontextmanager
async def running() -> AsyncIterator[Robot]:
    async with real_place() as place:
        robot = Robot(place)
        task = asyncio.create_task(robot.reader.run())
        yield robot
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@pytest.fixture
async def robot() -> AsyncIterator[Robot]:
    async with running() as robot:
        await robot.sees(CardPresence.NONE)
        yield robot


@pytest.mark.parametrize(
    ("kind", "level"),
    [
        ("2021", Level.AUTHENTIC),
        ("2024", Level.AUTHENTIC),
        ("bac_only", Level.AUTHENTIC),
        ("explicit", Level.AUTHENTIC),
        ("jpeg2000", Level.AUTHENTIC),
        ("short_length", Level.AUTHENTIC),
        ("large_6700", Level.AUTHENTIC),
        ("large_6282", Level.AUTHENTIC),
        ("large_6cxx", Level.AUTHENTIC),
        ("large_6b00", Level.AUTHENTIC),
        ("cloned", Level.COPIED),
        ("altered", Level.ALTERED),
    ],
)
async def test_a_card_is_read_and_judged(robot, kind, level):
    await robot.lay(kind)
    generation = 2024 if kind == "2024" else 2021
    read = await robot.read(ALL, generation)
    assert read.verdict.level is level
    assert read.mrz.number == person(generation).number
    if level is Level.AUTHENTIC:
        assert read.person.name == person(generation).name
        assert read.portrait is not None


@pytest.mark.parametrize("kind", ["expired_signer", "foreign_signer", "unprotected"])
async def test_a_card_that_proves_too_little_is_not_authentic(robot, kind):
    await robot.lay(kind)
    assert (await robot.read()).verdict.level is not Level.AUTHENTIC


@pytest.mark.parametrize(
    ("kind", "cause"), [("bank_card", Cause.NOT_AN_EMRTD), ("wrong_can", Cause.WRONG_KEY)]
)
async def test_a_card_that_is_not_read_says_why(robot, kind, cause):
    await robot.lay(kind)
    with pytest.raises(CardError) as failed:
        await robot.reader.read([Can(person().can)], TEXTS, lambda step, share: None)
    assert failed.value.cause is cause
    assert person().number not in str(failed.value)


async def test_a_card_can_be_pulled_at_any_command(robot):
    await robot.lay("2021")
    commands = (await robot.read()).apdus
    assert robot.place.slot()["commands"] == commands
    robot.place.hands("take_away")
    for command in (1, 2, 4, 6, 7, 11, commands):  # CardAccess, PACE, its end, secured, authentication
        await robot.sees(CardPresence.NONE)
        await robot.lay("2021")
        robot.place.hands("pull_at", commands=command)
        assert await robot.fails() is Cause.PULLED, f"pulled at command {command}"


async def test_the_next_reading_of_the_same_card_begins_anew(robot):
    await robot.lay("2021")
    first, second = await robot.read(), await robot.read()
    assert first.verdict.level is second.verdict.level is Level.AUTHENTIC


async def test_two_cards_are_one_too_many_until_one_is_taken(robot):
    await robot.lay("2021")
    robot.place.hands("lay_2024", slot=2)
    await robot.sees(CardPresence.SEVERAL)
    assert await robot.fails() is Cause.SEVERAL_CARDS
    robot.place.hands("take_away", slot=2)
    await robot.sees(CardPresence.ONE)
    assert (await robot.read()).verdict.level is Level.AUTHENTIC


async def test_a_card_on_its_wrong_side_is_not_there(robot):
    await robot.lay("2021")
    robot.place.hands("turn_over")
    await robot.sees(CardPresence.NONE)
    assert await robot.fails() is Cause.NO_CARD


@pytest.mark.parametrize(
    ("away", "back"),
    [("pull_cable", "plug_cable"), ("stop_daemon", "start_daemon"), ("kill_daemon", "start_daemon")],
)
async def test_reader_and_daemon_may_go_and_come_back(robot, away, back):
    await robot.lay("2021")
    robot.place.hands(away)
    await robot.place.until(lambda: not robot.reader.status.usable)
    assert await robot.fails() in (Cause.NO_READER, Cause.NO_DAEMON)
    robot.place.hands(back)
    await robot.place.until(lambda: robot.reader.status.usable)
    await robot.sees(CardPresence.ONE)
    assert (await robot.read()).verdict.level is Level.AUTHENTIC


@pytest.mark.parametrize("away", ["pull_cable", "kill_daemon"])
async def test_the_reader_is_lost_while_it_reads(robot, away):
    await robot.lay("slow")
    reading = asyncio.create_task(robot.fails())
    await robot.place.until(lambda: robot.place.slot()["commands"] >= 3)
    robot.place.hands(away)
    assert await reading in (Cause.NO_READER, Cause.NO_DAEMON, Cause.PULLED)


async def test_a_chip_that_hangs_is_freed_by_taking_the_card(robot):
    await robot.lay("hangs")
    reading = asyncio.create_task(robot.fails())
    await robot.place.until(lambda: robot.place.slot()["commands"] == 10 or reading.done())
    robot.place.hands("take_away")
    assert await reading is Cause.PULLED
    await robot.sees(CardPresence.NONE)
    await robot.lay("2021")
    assert (await robot.read()).verdict.level is Level.AUTHENTIC
