"""Looking for devices in a process of its own: what it finds, and how it may end."""

import json
import subprocess
from types import SimpleNamespace

import pytest

from drivers.loudspeaker.portaudio.driver import PortAudioLoudspeaker
from drivers.microphone.portaudio.driver import PortAudioMicrophone
from drivers.sound.errors import Cause, SoundError
from drivers.sound.portaudio import listing
from tests.unit.drivers.sound.fake_sounddevice import FakeDevice, FakeSoundDevice


@pytest.mark.parametrize(
    ("code", "said", "cause", "told"),
    [
        (
            listing.NO_LIBRARY_CODE,
            b"PortAudio cannot be used\n",
            Cause.NO_LIBRARY,
            "PortAudio cannot be used",
        ),
        (-6, b"", Cause.REFUSED, "exit code -6"),
        (1, b"", Cause.REFUSED, "exit code 1"),
    ],
)
def test_a_process_that_fails_says_why(monkeypatch, code, said, cause, told):
    ended = SimpleNamespace(returncode=code, stdout=said)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: ended)
    with pytest.raises(SoundError, match=told) as error:
        listing.listing_now()
    assert error.value.cause is cause


def test_a_process_that_hangs_is_not_waited_for(monkeypatch):
    def hang(*_, timeout, **__):
        raise subprocess.TimeoutExpired("python", timeout)

    monkeypatch.setattr(subprocess, "run", hang)
    with pytest.raises(SoundError, match="hangs"):
        listing.listing_now()


def test_what_the_process_prints_is_what_the_library_lists(monkeypatch, capsys):
    module = FakeSoundDevice(FakeDevice("USB"))
    monkeypatch.setattr(listing, "load", lambda: module)
    assert listing.main() == 0
    assert listing.Listing(**json.loads(capsys.readouterr().out)) == module.listing()


def test_without_the_library_the_process_says_so(monkeypatch, capsys):
    def missing():
        raise SoundError(Cause.NO_LIBRARY, "apt-get install libportaudio2")

    monkeypatch.setattr(listing, "load", missing)
    assert listing.main() == listing.NO_LIBRARY_CODE
    assert capsys.readouterr().out == "apt-get install libportaudio2"


def test_all_devices_of_a_process_share_its_one_library():
    microphone, loudspeaker = PortAudioMicrophone.open("default"), PortAudioLoudspeaker.open("default")
    assert microphone._transport._host is loudspeaker._transport._host
