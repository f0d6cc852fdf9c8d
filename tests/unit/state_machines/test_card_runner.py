"""A card within a visit: every way in which it is read, or not, on the loop's own clock."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from drivers.interfaces import CardPresence
from state_machines.card_interfaces import CardShown
from state_machines.card_options import CardOptions
from state_machines.card_runner import CardRunner
from state_machines.machine import NotAllowedNow
from tests.support.cards import FACTS, OFFLINE, ONLINE, FakeCard, FakeReader, FakeScanner

pytestmark = pytest.mark.looptime

OPTIONS = CardOptions(code_wait_s=20, card_wait_s=15, reader_wait_s=10, read_limit_s=30)


class Desk:
    """One reading after the other, and everything that was shown of them."""

    def __init__(self, *, reader: bool = True, scanner: bool = True) -> None:
        self.card, self.reader, self.scanner = FakeCard(), FakeReader(), FakeScanner()
        self.shown: list[CardShown] = []
        self.runner = CardRunner(
            self.card,
            self.reader if reader else None,
            self.scanner if scanner else None,
            OPTIONS,
            self.shown.append,
        )

    @property
    def now(self) -> tuple[str, str]:
        return self.shown[-1].step, self.shown[-1].trouble

    @asynccontextmanager
    async def reading(self) -> AsyncIterator["asyncio.Task[str]"]:
        task = asyncio.create_task(self.runner.read())
        await asyncio.sleep(0)
        yield task
        if not task.done():
            self.runner.stop()
        await task
        assert not self.scanner.looking and not self.runner.busy

    async def to_the_reader(self) -> None:
        self.scanner.scan()
        await asyncio.sleep(1)


@pytest.fixture
def desk() -> Desk:
    return Desk()


async def test_first_the_code_then_the_chip(desk: Desk) -> None:
    async with desk.reading() as outcome:
        assert desk.now == ("wait_code", "") and desk.scanner.looking
        desk.scanner.scan()
        assert desk.now == ("wait_card", "") and not desk.scanner.looking
        desk.reader.lay()
        assert desk.now == ("reading", "")
        assert await outcome == "read"
    assert desk.shown[-1].facts == FACTS
    doing = [(shown.doing, shown.percent) for shown in desk.shown if shown.step == "reading"]
    assert doing == [("opening", 0), ("opening", 10), ("person", 40), ("checking", 90)]
    assert desk.card.records == [("read", "")]


async def test_a_card_that_lies_there_already_is_read_as_soon_as_its_code_is_known(desk: Desk) -> None:
    async with desk.reading() as outcome:
        desk.reader.lay()
        assert desk.now == ("wait_code", "code_first")
        desk.scanner.scan()
        assert await outcome == "read"


async def test_the_number_can_be_typed_instead(desk: Desk) -> None:
    async with desk.reading() as outcome:
        desk.runner.type_number("12")
        assert desk.now == ("wait_code", "number")
        desk.runner.type_number("012345")
        assert desk.now == ("wait_card", "") and desk.card.taken == ["012345"]
        desk.reader.lay()
        assert await outcome == "read"


async def test_without_a_scanner_one_types() -> None:
    desk = Desk(scanner=False)
    async with desk.reading() as outcome:
        assert (desk.shown[-1].can_scan, desk.shown[-1].can_type) == (False, True)
        desk.runner.type_number("012345")
        desk.reader.lay()
        assert await outcome == "read"


async def test_without_a_reader_the_code_is_believed_by_nobody() -> None:
    desk = Desk(reader=False)
    async with desk.reading() as outcome:
        assert not desk.shown[-1].can_type
        with pytest.raises(NotAllowedNow):
            desk.runner.type_number("012345")
        desk.scanner.scan()
        assert await outcome == "read"
    assert desk.shown[-1].facts is not None and desk.shown[-1].facts.level == "unverified"


async def test_without_any_device_a_person_helps() -> None:
    assert await Desk(reader=False, scanner=False).runner.read() == "failed"


@pytest.mark.parametrize(
    ("text", "problem", "trouble"),
    [("https://example.vn", "", "link"), ("abc", "", "foreign"), ("", "bytes", "torn_code")],
)
async def test_another_code_is_told_and_the_card_is_still_welcome(
    desk: Desk, text: str, problem: str, trouble: str
) -> None:
    async with desk.reading() as outcome:
        desk.scanner.scan(text, problem)
        assert desk.now == ("wait_code", trouble) and desk.scanner.looking
        await desk.to_the_reader()
        desk.reader.lay()
        assert await outcome == "read"


async def test_a_card_pulled_while_it_is_read_may_be_laid_twice_more(desk: Desk) -> None:
    desk.card.refusals = ["pulled", "pulled", "pulled"]
    async with desk.reading() as outcome:
        await desk.to_the_reader()
        for _ in range(2):
            desk.reader.lay()
            desk.reader.take()
            await asyncio.sleep(2)
            assert desk.now == ("wait_card", "pulled")
        desk.reader.lay()
        assert await outcome == "failed"
    assert desk.now == ("unread", "pulled") and desk.card.readings == 3
    assert desk.card.records == [("unread", "pulled")]


async def test_a_card_that_only_slipped_is_read_again_by_itself(desk: Desk) -> None:
    desk.card.refusals = ["pulled"]
    async with desk.reading() as outcome:
        await desk.to_the_reader()
        desk.reader.lay()
        await asyncio.sleep(1.3)
        assert desk.now == ("wait_card", "pulled") and desk.card.readings == 1  # it is left to settle
        assert await outcome == "read"
    assert desk.card.readings == 2


async def test_two_cards_are_told_before_and_during_the_reading(desk: Desk) -> None:
    desk.card.refusals = ["several_cards"]
    async with desk.reading() as outcome:
        await desk.to_the_reader()
        desk.reader.lay(CardPresence.SEVERAL)
        assert desk.now == ("wait_card", "several_cards")
        desk.reader.take()
        assert desk.now == ("wait_card", "")
        desk.reader.lay()
        desk.reader.lay(CardPresence.SEVERAL)
        await asyncio.sleep(2)
        assert desk.now == ("wait_card", "several_cards") and desk.card.readings == 1
        desk.reader.lay()
        assert await outcome == "read"


async def test_another_card_than_the_codes_is_told_and_its_code_may_follow(desk: Desk) -> None:
    desk.card.refusals = ["wrong_key"]
    async with desk.reading() as outcome:
        await desk.to_the_reader()
        desk.reader.lay()
        await asyncio.sleep(2)
        assert desk.now == ("wait_code", "wrong_key") and desk.scanner.looking
        desk.scanner.scan()
        assert await outcome == "read"


async def test_wrong_keys_have_an_end(desk: Desk) -> None:
    desk.card.refusals = ["wrong_key"] * 9
    async with desk.reading() as outcome:
        desk.reader.lay()
        for _ in range(3):
            await asyncio.sleep(2)
            desk.scanner.scan()
        assert await outcome == "failed"
    assert desk.card.readings == 3


async def test_a_bank_card_must_be_taken_away_before_the_next_try(desk: Desk) -> None:
    desk.card.refusals = ["not_an_emrtd"]
    async with desk.reading() as outcome:
        await desk.to_the_reader()
        desk.reader.lay()
        await asyncio.sleep(5)
        assert desk.now == ("wait_card", "not_an_emrtd") and desk.card.readings == 1
        desk.reader.take()
        desk.reader.lay()
        assert await outcome == "read"


@pytest.mark.parametrize("cause", ["blocked", "unsupported", "bad_data", "no_daemon"])
async def test_what_another_try_cannot_cure_is_for_a_person(desk: Desk, cause: str) -> None:
    desk.card.refusals = [cause]
    async with desk.reading() as outcome:
        await desk.to_the_reader()
        desk.reader.lay()
        assert await outcome == "failed"
    assert desk.now == ("unread", cause)


async def test_the_wrong_side_up_is_told_once_then_a_person_helps(desk: Desk) -> None:
    async with desk.reading() as outcome:
        await desk.to_the_reader()
        await asyncio.sleep(15)
        assert desk.now == ("wait_card", "no_chip")
        assert await outcome == "failed"
        assert asyncio.get_running_loop().time() == pytest.approx(30, abs=1.1)
    assert desk.now == ("unread", "no_chip")


async def test_who_walks_away_before_the_code_has_given_up(desk: Desk) -> None:
    async with desk.reading() as outcome:
        await asyncio.sleep(21)
        assert desk.now == ("wait_code", "no_code")
        assert await outcome == "given_up"
        assert asyncio.get_running_loop().time() == pytest.approx(40, abs=0.1)


async def test_who_touches_the_screen_gets_the_whole_time_again(desk: Desk) -> None:
    async with desk.reading() as outcome:
        for _ in range(10):
            await asyncio.sleep(15)
            desk.runner.touched()
        assert desk.now == ("wait_code", "") and not outcome.done()


async def test_a_reader_unplugged_in_the_middle_may_come_back(desk: Desk) -> None:
    async with desk.reading() as outcome:
        await desk.to_the_reader()
        desk.reader.lay()
        await asyncio.sleep(0.5)
        desk.reader.become(OFFLINE)
        assert desk.now == ("wait_reader", "no_reader")
        await asyncio.sleep(5)
        desk.reader.become(ONLINE)
        assert await outcome == "read"
    assert desk.card.readings == 2


async def test_a_reader_that_stays_away_is_for_a_person(desk: Desk) -> None:
    desk.reader.status = OFFLINE
    async with desk.reading() as outcome:
        desk.scanner.scan()
        assert desk.now == ("wait_reader", "")
        assert await outcome == "failed"
    assert desk.now == ("unread", "no_reader")


async def test_a_chip_that_does_not_end_is_left(desk: Desk) -> None:
    desk.card.takes_s = 1000
    async with desk.reading() as outcome:
        await desk.to_the_reader()
        desk.reader.lay()
        assert await outcome == "failed"
    assert desk.now == ("unread", "timed_out")


async def test_a_broken_driver_is_no_broken_visit(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    desk.card.error = RuntimeError("a mistake of ours")
    async with desk.reading() as outcome:
        await desk.to_the_reader()
        for _ in range(3):
            desk.reader.take()
            desk.reader.lay()
            await asyncio.sleep(2)
        assert await outcome == "failed"
    assert "a mistake of ours" in caplog.text


@pytest.mark.parametrize("seconds", [0, 1, 2.5])
async def test_the_citizen_may_stop_whenever_they_want(desk: Desk, seconds: float) -> None:
    desk.card.takes_s = 9
    async with desk.reading() as outcome:
        if seconds:
            await desk.to_the_reader()
        if seconds > 1:
            desk.reader.lay()
            await asyncio.sleep(1)
        desk.runner.stop()
        assert await outcome == "given_up"


async def test_who_leaves_takes_everything_with_them(desk: Desk) -> None:
    async def read() -> str:
        return await desk.runner.read()

    task = asyncio.create_task(read())
    await asyncio.sleep(0)
    await desk.to_the_reader()
    desk.reader.lay()
    before = len(desk.shown)
    desk.runner.forget()
    task.cancel()
    await asyncio.sleep(100)
    assert task.cancelled() and desk.card.taken == [] and len(desk.shown) == before
    assert not desk.runner.busy and not desk.scanner.looking and desk.card.records == []


async def test_the_next_reading_begins_while_the_last_one_is_still_being_left(desk: Desk) -> None:
    first = asyncio.create_task(desk.runner.read())
    await asyncio.sleep(0)
    desk.runner.forget()
    first.cancel()
    async with desk.reading() as outcome:
        await asyncio.sleep(1)
        assert desk.runner.busy and desk.scanner.looking
        await desk.to_the_reader()
        desk.reader.lay()
        assert await outcome == "read"


async def test_devices_that_speak_out_of_turn_change_nothing(desk: Desk) -> None:
    desk.scanner.scan()
    desk.reader.lay()
    desk.reader.become(OFFLINE)
    desk.reader.become(ONLINE)
    assert desk.shown == [] and desk.card.taken == []
    with pytest.raises(NotAllowedNow):
        desk.runner.stop()


async def test_one_reading_at_a_time(desk: Desk) -> None:
    async with desk.reading():
        assert await desk.runner.read() == "failed"


async def test_an_audit_that_does_not_answer_holds_nobody_up(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(ending: str, cause: str) -> None:
        await asyncio.sleep(1000)

    monkeypatch.setattr(desk.card, "record", never)
    async with desk.reading() as outcome:
        await desk.to_the_reader()
        desk.reader.lay()
        assert await outcome == "read"
        assert asyncio.get_running_loop().time() < 10


def test_what_is_shown_hides_itself_in_logs() -> None:
    shown = CardShown("read", facts=FACTS)
    assert "NGUYỄN" not in repr(shown) + repr(FACTS) and "2345" not in repr(shown) + repr(FACTS)
