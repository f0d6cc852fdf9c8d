"""What the service manager is told: systemd's notify protocol, one datagram a message (sd_notify(3))."""

import logging
import socket
from collections.abc import MutableMapping
from typing import Self

log = logging.getLogger(__name__)

SEND_S = 1.0
LONGEST_STATUS = 200


class ServiceManager:
    """The manager that listens at `address`; without one nothing is sent.

    `watchdog_s`: how long it waits for `feed` before it restarts us; None: it does not.
    """

    def __init__(self, address: str | None = None, watchdog_s: float | None = None) -> None:
        self._address = address
        self.watchdog_s = watchdog_s if address else None
        self._unheard = False

    @classmethod
    def from_environment(cls, environ: MutableMapping[str, str], pid: int) -> Self:
        """The manager of process `pid`; its variables are taken out, so that no child speaks for us."""
        found = {name: environ.pop(name, "") for name in ("NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID")}
        address = found["NOTIFY_SOCKET"]
        if address and address[0] not in "/@":
            log.warning("NOTIFY_SOCKET is not a path and is ignored: %s", address)
            address = ""
        for_us = found["WATCHDOG_PID"] in ("", str(pid))
        usec = int(found["WATCHDOG_USEC"]) if for_us and found["WATCHDOG_USEC"].isdecimal() else 0
        return cls(address or None, usec / 1e6 or None)

    def ready(self) -> None:
        """Requests are answered."""
        self._send("READY=1")

    def status(self, text: str) -> None:
        """One line for `systemctl status`."""
        self._send("STATUS=" + " ".join(text.split())[:LONGEST_STATUS])

    def feed(self) -> None:
        """All is well."""
        if self.watchdog_s is not None:
            self._send("WATCHDOG=1")

    def trigger(self) -> None:
        """Something hangs: restart us now."""
        if self.watchdog_s is not None:
            self._send("WATCHDOG=trigger")

    def stopping(self) -> None:
        """The end was asked for and has begun."""
        self._send("STOPPING=1")

    def _send(self, message: str) -> None:
        if self._address is None:
            return
        abstract = self._address.startswith("@")
        address = "\0" + self._address[1:] if abstract else self._address
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as out:
                out.settimeout(SEND_S)
                out.sendto(message.encode(), address)
        except OSError as error:
            if not self._unheard:
                log.warning("the service manager does not hear us: %s", error)
            self._unheard = True
