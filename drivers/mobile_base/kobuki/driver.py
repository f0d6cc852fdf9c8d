"""A Kobuki base on a serial line.

Responsible for: driving while somebody wants it, 0.3 s at a time and within the acceleration limits; standing
still first, and until a person has looked, after whatever asks for it; readings, light, sounds, status.
Not responsible for: where to drive (drivers/mobile_base/navigation), which conditions ask for what
(drivers/mobile_base/failsafe), connecting (drivers/link.py). It carries no safety rating.
"""

import asyncio
import contextlib
import math
from collections.abc import Callable
from random import Random, SystemRandom
from typing import Self

from drivers.errors import Garbled, Silent, TransportError
from drivers.interfaces import Transport
from drivers.link import Link, LinkState, LinkTimes
from drivers.mobile_base.failsafe import Condition, Latch
from drivers.mobile_base.kobuki.identity import Identity
from drivers.mobile_base.kobuki.kinematics import Limits, wheel_command
from drivers.mobile_base.kobuki.protocol.commands import (
    Extra,
    Light,
    Melody,
    encode_drive,
    encode_gains_request,
    encode_outputs,
    encode_request,
)
from drivers.mobile_base.kobuki.protocol.feedback import Feedback, Malformed, decode_feedback
from drivers.mobile_base.kobuki.protocol.frames import FrameReader
from drivers.mobile_base.kobuki.senses import EmergencyStop, Senses
from drivers.mobile_base.kobuki.status import STARTING, status_held, status_lost
from drivers.mobile_base.kobuki.steering import Steering
from drivers.mobile_base.kobuki.words import Note, Words
from drivers.motion import BaseReading, Twist
from drivers.status import DeviceStatus
from drivers.transports.address import is_serial, transport_at
from drivers.transports.recording import RecordingTransport

ROLE = "mobile base"
TIMES = LinkTimes(settle_s=0.1, watch_s=0.05, silence_s=0.5)
WAITING_S = 0.04  # for what was read while our own loop was late
ALIVE_S = 0.1  # between two frames, five times what the base takes
RESEND_S = 0.05
SHORTEST_S = 0.001  # a timer may be early by the resolution of the loop's clock
WRITE_S = 0.3
QUESTIONS, ASK_S = 20, 0.05
MOVED_S = 1.0  # before it was lost, and it may have been moving still
_CONNECTED = (LinkState.IDENTIFYING, LinkState.READY)
_STAND = encode_drive(0, 0)
_QUESTION = encode_request(Extra.HARDWARE | Extra.FIRMWARE | Extra.UNIQUE_ID) + encode_gains_request()
_FLOW = "?flow="


