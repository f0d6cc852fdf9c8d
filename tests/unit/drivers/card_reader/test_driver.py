"""The card reader: its status, what lies on it, one reading at a time with an end to it."""

import asyncio
import logging
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from random import Random

import pytest

from drivers.card_reader.pcsc import worker
from drivers.card_reader.pcsc.calls import Calls
from drivers.card_reader.pcsc.driver import PcscCardReader
from drivers.card_reader.pcsc.library import NoLibrary
from drivers.identity_card.chip.authentication.anchors import Anchors
from drivers.identity_card.chip.card_read import Part, Step
from drivers.identity_card.chip.card_reading import read_card
from drivers.identity_card.chip.errors import CardError, Cause
from drivers.interfaces import CardPresence
from tests.support.virtual_card import can_of, issued, mrz_key_of, on_reader
from tests.unit.drivers.card_reader.fake_scard import FakeCard, FakeScard, Gone

READER = "Reader 00 00"
PATIENCE_S = 20.0
ALL = frozenset(Part)
ECHO = FakeCard(lambda command: command + b"\x90\x00")


def quiet(step: Step, share: float) -> None:
    """Nobody looks at the progress."""


async def until(condition) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not condition():  # noqa: ASYNC110 (threads change it)
            await asyncio.sleep(0.002)


def send_one(card, keys, wanted, progress):
    """A reading of one command."""
    return card.transmit(b"\x00\xb0\x00\x00\x01")


@asynccontextmanager
async def running(scard: FakeScard, read=send_one, wanted: str = "", within_s: float = PATIENCE_S):
    reader = PcscCardReader(Calls(lambda: scard), wanted, read, Random(1), within_s)
    task = asyncio.create_task(reader.run())
    try:
        yield reader
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@asynccontextmanager
async def with_card(card: FakeCard = ECHO, **options) -> AsyncIterator[PcscCardReader]:
    scard = FakeScard(READER)
    scard.lay(card, READER)
    async with running(scard, **options) as reader:
        await until(lambda: reader.presence is CardPresence.ONE)
        yield reader


async def cause_of(reader: PcscCardReader) -> Cause:
    with pytest.raises(CardError) as told:
        await reader.read([], ALL, quiet)
    return told.value.cause


def codes(reader: PcscCardReader) -> list[str]:
    return [fault.code for fault in reader.status.faults]


async def test_a_card_is_felt_and_missed():
    scard = FakeScard(READER)
    async with running(scard) as reader:
        told: list[CardPresence] = []
        reader.on_presence(told.append)
        assert (reader.presence, reader.status.usable) == (CardPresence.UNKNOWN, False)
        await until(lambda: reader.presence is CardPresence.NONE)
        assert reader.status.usable
        scard.lay(ECHO, READER)
        await until(lambda: reader.presence is CardPresence.ONE)
        scard.lay(None, READER)
        await until(lambda: reader.presence is CardPresence.NONE)
    assert told == [CardPresence.NONE, CardPresence.ONE, CardPresence.NONE]


async def test_cards_in_two_slots_are_several():
    scard = FakeScard("Reader 00 00", "Reader 00 01")
    async with running(scard) as reader:
        scard.lay(ECHO, "Reader 00 00")
        scard.lay(ECHO, "Reader 00 01")
        await until(lambda: reader.presence is CardPresence.SEVERAL)
        assert await cause_of(reader) is Cause.SEVERAL_CARDS


async def test_a_reader_that_was_never_there_is_missing_and_one_that_was_is_unplugged():
    scard = FakeScard()
    async with running(scard) as reader:
        await until(lambda: codes(reader) == ["card_reader_missing"])
        assert await cause_of(reader) is Cause.NO_READER
        scard.plug(READER)
        await until(lambda: reader.status.usable)
        scard.plug()
        await until(lambda: codes(reader) == ["card_reader_unplugged"])
        assert reader.presence is CardPresence.UNKNOWN
        scard.plug(READER)
        await until(lambda: reader.status.usable)


async def test_another_reader_than_the_wanted_one_is_none():
    async with running(FakeScard(READER), wanted="acr1252") as reader:
        await until(lambda: codes(reader) == ["card_reader_missing"])


async def test_a_daemon_that_ends_is_told_and_found_again_with_one_line_in_the_log_each(caplog):
    caplog.set_level(logging.INFO)
    scard = FakeScard(READER)
    async with running(scard) as reader:
        await until(lambda: reader.status.usable)
        scard.run(False)
        await until(lambda: codes(reader) == ["card_reader_no_daemon"])
        assert await cause_of(reader) is Cause.NO_DAEMON
        await asyncio.sleep(0.5)  # it tries again and again
        scard.run(True)
        await until(lambda: reader.status.usable)
    lines = [record.getMessage() for record in caplog.records if "card reader" in record.getMessage()]
    assert [line.split(":")[0] for line in lines] == [
        "card reader online",
        "card reader lost",
        "card reader online",
    ]


