"""What leaves at which poll, what is read from pieces, and what a drive's traces prove."""

import pytest

from drivers.dispenser.status import FAULTS, WrongDevice, status_lost, status_with
from drivers.dispenser.vmc.drive import Drive
from drivers.dispenser.vmc.exchange import REPEATED_S, TRIES, Exchange, Way
from drivers.dispenser.vmc.protocol import commands
from drivers.dispenser.vmc.protocol.codes import Machine
from drivers.dispenser.vmc.protocol.commands import ACKNOWLEDGE, Dialect
from drivers.dispenser.vmc.protocol.frames import ACK, GAP_S, POLL, Frame, FrameReader, encode_frame
from drivers.dispensing import Outcome, Reason
from drivers.errors import Garbled, Silent, TransportError
from drivers.status import DeviceState

POLLED, ACKED = Frame(POLL), Frame(ACK)
SUCCESS = Frame(0x04, bytes((2, 2, 0, 1)))
STATUS = Frame(0x54, bytes((2, 0)))


def test_an_idle_poll_is_acknowledged_and_an_acknowledgement_is_not():
    exchange = Exchange()
    assert exchange.hear([POLLED], 0).answer == ACKNOWLEDGE
    assert exchange.hear([ACKED], 0).answer == b""
    assert exchange.hear([], 0).answer == b""


def test_one_command_a_poll_each_under_the_next_number():
    exchange = Exchange()
    errands = [exchange.add(commands.ask_status()) for _ in range(2)]
    sent = []
    for _ in errands:
        sent.append(exchange.hear([POLLED], 0).answer)
        exchange.hear([ACKED], 0)
    assert sent == [commands.ask_status().numbered(1), commands.ask_status().numbered(2)]
    assert [one.way for one in errands] == [Way.ACKNOWLEDGED] * 2 and exchange.is_idle


def test_what_moves_nothing_is_repeated_under_its_number_and_then_given_up():
    exchange = Exchange()
    errand = exchange.add(commands.ask_status())
    sent = {exchange.hear([POLLED], 0).answer for _ in range(TRIES)}
    assert sent == {commands.ask_status().numbered(1)} and errand.way is Way.SENT
    assert exchange.hear([POLLED], 0).answer == ACKNOWLEDGE and errand.way is Way.LOST


def test_what_moves_something_leaves_once_and_its_number_is_used_up():
    exchange = Exchange()
    errand = exchange.add(commands.give(1, Dialect()))
    exchange.add(commands.ask_status())
    assert exchange.hear([POLLED], 0).answer == commands.give(1, Dialect()).numbered(1)
    assert exchange.hear([POLLED], 0).answer == commands.ask_status().numbered(2)
    assert errand.way is Way.LOST and exchange.lost == 1


def test_after_several_polls_at_once_nothing_is_asked_for():
    exchange = Exchange()
    errand = exchange.add(commands.give(1, Dialect()))
    assert exchange.hear([POLLED, POLLED], 0).answer == ACKNOWLEDGE
    assert errand.way is Way.WAITING
    assert exchange.hear([STATUS, POLLED], 0).answer != ACKNOWLEDGE


def test_a_drives_end_said_again_is_not_the_end_of_the_next():
    exchange = Exchange()
    assert exchange.hear([SUCCESS], 0).said == [SUCCESS]
    between = Frame(0x02, bytes((3, 1, 0, 1)))
    assert exchange.hear([between], 1).said == [between]
    again = exchange.hear([SUCCESS], 2)
    assert (again.answer, again.said) == (ACKNOWLEDGE, [])
    assert exchange.hear([SUCCESS], 2 + REPEATED_S).said == [SUCCESS]
    assert exchange.hear([between], 2 + REPEATED_S).said == [between]  # harmless, and may be new


def test_a_lost_connection_withdraws_what_waits():
    exchange = Exchange()
    sent, waiting = exchange.add(commands.ask_status()), exchange.add(commands.give(1, Dialect()))
    exchange.hear([POLLED], 0)
    exchange.begin()
    assert (sent.way, waiting.way) == (Way.LOST, Way.WITHDRAWN)
    assert exchange.hear([POLLED], 0).answer == ACKNOWLEDGE
    assert waiting.withdraw() and not sent.withdraw()


