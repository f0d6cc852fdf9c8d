"""A board of relays and inputs, in virtual time: one turn at most for one request, whatever is lost."""

import asyncio
import itertools
from contextlib import asynccontextmanager
from dataclasses import replace
from random import Random

import pytest

from drivers.dispenser.modbus.board import Board, Motor
from drivers.dispenser.modbus.driver import RelayBoard
from drivers.dispensing import Outcome, Reason, SlotStock, Stage
from drivers.status import Action, DeviceState
from tests.unit.drivers.dispenser.scripted_board import (
    COIL,
    DOOR,
    DROP,
    HOME,
    LOW,
    RESET,
    TRAY,
    WRITE_COIL,
    ScriptedBoard,
)
from tests.unit.drivers.sound.waiting import at_work, codes, until

pytestmark = pytest.mark.looptime

WIRED = Board({1: Motor(COIL, HOME, LOW)}, DROP, RESET, door=DOOR)
BLIND = Board({1: Motor(COIL)}, DROP, RESET)
GIVEN = (Outcome.GIVEN, Reason.DROP_SEEN)


async def nothing():
    pass


@asynccontextmanager
async def board(wired=WIRED, online=True, **wrong):
    made = ScriptedBoard(**wrong)
    driver = RelayBoard(made.wire.host, wired, Random(1))
    async with at_work(made.run(), driver.run()):
        if online:
            await until(lambda: driver.status.device is not DeviceState.STARTING)
        yield made, driver


async def give(driver, request_id="a", slot=1, before=nothing):
    result = await driver.dispense(request_id, slot, before)
    return result.outcome, result.reason


async def test_it_gives_one_for_one_request():
    async with board() as (made, driver):
        assert [await give(driver), await give(driver)] == [GIVEN] * 2
        assert made.turns == 1 and not any(made.coils)
        assert await give(driver, "b") == GIVEN and made.turns == 2


async def test_the_intent_is_recorded_before_the_relay_closes():
    async with board() as (made, driver):

        async def record():
            assert made.turns == 0 and COIL not in [one[3] for one in made.asked if one[4] == 0xFF]
            raise OSError("disk full")

        with pytest.raises(OSError, match="disk full"):
            await give(driver, before=record)
        assert await give(driver) == (Outcome.FAILED, Reason.NOT_RECORDED) and made.turns == 0


async def test_a_latch_that_reading_clears():
    async with board(replace(WIRED, drop_reset=None), clears_by_reading=True) as (made, driver):
        assert [await give(driver, str(number)) for number in range(5)] == [GIVEN] * 5
        assert made.turns == 5


async def test_a_latch_that_a_register_clears():
    async with board(replace(WIRED, drop_reset=None, drop_register=1)) as (made, driver):
        assert [await give(driver, str(number)) for number in range(3)] == [GIVEN] * 3
        assert made.turns == 3


async def test_what_falls_into_a_watched_tray_is_taken_or_left():
    async with board(replace(WIRED, tray=TRAY)) as (made, driver):
        stages = []
        driver.on_stage(lambda request_id, stage: stages.append(stage))
        taken = await driver.dispense("a", 1, nothing)
        assert (taken.outcome, taken.taken) == (Outcome.GIVEN, True)
        assert stages == [Stage.DRIVING, Stage.DROPPED]
        made.in_tray_s = 100
        left = await driver.dispense("b", 1, nothing)
        assert (left.outcome, left.taken) == (Outcome.NOT_TAKEN, False)
        assert await give(driver, "c") == (Outcome.FAILED, Reason.TRAY_FULL)
        assert codes(driver) == ["dispenser_tray_full"]
        assert made.turns == 2


@pytest.mark.parametrize(
    ("number", "is_on", "reason"),
    [(DOOR, True, Reason.DOOR_OPEN), (HOME, False, Reason.JAMMED)],
)
async def test_what_the_inputs_forbid(number, is_on, reason):
    async with board() as (made, driver):
        made.inputs[number] = is_on
        assert await give(driver) == (Outcome.FAILED, reason)
        assert made.turns == 0


