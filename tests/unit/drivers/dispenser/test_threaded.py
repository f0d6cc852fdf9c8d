"""A dispenser in a thread of its own: what happens on which loop, and how it ends."""

import asyncio
from contextlib import asynccontextmanager

import pytest

from drivers.dispenser.threaded import ThreadedDispenser
from drivers.dispensing import DispenseResult, Outcome, Reason, SlotStock, Stage
from drivers.errors import NotReady
from drivers.status import DeviceState, DeviceStatus
from tests.unit.drivers.sound.waiting import at_work, until

ONLINE = DeviceStatus(DeviceState.ONLINE)


class Inside:
    """A stub that tells on which loop it was called."""

    def __init__(self) -> None:
        self.status = DeviceStatus(DeviceState.STARTING)
        self.loops = set()
        self.drives = 0
        self.lasts_s = 0.05
        self.error: Exception | None = None

    def on_status(self, listener):
        self.tell_status = listener

    def on_stage(self, listener):
        self.tell_stage = listener

    async def run(self):
        self.loops.add(asyncio.get_running_loop())
        self.tell_status(ONLINE)
        if self.error:
            raise self.error
        await asyncio.Event().wait()

    async def dispense(self, request_id, slot, before_drive):
        self.loops.add(asyncio.get_running_loop())
        await before_drive()
        self.drives += 1
        self.tell_stage(request_id, Stage.DRIVING)
        await asyncio.sleep(self.lasts_s)
        return DispenseResult(request_id, slot, Outcome.GIVEN, Reason.DROP_SEEN)

    async def read_stock(self, slot):
        return SlotStock(slot, 3)

    async def release(self):
        self.loops.add(asyncio.get_running_loop())

    def diagnostics(self):
        return {"drives": self.drives}


@asynccontextmanager
async def threaded(inside):
    made = ThreadedDispenser(inside)
    async with at_work(made.run()):
        await until(lambda: made.status == ONLINE)
        yield made


async def nothing():
    pass


async def test_everything_of_the_device_is_there_and_everything_of_ours_here():
    inside, loops, heard = Inside(), [], []
    async with threaded(inside) as made:
        made.on_stage(lambda *told: heard.append((*told, asyncio.get_running_loop())))

        async def record():
            loops.append(asyncio.get_running_loop())

        results = await asyncio.gather(*(made.dispense("a", 4, record) for _ in range(2)))
        assert results[0] is results[1] is made.result_of("a") and inside.drives == 1
        assert await made.read_stock(4) == SlotStock(4, 3)
        await made.release()
        here = asyncio.get_running_loop()
        assert loops == [here] and here not in inside.loops and len(inside.loops) == 1
        assert heard == [("a", Stage.DRIVING, here)]
        assert made.diagnostics() == {"drives": 1}


async def test_an_intent_that_cannot_be_recorded_moves_nothing():
    async def broken():
        raise OSError("disk full")

    inside = Inside()
    async with threaded(inside) as made:
        with pytest.raises(OSError, match="disk full"):
            await made.dispense("a", 4, broken)
        assert made.result_of("a").reason is Reason.NOT_RECORDED and inside.drives == 0


async def test_without_its_thread_nothing_moves():
    inside = Inside()
    made = ThreadedDispenser(inside)
    result = await made.dispense("a", 4, nothing)
    assert (result.outcome, result.reason) == (Outcome.FAILED, Reason.NOT_CONNECTED)
    assert await made.read_stock(4) == SlotStock(4)
    with pytest.raises(NotReady):
        await made.release()


async def test_when_it_ends_amid_a_drive_the_result_is_uncertain():
    inside = Inside()
    inside.lasts_s = 60
    async with threaded(inside) as made:
        giving = asyncio.create_task(made.dispense("a", 4, nothing))
        await until(lambda: inside.drives)
    assert (await giving).outcome is Outcome.UNCERTAIN


async def test_what_ends_the_thread_ends_run():
    inside = Inside()
    inside.error = LookupError("a mistake")
    with pytest.raises(LookupError, match="a mistake"):
        await ThreadedDispenser(inside).run()