class KobukiBase:
    """A base behind `transport` (drivers.interfaces.DriveBase). `emergency_stop` None: not wired to it."""

    def __init__(
        self,
        transport: Transport,
        chance: Random,
        emergency_stop: EmergencyStop | None = None,
        limits: Limits | None = None,
    ) -> None:
        self._limits = limits or Limits()
        self._frames = FrameReader()
        self._senses = Senses(emergency_stop)
        self._steering = Steering(self._limits)
        self._words = Words()
        self._latch = Latch()
        self._identity = Identity()
        self._heard_at = -math.inf
        self._due = asyncio.Event()
        self._was_ready = False
        self._valid_frames = self._malformed_frames = self._stops = 0
        self._said = Feedback()
        self._reading: BaseReading | None = None
        self._status = STARTING
        self._status_listeners: list[Callable[[DeviceStatus], None]] = []
        self._reading_listeners: list[Callable[[BaseReading], None]] = []
        self.link = Link(ROLE, transport, self, chance, TIMES)
        self.link.on_state(self._on_link_state)

    @classmethod
    def open(
        cls,
        address: str,
        baud: int = 115_200,
        emergency_stop_input: int | None = None,
        emergency_stop_is_high: bool = True,
        limits: Limits | None = None,
    ) -> Self:
        """The base at `address` (drivers/transports/address.py); no I/O before `run`.

        `emergency_stop_input`: the digital input 0 to 3 that reads high, or low, while the button is pressed.
        Raises `AddressError`, and `ValueError` for an input that there is not.
        """
        button = None
        if emergency_stop_input is not None:
            button = EmergencyStop(emergency_stop_input, emergency_stop_is_high)
        return cls(_transport_at(address, baud), SystemRandom(), button, limits)

    @property
    def status(self) -> DeviceStatus:
        """The status last known; `userError` while something is latched."""
        return self._status

    def on_status(self, listener: Callable[[DeviceStatus], None]) -> None:
        """Call `listener` on the event loop whenever the status changes."""
        self._status_listeners.append(listener)

    def on_reading(self, listener: Callable[[BaseReading], None]) -> None:
        """Call `listener` on the event loop with every reading of a base that is known."""
        self._reading_listeners.append(listener)

    @property
    def latched(self) -> tuple[Condition, ...]:
        """Conditions that hold it until a person has looked, gravest first."""
        return self._latch.held

    def drive(self, setpoint: Twist) -> None:
        """Want these speeds, for 0.3 s at most; nothing moves while something is latched, or it is not there.

        Raises ValueError for speeds that are no numbers or beyond the base's limits.
        """
        self._limits.check(setpoint)
        if self.link.state is LinkState.READY and not self._latch.held:
            self._steering.want(setpoint, _now())

    def stop(self) -> None:
        """Stand still at once, without a ramp."""
        self._steering.halt()
        self._due.set()

    def release(self) -> None:
        """A person has looked: end what is latched and no longer there, as far as the base tells."""
        if self._is_alive(_now()):
            self._latch.release()
            self._due.set()
            self._show()

    def sound(self, what: Melody | Note) -> None:
        """Sound it, if the base is there. Raises ValueError for a note that it does not have."""
        self._words.sound(what)

    async def run(self) -> None:
        """Keep the base connected until cancelled; it is told to stand still then."""
        speaking, connecting = (asyncio.ensure_future(work) for work in (self._speak(), self.link.run()))
        works = (speaking, connecting)
        try:
            ended, _ = await asyncio.wait(works, return_when=asyncio.FIRST_COMPLETED)
            for work in ended:
                work.result()
        finally:
            self._steering.halt()
            speaking.cancel()
            await asyncio.wait({speaking})
            await self._write(_STAND + encode_outputs(Light.OFF))
            connecting.cancel()
            await asyncio.wait(works)

    def receive(self, data: bytes) -> int:
        """For the link: take bytes from the wire. What asks to stand still is done before anybody hears."""
        now = _now()
        readings = [reading for payload in self._frames.feed(data) for reading in self._sense(payload, now)]
        if readings:
            self._heard_at = now
            self._reading = readings[-1]
            self._due.set()
            # the writer is woken first, so what stops the wheels leaves before a listener can be slow
            asyncio.get_running_loop().call_soon(self._tell, readings)
        return len(readings)

    async def identify(self) -> None:
        """For the link: who it is. Raises `Silent`, `Garbled`, `WrongFirmware`, `TransportError`."""
        noise_bytes = self._frames.noise_bytes
        for _ in range(QUESTIONS):
            await self.link.write(_QUESTION)
            await asyncio.sleep(ASK_S)
            if self._identity.is_whole and self._is_alive(_now()):
                self._identity.check()
                return
        raise self._silence(self._frames.noise_bytes > noise_bytes)

    async def watch(self) -> None:
        """For the link: a base speaks by itself, there is nothing to ask."""
        await asyncio.sleep(WAITING_S)

    def diagnostics(self) -> dict[str, object]:
        """Figures for a technician."""
        inputs = self._said.inputs
        return {
            "link": self.link.state.value,
            "reason": str(self.link.reason or ""),
            "outages": self.link.outages,
            **self._identity.figures(),
            "latched": [condition.value for condition in self._latch.held],
            "stops": self._stops,
            "frames": self._valid_frames,
            "bad_frames": self._frames.bad_frames + self._malformed_frames,
            "incomplete_frames": self._senses.incomplete_frames,
            "repeated_frames": self._senses.repeated_frames,
            "noise_bytes": self._frames.noise_bytes,
            "battery_v": self._reading.battery_v if self._reading else None,
            "cliff_adc": list(self._said.cliff_adc or ()),
            "digital_inputs": inputs.digital if inputs else None,
            "analogue_inputs": list(inputs.analogue) if inputs else [],
        }

    def _sense(self, payload: bytes, now: float) -> list[BaseReading]:
        """The reading a frame holds, if it may be believed; what asks to stand still is done."""
        try:
            said = decode_feedback(payload)
        except Malformed:
            self._malformed_frames += 1
            return []
        self._identity.add(said)
        sensed = self._senses.take(said, now)
        if sensed is None:
            return []
        self._said = said
        self._valid_frames += 1
        self._latch.see(sensed.conditions)
        if sensed.restarted:
            self._note_interruption(now)
        if self._latch.held:
            self._stops += self._steering.moving
            self._steering.halt()
        return [sensed.reading]

    async def _speak(self) -> None:
        """Tell the base again and again what it should do; also before it is known, that it should stand."""
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._pause_s(_now())):
                    await self._due.wait()
            self._due.clear()
            if self.link.state in _CONNECTED:
                await self._write(self._sentence(_now()))

    def _pause_s(self, now: float) -> float:
        """Until something is to be said: no later than the setpoint or the last frame is too old."""
        ends = (now + RESEND_S, self._steering.until, self._heard_at + ALIVE_S)
        return max(min(end - now for end in ends if end > now), SHORTEST_S)

    def _sentence(self, now: float) -> bytes:
        if not self._is_alive(now):
            self._steering.halt()
        drive = encode_drive(*wheel_command(self._steering.command(now)))
        if self.link.state is not LinkState.READY:
            return drive
        return drive + self._words.due(self._light(), now)

    def _light(self) -> Light:
        if self._latch.held:
            return Light.RED
        return Light.ORANGE if self._steering.moving else Light.GREEN

    async def _write(self, data: bytes) -> None:
        """Say it; a wire that does not take it in time is given up."""
        with contextlib.suppress(TransportError):
            try:
                async with asyncio.timeout(WRITE_S):
                    await self.link.write(data)
            except TimeoutError:
                self.link.drop(TransportError(f"the {ROLE} took no command for {WRITE_S:g} s"))

    def _is_alive(self, now: float) -> bool:
        return now < self._heard_at + ALIVE_S

    def _silence(self, garbled: bool) -> Silent:
        """Why a base could not be identified."""
        if self._is_alive(_now()):
            return Silent("the base tells what it senses, but not its versions and unique id")
        if garbled:
            return Garbled("bytes came, but none of a Kobuki: wrong device, or a bad cable")
        return Silent("nothing came from the base: is it switched on?")

    def _note_interruption(self, now: float) -> None:
        """It was lost, or has begun anew; who knows what happened to it if it moved."""
        if self._steering.moved_within(MOVED_S, now):
            self._latch.hold(Condition.POWER_CUT)

    def _tell(self, readings: list[BaseReading]) -> None:
        if self.link.state is LinkState.READY:
            for reading in readings:
                for listener in self._reading_listeners:
                    listener(reading)
            self._show()

    def _on_link_state(self, state: LinkState) -> None:
        if state in _CONNECTED:
            self._due.set()
        else:
            self._begin_anew(state)
        self._was_ready = state is LinkState.READY
        self._show()

    def _begin_anew(self, state: LinkState) -> None:
        """The connection is gone, or about to be made."""
        if self._was_ready and state is LinkState.LOST:
            self._note_interruption(_now())
        self._steering.halt()
        self._frames.forget()
        self._senses.begin()
        self._words.begin()
        self._identity = Identity()
        self._heard_at = -math.inf

    def _show(self) -> None:
        """Tell the status, if it is another."""
        status = self._status
        if self.link.state is LinkState.READY:
            status = status_held(self._latch.held)
        elif self.link.state is LinkState.LOST:
            status = status_lost(self.link.reason)
        if status != self._status:
            self._status = status
            for listener in self._status_listeners:
                listener(status)


def _transport_at(address: str, baud: int) -> Transport:
    """Without flow control: any byte may be in a frame."""
    plain = is_serial(address) and _FLOW not in address
    return RecordingTransport(transport_at(f"{address}{_FLOW}none" if plain else address, baud), ROLE)


def _now() -> float:
    return asyncio.get_running_loop().time()
