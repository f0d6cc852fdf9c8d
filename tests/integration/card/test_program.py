"""The whole simulator with its card reader: found, tried over HTTP, and gone without a trace."""

import json
import signal
import urllib.error

import pytest

from tests.integration.card.processes import family_of, running
from tests.integration.simulator.conftest import Running, wait_for
from tests.support.pcsc import data_folder, need_daemon


@pytest.fixture
def simulator():
    """One whose card reader is reached by the PC/SC clients of this process."""
    need_daemon()
    simulator = Running(data_folder())
    wait_for((data_folder() / "pcscd" / "pcscd.comm").exists)
    yield simulator
    simulator.stop()


def reader_of(simulator: Running) -> dict[str, object]:
    return json.loads(simulator.get("/devices/card_reader"))


async def test_a_card_laid_over_http_is_felt(simulator, pcsc):
    state = simulator.post("/devices/card_reader/hands/lay", {"card": "2024", "citizen": 7})
    assert (state["slots"]["slot_1"]["card"], state["daemon"]) == ("2024", "running")
    client = await pcsc()
    await client.wait_for_card()
    card = await client.connect()
    assert await card(bytes.fromhex("00B09C0000")) != b""
    slot = reader_of(simulator)["state"]["slots"]["slot_1"]
    assert (slot["commands"], slot["felt"], len(slot["status_words"])) == (1, True, 1)


def test_its_address_is_told(simulator):
    address = str(data_folder() / "pcscd" / "pcscd.comm")
    assert reader_of(simulator)["addresses"] == {"pcscd": address}


def test_a_card_nobody_has_is_refused(simulator):
    with pytest.raises(urllib.error.HTTPError, match="422"):
        simulator.post("/devices/card_reader/hands/lay", {"card": "1999"})


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_when_it_ends(simulator, number):
    family = family_of(simulator.process.pid)
    assert any("pcscd" in name for name in family.values())
    simulator.process.send_signal(number)
    simulator.process.wait(10)
    wait_for(lambda: not family.keys() & running().keys())
    left = data_folder() / "pcscd"
    assert not left.exists() or not list(left.iterdir())


def test_what_a_killed_one_left_is_replaced(simulator):
    simulator.process.kill()
    simulator.process.wait()
    again = Running(data_folder())
    wait_for(lambda: reader_of(again)["state"]["daemon"] == "running")
    assert again.stop() == 0
