"""What the system says when a device cannot be opened or used, and what to do about it."""

import errno
import grp
from pathlib import Path

from drivers.errors import TransportError

_BUSY = (errno.EBUSY, errno.EAGAIN)
_NO_RIGHTS = (errno.EACCES, errno.EPERM)
_ABSENT = (errno.ENOENT, errno.ENXIO, errno.ENODEV)


def open_error(path: str, number: int | None, text: str) -> TransportError:
    """The error of a failed opening of the device file `path`; `number` is the errno where there is one."""
    if number in _ABSENT:
        return TransportError(f"{path} is not there: plug the device in, switch it on, check the address")
    if number in _NO_RIGHTS:
        return TransportError(
            f"no rights on {path}: add the user to the group {_group_of(path)} "
            f"(sudo usermod -aG {_group_of(path)} $USER) and log in again"
        )
    if number in _BUSY:
        return TransportError(f"{path} is in use by another program: stop it (fuser -v {path} names it)")
    return TransportError(f"{path} cannot be opened: {text}")


def _group_of(path: str) -> str:
    try:
        return grp.getgrgid(Path(path).stat().st_gid).gr_name
    except (OSError, KeyError):
        return "dialout"
