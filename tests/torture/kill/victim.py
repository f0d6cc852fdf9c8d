"""The robot's process: started, asked, killed, started again, on one address and one data folder."""

import time
from pathlib import Path
from subprocess import Popen, TimeoutExpired
from typing import Any

import httpx

from tests.support.robot import free_port, spawn

LOOK_S = 0.005
START_LIMIT_S = 60.0  # a start that takes longer on any machine is a hang
END_S = 15.0


class NeverAnswered(AssertionError):
    """The process ended by itself or did not answer in time."""


class Victim:
    """`kiosk run` on `data`; `back_s` are the times from a kill to the first good answer afterwards."""

    def __init__(self, data: Path, config: Path, log: Path, token: str) -> None:
        self.back_s: list[float] = []
        self.http = httpx.Client()
        self._port = free_port()
        self._options = ["--data", str(data), "--config", str(config), "--port", str(self._port)]
        self._log = log
        self._token = token
        self._child: Popen[str] | None = None
        self._killed_at: float | None = None

    def spawn(self) -> None:
        """Make the process; nobody waits for it."""
        with self._log.open("a") as sink:
            self._child = spawn("run", *self._options, stdout=sink, stderr=sink)
        headers = {"Authorization": f"Bearer {self._token}"}
        self.http = httpx.Client(base_url=f"http://127.0.0.1:{self._port}", timeout=10, headers=headers)

    def wait(self) -> None:
        """Until it says that it can give numbers."""
        deadline = time.monotonic() + START_LIMIT_S
        while not self._is_well():
            if time.monotonic() > deadline or (self._child and self._child.poll() is not None):
                raise NeverAnswered(self._log.read_text()[-4000:])
            time.sleep(LOOK_S)
        if self._killed_at is not None:
            self.back_s.append(time.monotonic() - self._killed_at)
            self._killed_at = None

    def kill(self) -> None:
        """SIGKILL, as a power cut or a crash ends it."""
        if self._child is not None:
            self._killed_at = time.monotonic()
            self._child.kill()
            self._child.wait(END_S)
            self._child = None

    def stop(self) -> int:
        """End it politely; its exit code."""
        self.http.close()
        if self._child is None:
            return 0
        self._child.terminate()
        try:
            return self._child.wait(END_S)
        except TimeoutExpired:
            self.kill()
            return -1

    def post(self, path: str, body: dict[str, Any]) -> httpx.Response:
        """Ask it something."""
        return self.http.post(path, json=body)

    def _is_well(self) -> bool:
        try:
            return self.http.get("/healthz").status_code == httpx.codes.OK
        except httpx.TransportError:
            return False
