"""A device is looked at through its driver, or through the robot that holds it."""

import asyncio
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from typing import Protocol, runtime_checkable

from drivers.status import DeviceState, DeviceStatus
from kiosk.cli.checks import running
from kiosk.cli.checks.finding import Finding, Patient, ok, warn

ANSWER_WITHIN_S = 10.0


class Device(Protocol):
    """What all drivers have."""

    @property
    def status(self) -> DeviceStatus:
        """The status last known."""

    def on_status(self, listener: Callable[[DeviceStatus], None]) -> None:
        """Call `listener` whenever the status changes."""

    async def run(self) -> None:
        """Keep it at work until cancelled."""


@runtime_checkable
class Diagnosed(Protocol):
    """A driver that has figures for a technician."""

    def diagnostics(self) -> Mapping[str, object]:
        """Its figures; nothing of what was heard, said, seen or read."""


async def opened(
    device: Device, within_s: float, stay_s: float = 0.0
) -> tuple[DeviceStatus, Mapping[str, object]]:
    """How the device is, and its figures, once it has been opened (and used for a while) or could not be."""
    settled = asyncio.Event()
    device.on_status(lambda status: settled.set())
    at_work = asyncio.create_task(device.run())
    try:
        with suppress(TimeoutError):
            async with asyncio.timeout(within_s):
                await settled.wait()
        await asyncio.sleep(stay_s if device.status.usable else 0.0)
        return device.status, device.diagnostics() if isinstance(device, Diagnosed) else {}
    finally:
        at_work.cancel()
        await asyncio.gather(at_work, return_exceptions=True)


async def device_finding(what: str, device: Device, advice: Callable[[str], str]) -> Finding:
    """How the device is once it has been opened, or could not be; `advice` about a fault's code."""
    status, figures = await opened(device, ANSWER_WITHIN_S)
    codes = [fault.code for fault in status.faults]
    if status.device is DeviceState.STARTING:
        return warn(f"{what}: no answer within {ANSWER_WITHIN_S:.0f} s", "unplug it and plug it in again")
    if codes:
        reason = figures.get("reason")
        told = f"{', '.join(codes)} ({reason})" if reason else ", ".join(codes)
        return warn(f"{what}: {told}", " ".join(filter(None, map(advice, codes))))
    return ok(f"{what}: it answers")


def of_robot(
    patient: Patient, name: str, what: str, roles: Collection[str], advice: Callable[[str], str]
) -> Finding:
    """What the robot `name` says of the devices of these `roles`, which it holds."""
    health = running.health(patient)
    if health is None:
        return warn(
            f"{name} is running and holds {what}, but its pages do not answer",
            "look at its log, or stop it and look again",
        )
    codes = [str(t.get("fault")) for t in health["troubles"] if t.get("device") in roles]
    if not codes:
        return ok(f"{name} is running and uses them")
    return warn(f"{name} is running and says: {', '.join(codes)}", " ".join(map(advice, codes)))


def together(found: Iterable[Finding]) -> Finding:
    """Several findings as one."""
    found = list(found)
    message = "; ".join(one.message for one in found)
    advice = "; ".join(dict.fromkeys(one.advice for one in found if one.advice))
    return warn(message, advice) if any(one.level != "ok" for one in found) else ok(message)
