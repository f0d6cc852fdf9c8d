"""`python -m simulator.pcscd.launcher FD FOLDER DAEMON LIBRARY`: one PC/SC daemon in namespaces of its own.

Over the socket FD it is told what to do, one word a packet (`orders.py`), and answers each in one packet.
A connection that it makes to the virtual reader stays in its network namespace when it is handed out.
When FD closes, the daemon and all that it left are gone. Imports little: it is waited for.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from simulator.pcscd import namespaces
from simulator.pcscd.orders import CONNECT, KILL, NO_READER, OK, START

RUN = Path("/run")
SOCKETS = RUN / "pcscd"  # where the daemon is built to put its socket
READERS, LIBRARY = RUN / "readers", RUN / "libifdvpcd.so"
USB_DRIVERS = Path("/usr/lib/pcsc/drivers")  # hidden: real readers are none of ours
FIRST_PORT = 0x8C7B
SOCKET_NAME = "pcscd.comm"
LEFT_BEHIND = (SOCKET_NAME, "pcscd.pid")
READER = f"""FRIENDLYNAME "Virtual PCD"
DEVICENAME   /dev/null:0x{FIRST_PORT:X}
LIBPATH      {LIBRARY}
CHANNELID    0x{FIRST_PORT:X}
"""
ANSWER_BYTES = 262_144  # more than the longest answer, so that sending one never waits
WITHIN_S, LOOK_S, ORDER_BYTES = 5.0, 0.002, 64


class Launcher:
    """One daemon, started and ended as ordered."""

    def __init__(self, daemon: str, asked: socket.socket) -> None:
        self._command = [daemon, "--foreground", "--config", str(READERS), *_options(daemon)]
        self._asked = asked
        self._process: subprocess.Popen[bytes] | None = None

    def serve(self) -> None:
        """Do what is asked until nobody can ask any more."""
        try:
            while order := self._asked.recv(ORDER_BYTES):
                self._obey(order.decode())
        finally:
            self._end(kill=False)

    def _obey(self, order: str) -> None:
        word, _, which = order.partition(" ")
        try:
            if word == CONNECT:
                with _connected(FIRST_PORT + int(which)) as reader:
                    socket.send_fds(self._asked, [OK.encode()], [reader.fileno()])
                return
            self._end(kill=word == KILL)
            if word == START:
                self._start(with_reader=which != NO_READER)
            self._asked.send(OK.encode())
        except OSError as error:
            self._asked.send((error.strerror or str(error)).encode())

    def _start(self, with_reader: bool) -> None:
        _write_readers(with_reader)
        self._process = subprocess.Popen(  # noqa: S603 (found by name, no input)
            self._command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            preexec_fn=namespaces.die_with_parent,
        )
        deadline = time.monotonic() + WITHIN_S
        while not (SOCKETS / SOCKET_NAME).exists():
            if self._process.poll() is not None:
                raise OSError(f"the daemon ended at once (exit code {self._process.returncode})")
            if time.monotonic() > deadline:
                raise OSError(f"the daemon was not ready within {WITHIN_S:g} s")
            time.sleep(LOOK_S)

    def _end(self, kill: bool) -> None:
        """End the daemon and take away its sockets; killed, it says no goodbye to anybody."""
        if self._process is not None:
            (self._process.kill if kill else self._process.terminate)()
            try:
                self._process.wait(WITHIN_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None
        for name in LEFT_BEHIND:
            (SOCKETS / name).unlink(missing_ok=True)


def prepare(folder: Path, library: Path) -> None:
    """Enter namespaces where the daemon finds one reader; its socket goes into `folder`. Raises OSError."""
    namespaces.enter()
    namespaces.loopback_up()
    opened = os.open(folder, os.O_PATH)
    shown = library.read_bytes()
    namespaces.mount_empty(RUN)
    SOCKETS.mkdir()
    namespaces.mount_folder(opened, SOCKETS)
    os.close(opened)
    LIBRARY.write_bytes(shown)
    if USB_DRIVERS.is_dir():
        namespaces.mount_empty(USB_DRIVERS)


def main(arguments: list[str]) -> int:
    """Prepare, tell how that went, serve."""
    number, folder, daemon, library = arguments
    with socket.socket(fileno=int(number)) as asked, suppress(ConnectionError):
        try:
            prepare(Path(folder), Path(library))
        except OSError as error:
            asked.send(f"{error.filename}: {error.strerror}".encode())
            return 1
        asked.send(OK.encode())
        Launcher(daemon, asked).serve()
    return 0


def _options(daemon: str) -> tuple[str, ...]:
    """Newer ones ask polkit, which nobody answers in here."""
    told = subprocess.run([daemon, "--help"], capture_output=True, check=False).stdout  # noqa: S603
    return ("--disable-polkit",) if b"--disable-polkit" in told else ()


def _write_readers(with_reader: bool) -> None:
    shutil.rmtree(READERS, ignore_errors=True)
    READERS.mkdir()
    if with_reader:
        (READERS / "vpcd").write_text(READER)


def _connected(port: int) -> socket.socket:
    """A connection to one slot of the virtual reader. Raises OSError."""
    connected = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        connected.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, ANSWER_BYTES)
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connected.settimeout(WITHIN_S)
        connected.connect(("127.0.0.1", port))
    except OSError:
        connected.close()
        raise
    return connected


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
