"""The simulated vending controller: its clock, its patience, what it drives and tells, as a host hears it."""

import pytest

from tests.unit.simulator.dispenser.rig import ACK, POLL, Rig, drive, frame

DISPENSING, SUCCESS, JAMMED, RUNS_ON, MISSING, TERMINATED = 0x01, 0x02, 0x03, 0x04, 0x06, 0xFF


def dispensed(rig: Rig, slot: int = 1, seconds: float = 6.0) -> list[int]:
    before = len(rig.reports())
    rig.to_send.append(drive(len(rig.events) % 255 + 1, slot))
    rig.wait(seconds)
    return rig.reports()[before:]


def test_it_asks_every_200_ms_and_measures_the_answers():
    rig = Rig()
    rig.wait(10)
    polls = [at for at, data in rig.heard if data == POLL]
    assert len(polls) == 51 and polls[1] - polls[0] == pytest.approx(0.2)
    state = rig.line.state()
    assert (state["answer_latest_ms"], state["answer_worst_ms"]) == (20.0, 20.0)
    assert (state["answers_late"], state["answers_missing"]) == (0, 0)


def test_a_late_answer_is_counted_told_and_not_acted_on():
    rig = Rig()
    rig.wait(1)
    rig.answers_s = 0.131
    rig.ask(drive(1, 1))
    assert rig.lost()[0] == "an answer after 131 ms"
    rig.answers_s = 0.02
    rig.wait(1)
    state = rig.line.state()
    assert (
        state["answers_late"] > 0 and state["answer_worst_ms"] == 131.0 and state["answer_latest_ms"] == 20.0
    )
    assert rig.reports() == [] and rig.slot()["drives"] == 0


def test_an_answer_that_our_own_stall_has_hidden_is_not_late():
    rig = Rig()
    rig.wait(0.05)
    rig.answers_s = None
    rig.wait(0.3)  # a POLL at 0.2, its window ends at 0.3
    step = rig.line.feed(ACK, 0.45, "robot")
    assert rig.line.state()["answers_late"] == 1
    rig.now = 0.45
    rig._keep(step)
    rig.line.feed(ACK, rig.now + 0.5, "robot")  # nobody has looked for half a second
    assert rig.line.state()["answers_late"] == 1


def test_silence_is_told_once():
    rig = Rig()
    rig.answers_s = None
    rig.wait(3)
    assert rig.line.state()["answers_missing"] == 15 and len(rig.happened("answer_missing")) == 1


def test_it_is_quiet_while_nobody_listens():
    rig = Rig(connected=False)
    rig.wait(5)
    assert rig.heard == [] and rig.line.next_due() is None


def test_an_item_is_driven_seen_and_told():
    rig = Rig()
    assert dispensed(rig) == [DISPENSING, SUCCESS]
    slot = rig.slot()
    assert (slot["left"], slot["counted"], slot["in_tray"], slot["fallen"], slot["taken"]) == (9, 9, 1, 1, 0)
    rig.hands("take_item")
    assert (rig.slot()["in_tray"], rig.slot()["taken"], rig.line.state()["tray"]) == (0, 1, [])


def test_answers_carry_the_number_of_the_question_and_reports_its_own():
    rig = Rig()
    (status,) = rig.ask(frame(0x53, 77))
    assert status == frame(0x54, 77, 0)
    rig.to_send.append(drive(78, 1))
    told = [data for data in rig.wait(6) if data[2] == 0x04]
    assert [data[4] for data in told] == [78, 1]
    rig = Rig(echoes_pack=False)
    assert rig.ask(frame(0x53, 77)) == [frame(0x54, 1, 0)]


@pytest.mark.parametrize(
    ("fault", "reports", "fallen"),
    [
        ({"jam_slot": {"slot": 1}}, [DISPENSING, JAMMED], 0),
        ({"stall_motor": {"slot": 1}}, [DISPENSING, JAMMED], 0),
        ({"remove_motor": {"slot": 1}}, [MISSING], 0),
        ({"run_on": {"slot": 1, "items": 2}}, [DISPENSING, RUNS_ON], 2),
        ({"fall_late": {"slot": 1, "seconds": 0.5}}, [DISPENSING, SUCCESS], 1),
        ({"fall_late": {"slot": 1, "seconds": 3}}, [DISPENSING, JAMMED], 1),
        ({"blind_sensor": {}}, [DISPENSING, JAMMED], 1),
        ({"cover_sensor": {}}, [TERMINATED], 0),
        ({"open_door": {}}, [TERMINATED], 0),
        ({"empty_slot": {"slot": 1}}, [DISPENSING, JAMMED], 0),
    ],
)
def test_what_goes_wrong_is_told_as_the_board_sees_it(fault, reports, fallen):
    rig = Rig()
    for act, parameters in fault.items():
        rig.hands(act, **parameters)
    assert dispensed(rig, seconds=8) == reports
    assert rig.slot()["fallen"] == fallen


