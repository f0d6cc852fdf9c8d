"""The document's bytes judge the driver's protocol."""

from pathlib import Path

import pytest
import yaml

from drivers.dispenser.vmc.protocol import answers, codes, commands
from drivers.dispenser.vmc.protocol.commands import Command, Dialect, Order
from drivers.dispenser.vmc.protocol.frames import FrameReader
from drivers.dispensing import Reason

MANUAL = yaml.safe_load(Path(__file__).with_name("vmc.yaml").read_text(encoding="utf-8"))


def named(entries):
    return [pytest.param(entry, id=entry["meaning"]) for entry in entries]


def encoded(entry):
    dialect = Dialect(
        order=Order(entry.get("order", "big")),
        check_in_three=entry.get("short", False),
        drop_sensor=entry.get("drop_sensor", True),
        lift=entry.get("lift", False),
        direct=entry["cmd"] == Command.DRIVE,
    )
    match entry["cmd"]:
        case Command.CHECK:
            told = commands.check(entry["slot"], dialect)
        case Command.BUY | Command.DRIVE:
            told = commands.give(entry["slot"], dialect)
        case Command.MACHINE_REQUEST:
            told = commands.ask_machine()
        case Command.STATUS_REQUEST:
            told = commands.ask_status()
        case Command.INVENTORY:
            told = commands.set_stock(entry["slot"], entry["count"], dialect)
        case Command.SYNCHRONISE:
            told = commands.synchronise()
        case Command.MENU:
            told = commands.clear_jams() if entry["clear"] else commands.ask_jams()
        case _:
            return commands.ACKNOWLEDGE
    return told.numbered(entry["pack"])


@pytest.mark.parametrize(
    "entry", named([entry for entry in MANUAL["ours"] if not entry.get("simulator_only")])
)
def test_a_command_is_what_the_document_says(entry):
    assert encoded(entry) == bytes.fromhex(entry["bytes"])


@pytest.mark.parametrize("entry", named(MANUAL["theirs"]))
def test_a_frame_is_read_as_the_document_says(entry):
    (frame,) = FrameReader().feed(bytes.fromhex(entry["bytes"]), 0.0)
    assert frame.command == entry["cmd"]
    assert list(frame.data[:1]) == ([entry["pack"]] if "pack" in entry else [])
    said = answers.decode(frame, Order(entry.get("order", "big")))
    if "jammed" in entry or "cleared" in entry:
        assert said == answers.Jams(tuple(entry.get("jammed", ())))
    for name in ("slot", "status", "price", "count", "capacity", "product", "paused"):
        if name in entry:
            assert getattr(said, name) == entry[name], name


@pytest.mark.parametrize("entry", named(MANUAL["broken"]))
def test_what_is_broken_is_no_frame(entry):
    assert FrameReader().feed(bytes.fromhex(entry["bytes"]), 0.0) == []


def test_every_code_of_a_selection():
    for name, listed in MANUAL["selection_status"].items():
        expected = {"normal": None, "unknown": Reason.REFUSED}.get(name, name)
        assert {codes.refusal(status) for status in listed} == {expected}, name


def test_every_code_of_a_drive():
    table = dict(MANUAL["dispensing_status"])
    table["success"] = table["success"] + table.pop("success_heated")
    for name, listed in table.items():
        assert {codes.verdict(status) for status in listed} == {name}, name
    known = {status for name, listed in table.items() if name != "unknown" for status in listed}
    assert all(codes.verdict(status) == "unknown" for status in set(range(256)) - known)
    assert all(isinstance(codes.failure(status), Reason) for status in table["failure"])


def test_every_code_of_the_machine():
    expected = {"normal": "normal", "product_in_lift": "tray_full", "door_open": "door_open"}
    for name, status in MANUAL["machine_status"].items():
        assert codes.machine(status) == expected.get(name, "lift")
    assert codes.machine(0x77) == "unknown"
