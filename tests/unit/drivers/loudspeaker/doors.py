"""Each kind of loudspeaker with its other side: what a test of the role needs."""

import asyncio
from random import Random

from drivers.errors import TransportError
from drivers.loudspeaker.pcm.driver import PcmLoudspeaker
from drivers.loudspeaker.portaudio.driver import PortAudioLoudspeaker
from drivers.sound.portaudio.host import PortAudioHost
from drivers.transports.memory import MemoryWire
from tests.unit.drivers.sound.fake_sounddevice import FakeDevice, FakeSoundDevice

RATE_HZ = 22_050


class PcmDoor:
    """A memory wire and what takes all that comes over it; `arrivals` has loop time and bytes."""

    def __init__(self) -> None:
        self.wire = MemoryWire(stall_s=0.5)
        self.loudspeaker = PcmLoudspeaker(self.wire.host, RATE_HZ, Random(1))
        self.arrivals: list[tuple[float, bytes]] = []
        self._goes = asyncio.Event()
        self._goes.set()

    @property
    def stands_still(self) -> bool:
        return not self._goes.is_set()

    @stands_still.setter
    def stands_still(self, still: bool) -> None:
        (self._goes.clear if still else self._goes.set)()

    @property
    def heard(self) -> bytes:
        return b"".join(data for _, data in self.arrivals)

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
                while True:
                    await self._goes.wait()
                    data = await self.wire.device.read()
                    self.arrivals.append((asyncio.get_running_loop().time(), data))
            except TransportError:
                await self.wire.device.close()
                await asyncio.sleep(0.02)


class PortAudioDoor:
    """The fake library with one device that sounds, beside one that does not."""

    def __init__(self) -> None:
        self.device = FakeDevice("USB PnP", rate_hz=RATE_HZ)
        self.module = FakeSoundDevice(FakeDevice("camera", outputs=0), self.device)
        self.host = PortAudioHost(self.module.load, self.module.listing, self.module.cards)
        self.loudspeaker = PortAudioLoudspeaker(self.host, "default", Random(1))

    @property
    def heard(self) -> bytes:
        return bytes(self.device.heard)

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