def test_looking_seldom_changes_nothing():
    rig = Rig()
    rig.hands("fall_late", slot=1, seconds=3)
    rig.to_send.append(drive(1, 1))
    rig.wait(1)
    rig.line.advance(20.0)
    assert rig.machine.cabinet.slots[1].paused and rig.slot()["fallen"] == 1


def test_a_jammed_slot_is_marked_until_the_menu_clears_it():
    rig = Rig()
    rig.hands("jam_slot", slot=3)
    assert dispensed(rig, 3) == [DISPENSING, JAMMED]
    assert rig.ask(frame(0x70, 5, 0x32, 0)) == [frame(0x71, 5, 0x32, 0, 1, 0, 3)]
    rig.hands("unjam_slot", slot=3)
    assert dispensed(rig, 3) == [JAMMED] and rig.slot(3)["drives"] == 1
    assert rig.ask(frame(0x70, 6, 0x32, 1)) == [frame(0x71, 6, 0x32, 1, 0)]
    assert dispensed(rig, 3) == [DISPENSING, SUCCESS]


def test_without_the_sensor_an_empty_turn_is_a_success():
    rig = Rig()
    rig.hands("empty_slot", slot=1)
    rig.to_send.append(drive(1, 1, sensor=0))
    rig.wait(6)
    assert rig.reports() == [DISPENSING, SUCCESS] and rig.slot()["fallen"] == 0


def test_a_repeated_number_drives_again_unless_it_is_noticed():
    rig = Rig()
    rig.ask(drive(9, 1), drive(9, 1), seconds=10)
    assert rig.slot()["fallen"] == 2 and rig.happened("pack_repeated") == ["9"]
    rig.hands("notice_repeats")
    rig.ask(drive(9, 1), drive(10, 1), drive(10, 1), seconds=10)
    assert rig.slot()["fallen"] == 3


def test_a_lost_acknowledge_is_no_lost_command():
    rig = Rig()
    rig.hands("lose_answers", count=1)
    rig.to_send.append(drive(1, 1))
    heard = rig.wait(6)
    assert ACK not in heard and rig.slot()["fallen"] == 1 and rig.happened("acknowledge_lost")


def test_reports_are_resent_five_times_and_then_given_up():
    rig = Rig()
    rig.to_send.append(drive(1, 1))
    rig.wait(0.5)
    rig.answers_s = None
    rig.wait(10)
    assert rig.reports().count(SUCCESS) == 6 and rig.happened("report_given_up") == ["success, slot 1"]


def test_a_report_to_nobody_is_not_heard_by_who_comes_later():
    rig = Rig()
    rig.to_send.append(drive(1, 1))
    rig.wait(0.5)
    rig.line.set_host(False, 0, rig.now, "robot")
    rig.wait(8)
    rig.line.set_host(True, 0, rig.now, "robot")
    rig.wait(2)
    assert rig.reports() == [DISPENSING] and rig.slot()["fallen"] == 1
    assert rig.happened("report_given_up") and rig.line.state()["answers_missing"] == 0


def test_results_are_told_often_or_with_the_same_number():
    rig = Rig()
    rig.hands("repeat_reports", reports=3)
    rig.hands("hold_pack")
    assert dispensed(rig) == [DISPENSING] * 3 + [SUCCESS] * 3
    assert {data[4] for _, data in rig.heard if data[2] == 4 and data[5] == SUCCESS} == {1}


def test_power_that_fails_before_the_fall_leaves_the_item_and_after_it_does_not():
    for share, fallen in ((0.5, 0), (0.9, 1)):
        rig = Rig()
        rig.hands("cut_in_drive", share=share)
        rig.to_send.append(drive(1, 1))
        rig.wait(9)
        assert rig.reports() == [DISPENSING] and rig.slot()["fallen"] == fallen
        assert rig.slot()["counted"] == 9  # it was taken off when the motor started
        assert [data for _, data in rig.heard if data[2] == 0x31] == [frame(0x31, 1)]
        assert rig.happened("booted") == [""] and rig.line.state()["power"] == "on"


