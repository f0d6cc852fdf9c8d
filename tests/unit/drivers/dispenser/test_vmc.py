"""A vending controller on a wire, in virtual time: one item at most for one request, whatever is lost."""

import asyncio
import copy
import itertools

import pytest

from drivers.dispenser.vmc.protocol.commands import Command, Dialect
from drivers.dispensing import Outcome, Reason, SlotStock, Stage
from drivers.errors import NotReady
from drivers.status import Action, DeviceState
from tests.unit.drivers.dispenser.machine import machine
from tests.unit.drivers.dispenser.scripted_controller import GARBAGE
from tests.unit.drivers.sound.waiting import codes, until

pytestmark = pytest.mark.looptime

GIVEN = (Outcome.GIVEN, Reason.DROP_SEEN)


def end(result):
    return result.outcome, result.reason


async def test_it_gives_one_and_tells_how_it_is_known():
    async with machine() as made:
        stages = []
        made.driver.on_stage(lambda request_id, stage: stages.append((request_id, stage)))
        result = await made.give()
        assert end(result) == GIVEN
        assert (result.request_id, result.slot, result.detail) == ("a", 1, "01 02")
        assert made.controller.drives == [1]
        assert made.recorded == [0]  # before anything moved
        assert stages == [("a", Stage.DRIVING)]
        assert made.results == [result] and made.driver.result_of("a") == result


async def test_the_same_id_gives_the_same_result_and_nothing_else():
    async with machine() as made:
        first, second = await asyncio.gather(made.give(), made.give())
        third = await made.give()
        assert first is second is third
        assert made.controller.drives == [1] and len(made.results) == len(made.recorded) == 1


async def test_requests_wait_for_each_other():
    async with machine() as made:
        results = await asyncio.gather(made.give("a"), made.give("b", 2), made.give("c"))
        assert [end(result) for result in results] == [GIVEN] * 3
        assert made.controller.drives == [1, 2, 1]


async def test_a_caller_who_gives_up_changes_nothing():
    async with machine() as made:
        asking = asyncio.create_task(made.give())
        await until(lambda: made.controller.drives)
        asking.cancel()
        await asyncio.wait({asking})
        assert made.driver.result_of("a") is None
        assert end(await made.give()) == GIVEN
        assert made.controller.drives == [1]


async def test_an_intent_that_cannot_be_recorded_moves_nothing():
    async def broken():
        raise OSError("disk full")

    async with machine() as made:
        with pytest.raises(OSError, match="disk full"):
            await made.driver.dispense("a", 1, broken)
        result = await made.give()
        assert end(result) == (Outcome.FAILED, Reason.NOT_RECORDED)
        await asyncio.sleep(2)
        assert made.controller.drives == []


@pytest.mark.parametrize(
    ("slot", "selection", "reason"),
    [
        (1, 0x02, Reason.EMPTY),
        (1, 0x03, Reason.NO_SUCH_SLOT),
        (1, 0x04, Reason.PAUSED),
        (1, 0x05, Reason.TRAY_FULL),
        (1, 0x06, Reason.DOOR_OPEN),
        (1, 0x17, Reason.MACHINE_FAULT),
        (1, 0x00, Reason.REFUSED),
        (0, 0x01, Reason.NO_SUCH_SLOT),
        (1001, 0x01, Reason.NO_SUCH_SLOT),
    ],
)
async def test_a_slot_that_cannot_give_is_not_driven(slot, selection, reason):
    async with machine(selection={1: selection}) as made:
        assert end(await made.give(slot=slot)) == (Outcome.FAILED, reason)
        assert made.controller.drives == made.recorded == []


