"""WAV files as people's recorders write them, and those that are wrong."""

import io
import struct
import wave
from random import Random

import numpy as np
import pytest

from dialogs.interfaces import Speech
from dialogs.speaking.wav import CHUNK, FORMAT, RIFF, write_wav
from dialogs.speaking.wav_reading import EXTENSIBLE, FLOAT, LONGEST_S, BadWav, read_wav
from dialogs.speaking.waves import samples_of
from tests.unit.dialogs.speaking.sounds import sine

PCM_GUID_REST = bytes.fromhex("000000001000800000aa00389b71")
RAMP = np.arange(-32768, 32768, 7).astype("<i2")


def wav(samples: bytes, *, rate_hz: int = 22050, bits: int = 16, channels: int = 1, kind: int = 1) -> bytes:
    """A file as the manual describes it."""
    frame = channels * bits // 8
    return parts(FORMAT.pack(kind, channels, rate_hz, rate_hz * frame, frame, bits), samples)


def parts(form: bytes, samples: bytes, length: int | None = None) -> bytes:
    chunks = CHUNK.pack(b"fmt ", len(form)) + form
    chunks += CHUNK.pack(b"data", len(samples) if length is None else length) + samples
    return RIFF.pack(b"RIFF", 4 + len(chunks), b"WAVE") + chunks


def test_what_is_written_is_read_back_and_is_right_for_others() -> None:
    tone = sine(440)
    assert read_wav(write_wav(tone)) == tone
    with wave.open(io.BytesIO(write_wav(tone))) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 22050)
        assert file.readframes(file.getnframes()) == tone.pcm


@pytest.mark.parametrize("rate_hz", [8000, 11025, 16000, 44100, 48000])
@pytest.mark.parametrize("channels", [1, 2])
def test_every_sample_of_16_bit_comes_through(rate_hz: int, channels: int) -> None:
    speech = read_wav(wav(np.repeat(RAMP, channels).tobytes(), rate_hz=rate_hz, channels=channels))
    assert speech == Speech(rate_hz, RAMP.tobytes())


def test_8_and_24_bit() -> None:
    assert list(samples_of(read_wav(wav(bytes([0, 128, 255, 129]), bits=8)))) == [-32768, 0, 32512, 256]
    wide = b"".join((int(value) * 256).to_bytes(3, "little", signed=True) for value in RAMP)
    assert read_wav(wav(wide, bits=24)) == Speech(22050, RAMP.tobytes())
    assert list(samples_of(read_wav(wav(b"\xff\xff\x7f\x00\x00\x80", bits=24)))) == [32767, -32768]


def test_stereo_is_mixed() -> None:
    both = np.array([[1000, 3000], [-32768, -32768], [32767, -32767]], "<i2")
    assert list(samples_of(read_wav(wav(both.tobytes(), channels=2)))) == [2000, -32768, 0]


def test_an_extensible_file_with_other_chunks_of_odd_length_between() -> None:
    form = (
        FORMAT.pack(EXTENSIBLE, 1, 16000, 48000, 3, 24) + struct.pack("<HHIH", 22, 24, 4, 1) + PCM_GUID_REST
    )
    notes = CHUNK.pack(b"LIST", 5) + b"INFO!" + b"\0"
    chunks = (
        notes
        + CHUNK.pack(b"fmt ", len(form))
        + form
        + notes
        + CHUNK.pack(b"data", 3)
        + b"\x00\x00\x40\0"
        + notes
    )
    assert list(samples_of(read_wav(RIFF.pack(b"RIFF", 4 + len(chunks), b"WAVE") + chunks))) == [16384]


def test_data_of_unknown_length_goes_to_the_end() -> None:
    form = FORMAT.pack(1, 1, 22050, 44100, 2, 16)
    assert read_wav(parts(form, RAMP.tobytes(), 0xFFFFFFFF)).pcm == RAMP.tobytes()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "the file is empty; save the recording again"),
        (b"ID3\x04 this is an mp3", "not a WAV file; save the recording as WAV"),
        (b"RIFF\0\0\0\0AVI LIST", "not a WAV file"),
        (RIFF.pack(b"RIFF", 4, b"WAVE"), "no sound in the file"),
        (wav(b""), "a recording of 0 s"),
        (wav(RAMP.tobytes())[:40], "no sound in the file"),
        (wav(RAMP.tobytes())[:1000], "cut off: 956 of 18726 bytes are there; copy it again"),
        (wav(RAMP.tobytes())[:30], "the file is cut off"),
        (wav(RAMP.tobytes(), kind=FLOAT, bits=32), "32-bit float; save it as PCM of 16 bit"),
        (wav(RAMP.tobytes(), kind=0x55), "MP3; save it as PCM"),
        (wav(RAMP.tobytes(), kind=0x1234), "coding 4660; save it as PCM"),
        (wav(RAMP.tobytes(), bits=32), "32 bit; save it with 16 bit"),
        (wav(RAMP.tobytes(), bits=0), "0 bit"),
        (wav(RAMP.tobytes(), channels=6), "6 channels; save it as mono"),
        (wav(RAMP.tobytes(), channels=0), "0 channels"),
        (wav(RAMP.tobytes(), rate_hz=96000), "96000 Hz; save it with 22050 Hz"),
        (wav(RAMP.tobytes(), rate_hz=0), "0 Hz"),
        (wav(bytes(2 * 8000 * (LONGEST_S + 1)), rate_hz=8000), "61 s long; at most 60 s, cut it"),
    ],
)
def test_what_is_wrong_is_said_with_what_would_be_right(data: bytes, said: str) -> None:
    with pytest.raises(BadWav) as caught:
        read_wav(data)
    assert str(caught.value).startswith(said)


def test_damaged_files_are_read_or_refused_and_never_worse() -> None:
    chance, whole = Random(3), wav(RAMP[:300].tobytes(), bits=24, channels=2)
    for _ in range(3000):
        data = bytearray(whole)
        for _ in range(chance.randrange(1, 6)):
            data[chance.randrange(len(data) if chance.random() < 0.3 else 48)] = chance.randrange(256)
        try:
            speech = read_wav(bytes(data[: chance.choice((len(data), chance.randrange(len(data))))]))
        except BadWav:
            continue
        assert 8000 <= speech.rate_hz <= 48000
        assert 0 < len(speech.pcm) <= len(data)
