"""`kiosk run`, but SIGUSR1 makes one part of it hang: python -m tests.torture.hang.victim PART RUN-OPTIONS"""

import asyncio
import ctypes
import signal
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

import serial

from kiosk.cli.main import main
from kiosk.desk.sqlite.batch import Batches

FOR_EVER_S = 10_000
BRIEFLY_S = 10  # longer than the store may


class Sticky:
    """A method that stops once, for `for_s`, as soon as it is `armed`."""

    def __init__(self, owner: type, name: str, for_s: float) -> None:
        self.armed = threading.Event()
        self._for_s = for_s
        work = getattr(owner, name)
        setattr(owner, name, lambda *args, **named: self._do(work, *args, **named))

    def _do(self, work: Callable[..., Any], *args: Any, **named: Any) -> Any:
        done = work(*args, **named)
        if self.armed.is_set():
            self.armed.clear()
            time.sleep(self._for_s)
        return done


def hang_loop() -> None:
    """The next callback of the loop never ends."""
    asyncio.get_running_loop().call_soon_threadsafe(time.sleep, FOR_EVER_S)


def hang_interpreter() -> None:
    """Native code keeps the interpreter lock: no thread of ours runs any more."""
    ctypes.PyDLL(None).sleep(FOR_EVER_S)


def arming(owner: type, name: str, for_s: float = FOR_EVER_S) -> Callable[[], None]:
    """Makes `owner.name` sticky now; what it gives arms it."""
    return Sticky(owner, name, for_s).armed.set


PARTS: dict[str, Callable[[], Callable[[], None]]] = {
    "nothing": lambda: lambda: None,
    "loop": lambda: hang_loop,
    "interpreter": lambda: hang_interpreter,
    "store": lambda: arming(Batches, "perform"),
    "briefly": lambda: arming(Batches, "perform", BRIEFLY_S),
    "writer": lambda: arming(serial.Serial, "write"),
    "reader": lambda: arming(serial.Serial, "read"),
}

if __name__ == "__main__":
    hang = PARTS[sys.argv[1]]()
    signal.signal(signal.SIGUSR1, lambda _number, _frame: hang())
    sys.exit(main(["run", *sys.argv[2:]]))
