"""Namespaces of one's own for users, network and mounts, by the calls of libc. Linux only.

Sources: unshare(2), user_namespaces(7), mount(2), netdevice(7). Without privileges, where the system
lets users have namespaces at all.
"""

import ctypes
import fcntl
import os
import signal
import socket
import struct
from pathlib import Path

CLONE_NEWNS, CLONE_NEWUSER, CLONE_NEWNET = 0x00020000, 0x10000000, 0x40000000
OF_THINGS = CLONE_NEWNET | CLONE_NEWNS
MS_BIND, MS_REC, MS_PRIVATE = 0x1000, 0x4000, 0x40000
SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP = 0x8913, 0x8914, 0x1
IFREQ = "16sh22x"
PR_SET_PDEATHSIG = 1

_libc = ctypes.CDLL(None, use_errno=True)


def enter() -> None:
    """Leave those of the caller; inside we are root over nothing but them. Raises OSError.

    Root goes without a namespace for users where there are none to be had.
    """
    user, group = os.getuid(), os.getgid()
    if _libc.unshare(CLONE_NEWUSER | OF_THINGS) == 0:
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"0 {user} 1")
        Path("/proc/self/gid_map").write_text(f"0 {group} 1")
    else:
        _check(_libc.unshare(OF_THINGS), "unshare")
    _mount(None, Path("/"), None, MS_REC | MS_PRIVATE)  # what is mounted here is not seen outside


def loopback_up() -> None:
    """Let 127.0.0.1 be reached inside. Raises OSError."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        answer = fcntl.ioctl(asking, SIOCGIFFLAGS, struct.pack(IFREQ, b"lo", 0))
        _, flags = struct.unpack(IFREQ, answer)
        fcntl.ioctl(asking, SIOCSIFFLAGS, struct.pack(IFREQ, b"lo", flags | IFF_UP))


def mount_empty(target: Path) -> None:
    """Show an empty folder in memory in the place of `target`. Raises OSError."""
    _mount("tmpfs", target, "tmpfs", 0)


def mount_folder(folder: int, target: Path) -> None:
    """Show an open folder (a file descriptor) in the place of `target`. Raises OSError."""
    _mount(f"/proc/self/fd/{folder}", target, None, MS_BIND)


def die_with_parent(number: int = signal.SIGKILL) -> None:
    """Let the kernel send us this signal when the parent has ended."""
    _check(_libc.prctl(PR_SET_PDEATHSIG, number), "prctl")


def _mount(source: str | None, target: Path, kind: str | None, flags: int) -> None:
    words = (source and source.encode(), os.fsencode(target), kind and kind.encode())
    _check(_libc.mount(*words, ctypes.c_ulong(flags), None), str(target))


def _check(result: int, what: str) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), what)
