"""As much of systemd as a watched service meets: the notify socket, the watchdog, the restart."""

import math
import os
import select
import signal
import socket
import struct
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from tests.torture.hang.units import ROOT, Service

LAST_WORDS = 3000
CREDENTIALS = struct.Struct("3i")
SHELL = ("sh", "-c", 'WATCHDOG_PID=$$ exec "$@"', "sh")  # as systemd: the id of the program itself


class Manager:
    """Keeps one program running by the rules of `service`; `abstract`: a socket without a file."""

    def __init__(self, service: Service, words: Sequence[str], folder: Path, abstract: bool = False) -> None:
        self._service = service
        self._words = words
        self._log = folder / "log"
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        self._address = f"@{folder}/notify" if abstract else f"{folder}/notify"
        self._listener.bind(self._address.replace("@", "\0", 1) if abstract else self._address)
        self.child: subprocess.Popen[bytes] | None = None
        self.ready = False
        self.stopping = False
        self.status = ""
        self.reason = ""  # why the last one was aborted: `timeout` or `trigger`
        self._fed_at = 0.0

    def start(self) -> None:
        """Start the program; its watchdog runs from READY on."""
        environment = os.environ | {"NOTIFY_SOCKET": self._address}
        if self._service.watchdog_s < math.inf:
            environment["WATCHDOG_USEC"] = str(round(self._service.watchdog_s * 1e6))
        self.ready = self.stopping = False
        with self._log.open("ab") as sink:
            self.child = subprocess.Popen(
                [*SHELL, *self._words], cwd=ROOT, env=environment, stdout=sink, stderr=sink
            )

    def keep(self, until: float) -> bool:
        """Watch until then (`time.monotonic`); True as soon as the program must be restarted."""
        while (now := time.monotonic()) < until:
            due = self._fed_at + self._service.watchdog_s if self.ready else until
            if now >= due:
                self.reason = "timeout"
                return True
            if self.child.poll() is not None:
                self.reason = f"exit {self.child.returncode}"
                return True
            if "WATCHDOG=trigger" in self._heard(min(due, until, now + 0.2) - now):
                self.reason = "trigger"
                return True
        return False

    def keep_until_ready(self, within_s: float) -> None:
        """Watch until READY=1."""
        until = time.monotonic() + within_s
        while not self.ready:
            assert not self.keep(min(until, time.monotonic() + 0.01)), self.last_words()
            assert time.monotonic() < until, self.last_words()

    def end(self) -> None:
        """Abort the program as a watchdog does."""
        for number in (signal.SIGABRT, signal.SIGCONT):
            self.child.send_signal(number)
        try:
            self.child.wait(self._service.abort_s)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()

    def restart(self) -> None:
        """Abort it, wait as the unit says, start it."""
        self.end()
        time.sleep(self._service.restart_s)
        self.start()

    def close(self) -> None:
        """Kill what runs."""
        if self.child is not None:
            self.child.kill()
            self.child.wait()
        self._listener.close()

    def told(self) -> str:
        """What the program has written."""
        return self._log.read_text(errors="replace")

    def last_words(self) -> str:
        """The end of it."""
        return self.told()[-LAST_WORDS:]

    def _heard(self, within_s: float) -> list[str]:
        """The lines of the next message of the main process."""
        if not select.select([self._listener], [], [], max(0.0, within_s))[0]:
            return []
        data, extra, _, _ = self._listener.recvmsg(4096, socket.CMSG_SPACE(CREDENTIALS.size))
        sender = next((CREDENTIALS.unpack(value)[0] for _, _, value in extra), None)
        if sender != self.child.pid:
            return []
        lines = data.decode().splitlines()
        self.ready = self.ready or "READY=1" in lines
        self.stopping = self.stopping or "STOPPING=1" in lines
        if {"READY=1", "WATCHDOG=1"} & set(lines):
            self._fed_at = time.monotonic()
        self.status = next((line[7:] for line in lines if line.startswith("STATUS=")), self.status)
        return lines
