"""What runs on this machine, as /proc tells it."""

from pathlib import Path

LISTENING = "0A"  # state TCP_LISTEN


def running() -> dict[int, str]:
    """All processes' command lines, by number; those that have ended and wait to be asked are none."""
    return {number: name for number in _numbers() if (name := _read(number, "cmdline").replace("\0", " "))}


def family_of(parent: int) -> dict[int, str]:
    """Its children, theirs, and so on."""
    parents = {number: int(fields[1]) for number in _numbers() if (fields := _status(number))}
    family = {parent}
    while more := {child for child, of in parents.items() if of in family} - family:
        family |= more
    return {number: name for number, name in running().items() if number in family - {parent}}


def listening_ports() -> set[str]:
    """In hex, of this network."""
    names = ("tcp", "tcp6")
    lines = [line.split() for name in names for line in Path("/proc/net", name).read_text().splitlines()[1:]]
    return {line[1].rpartition(":")[2] for line in lines if line[3] == LISTENING}


def mounts() -> str:
    """What is mounted where, as we see it."""
    return Path("/proc/self/mounts").read_text()


def _numbers() -> list[int]:
    return [int(folder.name) for folder in Path("/proc").glob("[0-9]*")]


def _status(number: int) -> list[str]:
    return _read(number, "stat").rpartition(")")[2].split()


def _read(number: int, name: str) -> str:
    try:
        return Path(f"/proc/{number}/{name}").read_text()
    except OSError:  # it has just ended
        return ""
