"""A folder of recordings: what is used, and what is said about the rest."""

from pathlib import Path

import pytest

from dialogs.speaking import recorded
from dialogs.speaking.recorded import MOST_FILE_BYTES, Recordings, load_recordings
from dialogs.speaking.samples import silence
from dialogs.speaking.wav import write_wav
from tests.unit.dialogs.speaking.sounds import sine

RESPONSES = {"say_hello": "Xin chào Ông/Bà.", "choose_again": "Xin chọn.", "offer": "Lấy số cho {service}?"}
GOOD = write_wav(sine(440, 0.5))


def loaded(folder: Path, **files: bytes) -> Recordings:
    for name, data in files.items():
        (folder / name.replace("__", ".")).write_bytes(data)
    return load_recordings(folder, RESPONSES)


def said(recordings: Recordings) -> list[tuple[str, str, bool]]:
    return [(problem.file.name, problem.message, problem.is_warning) for problem in recordings.problems]


def test_a_recording_is_found_by_the_key_of_its_response(tmp_path: Path) -> None:
    recordings = loaded(tmp_path, say_hello__wav=GOOD, choose_again__wav=write_wav(sine(880, rate_hz=48000)))
    assert recordings.speeches == {"say_hello": sine(440, 0.5), "choose_again": sine(880, rate_hz=48000)}
    assert recordings.problems == ()


def test_no_folder_is_no_recordings(tmp_path: Path) -> None:
    assert load_recordings(tmp_path / "audio", RESPONSES) == Recordings({}, ())
    assert loaded(tmp_path, readme__txt=b"who spoke, and when", _hidden=b"") == Recordings({}, ())


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("sey_hello.wav", GOOD, "there is no response `sey_hello`; did you mean `say_hello.wav`?"),
        ("zzz.wav", GOOD, "there is no response `zzz`; name it after a key of the responses"),
        (
            "offer.wav",
            GOOD,
            "the text of `offer` has a part in {} that changes; such a response cannot be recorded",
        ),
        ("say_hello.mp3", GOOD, "`.mp3` is not used; save it as `say_hello.wav`"),
        ("say_hello.WAV", GOOD, "`.WAV` is not used; save it as `say_hello.wav`"),
        ("say_hello.wav", b"", "the file is empty; save the recording again"),
        ("say_hello.wav", GOOD[:-100], "cut off: 21950 of 22050 bytes are there; copy it again"),
        ("say_hello.wav", bytes(MOST_FILE_BYTES + 1), "larger than 17 MB; at most 60 s, cut it"),
    ],
)
def test_a_wrong_file_is_left_out_and_named(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(data)
    recordings = load_recordings(tmp_path, RESPONSES)
    assert (recordings.speeches, said(recordings)) == ({}, [(name, message, False)])


def test_one_bad_file_does_not_silence_the_others(tmp_path: Path) -> None:
    (tmp_path / "choose_again.wav").mkdir()
    recordings = loaded(tmp_path, say_hello__wav=GOOD)
    assert list(recordings.speeches) == ["say_hello"]
    assert said(recordings) == [("choose_again.wav", "cannot be read: Is a directory", False)]


def test_a_doubtful_recording_is_used_with_a_warning(tmp_path: Path) -> None:
    recordings = loaded(
        tmp_path,
        say_hello__wav=write_wav(silence(22050, 1)),
        choose_again__wav=write_wav(sine(440, loudness=1.2)),
    )
    assert sorted(recordings.speeches) == ["choose_again", "say_hello"]
    assert said(recordings) == [
        ("choose_again.wav", "too loud, it is distorted; record it again with less gain", True),
        ("say_hello.wav", "silent; record it again, nearer to the microphone", True),
    ]
    faint = loaded(tmp_path, say_hello__wav=write_wav(sine(440, loudness=0.003)))
    assert said(faint)[1][1].startswith("hardly to be heard (-53 dB of full scale); record it again")


def test_all_recordings_together_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recorded, "MOST_BYTES", 1 << 20)
    long = write_wav(sine(440, 15))
    recordings = loaded(tmp_path, choose_again__wav=long, say_hello__wav=long)
    assert list(recordings.speeches) == ["choose_again"]
    assert said(recordings) == [
        ("say_hello.wav", "the recordings together are larger than 1 MB; shorten some", False)
    ]
