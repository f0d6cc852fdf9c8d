"""`kiosk doctor`: each check alone, the table, the code."""

import asyncio
import json
import socket
from dataclasses import replace
from pathlib import Path
from typing import Any

import apsw
import pytest

from drivers.status import Action, DeviceState, Fault, PrinterStatus
from kiosk.cli import doctor
from kiosk.cli.checks import machine, printer, running, setup, storage
from kiosk.cli.checks.finding import Finding, Patient, error, ok, warn
from kiosk.config.schema import Config
from kiosk.desk.slots import RobotSlot
from kiosk.site.load import load_config


@pytest.fixture
def patient(folder: Path, tmp_path: Path) -> Patient:
    return Patient(folder, tmp_path / "data", load_config(folder), (), (), thorough=False)


def with_printer(patient: Patient, address: str) -> Patient:
    assert isinstance(patient.config, Config)
    printer = patient.config.devices.printer.model_copy(update={"address": address})
    devices = patient.config.devices.model_copy(update={"printer": printer})
    return replace(patient, config=patient.config.model_copy(update={"devices": devices}))


def with_port(patient: Patient, port: int) -> Patient:
    site = patient.config.site.model_copy(update={"port": port})
    return replace(patient, config=patient.config.model_copy(update={"site": site}))


def test_a_safe_sqlite_is_ok_and_an_old_one_a_warning(
    patient: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert machine.sqlite(patient).level == "ok"
    monkeypatch.setattr(apsw, "sqlite_lib_version", lambda: "3.40.1")
    found = machine.sqlite(patient)
    assert (found.level, found.message) == ("warn", "SQLite 3.40.1, journal mode truncate")


def test_missing_fonts_are_an_error(
    patient: Patient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert machine.fonts(patient).level == "ok"
    monkeypatch.setattr(machine, "FONTS", tmp_path)
    assert machine.fonts(patient).level == "error"
    monkeypatch.undo()
    monkeypatch.setattr(machine, "line_box", lambda *_: (_ for _ in ()).throw(OSError("unknown file format")))
    assert "unknown file format" in machine.fonts(patient).message


def test_no_browser_is_a_warning(patient: Patient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert machine.browser(patient).level == "warn"
    (tmp_path / "chromium").touch(mode=0o755)
    assert machine.browser(patient) == ok(str(tmp_path / "chromium"))


def test_a_port_in_use_is_a_warning(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "WITHIN_S", 0.1)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        found = machine.port(with_port(patient, port))
        assert found.level == "warn"
        assert "Address already in use" in found.message
    assert machine.port(with_port(patient, port)) == ok(f"127.0.0.1:{port} is free")


def test_the_data_folder_must_be_a_writable_local_folder(
    patient: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert storage.data_folder(patient).level == "ok"
    patient.data.write_text("a file")
    assert storage.data_folder(patient).level == "error"
    patient.data.unlink()
    monkeypatch.setattr(storage, "is_network", lambda path: True)
    assert "network" in storage.data_folder(patient).message
    monkeypatch.setattr(storage.os, "access", lambda *_: False)
    assert "no right" in storage.data_folder(patient).message


@pytest.mark.parametrize(("free_mib", "level"), [(10, "error"), (100, "warn"), (1000, "ok")])
def test_little_room_is_told(
    patient: Patient, monkeypatch: pytest.MonkeyPatch, free_mib: int, level: str
) -> None:
    monkeypatch.setattr(storage.shutil, "disk_usage", lambda _: type("Usage", (), {"free": free_mib << 20}))
    assert storage.free_space(patient).level == level


def test_the_disk_is_measured_longer_when_asked(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def measure(folder: Path, writes: int) -> list[float]:
        asked.append(writes)
        return [50.0] * writes

    monkeypatch.setattr(storage, "durable_writes_ms", measure)
    assert storage.write_speed(patient).level == "warn"
    storage.write_speed(replace(patient, thorough=True))
    assert asked == [20, 500]


def test_durable_writes_leave_nothing_behind(tmp_path: Path) -> None:
    times = storage.durable_writes_ms(tmp_path, 3)
    assert times == sorted(times)
    assert len(times) == 3
    assert list(tmp_path.iterdir()) == []


def test_a_printer_that_is_not_there_or_not_ours_says_what_to_do(patient: Patient, tmp_path: Path) -> None:
    gone = printer.printer(with_printer(patient, f"serial:{tmp_path}/none?flow=none"))
    assert (gone.level, gone.message) == ("error", f"{tmp_path}/none is not there")


def test_no_right_on_a_device_names_the_group(
    patient: Patient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wire = tmp_path / "lp0"
    wire.touch()
    monkeypatch.setattr(printer.os, "access", lambda *_: False)
    found = printer.printer(with_printer(patient, f"file:{wire}"))
    assert found == error(
        f"no right to use {wire}", f"sudo usermod -aG {wire.group()} $USER, then log in again"
    )


class FakePrinter:
    """A printer that says this of itself once it runs."""

    def __init__(self, status: PrinterStatus, **figures: object) -> None:
        self.status = PrinterStatus(DeviceState.STARTING)
        self._says = status
        self._figures = figures
        self._listeners: list[Any] = []
        self.ended = False

    def on_status(self, listener: Any) -> None:
        self._listeners.append(listener)

    def diagnostics(self) -> dict[str, object]:
        return self._figures

    async def run(self) -> None:
        try:
            await asyncio.sleep(0)
            self.status = self._says
            for listener in self._listeners:
                listener(self.status)
            await asyncio.Event().wait()
        finally:
            self.ended = True


def asked(patient: Patient, monkeypatch: pytest.MonkeyPatch, fake: FakePrinter) -> Finding:
    monkeypatch.setattr(printer, "open_printer", lambda settings: fake)
    wire = patient.folder / "lp0"
    wire.touch()
    found = printer.printer(with_printer(patient, f"file:{wire}"))
    assert fake.ended, "the printer is let go"
    return replace(found, message=found.message.replace(str(wire), "lp0"))


def test_a_printer_says_who_it_is(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    well = FakePrinter(PrinterStatus(DeviceState.ONLINE), maker="EPSON", model="TM-T82", proof="job_id")
    assert asked(patient, monkeypatch, well) == ok(
        "EPSON TM-T82 answers at file:lp0, proof of a paper: job_id"
    )


@pytest.mark.parametrize(
    ("status", "reason", "level", "message", "advice"),
    [
        (
            PrinterStatus(DeviceState.USER_ERROR, (Fault("paper_out", Action.CLEAR),)),
            "",
            "error",
            "file:lp0: paper_out",
            "put in a new roll",
        ),
        (
            PrinterStatus(DeviceState.ONLINE, (Fault("paper_low", Action.CLEAR),)),
            "",
            "warn",
            "file:lp0: paper_low",
            "nearly out",
        ),
        (
            PrinterStatus(DeviceState.OFFLINE),
            "printer gave no valid answer",
            "error",
            "file:lp0: printer_offline printer gave no valid answer",
            "cable",
        ),
        (
            PrinterStatus(DeviceState.ONLINE, (Fault("new_word", Action.CLEAR),)),
            "",
            "error",
            "file:lp0: new_word",
            "new_word",
        ),
        (
            PrinterStatus(DeviceState.STARTING),
            "",
            "error",
            "file:lp0 did not answer within 0 s",
            "off and on",
        ),
    ],
)
def test_what_a_printer_says_comes_with_what_to_do(
    patient: Patient,
    monkeypatch: pytest.MonkeyPatch,
    status: PrinterStatus,
    reason: str,
    level: str,
    message: str,
    advice: str,
) -> None:
    monkeypatch.setattr(printer, "ANSWER_WITHIN_S", 0.05)
    found = asked(patient, monkeypatch, FakePrinter(status, reason=reason))
    assert (found.level, found.message) == (level, message)
    assert advice in found.advice


def test_a_running_robot_keeps_its_printer_and_is_asked_instead(
    patient: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    patient.data.mkdir()
    slot = RobotSlot.take(patient.data, "robot-1")
    monkeypatch.setattr(printer, "open_printer", lambda settings: pytest.fail("asked on its wire"))
    monkeypatch.setattr(running, "page", lambda *_: '{"status": "ok", "troubles": []}')
    assert printer.printer(patient) == ok("robot-1.0 is running and prints on it")
    trouble = '{"device": "printer", "fault": "cover_open", "action": "clear"}'
    monkeypatch.setattr(running, "page", lambda *_: f'{{"status": "degraded", "troubles": [{trouble}]}}')
    found = printer.printer(patient)
    assert (found.level, found.message) == ("warn", "robot-1.0 is running and says: cover_open")
    assert "close" in found.advice
    monkeypatch.setattr(running, "page", lambda *_: "<html>")
    assert "its pages do not answer" in printer.printer(patient).message
    slot.close()


def test_a_port_held_by_a_robot_is_well(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "page", lambda *_: '{"status": "ok", "troubles": []}')
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        found = machine.port(with_port(patient, port))
    assert found == ok(f"127.0.0.1:{port} is a robot's that is running; it says: ok")


def test_a_network_printer_that_cannot_be_reached_says_what_to_do(patient: Patient) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    found = printer.printer(with_printer(patient, f"tcp:127.0.0.1:{port}"))
    assert found.level == "error"
    assert found.message == f"127.0.0.1:{port} cannot be reached: Connection refused"


def test_what_cannot_be_looked_at_is_a_finding_and_no_end(patient: Patient) -> None:
    def forbidden(_: Patient) -> Finding:
        raise PermissionError(13, "Permission denied", "/srv/kiosk/data/robot-1.0.lock")

    found = doctor._checked(forbidden, patient)
    assert found.message == "cannot be looked at: Permission denied: /srv/kiosk/data/robot-1.0.lock"
    assert found.advice == "look as the user the robot runs as"


def test_no_printer_and_no_configuration_are_told_apart(patient: Patient) -> None:
    devices = patient.config.devices.model_copy(update={"printer": None})
    without = replace(patient, config=patient.config.model_copy(update={"devices": devices}))
    assert printer.printer(without).level == "ok"
    assert printer.printer(replace(patient, config=None)).level == "warn"
    assert machine.port(replace(patient, config=None)).level == "warn"


def test_configuration_errors_and_warnings_are_passed_on(patient: Patient) -> None:
    broken = replace(
        patient, config=None, config_errors=("a.yaml:1:1: error syntax: x", "b.yaml:1:1: error syntax: y")
    )
    assert setup.configuration(broken).message == "a.yaml:1:1: error syntax: x (and 1 more)"
    assert setup.configuration(replace(patient, config_warnings=("mind this",))).level == "warn"
    assert setup.configuration(patient).level == "ok"


@pytest.mark.parametrize(
    ("finding", "code"), [(ok("fine"), 0), (warn("so so", "mind"), 0), (error("bad", "do"), 1)]
)
def test_only_an_error_makes_the_code_1(
    kiosk: Any, folder: Path, monkeypatch: pytest.MonkeyPatch, finding: Any, code: int
) -> None:
    monkeypatch.setattr(doctor, "CHECKS", {"thing": lambda patient: finding})
    got, out, _ = kiosk("doctor", "--config", folder)
    assert got == code
    assert finding.message in out
    assert finding.advice in out


def test_json_has_every_check(kiosk: Any, folder: Path, tmp_path: Path) -> None:
    _, out, _ = kiosk("doctor", "--json", "--config", folder, "--data", tmp_path)
    assert set(json.loads(out)) == set(doctor.CHECKS)


def test_a_broken_configuration_does_not_stop_the_doctor(kiosk: Any, folder: Path, tmp_path: Path) -> None:
    (folder / "site.yaml").write_text("{")
    code, out, _ = kiosk("doctor", "--config", folder, "--data", tmp_path)
    assert code == 1
    assert "ERROR  config" in out
    assert "ok     sqlite" in out
