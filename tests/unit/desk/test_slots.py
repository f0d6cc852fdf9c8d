import errno
import os

import pytest

from kiosk.desk.slots import RobotSlot, is_living
from kiosk.desk.store import StoreError


def test_each_taker_gets_the_first_free_name(tmp_path):
    first, second = RobotSlot.take(tmp_path, "robot-1"), RobotSlot.take(tmp_path, "robot-1")
    other = RobotSlot.take(tmp_path, "robot-2")
    assert [slot.name for slot in (first, second, other)] == ["robot-1.0", "robot-1.1", "robot-2.0"]
    first.close()
    first.close()
    again = RobotSlot.take(tmp_path, "robot-1")
    assert again.name == "robot-1.0"
    for slot in (second, other, again):
        slot.close()


def test_a_name_lives_as_long_as_it_is_held(tmp_path):
    slot = RobotSlot.take(tmp_path, "robot-1")
    assert is_living(tmp_path, slot.name)
    assert is_living(tmp_path, slot.name)
    slot.close()
    assert not is_living(tmp_path, slot.name)
    assert not is_living(tmp_path, "never.0")


@pytest.mark.parametrize(
    ("number", "code", "words"),
    [
        (errno.ENOSPC, "disk_full", "free some space"),
        (errno.EIO, "disk_error", "check the disk"),
        (errno.EROFS, "read_only", "make it and its folder writable"),
        (errno.EACCES, "no_rights", "check that its folder is there and is yours"),
    ],
)
def test_a_name_that_cannot_be_taken_says_what_to_do(tmp_path, monkeypatch, number, code, words):
    def fail(*_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "open", fail)
    with pytest.raises(StoreError, match=words) as refused:
        RobotSlot.take(tmp_path, "robot-1")
    assert refused.value.code == code
