"""The manuals' bytes judge the simulated dispenser; no driver takes part."""

from pathlib import Path

import pytest
import yaml

from simulator.devices.dispenser.dispenser import Dispenser
from simulator.devices.dispenser.frames import Frame, FrameReader, Lost
from simulator.devices.dispenser.inventory import Inventory
from simulator.devices.dispenser.options import SLOTS, DispenserOptions
from simulator.devices.dispenser.quirks import Quirks
from simulator.devices.dispenser.rtu import is_whole
from simulator.devices.events import CommandRead

HERE = Path(__file__).parent
MANUAL = yaml.safe_load((HERE / "manual.yaml").read_text("utf-8"))
DRIVERS = yaml.safe_load((HERE.parent / "dispenser" / "vmc.yaml").read_text("utf-8"))
DRIVERS_MODBUS = yaml.safe_load((HERE.parent / "dispenser" / "modbus.yaml").read_text("utf-8"))
VMC, MODBUS = MANUAL["vmc"], MANUAL["modbus"]
POLL, ACK = bytes.fromhex(VMC["poll"]), bytes.fromhex(VMC["ack"])


def named(entries):
    return [pytest.param(entry, id=entry["meaning"]) for entry in entries]


def controller(**options):
    machine = Dispenser(DispenserOptions(**options))
    machine.connect(True, 0.0)
    assert machine.advance(0.0).data == POLL
    return machine


@pytest.mark.parametrize("entry", named(VMC["exchanges"]))
def test_exchanges(entry):
    machine = controller()
    slot = machine.cabinet.slots[1]
    slot.counted, slot.paused = entry.get("counted", slot.counted), entry.get("paused", False)
    assert machine.feed(bytes.fromhex(entry["ask"]), 0.05).data == ACK
    assert machine.advance(0.2).data == bytes.fromhex(entry["answer"])
    assert machine.feed(ACK, 0.25).data == b"" and machine.advance(0.4).data == POLL


@pytest.mark.parametrize("entry", named(VMC["silent"]))
def test_what_is_only_acknowledged(entry):
    machine = controller()
    step = machine.feed(bytes.fromhex(entry["ask"]), 0.05)
    assert step.data == ACK and machine.advance(0.2).data == POLL
    assert not any(event.unknown for event in step.events if isinstance(event, CommandRead))


@pytest.mark.parametrize("entry", named(VMC["frames"]))
def test_frames(entry):
    assert Frame(entry["command"], bytes.fromhex(entry["data"])).encoded() == bytes.fromhex(entry["bytes"])


def test_selection_info():
    info, machine = VMC["info"], controller()
    slot = machine.cabinet.slots[1]
    slot.price, slot.counted, slot.product_id = info["price"], info["counted"], info["product_id"]
    told = bytes((info["pack"],)) + Inventory(machine.cabinet.slots, Quirks()).info(slot)
    assert Frame(0x11, told).encoded() == bytes.fromhex(info["bytes"])


@pytest.mark.parametrize("entry", named(MODBUS["frames"]))
def test_relay_board(entry):
    machine = Dispenser(DispenserOptions(model="modbus", slots=SLOTS[: entry.get("slots", 6)]))
    if entry.get("running"):
        machine.cabinet.drive(machine.cabinet.slots[1], 0.0)
    machine.feed(bytes.fromhex(entry["ask"]), 0.0)
    assert machine.advance(0.1).data == bytes.fromhex(entry["answer"])


@pytest.mark.parametrize("request_", MODBUS["sums"])
def test_check_sums(request_):
    assert is_whole(bytes.fromhex(request_))
    machine = Dispenser(DispenserOptions(model="modbus"))
    machine.feed(bytes.fromhex(request_), 0.0)
    assert is_whole(machine.advance(0.1).data)


@pytest.mark.parametrize("entry", named(DRIVERS["ours"]))
def test_what_the_drivers_bytes_ask_is_understood(entry):
    machine = controller(little_endian=entry.get("order") == "little")
    if entry["cmd"] == 0x42:
        assert machine.feed(bytes.fromhex(entry["bytes"]), 0.05).data == b""
        return
    (read,) = [
        e for e in machine.feed(bytes.fromhex(entry["bytes"]), 0.05).events if isinstance(e, CommandRead)
    ]
    assert not read.unknown and read.data[2] == entry["cmd"] and read.data[4] == entry["pack"]
    if entry["cmd"] in (0x03, 0x06):
        assert machine.state()["running"] == entry["slot"]


@pytest.mark.parametrize("entry", named(DRIVERS["theirs"]))
def test_what_the_driver_expects_is_how_the_controller_frames_it(entry):
    data = bytes.fromhex(entry["bytes"])
    (frame,) = FrameReader().read(data, 0.0)
    assert isinstance(frame, Frame) and frame.command == entry["cmd"] and frame.encoded() == data


@pytest.mark.parametrize("entry", named(DRIVERS["broken"]))
def test_nothing_broken_is_a_frame(entry):
    found = list(FrameReader().read(bytes.fromhex(entry["bytes"]), 0.0))
    assert all(isinstance(each, Lost) for each in found)


@pytest.mark.parametrize("entry", named(DRIVERS_MODBUS["requests"]))
def test_the_drivers_requests_to_a_relay_board_are_answered(entry):
    machine = Dispenser(DispenserOptions(model="modbus"))
    machine.feed(bytes.fromhex(entry["bytes"]), 0.0)
    answer = machine.advance(0.1).data
    assert is_whole(answer) and answer[1] == bytes.fromhex(entry["bytes"])[1]
