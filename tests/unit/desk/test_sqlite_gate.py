from pathlib import Path

import pytest

from kiosk.desk.sqlite.disk import file_system
from kiosk.desk.sqlite.gate import journal_mode


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ("3.7.0", "truncate"),
        ("3.40.1", "truncate"),  # Debian 12
        ("3.44.5", "truncate"),
        ("3.44.6", "wal"),
        ("3.45.3", "truncate"),
        ("3.49.9", "truncate"),
        ("3.50.6", "truncate"),
        ("3.50.7", "wal"),
        ("3.51.0", "truncate"),
        ("3.51.2", "truncate"),
        ("3.51.3", "wal"),
        ("3.52.0", "wal"),
        ("3.54.1", "wal"),
        ("4.0.0", "wal"),
        ("3.54.1.2", "wal"),
        ("3.54", "truncate"),
        ("", "truncate"),
        ("newest", "truncate"),
    ],
)
def test_wal_only_where_the_reset_bug_is_fixed(version, mode):
    assert journal_mode(version) == mode


MOUNTS = """\
/dev/vda / ext4 rw 0 0
tmpfs /run tmpfs rw 0 0
server:/data /srv/data nfs4 rw 0 0
/dev/vdb /srv/data/local ext4 rw 0 0
//nas/x /mnt/two\\040words cifs rw 0 0
broken line
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/lib/kiosk", "ext4"),
        ("/srv/data", "nfs4"),
        ("/srv/data/kiosk", "nfs4"),
        ("/srv/database", "ext4"),
        ("/srv/data/local/kiosk", "ext4"),
        ("/mnt/two words/kiosk", "cifs"),
    ],
)
def test_the_file_system_is_that_of_the_nearest_mount(path, kind):
    assert file_system(Path(path), MOUNTS) == kind


def test_without_a_table_the_file_system_is_unknown():
    assert file_system(Path("/var"), "") == ""
