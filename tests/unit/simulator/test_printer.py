"""The printer in time: pacing, order, holding while offline, losing memory with the power."""

import pytest

from simulator.devices.events import BytesLost, CommandRead, Happened

BYTE_S = 10 / 115200
JOB = b"\x1d(H\x06\x0000ABCD"
JOB_DONE = b'\x37"ABCD\x00'
CUT = b"\x1dVB\x00"


def image(rows: int, row_bytes: int = 72, fill: int = 0xFF) -> bytes:
    return b"\x1dv0\x00" + bytes((row_bytes, 0, rows % 256, rows // 256)) + bytes([fill]) * (row_bytes * rows)


def test_an_answer_takes_the_time_of_question_and_answer_on_the_wire(rig):
    r = rig()
    assert r.send(b"\x10\x04\x01") == b""
    assert r.wait(3.9 * BYTE_S) == b""
    assert r.wait(0.11 * BYTE_S) == b"\x12"


def test_bytes_take_their_time_on_the_wire_also_when_they_come_at_once(rig):
    r = rig(speed_mm_s=0)
    data = image(100) + JOB
    r.send(data)
    assert r.wait(len(data) * BYTE_S) == b""
    assert r.wait(8 * BYTE_S) == JOB_DONE


def test_a_job_number_comes_back_only_when_the_data_before_it_are_printed(rig):
    r = rig(baud=0, speed_mm_s=100)
    r.send(image(80) + JOB)
    assert r.wait(0.099) == b""
    assert r.wait(0.002) == JOB_DONE


def test_real_time_status_is_answered_while_printing(rig):
    r = rig(baud=0, speed_mm_s=100)
    r.send(image(800) + b"\x1dr\x01" + b"\x10\x04\x01")
    assert r.wait(0.1) == b"" and r.answers == b"\x12"
    r.wait(1)
    assert r.answers == b"\x12\x00"


def test_how_often_one_looks_changes_nothing(rig):
    once, often = rig(), rig()
    data = b"\x1da\xff" + image(300) + b"\x10\x04\x02" + CUT + JOB
    for r in (once, often):
        r.hands("near_end", mm=30)
        r.send(data)
    once.wait(5)
    for _ in range(1000):
        often.wait(0.005)
    assert often.answers == once.answers
    assert [t.packed for t in often.tickets] == [t.packed for t in once.tickets]
    assert [round(e.at, 9) for e in often.happened(Happened)] == [
        round(e.at, 9) for e in once.happened(Happened)
    ]


def test_it_tells_when_something_is_due(rig):
    r = rig()
    assert r.printer.next_due() is None
    r.send(image(100) + JOB)
    for _ in range(2000):
        due = r.printer.next_due()
        if due is None:
            break
        r.wait(max(0.0, due - r.now))
    assert r.answers == JOB_DONE


@pytest.mark.parametrize(
    ("off", "on"), [("open_cover", "close_cover"), ("remove_roll", "insert_roll"), ("overheat", "cool_down")]
)
def test_offline_holds_the_data_and_goes_on_afterwards(quick, off, on):
    quick.hands(off)
    assert quick.send(image(10) + JOB) == b""
    assert quick.send(b"\x10\x04\x01") == b"\x1a"
    assert quick.hands(on) == JOB_DONE


def test_paper_end_in_mid_ticket_leaves_a_torn_ticket_and_prints_the_rest_on_the_new_roll(quick):
    quick.hands("near_end", mm=50)
    assert quick.send(image(800) + CUT + JOB) == b""
    assert [(t.cut, t.reason, t.height) for t in quick.tickets] == [(False, "paper_end", 96 + 400)]
    assert quick.hands("insert_roll") == JOB_DONE
    assert [(t.cut, t.height) for t in quick.tickets] == [(False, 496), (True, 96 + 400)]


def test_near_end_is_told_at_the_very_row(quick):
    quick.send(b"\x1da\x08")
    quick.printer.body.paper_mm = 5010
    quick.send(image(79))
    assert quick.answers == b"\x10\x00\x00\x0f"
    quick.send(image(1))
    assert quick.answers.endswith(b"\x10\x00\x03\x0f")


def test_a_roll_pulled_out_takes_the_half_ticket_with_it(quick):
    quick.send(image(200))
    quick.hands("remove_roll")
    assert [(t.cut, t.reason) for t in quick.tickets] == [(False, "roll_removed")]


def test_a_cut_without_feed_goes_through_what_was_printed_last(quick):
    quick.send(image(300) + b"\x1dV\x00" + image(10) + CUT)
    assert [t.height for t in quick.tickets] == [300, 106]


def test_a_cutter_jam_at_the_next_cut_stops_there(quick):
    quick.hands("jam_cutter", at_next_cut=1)
    quick.send(image(100) + CUT + JOB)
    assert quick.send(b"\x10\x04\x03") == b"\x1a"
    assert not quick.tickets
    assert quick.hands("clear_cutter") == JOB_DONE
    assert [t.cut for t in quick.tickets] == [True]


def test_power_lost_in_mid_image_turns_the_rest_into_garbage(rig):
    r = rig(baud=0, speed_mm_s=0, boot_s=1)
    r.send(image(100)[:4000])
    r.hands("power_cycle", seconds=0.5)
    assert r.send(b"\x10\x04\x01") == b""
    r.wait(2)
    r.send(b"\x41" * 200 + b"\x10\x04\x01")
    assert r.answers == b"\x12"
    assert any(event.data.startswith(b"AAA") for event in r.happened(CommandRead))
    assert sum(event.length for event in r.happened(BytesLost)) == 3 + 4000 - 8 - 24 * 72 * 2


def test_power_forgets_what_the_host_had_set(quick):
    quick.send(b"\x1da\xff")
    quick.hands("power_off")
    quick.hands("power_on")
    assert quick.hands("open_cover") == b""


def test_a_blocked_blade_is_found_again_at_start(quick):
    quick.hands("jam_cutter")
    quick.hands("power_off")
    quick.hands("power_on")
    quick.wait(1)
    assert quick.send(b"\x10\x04\x03") == b"\x1a"


def test_the_cover_opened_while_printing_is_an_error_that_passes(rig):
    r = rig(baud=0, speed_mm_s=100)
    r.send(image(800))
    r.wait(0.1)
    r.hands("open_cover")
    assert r.send(b"\x10\x04\x03") == b"\x52"
    r.hands("close_cover")
    assert r.send(b"\x10\x04\x03") == b"\x12"


def test_the_head_cools_by_itself_when_told_how_long(quick):
    quick.hands("overheat", seconds=5)
    quick.wait(4.9)
    assert quick.send(b"\x10\x04\x01") == b"\x1a"
    quick.wait(0.2)
    assert quick.send(b"\x10\x04\x01") == b"\x12"


def test_the_latest_job_number_waits_for_a_host_that_cannot_receive(quick):
    quick.printer.connect(False, quick.now)
    quick.send(b"\x1d(H\x06\x0000AAAA" + JOB + b"\x10\x04\x01")
    assert quick.answers == b""
    quick.printer.connect(True, quick.now)
    assert quick.wait(0) == JOB_DONE


def test_room_shrinks_with_what_waits_and_a_half_command_does_not_count(rig):
    r = rig(baud=0, speed_mm_s=0, receive_buffer_bytes=1000)
    r.send(b"\x1d(L\x00\x10" + bytes(3000))
    assert r.printer.room() == 1000
    r.hands("open_cover")
    r.send(bytes(300))
    assert r.printer.room() == 700


def test_unknown_commands_are_told_with_their_bytes(quick):
    quick.send(b"\x1b\x7f\x05\x1dr\x01")
    unknown = [event for event in quick.happened(CommandRead) if event.unknown]
    assert [event.data for event in unknown] == [b"\x1b\x7f\x05"]
    assert quick.answers == b"\x00"


def test_paper_that_nobody_cuts_falls_off_at_two_metres(quick):
    quick.send(image(100) + b"\x1bd\xff" * 3)
    assert [(t.cut, t.reason) for t in quick.tickets] == [(False, "too_long")]


def test_tearing_off_by_hand_gives_what_hangs_out(quick):
    quick.send(image(300))
    quick.hands("tear_off")
    assert [(t.cut, t.reason, t.height) for t in quick.tickets] == [(False, "torn_off", 300)]