async def test_a_sensor_that_is_blocked_all_the_time():
    async with board(replace(WIRED, drop_reset=None)) as (made, driver):
        made.inputs[DROP] = True
        assert await give(driver) == (Outcome.FAILED, Reason.SENSOR_BLOCKED)
        assert made.turns == 0 and codes(driver) == ["dispenser_sensor_blocked"]


@pytest.mark.parametrize("reset", [RESET, None])
async def test_a_sensor_that_is_covered_amid_a_turn_proves_nothing(reset):
    async with board(replace(WIRED, drop_reset=reset), clears_by_reading=reset is None) as (made, driver):
        giving = asyncio.create_task(give(driver))
        await until(lambda: made.turns)
        made.falls, made.covers_sensor = False, True
        assert await giving == (Outcome.UNCERTAIN, Reason.SENSOR_BLOCKED)
        assert codes(driver) == ["dispenser_sensor_blocked"] and not driver.status.usable


async def test_slots_that_are_not_there():
    async with board() as (_, driver):
        assert await give(driver, slot=2) == (Outcome.FAILED, Reason.NO_SUCH_SLOT)
        assert await driver.read_stock(2) == SlotStock(2)


async def test_the_magazine_tells_when_it_is_low():
    async with board() as (made, driver):
        assert await driver.read_stock(1) == SlotStock(1, low=False, blocked=False)
        made.inputs[LOW] = True
        assert (await driver.read_stock(1)).low is True


@pytest.mark.parametrize(
    ("wrong", "expected", "fault"),
    [
        ({"falls": False}, (Outcome.UNCERTAIN, Reason.NO_DROP), Action.CLEAR),
        ({"falls": False, "never_home": True}, (Outcome.UNCERTAIN, Reason.MOTOR_RUNS_ON), Action.MAINTENANCE),
        ({"motor": False}, (Outcome.FAILED, Reason.MOTOR_MISSING), Action.MAINTENANCE),
    ],
)
async def test_failures_that_a_person_must_see(wrong, expected, fault):
    async with board(**wrong) as (made, driver):
        assert await give(driver) == expected
        assert [(one.code, one.action) for one in driver.status.faults] == [
            (f"dispenser_{expected[1]}", fault)
        ]
        await driver.release()
        assert codes(driver) == []
        assert not any(made.coils)


async def test_a_slot_with_something_stuck_waits_for_a_person():
    async with board(falls=False) as (made, driver):
        await give(driver, "a")
        made.falls = True
        assert await give(driver, "b") == (Outcome.FAILED, Reason.JAMMED)
        await driver.release()
        assert await give(driver, "c") == GIVEN and made.turns == 2


async def test_what_fell_late_is_not_taken_for_the_next():
    async with board() as (made, driver):
        await give(driver, "a")
        made.drop()
        made.falls = False
        assert await give(driver, "b") == (Outcome.UNCERTAIN, Reason.NO_DROP)


# what may be lost


async def test_a_lost_answer_is_never_followed_by_a_second_closing():
    async with board() as (made, driver):
        made.lost_answers[WRITE_COIL] = 1
        assert await give(driver) == GIVEN
        assert made.turns == 1
        assert [one[4] for one in made.asked if one[1] == WRITE_COIL and one[3] == COIL].count(0xFF) == 1


async def test_where_the_motor_stays_at_home_it_is_proved_that_it_never_arrived():
    async with board() as (made, driver):
        made.unheard[WRITE_COIL] = 1
        assert await give(driver) == (Outcome.FAILED, Reason.NEVER_ARRIVED) and made.turns == 0


async def test_without_a_home_switch_it_is_not():
    async with board(BLIND) as (made, driver):
        made.unheard[WRITE_COIL] = 1
        assert (await give(driver))[0] is Outcome.UNCERTAIN and made.turns == 0


@pytest.mark.parametrize(
    ("exception", "outcome"), [(2, Outcome.FAILED), (6, Outcome.FAILED), (4, Outcome.UNCERTAIN)]
)
async def test_a_refusal_is_a_proof_unless_it_came_amid(exception, outcome):
    async with board(BLIND) as (made, driver):
        made.refuses[WRITE_COIL] = exception
        asyncio.get_running_loop().call_later(0.5, made.refuses.clear)
        assert (await give(driver))[0] is outcome and made.turns == 0


