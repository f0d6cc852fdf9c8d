"""The sound in a WAV file.

Responsible for: what people's recorders write: PCM of 8, 16 and 24 bit, mono and stereo, 8–48 kHz.
Not responsible for: files and folders (recorded.py). Format: Microsoft "Multimedia Programming Interface and
Data Specifications 1.0" (RIFF, 1991) and "Multiple Channel Audio Data and WAVE Files" (extensible, 2007).
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dialogs.interfaces import Speech
from dialogs.speaking.wav import CHUNK, FORMAT, PCM, RIFF
from dialogs.speaking.waves import FULL_SCALE, speech_of

RATES_HZ = (8000, 48000)
LONGEST_S = 60

FLOAT, EXTENSIBLE = 3, 0xFFFE
SUBFORMAT_AT = 24  # in an extensible format chunk: the tag that counts
UNTIL_THE_END = 0xFFFFFFFF  # as length of the data, by programs that write to a pipe
KINDS = {FLOAT: "32-bit float", 2: "ADPCM", 6: "A-law", 7: "µ-law", 0x55: "MP3"}


class BadWav(ValueError):
    """A recording that cannot be used: what is wrong, and what would be right."""


@dataclass(frozen=True, slots=True)
class _Format:
    channels: int
    rate_hz: int
    bits: int

    @property
    def frame_bytes(self) -> int:
        return self.channels * self.bits // 8


def read_wav(data: bytes) -> Speech:
    """The sound of a WAV file, stereo mixed to mono. Raises `BadWav`."""
    if not data:
        raise BadWav("the file is empty; save the recording again")
    if len(data) < RIFF.size or data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise BadWav("not a WAV file; save the recording as WAV, 16 bit, mono")
    form: _Format | None = None
    for name, chunk, length in _chunks(data):
        if name == b"fmt ":
            form = _format(chunk)
        elif name == b"data" and form is not None:
            return _sound(form, chunk, length)
    raise BadWav("no sound in the file; save the recording again")


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes, int]]:
    """Name, contents as far as they are there, and length as promised."""
    at = RIFF.size
    while at + CHUNK.size <= len(data):
        name, length = CHUNK.unpack_from(data, at)
        at += CHUNK.size
        yield name, data[at : at + length], length
        at += length + length % 2


def _format(chunk: bytes) -> _Format:
    if len(chunk) < FORMAT.size:
        raise BadWav("the file is cut off; copy it again")
    kind, channels, rate_hz, _, _, bits = FORMAT.unpack_from(chunk)
    if kind == EXTENSIBLE and len(chunk) >= SUBFORMAT_AT + 2:
        (kind,) = struct.unpack_from("<H", chunk, SUBFORMAT_AT)
    if kind != PCM:
        raise BadWav(f"{KINDS.get(kind, f'coding {kind}')}; save it as PCM of 16 bit")
    if bits not in _DECODERS:
        raise BadWav(f"{bits} bit; save it with 16 bit (8 and 24 will do)")
    if channels not in (1, 2):
        raise BadWav(f"{channels} channels; save it as mono (stereo will do)")
    if not RATES_HZ[0] <= rate_hz <= RATES_HZ[1]:
        raise BadWav(f"{rate_hz} Hz; save it with 22050 Hz (8000 to 48000 will do)")
    return _Format(channels, rate_hz, bits)


def _sound(form: _Format, chunk: bytes, length: int) -> Speech:
    if length not in (len(chunk), UNTIL_THE_END):
        raise BadWav(f"cut off: {len(chunk)} of {length} bytes are there; copy it again")
    frames = len(chunk) // form.frame_bytes
    if not frames:
        raise BadWav("a recording of 0 s; record it again")
    if frames > LONGEST_S * form.rate_hz:
        raise BadWav(f"{frames / form.rate_hz:.0f} s long; at most {LONGEST_S} s, cut it")
    samples = _DECODERS[form.bits](chunk[: frames * form.frame_bytes])
    return speech_of(samples.reshape(frames, form.channels).mean(axis=1) * FULL_SCALE, form.rate_hz)


def _from_8(data: bytes) -> npt.NDArray[np.floating]:
    return (np.frombuffer(data, np.uint8).astype(np.float32) - 128) / 128


def _from_16(data: bytes) -> npt.NDArray[np.floating]:
    return np.frombuffer(data, "<i2").astype(np.float32) / FULL_SCALE


def _from_24(data: bytes) -> npt.NDArray[np.floating]:
    parts = np.frombuffer(data, np.uint8).reshape(-1, 3)
    upper = np.pad(parts, ((0, 0), (1, 0))).view("<i4")  # in the upper three bytes, so that the sign is right
    return upper.reshape(-1) / float(1 << 31)


_DECODERS = {8: _from_8, 16: _from_16, 24: _from_24}  # bytes → samples of -1..1
