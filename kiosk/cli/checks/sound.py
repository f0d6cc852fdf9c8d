"""The robot's own microphone and loudspeaker: are they there, does sound come?"""

import asyncio
from collections.abc import Callable, Mapping

from drivers.interfaces import Loudspeaker, Microphone
from drivers.status import DeviceState, DeviceStatus
from kiosk.cli.checks import running
from kiosk.cli.checks.device import of_robot, opened, together
from kiosk.cli.checks.finding import Finding, Patient, ok, warn
from kiosk.config.device_schema import LoudspeakerSettings, MicrophoneSettings
from kiosk.devices import open_loudspeaker, open_microphone

ANSWER_WITHIN_S = 10.0
LISTEN_S = 0.5
ROLES = ("microphone", "loudspeaker")
ADVICE = {
    "library_missing": "apt-get install libportaudio2",
    "missing": "plug it in, write another name in devices.yaml, or stop the program that holds it",
    "unplugged": "plug it in, switch it on, check its address in devices.yaml",
    "busy": "stop the other program that uses it",
    "error": "unplug it and plug it in again; if that does not help, try another one",
    "stopped": "unplug it and plug it in again",
    "silent": "look for a mute switch on it, and turn its level up",
}

Settings = MicrophoneSettings | LoudspeakerSettings


def sound(patient: Patient) -> Finding:
    """Each is opened through its driver, or the robot that holds it is asked."""
    if patient.config is None:
        return warn("the sound devices are not known", "mend the configuration first")
    devices = patient.config.devices
    if devices.microphone is None and devices.loudspeaker is None:
        return ok("this robot has no microphone and loudspeaker of its own")
    if (name := running.robot(patient)) is not None:
        return of_robot(patient, name, "the sound devices", ROLES, _advice)
    found = []
    if devices.microphone is not None:
        found.append(asyncio.run(microphone_finding(devices.microphone)))
    if devices.loudspeaker is not None:
        found.append(asyncio.run(loudspeaker_finding(devices.loudspeaker)))
    return together(found)


async def microphone_finding(
    settings: MicrophoneSettings, opens: Callable[[MicrophoneSettings], Microphone] = open_microphone
) -> Finding:
    """Open it and listen for a moment; nothing of it is kept."""
    microphone = opens(settings)
    sounded = False

    def heard(pcm: bytes) -> None:
        nonlocal sounded
        sounded = sounded or pcm.count(0) < len(pcm)

    microphone.on_audio(heard)
    found = await _settled("microphone", settings, microphone, LISTEN_S)
    if found.level == "ok" and not sounded:
        return warn(f"{found.message}, but nothing but zeros comes", ADVICE["silent"])
    return found


async def loudspeaker_finding(
    settings: LoudspeakerSettings, opens: Callable[[LoudspeakerSettings], Loudspeaker] = open_loudspeaker
) -> Finding:
    """Open it; nothing is played."""
    return await _settled("loudspeaker", settings, opens(settings), 0.0)


async def _settled(role: str, settings: Settings, device: Microphone | Loudspeaker, stay_s: float) -> Finding:
    """How the device is once it has been opened, or could not be."""
    return _finding(role, settings, *await opened(device, ANSWER_WITHIN_S, stay_s))


def _finding(role: str, settings: Settings, status: DeviceStatus, figures: Mapping[str, object]) -> Finding:
    place = settings.address if settings.driver == "pcm" else figures.get("device") or settings.device
    if status.device is DeviceState.STARTING:
        return warn(f"{role} {place}: no answer within {ANSWER_WITHIN_S:.0f} s", ADVICE["stopped"])
    if status.usable:
        return ok(f"{role} {place}")
    codes = [fault.code for fault in status.faults]
    return warn(f"{role}: {', '.join(codes)} ({figures.get('reason')})", " ".join(map(_advice, codes)))


def _advice(code: str) -> str:
    return ADVICE.get(code.partition("_")[2], "")