async def test_a_machine_without_pcsc_says_so():
    def missing():
        raise NoLibrary("PC/SC cannot be loaded")

    reader = PcscCardReader(Calls(missing), "", send_one, Random(1))
    task = asyncio.create_task(reader.run())
    await until(lambda: codes(reader) == ["card_reader_no_library"])
    assert await cause_of(reader) is Cause.NO_DAEMON
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def test_nothing_is_left_behind_when_it_is_stopped():
    scard = FakeScard(READER)
    async with running(scard) as reader:
        await until(lambda: reader.status.usable)
        assert scard.contexts == 1
    assert scard.contexts == 0
    await until(lambda: not any(thread.name == "card reader" for thread in threading.enumerate()))


async def test_no_card_is_no_card():
    async with running(FakeScard(READER)) as reader:
        await until(lambda: reader.status.usable)
        assert await cause_of(reader) is Cause.NO_CARD


@pytest.mark.parametrize("kind", ["2021", "bac_only"])
async def test_a_whole_card_is_read_and_nothing_of_it_is_logged(kind, caplog):
    caplog.set_level(logging.DEBUG)
    files = issued(kind)
    virtual = on_reader(files)
    steps: list[Step] = []

    def read(card, keys, wanted, progress):
        return read_card(card, keys, wanted, Anchors(()), datetime.now(UTC), progress)

    async with with_card(FakeCard(virtual.transmit), read=read) as reader:
        got = await reader.read(
            [can_of(files), mrz_key_of(files)], ALL, lambda step, share: steps.append(step)
        )
        await until(lambda: steps and steps[-1] is Step.DONE)
    assert got.person is not None and got.person.name == files.person.name
    assert list(dict.fromkeys(steps))[:1] == [Step.OPENING]
    for secret in (files.person.number, files.person.name, virtual.log[0][1].hex()):
        assert secret not in caplog.text


async def test_readings_take_turns():
    at_once: list[int] = []
    busy = 0

    def read(card, keys, wanted, progress):
        nonlocal busy
        busy += 1
        at_once.append(busy)
        card.transmit(b"\x00\xb0\x00\x00\x01")
        busy -= 1

    async with with_card(read=read) as reader:
        await asyncio.gather(*(reader.read([], ALL, quiet) for _ in range(5)))
    assert at_once == [1] * 5


async def test_a_card_that_is_lifted_is_told():
    def lifted(command: bytes) -> bytes:
        raise Gone

    async with with_card(FakeCard(lifted)) as reader:
        assert await cause_of(reader) is Cause.PULLED
        await until(lambda: reader.presence is CardPresence.NONE)


def read_for_ever(card, keys, wanted, progress):
    while True:
        card.transmit(b"\x00\xb0\x00\x00\x01")


async def test_a_reading_that_takes_too_long_ends_between_two_commands():
    async with with_card(read=read_for_ever, within_s=0.05) as reader:
        assert await cause_of(reader) is Cause.TIMED_OUT
        assert reader.status.usable


async def test_a_reading_that_is_cancelled_ends_and_the_next_one_is_done():
    readings = [read_for_ever, send_one]

    def read(*words):
        return readings.pop(0)(*words)

    async with with_card(read=read) as reader:
        first = asyncio.create_task(reader.read([], ALL, quiet))
        await until(lambda: len(readings) == 1)
        first.cancel()
        with pytest.raises(asyncio.CancelledError):
            await first
        assert await reader.read([], ALL, quiet) == b"\x00\xb0\x00\x00\x01\x90\x00"


async def test_a_card_that_never_answers_hangs_the_reader_until_it_is_taken_away(monkeypatch):
    monkeypatch.setattr(worker, "GRACE_S", 0.05)
    taken = threading.Event()

    def never(command: bytes) -> bytes:
        taken.wait(PATIENCE_S)
        raise Gone

    async with with_card(FakeCard(never), within_s=0.05) as reader:
        assert await cause_of(reader) is Cause.TIMED_OUT
        assert codes(reader) == ["card_reader_hanging"]
        assert await cause_of(reader) is Cause.TIMED_OUT
        taken.set()
        await until(lambda: reader.status.usable)


async def test_an_error_of_ours_amid_a_reading_reaches_whoever_waits():
    def broken(card, keys, wanted, progress):
        raise ZeroDivisionError

    async with with_card(read=broken) as reader:
        with pytest.raises(ZeroDivisionError):
            await reader.read([], ALL, quiet)


async def test_diagnostics_name_readers_and_no_card():
    async with with_card() as reader:
        assert reader.diagnostics() == {"readers": [READER], "reason": ""}
