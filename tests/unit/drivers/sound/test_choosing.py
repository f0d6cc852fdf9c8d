"""Which device is meant, with which format, and what the library's errors mean."""

import pytest

from drivers.errors import Garbled, Silent, TransportError
from drivers.sound.errors import Cause, SoundError
from drivers.sound.portaudio.cards import cards_of
from drivers.sound.portaudio.devices import (
    Device,
    Direction,
    Form,
    chosen,
    default_of,
    devices_of,
    forms_to_hear,
    forms_to_sound,
)
from drivers.sound.portaudio.library import error_of, load
from drivers.sound.portaudio.seldom import Seldom
from drivers.sound.status import status_without
from tests.unit.drivers.sound.fake_sounddevice import FakeDevice, FakeSoundDevice

HDMI = FakeDevice("HDA HDMI: 0 (hw:0,3)", inputs=0, outputs=8)
USB = FakeDevice("USB PnP Sound Device: Audio (hw:1,0)", inputs=1, outputs=2)
USB_TWO = FakeDevice("USB PnP Sound Device: Audio (hw:2,0)", inputs=1, outputs=0)
DEFAULT = FakeDevice("default", inputs=32, outputs=32)


def names(wanted: str, *there: FakeDevice, direction: Direction = Direction.INPUT) -> str:
    module = FakeSoundDevice(*there)
    devices = devices_of(module.query_devices(), direction)
    return chosen(devices, wanted, default_of(module.query_hostapis(), direction)).name


def test_only_devices_of_that_direction_count():
    assert names("default", HDMI, USB) == USB.name
    assert names("default", HDMI, USB, direction=Direction.OUTPUT) == HDMI.name


@pytest.mark.parametrize("wanted", ["USB PnP", "usb pnp", "(hw:1,0)", USB.name])
def test_a_part_of_the_name_is_enough(wanted):
    assert names(wanted, HDMI, DEFAULT, USB, USB_TWO) == USB.name


def test_the_whole_name_goes_before_a_part_of_another():
    front = FakeDevice("not the default one")
    assert names("hw:2", front, USB, USB_TWO) == USB_TWO.name
    assert names("default", HDMI, DEFAULT, direction=Direction.OUTPUT) == HDMI.name  # the system's choice
    assert names("default", FakeDevice("x", inputs=0), DEFAULT) == DEFAULT.name


def test_a_device_that_is_not_there_tells_which_are():
    with pytest.raises(SoundError, match=r"no sound device 'Jabra' \(there: 'USB PnP .*'\)") as told:
        names("Jabra", HDMI, USB)
    assert told.value.cause is Cause.NOT_FOUND
    with pytest.raises(SoundError, match="there: none"):
        names("default", HDMI)


def test_our_rate_and_one_channel_are_asked_for_first():
    array = Device(0, "six microphones", 6, 48_000)
    assert list(forms_to_hear(array))[:4] == [
        Form(16_000, 1),
        Form(16_000, 2),
        Form(16_000, 6),
        Form(48_000, 1),
    ]
    mono = Device(0, "x", 1, 16_000)
    assert list(forms_to_hear(mono)) == [Form(16_000, 1), Form(48_000, 1), Form(44_100, 1)]


def test_a_loudspeaker_is_asked_for_its_own_rate_first_and_never_for_very_many_channels():
    plug = Device(0, "default", 128, 44_100)
    assert list(forms_to_sound(plug)) == [
        Form(44_100, 1),
        Form(44_100, 2),
        Form(48_000, 1),
        Form(48_000, 2),
    ]


@pytest.mark.parametrize(
    ("code", "cause"),
    [(-9985, Cause.BUSY), (-9996, Cause.NOT_FOUND), (-9999, Cause.REFUSED), (-9993, Cause.REFUSED)],
)
def test_the_librarys_codes_are_told_apart(code, cause):
    error = error_of(FakeSoundDevice.PortAudioError("Error opening RawInputStream", code), "USB")
    assert error.cause is cause
    assert str(error).startswith("USB ")


@pytest.mark.parametrize(
    ("reason", "was_there", "state", "code", "action"),
    [
        (SoundError(Cause.NO_LIBRARY, ""), False, "noDevice", "sound_library_missing", "configuration"),
        (SoundError(Cause.NOT_FOUND, ""), False, "noDevice", "microphone_missing", "configuration"),
        (SoundError(Cause.NOT_FOUND, ""), True, "powerOff", "microphone_unplugged", "clear"),
        (SoundError(Cause.ENDED, ""), True, "powerOff", "microphone_unplugged", "clear"),
        (SoundError(Cause.BUSY, ""), True, "deviceBusy", "microphone_busy", "maintenance"),
        (SoundError(Cause.REFUSED, ""), True, "hardwareError", "microphone_error", "maintenance"),
        (TransportError(""), False, "powerOff", "microphone_unplugged", "clear"),
        (Silent(""), True, "offline", "microphone_stopped", "clear"),
        (Garbled(""), True, "offline", "microphone_stopped", "clear"),
    ],
)
def test_every_cause_says_who_must_act(reason, was_there, state, code, action):
    status = status_without("microphone", reason, was_there=was_there)
    (fault,) = status.faults
    assert (status.device, fault.code, fault.action, status.usable) == (state, code, action, False)


def test_without_the_library_the_package_is_named(monkeypatch):
    def refuse(name):
        raise OSError("PortAudio library not found")

    monkeypatch.setattr("importlib.import_module", refuse)
    with pytest.raises(SoundError, match="apt-get install libportaudio2") as told:
        load()
    assert told.value.cause is Cause.NO_LIBRARY


def test_another_card_is_another_text(tmp_path):
    cards, devices = tmp_path / "cards", tmp_path / "snd"
    seen = [cards_of(cards, devices)]
    cards.write_text(" 0 [PCH ]: HDA-Intel - HDA Intel PCH\n")
    seen.append(cards_of(cards, devices))
    devices.mkdir()
    (devices / "pcmC1D0c").touch()
    seen.append(cards_of(cards, devices))
    assert seen[0] == ""
    assert len(set(seen)) == 3


def test_what_is_costly_is_tried_ever_less_often_until_it_succeeds():
    seldom, tried = Seldom(5, 60), []
    for now in range(400):
        if seldom.is_due(now):
            seldom.tried(now)
            tried.append(now)
    assert tried == [0, 5, 15, 35, 75, 135, 195, 255, 315, 375]
    assert seldom.is_due(390, at_least_every_s=15)
    seldom.reached()
    assert not seldom.is_due(379)
    assert seldom.is_due(380)
