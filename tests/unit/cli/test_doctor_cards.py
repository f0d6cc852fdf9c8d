"""`kiosk doctor` and what identity cards are read with."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from drivers.camera.opencv.status import DARK
from drivers.card_reader.pcsc.status import FORBIDDEN, ONLINE, STARTING
from drivers.status import DeviceStatus
from kiosk.cli.checks import cards, device, running
from kiosk.cli.checks.finding import Patient, ok, warn
from kiosk.config.device_schema import CameraSettings, CardReaderSettings, CodeScannerSettings, Devices
from kiosk.site.load import load_config


class FakeDevice:
    """Says this of itself once it runs."""

    def __init__(self, status: DeviceStatus, **figures: object) -> None:
        self.status = STARTING
        self.looked = self.ended = False
        self._says, self._figures = status, figures
        self._listeners: list[Callable[[DeviceStatus], None]] = []

    def on_status(self, listener: Callable[[DeviceStatus], None]) -> None:
        self._listeners.append(listener)

    def look(self, looking: bool) -> None:
        self.looked = looking

    def diagnostics(self) -> dict[str, object]:
        return self._figures

    async def run(self) -> None:
        try:
            if self._says is not STARTING:
                self.status = self._says
                for listener in self._listeners:
                    listener(self.status)
            await asyncio.Event().wait()
        finally:
            self.ended = True


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device, "ANSWER_WITHIN_S", 0.2)
    monkeypatch.setattr(running, "WITHIN_S", 0.1)


@pytest.fixture
def patient(folder: Path, tmp_path: Path) -> Patient:
    return Patient(folder, tmp_path / "data", load_config(folder), (), (), thorough=False)


def having(patient: Patient, **devices: Any) -> Patient:
    assert patient.config is not None
    return replace(patient, config=patient.config.model_copy(update={"devices": Devices(**devices)}))


def test_a_robot_without_them_is_well(patient: Patient) -> None:
    assert cards.cards(patient) == ok("this robot reads no identity cards")
    assert cards.cards(replace(patient, config=None)).level == "warn"


def test_each_device_is_opened_and_let_go(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    reader, scanner = FakeDevice(ONLINE), FakeDevice(ONLINE)
    monkeypatch.setattr(cards, "open_card_reader", lambda *_: reader)
    monkeypatch.setattr(cards, "open_code_scanner", lambda *_: scanner)
    site = having(
        patient, card_reader=CardReaderSettings(), code_scanner=CodeScannerSettings(address="serial:/dev/x")
    )
    assert cards.cards(site) == ok(
        "card reader: it answers; code scanner: it answers; no certificate trusted: issuers are not checked"
    )
    assert reader.ended and scanner.ended


def test_what_is_wrong_is_told_with_what_to_do(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cards, "open_card_reader", lambda *_: FakeDevice(FORBIDDEN, reason="0x8010006A"))
    found = cards.cards(having(patient, card_reader=CardReaderSettings()))
    assert found == warn(
        "card reader: card_reader_forbidden (0x8010006A); no certificate trusted: issuers are not checked",
        "let this user use it: deploy/polkit/60-kiosk.rules",
    )


def test_a_camera_is_looked_through(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    camera = FakeDevice(DARK)
    monkeypatch.setattr(cards, "open_camera", lambda *_: camera)
    site = having(
        patient,
        code_scanner=CodeScannerSettings(driver="camera"),
        camera=CameraSettings(source="/dev/video0"),
    )
    found = cards.cards(site)
    assert (found.level, camera.looked, camera.ended) == ("warn", True, True)
    assert found.message.startswith("camera: camera_dark") and found.advice.startswith("uncover it")


def test_silence_is_told(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cards, "open_card_reader", lambda *_: FakeDevice(STARTING))
    found = cards.cards(having(patient, card_reader=CardReaderSettings()))
    assert found.level == "warn" and found.message.startswith("card reader: no answer within")


def test_a_certificate_that_cannot_be_read_is_told(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cards, "open_card_reader", lambda *_: FakeDevice(ONLINE))
    broken = patient.data / "anchors" / "csca.der"
    broken.parent.mkdir(parents=True)
    broken.write_bytes(b"no certificate")
    found = cards.cards(having(patient, card_reader=CardReaderSettings()))
    assert found.level == "warn" and str(broken) in found.message
    assert "kiosk card anchors add" in found.advice


def test_a_running_robot_is_asked(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "robot", lambda _: "robot-1")
    trouble = {"device": "camera", "fault": "camera_dark"}
    monkeypatch.setattr(running, "health", lambda _: {"status": "troubled", "troubles": [trouble]})
    found = cards.cards(having(patient, card_reader=CardReaderSettings()))
    assert found == warn("robot-1 is running and says: camera_dark", "uncover it, switch on the light")
