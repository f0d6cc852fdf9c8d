from kiosk.desk.slots import RobotSlot, is_living


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
