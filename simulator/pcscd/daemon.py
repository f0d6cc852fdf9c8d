"""The PC/SC daemon as the simulator has it: found, started in a folder, asked for connections, ended.

Responsible for one launcher and what it is told. Not responsible for what is said over the connections.
"""

import asyncio
import os
import shutil
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from simulator.pcscd.orders import CONNECT, KILL, NO_READER, OK, START, STOP

SOCKET_NAME = "pcscd.comm"
MOST_PATH_BYTES = 107  # of a Unix socket, unix(7)
ANSWER_BYTES, WITHIN_S = 1024, 30.0
INSTALL = "apt-get install pcscd vsmartcard-vpcd"
ALLOW = "as root: sysctl user.max_user_namespaces=1000 kernel.apparmor_restrict_unprivileged_userns=0"
SYSTEM_FOLDERS = "/usr/sbin:/usr/local/sbin:/sbin"
LIBRARY = "libifdvpcd.so"
LIBRARIES = (
    str(Path(sys.prefix, "lib", LIBRARY)),  # where scripts/setup.sh unpacks it
    f"/usr/lib/pcsc/drivers/serial/{LIBRARY}",
    f"/usr/local/lib/pcsc/drivers/serial/{LIBRARY}",
)


class NoDaemon(Exception):
    """There is no PC/SC daemon to be had; the message says why and what to do, in one line."""


def find_daemon() -> tuple[str, str]:
    """The daemon and the virtual reader's library. Raises `NoDaemon`."""
    daemon = shutil.which("pcscd") or shutil.which("pcscd", path=SYSTEM_FOLDERS)
    library = next((name for name in LIBRARIES if Path(name).exists()), None)
    if daemon is None or library is None:
        absent = "pcscd" if daemon is None else "the virtual reader for pcscd"
        raise NoDaemon(f"{absent} is not installed; as root: {INSTALL}")
    return daemon, library


class PcscDaemon:
    """PC/SC clients reach it with PCSCLITE_CSOCK_NAME set to `address`."""

    def __init__(self, folder: Path) -> None:
        self.address = folder.absolute() / SOCKET_NAME
        self.running = False
        self._folder = folder
        self._orders: socket.socket | None = None
        self._launcher: subprocess.Popen[bytes] | None = None
        self._one_at_a_time = asyncio.Lock()

    async def open(self) -> None:
        """Have a launcher ready for it. Raises `NoDaemon`, OSError when the folder cannot be made."""
        daemon, library = find_daemon()
        length = len(os.fsencode(self.address))
        if length > MOST_PATH_BYTES:
            raise NoDaemon(
                f"its socket's path may have {MOST_PATH_BYTES} bytes, not {length}; shorten --data"
            )
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._launch(daemon, library)
        try:
            told, _ = await asyncio.to_thread(self._receive)
        except OSError as error:
            told = str(error)
        if told != OK:
            await self.close()
            raise NoDaemon(f"pcscd gets no namespaces ({told}); {ALLOW}")

    async def start(self, with_reader: bool = True) -> None:
        """Start it, or start it anew. Raises OSError."""
        self.running = False
        await self._order(START if with_reader else f"{START} {NO_READER}")
        self.running = True

    async def stop(self, kill: bool = False) -> None:
        """End it; killed, it says no goodbye to its clients. Raises OSError."""
        self.running = False
        await self._order(KILL if kill else STOP)

    async def connect(self, slot: int) -> socket.socket:
        """A connection to slot 0 or 1 of its reader, not blocking. Raises OSError."""
        handed = await self._order(f"{CONNECT} {slot}")
        if not handed:
            raise OSError("the launcher handed out no connection")
        connected = socket.socket(fileno=handed[0])
        connected.setblocking(False)
        return connected

    async def close(self) -> None:
        """End it and its launcher, and take its folder away."""
        self.running = False
        if self._orders is not None:
            with suppress(OSError):
                self._orders.shutdown(socket.SHUT_RDWR)  # whoever waits for an answer in a thread ends
            self._orders.close()
            self._orders = None
        if self._launcher is not None:
            await asyncio.to_thread(_end, self._launcher)
            self._launcher = None
        with suppress(OSError):
            self._folder.rmdir()

    def _launch(self, daemon: str, library: str) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.settimeout(WITHIN_S)
        self._orders = ours
        with theirs:
            number = theirs.fileno()
            words = [str(number), str(self._folder.absolute()), daemon, library]
            self._launcher = subprocess.Popen(  # noqa: S603 (our own program)
                [sys.executable, "-m", "simulator.pcscd.launcher", *words],
                stdin=subprocess.DEVNULL,
                pass_fds=[number],
                start_new_session=True,
            )

    async def _order(self, order: str) -> list[int]:
        async with self._one_at_a_time:
            told, handed = await asyncio.to_thread(self._ask, order)
        if told != OK:
            raise OSError(f"pcscd: {order}: {told or 'its launcher has ended'}")
        return handed

    def _ask(self, order: str) -> tuple[str, list[int]]:
        if self._orders is None:
            raise OSError("pcscd: it is closed")
        self._orders.send(order.encode())
        return self._receive()

    def _receive(self) -> tuple[str, list[int]]:
        if self._orders is None:
            raise OSError("pcscd: it is closed")
        told, handed, _, _ = socket.recv_fds(self._orders, ANSWER_BYTES, 1)
        return told.decode(errors="replace"), list(handed)


def _end(launcher: "subprocess.Popen[bytes]") -> None:
    """It ends by itself when its socket is closed."""
    try:
        launcher.wait(WITHIN_S)
    except subprocess.TimeoutExpired:
        launcher.kill()
        launcher.wait()
