"""`kiosk doctor` and the robot's own microphone and loudspeaker."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from drivers.sound.errors import Cause, SoundError
from drivers.sound.status import ONLINE, STARTING, status_without
from drivers.status import DeviceStatus
from kiosk.cli.checks import running, sound
from kiosk.cli.checks.finding import Patient, ok, warn
from kiosk.config.device_schema import Devices, LoudspeakerSettings, MicrophoneSettings
from kiosk.site.load import load_config

BUSY = status_without("microphone", SoundError(Cause.BUSY, ""), was_there=False)


@pytest.fixture
def patient(folder: Path, tmp_path: Path) -> Patient:
    return Patient(folder, tmp_path / "data", load_config(folder), (), (), thorough=False)


def having(patient: Patient, **devices: Any) -> Patient:
    assert patient.config is not None
    return replace(patient, config=patient.config.model_copy(update={"devices": Devices(**devices)}))


class FakeSound:
    """A microphone and a loudspeaker that says this of itself once it runs, and hears `pcm`."""

    def __init__(self, status: DeviceStatus, pcm: bytes = b"\x01\x00" * 320, **figures: object) -> None:
        self.status = STARTING
        self.ended = False
        self._says, self._pcm, self._figures = status, pcm, figures
        self._listeners: list[Callable[[DeviceStatus], None]] = []
        self._hearers: list[Callable[[bytes], None]] = []

    def on_status(self, listener: Callable[[DeviceStatus], None]) -> None:
        self._listeners.append(listener)

    def on_audio(self, listener: Callable[[bytes], None]) -> None:
        self._hearers.append(listener)

    def diagnostics(self) -> dict[str, object]:
        return self._figures

    async def run(self) -> None:
        try:
            if self._says is not STARTING:
                self.status = self._says
                for listener in self._listeners:
                    listener(self.status)
            while True:
                for hearer in self._hearers:
                    hearer(self._pcm)
                await asyncio.sleep(0.02)
        finally:
            self.ended = True


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sound, "LISTEN_S", 0.05)
    monkeypatch.setattr(sound, "ANSWER_WITHIN_S", 0.2)
    monkeypatch.setattr(running, "WITHIN_S", 0.1)


def microphone_of(fake: FakeSound, settings: MicrophoneSettings | None = None) -> Any:
    found = asyncio.run(sound.microphone_finding(settings or MicrophoneSettings(), lambda _: fake))
    assert fake.ended
    return found


def test_a_robot_without_them_is_well(patient: Patient) -> None:
    assert sound.sound(patient) == ok("this robot has no microphone and loudspeaker of its own")
    assert sound.sound(replace(patient, config=None)).level == "warn"


def test_one_that_hears_is_named() -> None:
    assert microphone_of(FakeSound(ONLINE, device="USB PnP")) == ok("microphone USB PnP")
    wired = MicrophoneSettings(driver="pcm", address="tcp:192.0.2.9:7000")
    assert microphone_of(FakeSound(ONLINE), wired) == ok("microphone tcp:192.0.2.9:7000")


def test_one_that_gives_only_zeros_is_a_warning() -> None:
    found = microphone_of(FakeSound(ONLINE, bytes(640), device="USB"))
    assert found == warn(
        "microphone USB, but nothing but zeros comes", "look for a mute switch on it, and turn its level up"
    )


def test_one_that_cannot_be_had_says_why_and_what_to_do() -> None:
    found = microphone_of(FakeSound(BUSY, reason="USB is in use by another program: stop it"))
    assert found == warn(
        "microphone: microphone_busy (USB is in use by another program: stop it)",
        "stop the other program that uses it",
    )


def test_one_that_says_nothing_is_not_waited_for_long() -> None:
    assert microphone_of(FakeSound(STARTING)).message == "microphone default: no answer within 0 s"


@pytest.mark.parametrize("cause", list(Cause))
def test_every_cause_has_its_advice(cause: Cause) -> None:
    status = status_without("loudspeaker", SoundError(cause, "why"), was_there=False)
    found = asyncio.run(sound.loudspeaker_finding(LoudspeakerSettings(), lambda _: FakeSound(status)))
    assert found.level == "warn"
    assert found.advice in sound.ADVICE.values()


def test_both_are_looked_at_and_told_together(patient: Patient, tmp_path: Path) -> None:
    nowhere = f"serial:{tmp_path}/none"
    asked = having(
        patient,
        microphone=MicrophoneSettings(driver="pcm", address=nowhere),
        loudspeaker=LoudspeakerSettings(driver="pcm", address=nowhere),
    )
    found = sound.sound(asked)
    assert found.level == "warn"
    assert found.message.count(f"{tmp_path}/none is not there") == 2
    assert "microphone_unplugged" in found.message
    assert "loudspeaker_unplugged" in found.message
    assert found.advice == "plug it in, switch it on, check its address in devices.yaml"


def test_a_running_robot_is_asked_instead(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = having(patient, microphone=MicrophoneSettings())
    troubles: list[dict[str, str]] = [{"device": "printer", "fault": "paper_out"}]
    monkeypatch.setattr(running, "robot", lambda _: "robot-1")
    monkeypatch.setattr(running, "health", lambda _: {"status": "ok", "troubles": troubles})
    assert sound.sound(asked) == ok("robot-1 is running and uses them")
    troubles.append({"device": "microphone", "fault": "microphone_silent"})
    assert sound.sound(asked) == warn(
        "robot-1 is running and says: microphone_silent",
        "look for a mute switch on it, and turn its level up",
    )
    monkeypatch.setattr(running, "health", lambda _: None)
    assert "do not answer" in sound.sound(asked).message