@pytest.mark.parametrize(
    ("script", "outcome", "reason", "fault"),
    [
        (((0, 0x01), (2, 0x03)), Outcome.UNCERTAIN, Reason.JAMMED, Action.CLEAR),
        (((0, 0x01), (2, 0x04)), Outcome.UNCERTAIN, Reason.MOTOR_RUNS_ON, Action.MAINTENANCE),
        (((0, 0x06),), Outcome.FAILED, Reason.MOTOR_MISSING, Action.MAINTENANCE),
        (((0, 0x01), (1, 0x06)), Outcome.UNCERTAIN, Reason.MOTOR_MISSING, Action.MAINTENANCE),
    ],
)
async def test_failures_that_a_person_must_see(script, outcome, reason, fault):
    async with machine(script=script) as made:
        assert end(await made.give()) == (outcome, reason)
        assert [(one.code, one.action) for one in made.driver.status.faults] == [
            (f"dispenser_{reason}", fault)
        ]
        await made.driver.release()
        assert codes(made.driver) == []
        assert made.controller.drives == [1]


@pytest.mark.parametrize("code", [0x07, 0x12, 0x25, 0x32, 0xFF])
async def test_other_failures_amid_a_drive_are_uncertain(code):
    async with machine(script=((0, 0x01), (1, code))) as made:
        result = await made.give()
        assert result.outcome is Outcome.UNCERTAIN and result.detail == f"01 {code:02x}"
        assert codes(made.driver) == [f"dispenser_{result.reason}"]


async def test_a_jammed_slot_is_not_driven_again_until_a_person_has_looked():
    async with machine(script=((0, 0x01), (1, 0x03))) as made:
        await made.give("a")
        assert end(await made.give("b")) == (Outcome.FAILED, Reason.JAMMED)
        made.controller.script = ((0, 0x01), (1, 0x02))
        assert end(await made.give("c", 2)) == GIVEN
        await made.driver.release()
        assert end(await made.give("d")) == GIVEN
        assert made.controller.drives == [1, 2, 1]


async def test_jams_that_the_controller_remembers_are_shown_and_refused():
    async with machine(jams=[2]) as made:
        assert codes(made.driver) == ["dispenser_jammed"]
        assert made.driver.status.device is DeviceState.ONLINE
        assert end(await made.give(slot=2)) == (Outcome.FAILED, Reason.JAMMED)
        assert end(await made.give("b")) == GIVEN


async def test_an_unknown_code_is_neither_success_nor_failure():
    async with machine(script=((0, 0x01), (1, 0x0A), (3, 0x02))) as made:
        result = await made.give()
        assert end(result) == GIVEN and result.detail == "01 0a 02"


@pytest.mark.parametrize(
    ("machine_code", "fault"), [(1, "tray_full"), (2, "door_open"), (3, "machine_fault")]
)
async def test_door_tray_and_lift_are_shown_within_ten_seconds(machine_code, fault):
    async with machine() as made:
        made.controller.machine = machine_code
        await asyncio.sleep(11)
        assert codes(made.driver) == [f"dispenser_{fault}"]
        assert not made.driver.status.usable
        made.controller.machine = 0
        await asyncio.sleep(11)
        assert codes(made.driver) == [] and made.driver.status.usable


async def test_a_controller_without_direct_drive_is_told_to_sell():
    async with machine(dialect=Dialect(direct=False), unacknowledged={0x03: 9}) as made:
        assert end(await made.give()) == GIVEN
        assert made.controller.drives == [1]


# what may be lost of a drive, and what that proves


async def test_a_lost_acknowledgement_is_never_answered_with_a_second_drive():
    async with machine(unacknowledged={0x06: 9}) as made:
        assert end(await made.give()) == GIVEN
        assert made.controller.drives == [1]
        assert made.driver.diagnostics()["lost_commands"] == 1


async def test_when_nothing_is_told_the_count_proves_that_it_fell():
    async with machine(unacknowledged={0x06: 9}, untold={0x04}) as made:
        made.controller.script = ()
        asyncio.get_running_loop().call_later(5, made.controller.stock.update, {1: 4})
        assert end(await made.give()) == (Outcome.GIVEN, Reason.STOCK_FELL)
        assert made.controller.drives == [1]


