"""A sound as a WAV file of 16 bit, mono (RIFF, 1991). What people record is read by wav_reading.py."""

import struct

from dialogs.interfaces import Speech

RIFF = struct.Struct("<4sI4s")
CHUNK = struct.Struct("<4sI")
FORMAT = struct.Struct("<HHIIHH")
PCM = 1


def write_wav(speech: Speech) -> bytes:
    """A WAV file of 16 bit, mono."""
    form = FORMAT.pack(PCM, 1, speech.rate_hz, 2 * speech.rate_hz, 2, 16)
    chunks = CHUNK.pack(b"fmt ", len(form)) + form + CHUNK.pack(b"data", len(speech.pcm)) + speech.pcm
    return RIFF.pack(b"RIFF", 4 + len(chunks), b"WAVE") + chunks
