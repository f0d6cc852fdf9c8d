"""Names held by locks: looking leaves nothing open, and the lock is for its user only."""

import os
import stat
from pathlib import Path

from kiosk.desk.slots import RobotSlot, is_living, living_robots


def open_files() -> int:
    return len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - of a process, not of a folder


def test_looking_for_a_name_leaves_no_file_open(tmp_path: Path) -> None:
    first = RobotSlot.take(tmp_path, "robot-1")
    before = open_files()
    second = RobotSlot.take(tmp_path, "robot-1")
    assert second.name == "robot-1.1"
    assert open_files() == before + 1
    assert is_living(tmp_path, "robot-1.0") is True
    assert is_living(tmp_path, "robot-1.7") is False
    assert open_files() == before + 1
    second.close()
    assert is_living(tmp_path, "robot-1.1") is False
    assert open_files() == before
    first.close()


def test_a_lock_is_for_its_user_only(tmp_path: Path) -> None:
    slot = RobotSlot.take(tmp_path, "robot-1")
    assert stat.S_IMODE((tmp_path / "robot-1.0.lock").stat().st_mode) == 0o600
    slot.close()


def test_those_that_live_are_named(tmp_path: Path) -> None:
    slots = [RobotSlot.take(tmp_path, "robot-1") for _ in range(3)]
    slots[1].close()
    (tmp_path / "backup.lock").touch()
    assert living_robots(tmp_path) == ["robot-1.0", "robot-1.2"]
    for slot in slots:
        slot.close()
