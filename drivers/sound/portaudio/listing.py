"""Which sound devices there are now, found out by a process of its own.

Responsible for: looking for devices without disturbing the streams of this process: PortAudio looks only
while it is initialised. What kills or hangs the library (it dies where ALSA has no device `default`) is met
there first.
Not responsible for: which of them is meant (devices.py), how often to look (host.py).
"""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from drivers.sound.errors import Cause, SoundError
from drivers.sound.portaudio.library import load

LIST_WITHIN_S = 10.0
NO_LIBRARY_CODE = 3


@dataclass(frozen=True, slots=True)
class Listing:
    """What PortAudio finds, as `sounddevice` tells it."""

    devices: Sequence[Mapping[str, Any]]
    hosts: Sequence[Mapping[str, Any]]


def listing_now() -> Listing:
    """Look, for 10 s at most. Raises `SoundError`."""
    try:
        looked = subprocess.run(  # noqa: S603 - this very program
            [sys.executable, "-m", __name__], capture_output=True, timeout=LIST_WITHIN_S, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise SoundError(Cause.REFUSED, f"PortAudio hangs looking for devices: {error}") from error
    if looked.returncode == NO_LIBRARY_CODE:
        raise SoundError(Cause.NO_LIBRARY, looked.stdout.decode(errors="replace").strip())
    if looked.returncode:
        raise SoundError(Cause.REFUSED, f"PortAudio cannot look for devices, exit code {looked.returncode}")
    return Listing(**json.loads(looked.stdout))


def main() -> int:
    """In the process of its own: print the listing, or why there is none."""
    try:
        library = load()
    except SoundError as error:
        sys.stdout.write(str(error))
        return NO_LIBRARY_CODE
    found = {"devices": list(library.query_devices()), "hosts": list(library.query_hostapis())}
    json.dump(found, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
