"""One PortAudio for all: streams survive a look for devices, and a look is not made amid a sound."""

import asyncio
from contextlib import asynccontextmanager

import pytest

from drivers.errors import TransportError
from drivers.sound.errors import Cause, SoundError
from drivers.sound.portaudio.devices import Direction, forms_to_hear
from drivers.sound.portaudio.handover import Handover
from drivers.sound.portaudio.host import PortAudioHost
from drivers.sound.portaudio.transport import PortAudioTransport
from tests.unit.drivers.sound.fake_sounddevice import FakeDevice, FakeSoundDevice
from tests.unit.drivers.sound.waiting import until


class Listening:
    """A use that puts what it hears as it comes."""

    direction = Direction.INPUT

    def __init__(self) -> None:
        self.busy = False

    def forms(self, device):
        return forms_to_hear(device)

    def stream(self, library, device, form, put, finished):
        return library.RawInputStream(
            device=device.index,
            samplerate=form.rate_hz,
            channels=form.channels,
            blocksize=form.rate_hz // 50,
            latency=0.06,
            callback=lambda data, frames, at, flags: put(bytes(data)),
            finished_callback=finished,
        )


class Bench:
    """A host on a fake library, with a clock that stands."""

    def __init__(self, *plugged: FakeDevice) -> None:
        self.module = FakeSoundDevice(*plugged)
        self.now = 100.0
        self.loads = 0
        self.host = PortAudioHost(
            self.load, self.module.listing, lambda: self.module.cards(), lambda: self.now
        )
        self.opened: list[PortAudioTransport] = []

    def load(self):
        self.loads += 1
        return self.module.load()

    def transport(self, name: str) -> PortAudioTransport:
        self.opened.append(PortAudioTransport(self.host, name, Listening()))
        return self.opened[-1]


@asynccontextmanager
async def bench(*plugged):
    """All that was opened is closed at the end."""
    made = Bench(*plugged)
    try:
        yield made
    finally:
        for transport in made.opened:
            await transport.close()
        assert all(stream.closed for stream in made.module.streams)


async def refused(transport: PortAudioTransport) -> Cause:
    """Why it does not open."""
    with pytest.raises(SoundError) as told:
        await transport.open()
    return told.value.cause


async def test_nothing_is_loaded_before_a_device_is_wanted():
    async with bench(FakeDevice("usb")) as made:
        transport = made.transport("usb")
        assert made.loads == 0
        await transport.open()
        assert made.loads == 1
        assert len(await transport.read()) >= 640


@pytest.mark.parametrize("cause", [Cause.NO_LIBRARY, Cause.REFUSED])
async def test_a_library_that_cannot_look_is_never_loaded_and_that_is_believed_for_a_while(cause):
    async with bench(FakeDevice("usb")) as made:
        made.module.cannot_list = SoundError(cause, "it cannot")
        transport = made.transport("usb")
        for _ in range(50):
            assert await refused(transport) is cause
        assert (made.module.listings, made.loads) == (1, 0)
        made.module.cannot_list = None
        made.now += 5
        await transport.open()


async def test_a_device_that_is_plugged_in_is_found_at_once_and_the_other_goes_on():
    usb, headset = FakeDevice("usb"), FakeDevice("headset")
    async with bench(usb) as made:
        one, other = made.transport("usb"), made.transport("headset")
        await one.open()
        assert await refused(other) is Cause.NOT_FOUND
        made.module.plugged.append(headset)
        await other.open()
        usb.says += b"\x07\x00" * 640
        data = b""
        while b"\x07\x00" * 640 not in data:
            data += await one.read()
        assert made.module.initialisations == 2


async def test_without_a_changed_card_it_is_looked_ever_less_often_and_the_other_goes_on():
    async with bench(FakeDevice("usb")) as made:
        one, other = made.transport("usb"), made.transport("headset")
        await one.open()
        for _ in range(3600):
            await refused(other)
            made.now += 1
        assert 60 <= made.module.listings <= 66
        assert made.module.initialisations == 1


async def test_a_device_that_came_with_no_card_is_found_all_the_same():
    async with bench(FakeDevice("usb")) as made:
        made.module.cards = lambda: ""
        one, other = made.transport("usb"), made.transport("server")
        await one.open()
        await refused(other)
        made.module.plugged.append(FakeDevice("sound server"))
        assert await refused(other) is Cause.NOT_FOUND
        made.now += 60
        await other.open()


async def test_a_look_waits_for_the_end_of_a_sound():
    usb, headset = FakeDevice("usb"), FakeDevice("headset")
    async with bench(usb) as made:
        one, other = made.transport("usb"), made.transport("headset")
        await one.open()
        one._use.busy = True
        made.module.plugged.append(headset)
        assert await refused(other) is Cause.NOT_FOUND
        assert made.module.initialisations == 1
        one._use.busy = False
        await other.open()


