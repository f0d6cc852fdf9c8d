"""Where the robot keeps its data: rights, room, speed."""

import os
import shutil
import tempfile
import time
from pathlib import Path

from kiosk.cli.checks.finding import Finding, Patient, error, ok, warn
from kiosk.desk.sqlite.disk import is_network

LOW_MIB = 500
TOO_LOW_MIB = 50
QUICK_WRITES = 20
THOROUGH_WRITES = 500
SLOW_MS = 30.0
BLOCK_BYTES = 4096


def data_folder(patient: Patient) -> Finding:
    """May the robot write there, on a file system that can be trusted?"""
    folder = _existing(patient.data)
    if not folder.is_dir():
        return error(f"{folder} is not a folder", "name another folder with --data")
    if not os.access(folder, os.W_OK | os.X_OK):
        return error(f"no right to write in {folder}", f"give it to this user: sudo chown $USER {folder}")
    if is_network(folder):
        return error(
            f"{patient.data} lies on a network file system", "name a folder on a local disk with --data"
        )
    return ok(
        f"{patient.data} can be written" + ("" if folder == patient.data else f" (will be made in {folder})")
    )


def free_space(patient: Patient) -> Finding:
    """Room for the database."""
    free_mib = shutil.disk_usage(_existing(patient.data)).free // 2**20
    advice = "delete what is not needed, or name a folder on a larger disk with --data"
    if free_mib < TOO_LOW_MIB:
        return error(f"{free_mib} MiB free", advice)
    if free_mib < LOW_MIB:
        return warn(f"{free_mib} MiB free", advice)
    return ok(f"{free_mib} MiB free")


def write_speed(patient: Patient) -> Finding:
    """How long a small durable write takes; every number given to a citizen waits for one."""
    folder = _existing(patient.data)
    try:
        times_ms = durable_writes_ms(folder, THOROUGH_WRITES if patient.thorough else QUICK_WRITES)
    except OSError as problem:
        return error(f"cannot write in {folder}: {problem.strerror}", "see the finding on the data folder")
    middle, late = times_ms[len(times_ms) // 2], times_ms[int(len(times_ms) * 0.99)]
    message = f"a durable write takes {middle:.1f} ms, one in a hundred {late:.1f} ms or more"
    if middle > SLOW_MS:
        return warn(message, "a slow card or disk: citizens wait longer; use a better one")
    return ok(message)


def durable_writes_ms(folder: Path, writes: int) -> list[float]:
    """The times of `writes` small writes, each forced to the disk, sorted."""
    times = []
    with tempfile.TemporaryFile(dir=folder) as file:
        for _ in range(writes):
            begun = time.perf_counter()
            file.write(bytes(BLOCK_BYTES))
            file.flush()
            os.fsync(file.fileno())
            times.append((time.perf_counter() - begun) * 1000)
    return sorted(times)


def _existing(folder: Path) -> Path:
    """`folder`, or the nearest one above it that is there."""
    folder = folder.absolute()
    while not folder.exists():
        folder = folder.parent
    return folder
