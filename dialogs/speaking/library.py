"""Finds espeak-ng: the system's library, else the one of the package espeakng-loader. In the worker only.

Must have been called before pyttsx3 is imported, which then gets the library that is already there.
"""

import ctypes
import os
import subprocess
import sys
from dataclasses import dataclass
from importlib import import_module

SYSTEM_NAME = "libespeak-ng.so.1"
LONGEST_DATA_PATH = 140  # bytes: espeak's buffer has 160, and the process ends when it is too small
PROBE_LIMIT_S = 5.0
PROBE = """
import ctypes, sys
library = ctypes.CDLL(sys.argv[1])
RETRIEVAL, DO_NOT_EXIT = 1, 0x8000
rate_hz = library.espeak_Initialize(RETRIEVAL, 0, None, DO_NOT_EXIT)
sys.exit(rate_hz <= 0 or library.espeak_SetVoiceByName(b"vi") != 0)
"""
REMEDY = "install the Debian package libespeak-ng1, or the Python package espeakng-loader"


class NoLibrary(Exception):
    """There is no espeak-ng that works; what a technician must do."""


@dataclass(frozen=True, slots=True)
class Library:
    """The loaded library and where it came from: "system" or "espeakng-loader"."""

    handle: ctypes.CDLL
    source: str

    @property
    def version(self) -> str:
        """As the library says it, such as 1.52.0."""
        self.handle.espeak_Info.restype = ctypes.c_char_p
        said: bytes = self.handle.espeak_Info(None)
        return said.decode(errors="replace").split(" ")[0]


def load_library() -> Library:
    """The first that works. Raises `NoLibrary`."""
    if _system_works():
        return Library(ctypes.CDLL(SYSTEM_NAME, mode=ctypes.RTLD_GLOBAL), "system")
    return Library(_load_packaged(), "espeakng-loader")


def _system_works() -> bool:
    """Whether it is there and speaks Vietnamese; tried in another process, as its data may be missing."""
    words = [sys.executable, "-c", PROBE, SYSTEM_NAME]
    try:
        probe = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, timeout=PROBE_LIMIT_S)  # noqa: S603
    except subprocess.TimeoutExpired:
        return False
    return probe.returncode == 0


def _load_packaged() -> ctypes.CDLL:
    try:
        loader = import_module("espeakng_loader")
    except ImportError as error:
        raise NoLibrary(f"no espeak-ng library: {REMEDY}") from error
    data = loader.get_data_path()
    if (length := len(os.fsencode(data))) > LONGEST_DATA_PATH:
        raise NoLibrary(
            f"the path of the espeak-ng data has {length} bytes, at most {LONGEST_DATA_PATH}: "
            "move the robot to a folder with a shorter path, or install the Debian package libespeak-ng1"
        )
    os.environ["ESPEAK_DATA_PATH"] = data
    try:
        return ctypes.CDLL(loader.get_library_path(), mode=ctypes.RTLD_GLOBAL)
    except OSError as error:
        raise NoLibrary(
            f"the espeak-ng library of espeakng-loader cannot be loaded ({error}): {REMEDY}"
        ) from error