async def test_a_device_that_went_meanwhile_is_told_its_reader():
    usb, headset = FakeDevice("usb"), FakeDevice("headset")
    async with bench(usb) as made:
        one, other = made.transport("usb"), made.transport("headset")
        await one.open()
        usb.stands_still = True
        usb.held = True  # so that it cannot be opened again
        made.module.plugged.append(headset)
        await other.open()
        with pytest.raises(SoundError) as told:
            while True:
                await one.read()
        assert told.value.cause is Cause.BUSY


async def test_a_held_device_is_busy_and_not_looked_for():
    async with bench(FakeDevice("usb", held=True)) as made:
        for _ in range(10):
            assert await refused(made.transport("usb")) is Cause.BUSY
            made.now += 60
        assert (made.module.listings, made.module.initialisations) == (1, 1)


@pytest.mark.parametrize("fails", ["fails_to_initialise", "fails_to_terminate"])
async def test_a_library_that_fails_to_look_loses_all_and_recovers(fails):
    usb, headset = FakeDevice("usb"), FakeDevice("headset")
    async with bench(usb) as made:
        one, other = made.transport("usb"), made.transport("headset")
        await one.open()
        made.module.plugged.append(headset)
        setattr(made.module, fails, -9999)
        assert await refused(other) is Cause.REFUSED
        with pytest.raises(SoundError):
            while True:
                await one.read()
        assert await refused(other) is Cause.REFUSED
        setattr(made.module, fails, 0)
        made.now += 60
        await other.open()
        await one.close()
        await one.open()


async def test_a_device_of_other_formats_is_opened_with_what_it_takes():
    async with bench(FakeDevice("array", inputs=6, rates_hz=(48_000,), channels=(6,))) as made:
        transport = made.transport("array")
        await transport.open()
        assert transport.figures == {
            "device": "array",
            "rate_hz": 48_000,
            "channels": 6,
            "latency_ms": 60,
        }


@pytest.mark.parametrize("fault", [{"rates_hz": ()}, {"broken": -9999}])
async def test_a_device_that_takes_nothing_is_refused(fault):
    async with bench(FakeDevice("usb", **fault)) as made:
        assert await refused(made.transport("usb")) is Cause.REFUSED


async def test_a_stream_that_does_not_start_is_closed():
    async with bench(FakeDevice("usb")) as made:
        made.module.fails_to_start = -9999
        assert await refused(made.transport("usb")) is Cause.REFUSED
        assert [stream.closed for stream in made.module.streams] == [True]


async def test_a_pulled_device_ends_the_reading_at_once():
    usb = FakeDevice("usb")
    async with bench(usb) as made:
        transport = made.transport("usb")
        await transport.open()
        made.module.plugged.remove(usb)
        with pytest.raises(SoundError) as told:
            while True:
                await transport.read()
        assert told.value.cause is Cause.ENDED


async def test_an_opening_that_is_given_up_is_closed_all_the_same():
    async with bench(FakeDevice("usb")) as made:
        transport = made.transport("usb")
        opening = asyncio.create_task(transport.open())
        await asyncio.sleep(0)
        opening.cancel()
        await transport.close()
        assert all(stream.closed for stream in made.module.streams)
        with pytest.raises(TransportError, match="was closed"):
            while True:
                await transport.read()


async def test_a_library_that_cannot_list_its_devices_is_refused():
    async with bench(FakeDevice("usb")) as made:
        transport = made.transport("usb")
        await transport.open()
        await transport.close()
        made.module.initialised = False
        assert await refused(transport) is Cause.REFUSED


async def test_nothing_is_written_to_it():
    async with bench() as made:
        with pytest.raises(TransportError, match="takes no bytes"):
            await made.transport("usb").write(b"x")


async def test_what_a_busy_loop_does_not_take_is_bounded_and_the_newest_is_kept():
    taken: list[bytes] = []
    handover = Handover(1000, taken.append)
    handover.begin()
    await asyncio.to_thread(lambda: [handover.put(bytes((n,)) * 100) for n in range(50)])
    await until(lambda: taken)
    handover.put(b"more")
    await until(lambda: taken[-1].endswith(b"more"))
    data = b"".join(taken)
    assert len(data) + handover.lost_bytes == 5004
    assert data.endswith(b"\x31" * 100 + b"more")


async def test_one_turn_of_the_loop_takes_all_that_came():
    taken: list[bytes] = []
    handover = Handover(250, taken.append)
    handover.begin()
    for n in range(5):
        handover.put(bytes((n,)) * 100)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert taken == [b"\x02" * 50 + b"\x03" * 100 + b"\x04" * 100]


def test_nobody_listens_any_more_when_the_loop_has_ended():
    taken: list[bytes] = []
    handover = Handover(250, taken.append)
    handover.put(b"before any loop")

    async def begin() -> None:
        handover.begin()

    asyncio.run(begin())
    handover.put(b"after it")
    assert taken == []
