"""A worker for the tests: does on request what a bad library does by itself."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from dialogs.workers.child import Pipe


def main() -> None:
    how = sys.argv[1]
    if how == "dies":
        sys.exit("no library of that name")
    if how == "never ready":
        time.sleep(60)
    sys.stdout = open(1, "w", closefd=False)  # noqa: SIM115 - with a buffer, whatever the environment says
    print("printed before")
    pipe = Pipe.take()
    pipe.write({"ready": how, "pid": os.getpid()})
    print("printed by a library")
    subprocess.run([sys.executable, "-c", "print('printed by a program')"], check=True)
    while (frame := pipe.read()) is not None:
        ORDERS[frame[0]["do"]](pipe, *frame)


def _echo(pipe: Pipe, message: dict[str, Any], blob: bytes) -> None:
    pipe.write({**message, "bytes": len(blob)}, blob)


def _many(pipe: Pipe, message: dict[str, Any], blob: bytes) -> None:
    for number in range(message["count"]):
        pipe.write({"number": number}, blob)


def _print(pipe: Pipe, message: dict[str, Any], blob: bytes) -> None:
    sys.stderr.write(message["text"])
    sys.stderr.flush()
    pipe.write({"printed": True})


def _hang(*_: object) -> None:
    while True:
        time.sleep(1)


ORDERS: dict[str, Callable[[Pipe, dict[str, Any], bytes], object]] = {
    "echo": _echo,
    "many": _many,
    "print": _print,
    "hang": _hang,
    "exit": lambda pipe, message, blob: sys.exit(message["code"]),
    "nonsense": lambda pipe, message, blob: os.write(pipe._outward.fileno(), blob),
    "close": lambda pipe, message, blob: pipe._outward.close(),
    "kill": lambda pipe, message, blob: os.kill(os.getpid(), signal.SIGKILL),
}

if __name__ == "__main__":
    main()