def test_half_a_frame_holds_nothing_up():
    reader = FrameReader()
    assert reader.feed(encode_frame(0x71, bytes(200))[:50], 0.0) == []
    assert reader.feed(encode_frame(POLL), 2 * GAP_S) == [POLLED]
    assert reader.noise_bytes == 50
    data = encode_frame(0x71, bytes(200))
    assert reader.feed(data[:50], 1.0) + reader.feed(data[50:], 1.0 + GAP_S / 2) == [Frame(0x71, bytes(200))]
    reader.feed(data[:9], 2.0)
    reader.forget()
    assert reader.feed(encode_frame(ACK), 2.0) == [ACKED]


@pytest.mark.parametrize(
    ("drive", "now", "expected"),
    [  # count before, interrupted; machine, count, acknowledged, counts_stock
        ((5, False), (Machine.NORMAL, 4, True, False), (Outcome.GIVEN, Reason.STOCK_FELL)),
        ((5, True), (Machine.NORMAL, 4, False, True), (Outcome.UNCERTAIN, Reason.CONNECTION_LOST)),
        ((5, False), (Machine.NORMAL, 5, False, True), (Outcome.FAILED, Reason.NEVER_ARRIVED)),
        ((5, False), (Machine.NORMAL, 5, False, False), (Outcome.UNCERTAIN, Reason.NO_ANSWER)),
        ((5, False), (Machine.NORMAL, 5, True, True), (Outcome.UNCERTAIN, Reason.NO_ANSWER)),
        ((5, True), (Machine.NORMAL, 5, False, True), (Outcome.UNCERTAIN, Reason.CONNECTION_LOST)),
        ((5, False), (Machine.NORMAL, 3, False, True), (Outcome.UNCERTAIN, Reason.NO_ANSWER)),
        ((5, False), (Machine.DOOR_OPEN, 4, True, True), (Outcome.UNCERTAIN, Reason.MACHINE_FAULT)),
        ((5, False), (Machine.NORMAL, None, False, True), (Outcome.UNCERTAIN, Reason.NO_ANSWER)),
        ((None, False), (Machine.NORMAL, 4, False, True), (Outcome.UNCERTAIN, Reason.NO_ANSWER)),
        ((5, False), (None, None, False, True), (Outcome.UNCERTAIN, Reason.CONNECTION_LOST)),
    ],
)
def test_what_proves_what(drive, now, expected):
    end = Drive(1, True, *drive).judge(*now)
    assert (end.outcome, end.reason) == expected


def test_what_was_said_of_a_drive_counts_more_than_any_count():
    drive = Drive(1, has_drop_sensor=False, count_before=5)
    drive.hear(0x01)
    assert drive.judge(Machine.NORMAL, 5, False, True).outcome is Outcome.UNCERTAIN
    drive.hear(0x02)
    drive.hear(0x03)
    end = drive.judge(Machine.NORMAL, 5, True, True)
    assert (end.outcome, end.reason, end.detail) == (Outcome.GIVEN, Reason.MOTOR_DONE, "01 02")


def test_every_fault_has_its_own_words_and_the_gravest_decides():
    for reason in FAULTS:
        (fault,) = status_with({reason}).faults
        assert fault.code == f"dispenser_{reason}"
    both = status_with({Reason.DOOR_OPEN, Reason.MOTOR_RUNS_ON, Reason.JAMMED})
    assert both.device is DeviceState.HARDWARE_ERROR and len(both.faults) == 3
    assert status_with({Reason.JAMMED}).usable and status_with(()).usable


def test_what_is_lost_says_why():
    reasons = (WrongDevice(""), Garbled(""), Silent(""), TransportError(""), None)
    assert [status_lost(reason).faults[0].code.removeprefix("dispenser_") for reason in reasons] == [
        "wrong_device",
        "garbled",
        "silent",
        "unplugged",
        "unplugged",
    ]
