import asyncio

import pytest

from kiosk.announcing import announcer as announcers
from kiosk.announcing.calls import STALE_S
from kiosk.announcing.recent import Withdrawal
from kiosk.desk.model import Called, DeskEvent
from kiosk.desk.store import StoreError
from tests.unit.announcing.hall import FakeVoice, Hall, in_virtual_time, mute, pitches


@in_virtual_time
async def test_a_call_can_be_heard() -> None:
    async with Hall() as hall:
        changes = []
        hall.announcer.on_change(changes.append)
        hall.desk.tell("called", "A015")
        (announcement,) = await hall.announced()
        assert pitches(announcement.wav) == [880, 440]
        assert hall.announcer.wav(announcement.id) == announcement.wav and changes == [None]
        assert pitches(hall.announcer.chime) == [880] and hall.worded == [True]


@in_virtual_time
async def test_calls_of_the_same_moment_are_heard_in_their_order_and_none_is_lost() -> None:
    async with Hall(voice=FakeVoice(takes_s=0.05)) as hall:
        for number, counter in (("A015", "3"), ("A016", "1"), ("B001", "cash")):
            hall.desk.tell("called", number, counter)
        await asyncio.sleep(1)
        assert await hall.numbers() == ["A015@3#1", "A016@1#1", "B001@cash#1"]
        orders = [news.order for news in await hall.announced()]
        assert (
            orders == [hall.begun + 1, hall.begun + 2, hall.begun + 3] and hall.announcer.latest == orders[-1]
        )


@in_virtual_time
async def test_every_recall_is_heard_again() -> None:
    async with Hall() as hall:
        first = hall.clock.now()
        hall.desk.tell("called", "A015", at=first)
        await asyncio.sleep(5)
        hall.desk.tell("recalled", "A015", calls=2, at=first)
        hall.desk.tell("recalled", "A015", calls=3, at=first)
        assert await hall.numbers() == ["A015@3#1", "A015@3#2", "A015@3#3"]


@pytest.mark.parametrize("kind", ["finished", "no_show", "issued", "day", "undone"])
@in_virtual_time
async def test_what_is_not_a_call_is_not_heard(kind: str) -> None:
    async with Hall() as hall:
        hall.desk.tell(kind, "A015")
        hall.desk._listener(DeskEvent(kind))
        assert await hall.numbers() == [] and hall.worded == []


@pytest.mark.parametrize("kind", ["undone", "back", "transferred"])
@in_virtual_time
async def test_a_call_that_was_taken_back_is_withdrawn_whether_it_was_told_or_not(kind: str) -> None:
    async with Hall(voice=FakeVoice(takes_s=0.5)) as hall:
        for number in ("A015", "A016", "A017", "A018"):
            hall.desk.tell("called", number)
        await asyncio.sleep(0.7)  # the first is told, the second is being made
        (told,) = await hall.announced()
        for number in ("A015", "A016", "A017"):
            hall.desk.tell(kind, number)
        await asyncio.sleep(3)
        assert await hall.numbers() == ["A018@3#1"]
        gone = [news.id for news in hall.announcer.after(hall.begun) if isinstance(news, Withdrawal)]
        assert gone == [told.id] and hall.announcer.wav(told.id) is None


@in_virtual_time
async def test_a_call_after_one_that_was_taken_back_is_heard_though_it_reads_the_same() -> None:
    async with Hall() as hall:
        hall.desk.tell("called", "A015")
        hall.desk.tell("undone", "A015")
        hall.desk.tell("called", "A015")
        assert await hall.numbers() == ["A015@3#1"]


@in_virtual_time
async def test_a_call_is_forgotten_when_it_is_stale() -> None:
    async with Hall() as hall:
        hall.desk.tell("called", "A015")
        (announcement,) = await hall.announced()
        await asyncio.sleep(STALE_S - 1)
        assert hall.announcer.wav(announcement.id) is not None
        await asyncio.sleep(1)
        assert hall.announcer.wav(announcement.id) is None and await hall.numbers() == []
        assert hall.announcer.latest == announcement.order


@in_virtual_time
async def test_calls_that_nobody_worked_on_in_time_are_dropped() -> None:
    hall = Hall()
    for n in range(announcers.WAITING + 5):
        hall.desk.tell("called", f"A{n:03}")
    await asyncio.sleep(STALE_S + 1)
    hall.desk.tell("called", "B001")
    async with hall:
        assert await hall.numbers() == ["B001@3#1"]


@in_virtual_time
async def test_a_call_without_words_is_told_and_heard_as_a_chime() -> None:
    async with Hall(voice=FakeVoice(fault=mute("vi"))) as hall:
        hall.desk.tell("called", "A015")
        (announcement,) = await hall.announced()
        assert pitches(announcement.wav) == [880] and hall.worded == [False]
        hall.voice.fault = lambda _language: None
        hall.desk.tell("called", "A016")
        await hall.announced()
        assert hall.worded == [False, True]


@in_virtual_time
async def test_calls_at_another_process_are_heard_once_in_their_order() -> None:
    async with Hall() as hall:
        hall.desk.shown.append(Called("A001", "1", hall.clock.now(), 1))  # before the robot began
        await asyncio.sleep(1)
        hall.desk.shown.insert(0, Called("A015", "3", hall.clock.now(), 1))
        await asyncio.sleep(1)
        hall.desk.elsewhere("A016", "1")
        assert await hall.numbers() == ["A015@3#1", "A016@1#1"]
        hall.desk._listener(DeskEvent("external"))
        await asyncio.sleep(1)
        hall.desk.elsewhere("A016", "1", calls=2)
        assert await hall.numbers() == ["A015@3#1", "A016@1#1", "A016@1#2"]


@in_virtual_time
async def test_a_call_of_this_process_is_not_heard_again_from_the_board() -> None:
    async with Hall() as hall:
        called = Called("A015", "3", hall.clock.now(), 1)
        hall.desk.shown.append(called)
        hall.desk._listener(DeskEvent("external"))  # the board is read before the event comes
        await asyncio.sleep(0.1)
        hall.desk.tell("called", "A015", at=called.called_at)
        hall.desk.tell("called", "A016")
        hall.desk.shown.insert(0, Called("A016", "3", hall.clock.now(), 1))
        hall.desk._listener(DeskEvent("external"))
        assert await hall.numbers() == ["A015@3#1", "A016@3#1"]


@in_virtual_time
async def test_another_process_may_take_a_call_back_and_call_again() -> None:
    async with Hall() as hall:
        await asyncio.sleep(1)
        hall.desk.elsewhere("A015")
        assert await hall.numbers() == ["A015@3#1"]
        await asyncio.sleep(2)
        hall.desk.shown.clear()
        hall.desk.elsewhere("A015")
        assert await hall.numbers() == ["A015@3#1", "A015@3#1"]


@in_virtual_time
async def test_an_old_call_on_the_board_is_not_news() -> None:
    async with Hall() as hall:
        await asyncio.sleep(1)
        hall.desk.shown.append(Called("A015", "3", hall.clock.now(), 1))
        await asyncio.sleep(STALE_S)
        hall.desk._listener(DeskEvent("external"))
        assert await hall.numbers() == []


@in_virtual_time
async def test_a_board_that_cannot_be_read_is_read_again() -> None:
    async with Hall() as hall:
        await asyncio.sleep(1)
        hall.desk.failures.append(StoreError("busy", "too much at once"))
        hall.desk.elsewhere("A015")
        await asyncio.sleep(3)
        assert await hall.numbers() == ["A015@3#1"]
