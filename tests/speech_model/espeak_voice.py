"""Small ctypes binding to espeak-ng: text → samples plus word and phoneme events."""

import ctypes as C
import os

import espeakng_loader
import numpy as np

RATE_HZ = 22050  # what espeak-ng produces
SLOWEST_WPM, FASTEST_WPM = 80, 450

_SYNCHRONOUS = 2  # espeak_Initialize: results come through the callback, no sound is played
_PHONEME_EVENTS = 1  # espeak_Initialize option: without it no phoneme events are sent
_EV_END, _EV_WORD, _EV_PHONEME = 0, 1, 7
_CHARS_UTF8, _ENDPAUSE = 1, 0x1000
_RATE, _PITCH = 1, 3  # espeak_SetParameter

Event = tuple[str, int, object]


class _Id(C.Union):
    _fields_ = (("number", C.c_int), ("name", C.c_char_p), ("string", C.c_char * 8))


class _Event(C.Structure):
    _fields_ = (
        ("type", C.c_int),
        ("uid", C.c_uint),
        ("text_position", C.c_int),
        ("length", C.c_int),
        ("audio_position", C.c_int),
        ("sample", C.c_int),
        ("user_data", C.c_void_p),
        ("id", _Id),
    )


class Espeak:
    """The library, once a process; it holds one state for all."""

    _only: "Espeak | None" = None

    @classmethod
    def only(cls) -> "Espeak":
        """The one of this process."""
        if cls._only is None:
            cls._only = cls()
        return cls._only

    def __init__(self) -> None:
        os.environ.setdefault("ESPEAK_DATA_PATH", espeakng_loader.get_data_path())
        self._library = C.CDLL(espeakng_loader.get_library_path())
        self._samples: list[np.ndarray] = []
        self._events: list[Event] = []
        kind = C.CFUNCTYPE(C.c_int, C.POINTER(C.c_short), C.c_int, C.POINTER(_Event))
        self._callback = kind(self._take)  # kept, or it would be freed while the library calls it
        if self._library.espeak_Initialize(_SYNCHRONOUS, 0, None, _PHONEME_EVENTS) != RATE_HZ:
            raise RuntimeError("espeak-ng could not be initialised at 22050 Hz")
        self._library.espeak_SetSynthCallback(self._callback)

    def speak(
        self, text: str, voice: str, words_per_minute: int, pitch: int
    ) -> tuple[np.ndarray, list[Event]]:
        """Samples at 22050 Hz and events in time order.

        Events are ("word", sample, 1-based character position in text) and ("phoneme", sample, its name).
        """
        self._samples.clear()
        self._events.clear()
        if self._library.espeak_SetVoiceByName(voice.encode()) != 0:
            raise ValueError(f"espeak-ng has no voice {voice!r}")
        self._library.espeak_SetParameter(_RATE, words_per_minute, 0)
        self._library.espeak_SetParameter(_PITCH, pitch, 0)
        data = text.encode("utf8")
        self._library.espeak_Synth(data, len(data) + 1, 0, 1, 0, _CHARS_UTF8 | _ENDPAUSE, None, None)
        self._library.espeak_Synchronize()
        return np.concatenate(self._samples), list(self._events)

    def _take(self, wav: object, count: int, events: object) -> int:
        if count > 0:
            # not as_array: it makes a type for every count, and ctypes keeps them all
            self._samples.append(np.frombuffer(C.string_at(wav, count * C.sizeof(C.c_short)), np.int16))
        position = 0
        while events[position].type != _EV_END:
            event = events[position]
            if event.type == _EV_PHONEME:
                self._events.append(("phoneme", event.sample, event.id.string.decode("utf8", "ignore")))
            elif event.type == _EV_WORD:
                self._events.append(("word", event.sample, event.text_position))
            position += 1
        return 0


def speak(
    text: str, voice: str, words_per_minute: int = 150, pitch: int = 50
) -> tuple[np.ndarray, list[Event]]:
    """See `Espeak.speak`."""
    return Espeak.only().speak(text, voice, words_per_minute, pitch)
