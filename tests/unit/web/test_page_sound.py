import asyncio
from contextlib import suppress

import pytest

from drivers.interfaces import Sound
from drivers.status import DeviceState, DeviceStatus
from kiosk.web import page_sound
from kiosk.web.page_sound import PageLoudspeaker, PageMicrophone
from state_machines.doors import Door, Doors

HELLO = Sound(22050, bytes(4410))


class Page:
    """What the loudspeaker has told the page."""

    def __init__(self) -> None:
        self.told: list[tuple[object, ...]] = []
        self.loudspeaker = PageLoudspeaker(
            lambda id_, sound, gain: self.told.append((id_, sound.rate_hz, gain)),
            lambda: self.told.append(("stop",)),
        )
        self.loudspeaker.turn(True)

    def play(self, sound: Sound = HELLO, gain: float = 1.0) -> asyncio.Task[bool]:
        return asyncio.get_running_loop().create_task(self.loudspeaker.play(sound, gain))


@pytest.fixture
async def page() -> Page:
    return Page()


async def moments() -> None:
    for _ in range(3):
        await asyncio.sleep(0)


async def test_a_sound_is_whole_when_the_page_says_so(page: Page) -> None:
    playing = page.play(gain=0.5)
    await moments()
    assert page.told == [(1, 22050, 0.5)] and not playing.done()
    page.loudspeaker.played(1, True)
    assert await playing and page.told == [(1, 22050, 0.5)]


@pytest.mark.parametrize("how", ["page", "stop", "off"])
async def test_what_is_stopped_was_not_heard_to_its_end(page: Page, how: str) -> None:
    playing = page.play()
    await moments()
    if how == "page":
        page.loudspeaker.played(1, False)
    elif how == "stop":
        page.loudspeaker.stop()
    else:
        page.loudspeaker.turn(False)
    assert await playing is False
    assert page.told[1:] == ([("stop",)] if how == "stop" else [])


async def test_a_new_sound_takes_the_place_of_the_old_one(page: Page) -> None:
    first = page.play()
    await moments()
    second = page.play()
    assert await first is False
    page.loudspeaker.played(1, True)  # the page's late word of the first one
    await moments()
    assert not second.done()
    page.loudspeaker.played(2, True)
    assert await second and ("stop",) not in page.told


async def test_a_page_that_says_nothing_is_not_waited_for_for_ever(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_sound, "GRACE_S", 0.05)
    assert await page.play() is False
    assert page.told[-1] == ("stop",)
    page.loudspeaker.played(1, True)  # too late for anybody


async def test_whoever_gives_up_leaves_silence(page: Page) -> None:
    playing = page.play()
    await moments()
    playing.cancel()
    with suppress(asyncio.CancelledError):
        await playing
    assert page.told[-1] == ("stop",)
    page.loudspeaker.stop()
    assert page.told.count(("stop",)) == 1


async def test_nothing_is_sent_to_a_page_that_may_not_be_heard(page: Page) -> None:
    page.loudspeaker.turn(False)
    assert await page.play() is False and page.told == []
    page.loudspeaker.turn(True)
    assert await page.play(Sound(16000, b"")) is True and page.told == []


async def test_the_status_follows_the_page(page: Page) -> None:
    seen: list[DeviceStatus] = []
    page.loudspeaker.on_status(seen.append)
    for on in (True, False, False, True):
        page.loudspeaker.turn(on)
    assert [status.device for status in seen] == [DeviceState.OFFLINE, DeviceState.ONLINE]
    assert PageLoudspeaker(lambda *_: None, lambda: None).status.usable is False


async def test_both_are_devices_of_a_door() -> None:
    microphone, heard = PageMicrophone(), bytearray()
    doors = Doors(Door(microphone=microphone, echo_cancelled=True, by_page=True))
    doors.on_audio(heard.extend)
    microphone.heard(b"\x01\x02")
    assert doors.ear is not None and doors.ear.echo_cancelled and heard == b"\x01\x02"
    microphone.turn(False)
    assert doors.ear is None
    microphone.heard(b"\x03\x04")
    assert heard == b"\x01\x02"


@pytest.mark.parametrize("device", [PageMicrophone(), Page().loudspeaker])
async def test_it_runs_until_cancelled(device: PageMicrophone | PageLoudspeaker) -> None:
    running = asyncio.get_running_loop().create_task(device.run())
    await moments()
    assert not running.done()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
