"""Which file system a path lies on: SQLite's locks cannot be trusted over a network."""

from pathlib import Path

NETWORK = frozenset(
    {
        "9p",
        "afs",
        "ceph",
        "cifs",
        "fuse.glusterfs",
        "fuse.sshfs",
        "glusterfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
        "smb3",
        "smbfs",
    }
)
MOUNTS = Path("/proc/self/mounts")


def file_system(path: Path, mounts: str) -> str:
    """The type of the file system of an absolute `path`, by a table like /proc/mounts; empty when unknown."""
    found = (Path("/"), "")
    for line in mounts.splitlines():
        fields = line.split()
        if len(fields) < 3:
            continue
        point = Path(fields[1].replace("\\040", " "))
        if path.is_relative_to(point) and len(point.parts) >= len(found[0].parts):
            found = (point, fields[2])
    return found[1]


def is_network(path: Path) -> bool:
    """True when `path` lies on a known network file system."""
    mounts = MOUNTS.read_text(errors="replace") if MOUNTS.exists() else ""
    return file_system(path.resolve(), mounts) in NETWORK
