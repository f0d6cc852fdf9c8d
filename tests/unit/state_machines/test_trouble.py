"""Staff are told of a trouble once, and once when it is over, however the status flaps."""

import asyncio
from collections.abc import Iterator

import pytest

from drivers.status import Action, DeviceState, DeviceStatus, Fault, PrinterStatus
from state_machines.trouble import Troubles, faults_of

pytestmark = pytest.mark.looptime

NO_PAPER = Fault("paper_out", Action.CLEAR)
COVER = Fault("cover_open", Action.CLEAR)


@pytest.fixture
async def troubles(clock) -> Iterator[Troubles]:
    troubles = Troubles(clock, settle_s=1)
    yield troubles
    troubles.close()


@pytest.fixture
def told(troubles: Troubles) -> list[tuple[str, str, str]]:
    told: list[tuple[str, str, str]] = []
    troubles.on_trouble(lambda kind, device, fault: told.append((kind, device, fault.code)))
    return told


async def test_an_outage_is_told_once_and_its_end_once(troubles: Troubles, told: list[object]) -> None:
    for _ in range(100):
        troubles.report("printer", (NO_PAPER,))
        await asyncio.sleep(60)
    for _ in range(100):
        troubles.report("printer", ())
        await asyncio.sleep(60)
    assert told == [("raised", "printer", "paper_out"), ("cleared", "printer", "paper_out")]


async def test_a_short_blink_is_not_told(troubles: Troubles, told: list[object]) -> None:
    for _ in range(1000):
        troubles.report("printer", (NO_PAPER,))
        await asyncio.sleep(0.4)
        troubles.report("printer", ())
        await asyncio.sleep(0.4)
    await asyncio.sleep(5)
    assert told == []


async def test_a_flapping_outage_is_one_outage(troubles: Troubles, told: list[object]) -> None:
    troubles.report("printer", (NO_PAPER,))
    await asyncio.sleep(2)
    since = troubles.current()[0].since
    for _ in range(1000):
        troubles.report("printer", ())
        await asyncio.sleep(0.5)
        troubles.report("printer", (NO_PAPER,))
        await asyncio.sleep(0.5)
    await asyncio.sleep(5)
    assert told == [("raised", "printer", "paper_out")]
    assert troubles.current()[0].since == since


async def test_current_troubles_say_since_when_and_who_must_act(troubles: Troubles, clock) -> None:
    first = clock.now()
    troubles.report("printer", (NO_PAPER,))
    await asyncio.sleep(10)
    troubles.report("reader", (Fault("card_jammed", Action.MAINTENANCE),))
    await asyncio.sleep(10)
    assert [(t.device, t.fault.code, t.fault.action) for t in troubles.current()] == [
        ("printer", "paper_out", Action.CLEAR),
        ("reader", "card_jammed", Action.MAINTENANCE),
    ]
    assert troubles.current()[0].since == first


async def test_faults_of_one_device_come_and_go_apart(troubles: Troubles, told: list[object]) -> None:
    troubles.report("printer", (NO_PAPER, COVER))
    troubles.report("reader", (COVER,))
    await asyncio.sleep(2)
    told.clear()
    troubles.report("printer", (COVER,))
    await asyncio.sleep(2)
    assert told == [("cleared", "printer", "paper_out")]
    assert {(t.device, t.fault.code) for t in troubles.current()} == {
        ("printer", "cover_open"),
        ("reader", "cover_open"),
    }


async def test_what_has_not_settled_at_the_end_is_not_told(troubles: Troubles, told: list[object]) -> None:
    troubles.report("printer", (NO_PAPER,))
    troubles.close()
    await asyncio.sleep(60)
    assert told == []


async def test_pages_are_told_of_every_change(troubles: Troubles) -> None:
    changes: list[int] = []
    troubles.on_change(lambda: changes.append(len(troubles.current())))
    troubles.report("printer", (NO_PAPER,))
    await asyncio.sleep(2)
    troubles.report("printer", ())
    await asyncio.sleep(2)
    assert changes == [1, 0]


@pytest.mark.parametrize(
    ("status", "faults"),
    [
        (PrinterStatus(DeviceState.ONLINE), ()),
        (PrinterStatus(DeviceState.ONLINE, (NO_PAPER,)), (NO_PAPER,)),
        (PrinterStatus(DeviceState.OFFLINE, (COVER,)), (COVER,)),
        (PrinterStatus(DeviceState.STARTING), ()),
        (PrinterStatus(DeviceState.OFFLINE), (Fault("printer_offline", Action.CLEAR),)),
        (DeviceStatus(DeviceState.HARDWARE_ERROR), (Fault("printer_error", Action.MAINTENANCE),)),
    ],
)
def test_a_device_out_of_order_always_has_a_fault(status: DeviceStatus, faults: tuple[Fault, ...]) -> None:
    assert faults_of("printer", status) == faults