async def test_a_command_that_never_arrived_is_not_sent_again():
    async with machine(unheard={0x06: 9}) as made:
        assert end(await made.give()) == (Outcome.UNCERTAIN, Reason.NO_ANSWER)
        assert made.controller.drives == []


async def test_where_the_controller_counts_it_is_proved_that_it_never_arrived():
    async with machine(unheard={0x06: 1}, counts_stock=True) as made:
        assert end(await made.give()) == (Outcome.FAILED, Reason.NEVER_ARRIVED)
        assert end(await made.give("b")) == GIVEN
        assert made.controller.drives == [1]


async def test_an_unchanged_count_proves_nothing_after_an_acknowledgement():
    async with machine(script=(), counts_stock=True) as made:
        assert end(await made.give()) == (Outcome.UNCERTAIN, Reason.NO_ANSWER)


async def test_an_unchanged_count_proves_nothing_when_it_began_anew():
    async with machine(script=(), unacknowledged={0x06: 1}, counts_stock=True) as made:
        giving = asyncio.create_task(made.give())
        await until(lambda: made.controller.drives)
        await asyncio.sleep(4)
        made.controller.want(0x31, b"")
        assert end(await giving) == (Outcome.UNCERTAIN, Reason.CONNECTION_LOST)


async def test_a_power_cut_between_drive_and_drop_is_uncertain():
    async with machine(cuts_at_drive=True, counts_stock=True) as made:
        giving = asyncio.create_task(made.give())
        await until(lambda: made.controller.silent)
        await asyncio.sleep(6)
        made.controller.silent = False
        assert end(await giving) == (Outcome.UNCERTAIN, Reason.CONNECTION_LOST)
        assert made.controller.drives == [1]


async def test_a_controller_that_stays_away_is_uncertain_in_bounded_time():
    async with machine(cuts_at_drive=True) as made:
        started = asyncio.get_running_loop().time()
        assert end(await made.give()) == (Outcome.UNCERTAIN, Reason.CONNECTION_LOST)
        assert asyncio.get_running_loop().time() - started < 60
        assert codes(made.driver) == ["dispenser_silent"]


@pytest.mark.parametrize("after_s", [0.0, 0.5, 1.45, 1.6])
async def test_a_cable_pulled_amid_a_drive(after_s):
    async with machine() as made:
        giving = asyncio.create_task(made.give())
        await until(lambda: made.controller.drives)
        await asyncio.sleep(after_s)
        made.controller.wire.cut()
        await asyncio.sleep(1)
        made.controller.wire.mend()
        result = await giving
        assert result.outcome in (Outcome.GIVEN, Outcome.UNCERTAIN)
        assert await made.give() is result
        assert made.controller.drives == [1]


async def test_a_cable_pulled_before_the_drive_left():
    async with machine() as made:

        async def pull():
            made.controller.wire.cut()
            await asyncio.sleep(0.01)

        result = await made.driver.dispense("a", 1, pull)
        assert end(result) == (Outcome.FAILED, Reason.NOT_CONNECTED)
        made.controller.wire.mend()
        await asyncio.sleep(5)
        assert made.controller.drives == [] and await made.give() is result


async def test_a_controller_that_stops_polling_before_the_drive_left():
    async with machine() as made:

        async def hush():
            made.controller.silent = True

        result = await made.driver.dispense("a", 1, hush)
        assert result.outcome is Outcome.FAILED
        made.controller.silent = False
        await asyncio.sleep(10)
        assert made.controller.drives == []


async def test_the_program_ends_amid_a_drive():
    async with machine() as made:
        giving = asyncio.create_task(made.give())
        waiting = asyncio.create_task(made.give("b", 2))
        await until(lambda: made.controller.drives)
    assert end(await giving) == (Outcome.UNCERTAIN, Reason.STOPPED)
    assert end(await waiting) == (Outcome.FAILED, Reason.NOT_CONNECTED)


