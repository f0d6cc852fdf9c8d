"""pyttsx3 over espeak-ng, one sentence at a time. In the worker only; every sentence may hang for ever.

Responsible for: going round the defects of pyttsx3 2.99 (docs/reference/speaking.md has the list).
Not responsible for: hanging (the parent ends the worker) and the choice of a voice (voices.py).

The sound is written to a file without a name in memory, so no folder must be writable and no disk is worn.
"""

import os
import threading
import wave
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from dialogs.interfaces import Speech
from dialogs.speaking.library import Library

ENGINE_HZ = 22050
VOLUME = 0.7  # with more the loudest vowels of the central voice reach full scale
RATE_PARAMETER, VOLUME_PARAMETER = 1, 2  # espeak_PARAMETER espeakRATE, espeakVOLUME
WARM_UP = "một"
TRIES = 3
SETTLE_S, SETTLE_ROUNDS = 0.001, 500
FILE_LIMIT_S = 2.0  # after run_and_wait, which may come back too early


class NotSpoken(Exception):
    """The engine gave no sound for this sentence; why."""


class Engine:
    """Speaks sentences with the voices of `voices`."""

    def __init__(self, library: Library) -> None:
        self._library = library.handle
        self._file = os.memfd_create("speech")
        self._path = f"/proc/self/fd/{self._file}"
        self._ended = threading.Event()
        self._completed = False
        self._setting: tuple[str, int] | None = None
        self._engine: Any = import_module("pyttsx3").init("espeak")
        self._engine.connect("finished-utterance", self._on_finished)
        self.voices: Sequence[str] = [voice.id for voice in self._engine.getProperty("voices")]
        self._settle()
        self._run(WARM_UP)

    def speak(self, words: str, voice: str, rate: int) -> Speech:
        """`words` spoken; empty for words without sound. Raises `NotSpoken`."""
        if voice not in self.voices:
            raise NotSpoken(f"there is no voice {voice}")
        words = "".join(letter if letter.isprintable() else " " for letter in words).strip()
        if not words:
            return Speech(ENGINE_HZ, b"")
        for _ in range(TRIES):
            self._set(voice, rate)
            if self._run(words):
                return self._sound()
            self._setting = None
        raise NotSpoken(f"no sound after {TRIES} tries")

    def _set(self, voice: str, rate: int) -> None:
        """Set them and make sure of it: what is set shortly before a run is taken back by it."""
        self._settle()
        if self._setting == (voice, rate) and self._parameters == (rate, round(100 * VOLUME)):
            return
        self._engine.setProperty("voice", voice)
        self._engine.setProperty("rate", rate)
        self._engine.setProperty("volume", VOLUME)
        self._settle()
        if self._parameters != (rate, round(100 * VOLUME)):
            raise NotSpoken(f"the rate {rate} or the volume was not taken")
        self._setting = voice, rate

    @property
    def _parameters(self) -> tuple[int, int]:
        """Rate and volume (percent) as the library has them now."""
        ask = self._library.espeak_GetParameter
        return ask(RATE_PARAMETER, 1), ask(VOLUME_PARAMETER, 1)

    def _run(self, words: str) -> bool:
        """One utterance into the file; whether it was completed."""
        os.ftruncate(self._file, 0)
        self._ended.clear()
        self._engine.save_to_file(words, self._path)
        self._engine.runAndWait()
        return self._ended.wait(FILE_LIMIT_S) and self._completed

    def _on_finished(self, name: str | None, completed: bool) -> None:
        """From espeak's thread, after the file was written and closed."""
        self._completed = completed
        self._ended.set()

    def _settle(self) -> None:
        """Wait until espeak's thread is idle: a run that begins before cancels itself."""
        pause = threading.Event()
        for _ in range(SETTLE_ROUNDS):
            if not self._library.espeak_IsPlaying():
                return
            pause.wait(SETTLE_S)
        raise NotSpoken("espeak-ng does not come to rest")

    def _sound(self) -> Speech:
        try:
            with wave.open(self._path, "rb") as file:
                return Speech(file.getframerate(), file.readframes(file.getnframes()))
        except (OSError, EOFError, wave.Error) as error:
            raise NotSpoken(f"the file of the sound is not whole: {error}") from error