def test_a_spiral_goes_on_from_where_the_cut_left_it():
    rig = Rig()
    rig.hands("cut_in_drive", share=0.5)
    rig.to_send.append(drive(1, 1))
    rig.wait(9)
    assert dispensed(rig, seconds=1.8) == [DISPENSING, SUCCESS]


def test_silent_board():
    rig = Rig()
    rig.hands("stop_talking")
    assert rig.wait(3) == [] and rig.line.state()["board"] == "silent"
    rig.hands("talk_again")
    rig.wait(1)
    assert any(data == POLL for _, data in rig.heard)


@pytest.mark.parametrize(
    ("slot", "before", "status"),
    [
        (1, {}, 0x01),
        (1, {"recount": {"slot": 1, "items": 0}}, 0x02),
        (99, {}, 0x03),
        (1, {"open_door": {}}, 0x06),
    ],
)
def test_a_selection_is_checked_in_three_bytes_or_four(slot, before, status):
    rig = Rig()
    for act, parameters in before.items():
        rig.hands(act, **parameters)
    rig.wait(1)
    assert rig.ask(frame(0x01, 5, 0, slot)) == [frame(0x02, 5, status, 0, slot)]
    assert rig.ask(frame(0x01, 6, 0, slot, 0)) == [frame(0x02, 6, status, 0, slot)]


def test_buying_looks_at_the_stock():
    rig = Rig()
    rig.hands("recount", slot=2, items=0)
    rig.wait(1)
    rig.ask(frame(0x03, 1, 0, 2), frame(0x03, 2, 0, 1), seconds=6)
    assert rig.reports() == [TERMINATED, DISPENSING, SUCCESS]


def test_both_byte_orders_and_the_long_form():
    rig = Rig(little_endian=True, long_reports=True)
    rig.to_send.append(frame(0x06, 1, 1, 0, 1, 0))
    told = [data for data in rig.wait(6) if data[2] == 4]
    assert told == [frame(4, 1, DISPENSING, 1, 0, 1), frame(4, 1, SUCCESS, 1, 0, 1)]


def test_inventory_is_told_after_synchronising_and_set():
    rig = Rig()
    told = rig.ask(frame(0x31, 1), seconds=3)
    assert [data[2] for data in told] == [0x11] * 6
    assert told[0] == frame(0x11, 1, 0, 1, 0, 0, 0, 0, 10, 10, 0, 1, 0)
    assert rig.ask(frame(0x13, 2, 0, 1, 4)) == [frame(0x13, 7, 0, 1, 4)]
    assert rig.slot()["counted"] == 4 and rig.slot()["left"] == 10
    rig.ask(frame(0x12, 3, 1000 >> 8, 1000 & 255, 0, 0, 0x3A, 0x98))
    assert {slot.price for slot in rig.machine.cabinet.slots.values()} == {15000}
    rig.hands("press_loaded")
    assert [data[2] for data in rig.wait(3)] == [0x17] + [0x11] * 6
    assert rig.slot()["counted"] == 10


def test_poll_interval_machine_status_and_menu():
    rig = Rig()
    rig.ask(frame(0x16, 1, 5))
    rig.heard.clear()
    rig.wait(5)
    assert len([1 for _, data in rig.heard if data == POLL]) == 10
    rig.hands("open_door")
    told = rig.ask(frame(0x53, 2), frame(0x51, 3), frame(0x70, 4, 0x42, 0, 0, 3), seconds=5)
    assert told[0] == frame(0x54, 2, 2)
    assert told[1][2:5] == bytes((0x52, 40, 3)) and told[1][9] == 1
    assert told[2] == frame(0x71, 4, 0x42, 0, 0, 3, 0, 0, 0, 0, 0, 12, 12, 0, 2, 2, 0, 0, 0)


def test_nothing_broken_is_acted_on():
    rig = Rig()
    rig.to_send += [b"\xfa\xfb\x06\x05\x01\x01\x00\x00\x01\x02", b"hello", frame(0x06)]
    rig.wait(3)
    assert rig.slot()["drives"] == 0 and "a wrong check sum" in rig.lost() and "no frame" in rig.lost()
    assert dispensed(rig) == [DISPENSING, SUCCESS]
