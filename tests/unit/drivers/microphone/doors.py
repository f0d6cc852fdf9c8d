"""Each kind of microphone with its other side: what a test of the role needs."""

import asyncio
from random import Random

from drivers.errors import TransportError
from drivers.microphone.pcm.driver import PcmMicrophone
from drivers.microphone.portaudio.driver import PortAudioMicrophone
from drivers.sound.portaudio.host import PortAudioHost
from drivers.transports.memory import MemoryWire
from tests.unit.drivers.sound.fake_sounddevice import FakeDevice, FakeSoundDevice

BLOCK_S = 0.02
BLOCK_BYTES = 640


class PcmDoor:
    """A memory wire and what sends over it as fast as sound goes."""

    def __init__(self) -> None:
        self.wire = MemoryWire()
        self.microphone = PcmMicrophone(self.wire.host, Random(1))
        self.says = bytearray()
        self.noise = b"\x01\x00"
        self.stands_still = False

    @property
    def given_back(self) -> bool:
        return not self.wire.host._is_open

    def unplug(self) -> None:
        self.wire.cut()

    def plug(self) -> None:
        self.wire.mend()

    async def run(self) -> None:
        """The other side, for ever."""
        while True:
            try:
                await self.wire.device.open()
                await self._send()
            except TransportError:
                await self.wire.device.close()
                await asyncio.sleep(BLOCK_S)

    async def _send(self) -> None:
        while True:
            await asyncio.sleep(BLOCK_S)
            if self.stands_still:
                await self.wire.device.write(b"")
                continue
            data = bytes(self.says[:BLOCK_BYTES])
            if self.wire.host._is_open:
                del self.says[:BLOCK_BYTES]
            await self.wire.device.write(data + self.noise * ((BLOCK_BYTES - len(data)) // 2))


class PortAudioDoor:
    """The fake library with one device, beside one that is not meant."""

    def __init__(self) -> None:
        self.device = FakeDevice("USB PnP")
        self.module = FakeSoundDevice(FakeDevice("HDMI", inputs=0), self.device)
        host = PortAudioHost(self.module.load, self.module.listing, self.module.cards)
        self.microphone = PortAudioMicrophone(host, "usb", Random(1))

    @property
    def says(self) -> bytearray:
        return self.device.says

    @property
    def noise(self) -> bytes:
        return self.device.noise

    @noise.setter
    def noise(self, noise: bytes) -> None:
        self.device.noise = noise

    @property
    def stands_still(self) -> bool:
        return self.device.stands_still

    @stands_still.setter
    def stands_still(self, still: bool) -> None:
        self.device.stands_still = still

    @property
    def given_back(self) -> bool:
        return all(stream.closed for stream in self.module.streams)

    def unplug(self) -> None:
        self.module.plugged.remove(self.device)

    def plug(self) -> None:
        self.module.plugged.append(self.device)

    async def run(self) -> None:
        """The library has its own threads."""
        await asyncio.Event().wait()


DOORS = {"pcm": PcmDoor, "sounddevice": PortAudioDoor}
