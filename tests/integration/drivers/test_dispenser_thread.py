"""Polls of a vending controller are answered while the robot's loop does anything else, in real time."""

import time

import pytest

from drivers.dispenser.threaded import ThreadedDispenser
from drivers.dispenser.vmc.driver import VendingController
from drivers.status import DeviceState
from tests.integration.drivers.polling_thread import PollingThread
from tests.unit.drivers.sound.waiting import at_work, until


def _rest(seconds):
    time.sleep(seconds)


def _reckon(seconds):
    """As long in Python code, which shares the interpreter's lock."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        sum(range(1000))


@pytest.mark.parametrize("block", [_rest, _reckon])
async def test_polls_are_answered_within_100_ms_while_the_robots_loop_is_blocked_for_2_s(block):
    with PollingThread() as controller:
        made = ThreadedDispenser(VendingController.open(f"serial:{controller.path}"))
        async with at_work(made.run()):
            await until(lambda: made.status.device is DeviceState.ONLINE)
            controller.watching = True
            block(2.0)
            controller.watching = False
    assert len(controller.waits_s) >= 8 and controller.unanswered == 0
    assert max(controller.waits_s) < 0.1
