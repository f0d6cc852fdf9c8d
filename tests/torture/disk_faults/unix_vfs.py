"""SQLite's own `unix` VFS with its system calls and its sync taken over: C structures as in sqlite3.h.

SQLite sees what the kernel would tell it and makes of it what it always does; nothing of Python stands
between them. (A VFS written with apsw cannot be that true: what it raises is raised again in the caller
even where SQLite forgives it, as it does after a failed write-back of the log.)
"""

import ctypes
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import apsw

_int, _size, _offset, _pointer = ctypes.c_int, ctypes.c_size_t, ctypes.c_int64, ctypes.c_void_p
_at_offset = (ctypes.c_ssize_t, _int, _pointer, _size, _offset)
SYSTEM_CALLS: dict[str, tuple[str, tuple[Any, ...]]] = {
    "write": ("pwrite64", _at_offset),
    "read": ("pread64", _at_offset),
    "open": ("open", (_int, ctypes.c_char_p, _int, _int)),
    "truncate": ("ftruncate", (_int, _int, _offset)),
    "delete": ("unlink", (_int, ctypes.c_char_p)),
}
SYNC = ctypes.CFUNCTYPE(_int, _pointer, _int)
OPEN = ctypes.CFUNCTYPE(_int, _pointer, _pointer, _pointer, _int, _pointer)  # the name is kept by SQLite
METHODS_AFTER_SYNC = 13


class Vfs(ctypes.Structure):
    """The beginning of `sqlite3_vfs`."""

    _fields_ = [
        ("version", _int),
        ("file_bytes", _int),
        ("longest_path", _int),
        ("next", _pointer),
        ("name", ctypes.c_char_p),
        ("data", _pointer),
        ("open", _pointer),
    ]


class Methods(ctypes.Structure):
    """`sqlite3_io_methods`."""

    _fields_ = [
        ("version", _int),
        ("before_sync", _pointer * 4),
        ("sync", _pointer),
        ("after_sync", _pointer * METHODS_AFTER_SYNC),
    ]


class File(ctypes.Structure):
    """The beginning of `sqlite3_file`."""

    _fields_ = [("methods", ctypes.POINTER(Methods))]


SystemCall = Callable[[str, Callable[..., int], tuple[Any, ...]], int]


@contextmanager
def taken_over(call: SystemCall, sync: Callable[[], int]) -> Iterator[None]:
    """Meanwhile `call(kind, original, arguments)` answers each system call, and `sync()` each sync."""
    vfs = apsw.VFS("taken-over", "unix")
    kept = [_take_call(vfs, kind, call) for kind in SYSTEM_CALLS]
    try:
        with _sync_taken_over(sync):
            yield
    finally:
        vfs.xSetSystemCall(None, 0)
        vfs.unregister()
        kept.clear()  # the callbacks had to live until here


def _take_call(vfs: apsw.VFS, kind: str, call: SystemCall) -> object:
    name, types = SYSTEM_CALLS[kind]
    prototype = ctypes.CFUNCTYPE(*types, use_errno=True)
    address = vfs.xGetSystemCall(name)
    if address is None:
        raise LookupError(f"this SQLite has no system call {name}")
    original = prototype(address)
    callback = prototype(lambda *arguments: call(kind, original, arguments))
    vfs.xSetSystemCall(name, _address(callback))
    return callback


@contextmanager
def _sync_taken_over(sync: Callable[[], int]) -> Iterator[None]:
    """Every file opened meanwhile has a `sync` of ours; all of them must be closed before the end."""
    unix = _unix()
    original_address = unix.open
    original, on_sync = OPEN(original_address), SYNC(lambda _file, _flags: sync())
    tables: dict[int, Methods] = {}

    def opened(vfs: int, name: int | None, file: int, flags: int, flags_out: int) -> int:
        result = original(vfs, name, file, flags, flags_out)
        place = File.from_address(file)
        if place.methods:
            address = ctypes.addressof(place.methods.contents)
            table = tables.setdefault(address, Methods.from_buffer_copy(place.methods.contents))
            table.sync = _address(on_sync)
            place.methods = ctypes.pointer(table)
        return int(result)

    callback = OPEN(opened)
    unix.open = _address(callback)
    try:
        yield
    finally:
        unix.open = original_address


def _unix() -> Vfs:
    found = _pointer()
    with TemporaryDirectory() as folder, closing(apsw.Connection(str(Path(folder) / "any.db"))) as connection:
        connection.file_control("main", apsw.SQLITE_FCNTL_VFS_POINTER, ctypes.addressof(found))
    vfs = Vfs.from_address(found.value or 0)
    if vfs.name != b"unix":
        raise LookupError(f"SQLite's VFS here is {vfs.name!r}, not unix")
    return vfs


def _address(function: Any) -> int:
    return ctypes.cast(function, _pointer).value or 0