FAULTS = {
    "lost acknowledgements": {"unacknowledged": dict.fromkeys((1, 6, 49, 83, 112), 2)},
    "unheard commands": {"unheard": dict.fromkeys((1, 6, 49, 83, 112), 2)},
    "garbage around every frame": {"noise": GARBAGE},
    "everything said five times": {"repeats": 5},
    "one number for everything": {"fixed_pack": 1},
    "no status of a drive": {"untold": {0x04}},
    "no status of the machine": {"untold": {0x54, 0x04}},
    "no stock": {"untold": {0x11, 0x04}},
    "no answer to a check": {"untold": {0x02}},
    "does not count": {"counts": False, "untold": {0x04}},
}


PAIRS = list(itertools.combinations(FAULTS, 2))
CASES = [
    (*pair, counts)
    for pair in PAIRS
    for counts in (False, True)
    if not counts or "does not count" not in pair
]


@pytest.mark.parametrize(("first", "second", "counts_stock"), CASES)
async def test_two_faults_at_once_never_drive_twice(first, second, counts_stock):
    wrong = copy.deepcopy(FAULTS[first] | FAULTS[second])
    async with machine(counts_stock=counts_stock, **wrong) as made:
        for number in range(3):
            before = len(made.controller.drives)
            result = await made.give(str(number))
            again = await made.give(str(number))
            driven = len(made.controller.drives) - before
            assert again is result and driven <= 1
            if result.outcome is Outcome.FAILED:
                assert driven == 0
            if result.outcome is Outcome.GIVEN:
                assert driven == 1


# everything else


async def test_every_poll_is_answered_at_once():
    async with machine() as made:
        before = made.controller.unanswered  # while nobody was there
        await asyncio.gather(*(made.give(str(number)) for number in range(4)))
        assert made.controller.unanswered == before <= 1
        assert max(made.controller.late) < 0.005 and len(made.controller.late) > 40


async def test_what_is_safe_is_repeated_five_times_at_most_under_its_number():
    async with machine(unacknowledged={0x01: 99}) as made:
        await made.give()
        sent = [data for command, data in made.controller.heard if command == 0x01]
        assert len(set(sent)) == 1 and 1 < len(sent) <= 5


async def test_numbers_count_up_and_never_are_zero():
    async with machine() as made:
        for number in range(90):
            await made.give(str(number), 12)
        packs = [data[0] for _, data in made.controller.heard]
        assert all(after == before % 255 + 1 for before, after in itertools.pairwise(packs))
        assert set(packs) <= set(range(1, 256))


async def test_stock_is_asked_for():
    async with machine() as made:
        made.controller.stock[1] = 1
        assert await made.driver.read_stock(1) == SlotStock(1, 1, 10, True, False)
        assert await made.driver.read_stock(77) == SlotStock(77)
        await made.driver.write_stock(2, 9)
        assert (Command.INVENTORY, bytes((0, 2, 9))) == next(
            (command, data[1:]) for command, data in made.controller.heard if command == 0x13
        )
        with pytest.raises(ValueError, match="256 items"):
            await made.driver.write_stock(2, 256)


async def test_a_silent_line_and_a_wrong_device_are_told_apart():
    async with machine(online=False, silent=True) as made:
        await until(lambda: codes(made.driver))
        assert codes(made.driver) == ["dispenser_silent"]
        assert end(await made.give()) == (Outcome.FAILED, Reason.NOT_CONNECTED)
        assert await made.driver.read_stock(1) == SlotStock(1)
        with pytest.raises(NotReady):
            await made.driver.release()
        for _ in range(100):
            await made.controller.wire.device.write(b"\x01\x02\x01\x00\xa1\x88")
            await asyncio.sleep(0.1)
        assert codes(made.driver) == ["dispenser_garbled"]


async def test_it_comes_back_by_itself():
    async with machine() as made:
        made.controller.wire.cut()
        await asyncio.sleep(1)
        assert codes(made.driver) == ["dispenser_unplugged"]
        made.controller.wire.mend()
        await until(lambda: made.driver.status.usable)
        assert made.driver.diagnostics()["outages"] == 1
        assert end(await made.give()) == GIVEN