async def test_an_echo_is_no_answer_to_a_reading():
    async with board(echoes=True) as (made, driver):
        assert await give(driver) == GIVEN and made.turns == 1
        await driver.release()  # the latch, by a relay of its own
        made.unheard[WRITE_COIL] = 1
        assert (await give(driver, "b"))[0] is Outcome.FAILED and made.turns == 1


async def test_a_power_cut_between_drive_and_drop():
    async with board(cuts_power=True) as (made, driver):
        giving = asyncio.create_task(give(driver))
        await until(lambda: made.silent)
        await asyncio.sleep(8)
        made.silent = False
        assert await giving == (Outcome.UNCERTAIN, Reason.CONNECTION_LOST) and made.turns == 1


@pytest.mark.parametrize("after_s", [0.0, 0.1, 0.5, 1.6, 1.75])
@pytest.mark.parametrize("back", [True, False])
async def test_a_cable_pulled_amid_a_turn(after_s, back):
    async with board() as (made, driver):
        giving = asyncio.create_task(give(driver))
        await until(lambda: made.turns)
        await asyncio.sleep(after_s)
        made.wire.cut()
        await asyncio.sleep(1)
        if back:
            made.wire.mend()
        outcome, _ = await giving
        assert outcome in ((Outcome.GIVEN,) if back else (Outcome.GIVEN, Outcome.UNCERTAIN))
        assert made.turns == 1
        if back:
            await until(lambda: not any(made.coils))


async def test_the_program_ends_amid_a_turn_and_opens_the_relay():
    async with board() as (made, driver):
        giving = asyncio.create_task(give(driver))
        await until(lambda: made.coils[COIL])
    assert await giving == (Outcome.UNCERTAIN, Reason.STOPPED)
    assert await give(driver, "b") == (Outcome.FAILED, Reason.NOT_CONNECTED)


async def test_a_relay_left_closed_is_opened_when_the_board_is_found():
    async with board(online=False) as (made, driver):
        made.coils[COIL] = True
        await until(lambda: driver.status.usable)
        assert not any(made.coils) and made.turns == 0


async def test_other_devices_are_told_apart():
    async with board(refuses={2: 2}) as (_, driver):
        assert codes(driver) == ["dispenser_wrong_device"]
    async with board(silent=True) as (made, driver):
        assert codes(driver) == ["dispenser_silent"]
        for _ in range(100):
            await made.wire.device.write(bytes.fromhex("FA FB 41 00 40"))
            await asyncio.sleep(0.2)
        assert codes(driver) == ["dispenser_garbled"]
        assert await driver.read_stock(1) == SlotStock(1)
    assert driver.diagnostics()["unanswered"] > 5


FAULTS = ("lost_answers", "unheard", "noise", "falls", "sticks_at_home", "never_home", "motor", "echoes")


LOSSES = ("lost_answers", "unheard")
ON_WHEN_WELL = ("falls", "motor")


def fault(name, function):
    """The board's attribute that has this fault."""
    if name in LOSSES:
        return {function: 2}
    return b"\x01\x02\x01" if name == "noise" else name not in ON_WHEN_WELL


@pytest.mark.parametrize("pair", list(itertools.combinations(FAULTS, 2)), ids=" and ".join)
@pytest.mark.parametrize("wired", [WIRED, BLIND], ids=["home switch", "without"])
async def test_two_faults_at_once_never_turn_twice(pair, wired):
    for function in (1, 2, 5) if set(pair) & set(LOSSES) else (0,):
        async with board(wired) as (made, driver):
            for name in pair:
                setattr(made, name, fault(name, function))
            result = await driver.dispense("a", 1, nothing)
            assert await driver.dispense("a", 1, nothing) is result
            assert made.turns <= 1
            if result.outcome is Outcome.FAILED and set(pair) != {"falls", "sticks_at_home"}:
                assert made.turns == 0
            if result.outcome is Outcome.GIVEN:
                assert made.turns == 1


@pytest.mark.parametrize("wrong", [{"drop": 3, "drop_reset": COIL}, {"drop": 300}, {"drop": -1}])
def test_a_wiring_that_cannot_be(wrong):
    with pytest.raises(ValueError, match=r"relay|input"):
        replace(WIRED, **wrong)
