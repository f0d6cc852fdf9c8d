"""espeak-ng through ctypes: text in, samples out. Not safe for threads; only the child process calls it.

Facts: espeak-ng's `speak_lib.h` (version 1.52, as espeakng-loader brings it).
"""

import ctypes
import os
from ctypes import CFUNCTYPE, POINTER, c_char_p, c_int, c_short, c_uint, c_void_p

import espeakng_loader  # type: ignore[import-untyped]
import numpy as np

from simulator.sound.samples import FULL_SCALE, Samples

RATE_HZ = 22_050
SYNCHRONOUS = 2  # AUDIO_OUTPUT_SYNCHRONOUS: samples come through the callback, nothing is played
UTF8 = 1  # espeakCHARS_UTF8
RATE, PITCH = 1, 3  # espeak_PARAMETER
LONGEST_PATH = 140  # espeak-ng keeps it in a buffer of 160 bytes

_Callback = CFUNCTYPE(c_int, POINTER(c_short), c_int, c_void_p)


class EspeakError(Exception):
    """espeak-ng cannot be used, or cannot say this; the message says why."""


class Espeak:
    """The library, loaded and ready. Raises `EspeakError`."""

    def __init__(self) -> None:
        data = str(espeakng_loader.get_data_path())
        if len(data.encode()) > LONGEST_PATH:
            raise EspeakError(f"espeak-ng cannot work in a folder of so long a name: {data}")
        os.environ["ESPEAK_DATA_PATH"] = data
        self._library = ctypes.CDLL(espeakng_loader.get_library_path())
        self._library.espeak_SetVoiceByName.argtypes = [c_char_p]
        self._library.espeak_Synth.argtypes = [
            *(c_char_p, ctypes.c_size_t, c_uint, c_int),
            *(c_uint, c_uint, POINTER(c_uint), c_void_p),
        ]
        self._pieces: list[Samples] = []
        self._callback = _Callback(self._take)  # kept: the library holds no reference
        if self._library.espeak_Initialize(SYNCHRONOUS, 0, None, 0) != RATE_HZ:
            raise EspeakError(f"espeak-ng did not start at {RATE_HZ} Hz")
        self._library.espeak_SetSynthCallback(self._callback)

    def speak(self, text: str, voice: str, speed: int, pitch: int) -> Samples:
        """What `voice` says, at `RATE_HZ`. Raises `EspeakError`."""
        self._pieces.clear()
        if self._library.espeak_SetVoiceByName(voice.encode()) != 0:
            raise EspeakError(f"espeak-ng has no voice {voice!r}")
        self._library.espeak_SetParameter(RATE, speed, 0)
        self._library.espeak_SetParameter(PITCH, pitch, 0)
        data = text.encode()
        if self._library.espeak_Synth(data, len(data) + 1, 0, 1, 0, UTF8, None, None) != 0:
            raise EspeakError("espeak-ng refused the text")
        self._library.espeak_Synchronize()
        return np.concatenate(self._pieces) if self._pieces else np.zeros(0, np.float32)

    def _take(self, wav: "ctypes._Pointer[c_short]", count: int, events: int) -> int:
        if count > 0:  # the last call brings none
            # not as_array: it makes a type for every count, and ctypes keeps them all
            piece = np.frombuffer(ctypes.string_at(wav, count * ctypes.sizeof(c_short)), np.int16)
            self._pieces.append(piece.astype(np.float32) / np.float32(FULL_SCALE))
        return 0
