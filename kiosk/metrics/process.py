"""What the operating system says of this process."""

import os
import resource
import time
from pathlib import Path

from kiosk.metrics import families
from kiosk.metrics.family import Figures, Sample

OURSELVES = Path("/proc/self")
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


def process_figures() -> Figures:
    """Asked now."""
    return {
        families.CPU: [Sample(time.process_time())],
        families.MEMORY: [Sample(resident_bytes())],
        families.FILES: [Sample(_entries("fd"))],
        families.MOST_FILES: [Sample(resource.getrlimit(resource.RLIMIT_NOFILE)[0])],
        families.THREADS: [Sample(_entries("task"))],
    }


def resident_bytes() -> int:
    """Memory in use (proc_pid_statm(5), the second field)."""
    return int((OURSELVES / "statm").read_text().split()[1]) * PAGE_BYTES


def _entries(folder: str) -> int:
    return sum(1 for _ in (OURSELVES / folder).iterdir())
