"""PC/SC clients at the simulated reader, through the real daemon."""

import os
import signal

import pytest

from simulator.pcscd.daemon import PcscDaemon
from tests.integration.card.processes import family_of, listening_ports, mounts, running
from tests.support.pcsc import FIRST, SECOND, PcscError, data_folder
from tests.support.stub_chip import ATR

SELECT = bytes.fromhex("00A4040C07A0000002471001")
READ = bytes.fromhex("00B00000DF")
PORTS = ("8C7B", "8C7C")


def read_extended(count: int) -> bytes:
    return bytes.fromhex("00B0000000") + count.to_bytes(2, "big")


async def connected(pcsc, reader: str = FIRST):
    """A client that speaks to the card there."""
    client = await pcsc()
    assert await client.wait_for_card(True, reader) == ATR
    return client, await client.connect(reader)


async def test_a_card_is_read_through_the_daemon(place, pcsc):
    place.hands("lay_2021")
    _, card = await connected(pcsc)
    assert await card(SELECT) == b"\x6a\x82"
    assert await card(READ) == bytes(range(223)) + b"\x90\x00"


@pytest.mark.parametrize("count", [256, 4096, 65_000])
async def test_extended_length_goes_through(place, pcsc, count):
    place.hands("lay_2021")
    _, card = await connected(pcsc)
    answer = await card(read_extended(count))
    assert answer == bytes(number % 256 for number in range(count)) + b"\x90\x00"


async def test_a_card_that_is_taken_is_missed_and_the_next_one_felt(place, pcsc):
    place.hands("lay_2021")
    client, card = await connected(pcsc)
    place.hands("take_away")
    await client.wait_for_card(False)
    with pytest.raises(PcscError):
        await card(SELECT)
    place.hands("lay_2024")
    await client.wait_for_card()
    again = await client.connect()
    assert await again(SELECT) == b"\x6a\x82"


async def test_a_card_that_is_pulled_fails_the_very_command(place, pcsc):
    place.hands("lay_2021")
    place.hands("pull_at", commands=2)
    client, card = await connected(pcsc)
    assert await card(SELECT) == b"\x6a\x82"
    assert await card(SELECT) == b""  # what this daemon makes of it; the next one fails
    with pytest.raises(PcscError):
        await card(SELECT)
    await client.wait_for_card(False)
    assert place.slot()["card"] is None


async def test_a_card_on_its_wrong_side_is_no_card(place, pcsc):
    place.hands("lay_2021")
    client, _ = await connected(pcsc)
    place.hands("turn_over")
    await client.wait_for_card(False)
    place.hands("turn_over")
    await client.wait_for_card()


async def test_two_cards_lie_in_two_slots(place, pcsc):
    place.hands("lay_2021", slot=1)
    place.hands("lay_2024", slot=2)
    client, first = await connected(pcsc)
    await client.wait_for_card(True, SECOND)
    second = await client.connect(SECOND)
    assert await first(SELECT) == await second(SELECT) == b"\x6a\x82"
    assert [place.slot(name)["commands"] for name in ("slot_1", "slot_2")] == [1, 1]


@pytest.mark.parametrize("end", ["stop_daemon", "kill_daemon"])
async def test_a_daemon_started_again_has_the_reader_and_the_card(place, pcsc, end):
    place.hands("lay_2021")
    _, card = await connected(pcsc)
    place.hands(end)
    await place.until(lambda: place.device.daemon_state == "stopped")
    with pytest.raises(PcscError):
        await card(SELECT)
    with pytest.raises(PcscError):
        await pcsc()
    place.hands("start_daemon")
    await place.until(lambda: place.device.daemon_state == "running")
    _, again = await connected(pcsc)
    assert await again(SELECT) == b"\x6a\x82"


async def test_an_unplugged_reader_is_no_reader_until_it_is_plugged_in(place, pcsc):
    place.hands("lay_2021")
    assert await (await pcsc()).readers() == [FIRST, SECOND]
    place.hands("pull_cable")
    await place.until(lambda: place.device.daemon_state == "without_reader")
    assert await (await pcsc()).readers() == []
    place.hands("plug_cable")
    await place.until(lambda: place.slot()["felt"])
    await connected(pcsc)


async def test_a_daemon_that_somebody_kills_comes_back(place, pcsc):
    place.hands("lay_2021")
    await connected(pcsc)
    kill_daemon_of(os.getpid())
    await place.until(lambda: "daemon_is_stopped" in place.happened)
    await place.until(lambda: place.slot()["felt"])
    await connected(pcsc)


async def test_no_port_is_seen_outside(place, pcsc):
    place.hands("lay_2021")
    await connected(pcsc)
    assert not listening_ports().intersection(PORTS)


async def test_nothing_is_left_at_the_end(place, pcsc):
    place.hands("lay_2021")
    await connected(pcsc)
    before = family_of(os.getpid())
    assert any("simulator.pcscd.launcher" in name for name in before.values())
    assert "pcscd" not in mounts()
    await place.reader.close()
    assert not set(before) & set(running())
    assert not (data_folder() / "pcscd").exists()


async def test_two_daemons_run_side_by_side(place, tmp_path):
    other = PcscDaemon(tmp_path / "pcscd")
    await other.open()
    await other.start()
    connection = await other.connect(0)
    connection.close()
    await other.close()
    assert place.daemon.address.exists()


def kill_daemon_of(parent: int) -> None:
    """Kill the PC/SC daemon among its descendants."""
    for number, name in family_of(parent).items():
        if "pcscd --foreground" in name:
            os.kill(number, signal.SIGKILL)
