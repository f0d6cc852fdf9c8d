"""Status bytes become conditions, conditions become a status that names who must act."""

import itertools

import pytest

from drivers.errors import DeviceError, Garbled, Silent, TransportError
from drivers.status import Action, DeviceState, PaperState
from drivers.ticket_printer.escpos.protocol.conditions import (
    ALL_WELL,
    Condition,
    merge_auto_status,
    merge_real_time,
)
from drivers.ticket_printer.escpos.status import is_clear, is_stuck, status_of, status_without

ALL = frozenset({1, 2, 3, 4})


def conditions(*answers: int) -> Condition:
    known = ALL_WELL
    for number, byte in enumerate(answers, 1):
        known = merge_real_time(known, number, byte)
    return known


def test_an_answer_replaces_only_what_its_question_speaks_for():
    known = conditions(0x1A, 0x16, 0x12, 0x1E)
    assert merge_real_time(known, 2, 0x12) == Condition.OFFLINE | Condition.PAPER_LOW


def test_auto_status_ends_what_only_a_question_told():
    stopped = conditions(0x1A, 0x32, 0x12, 0x7E)
    assert merge_auto_status(stopped, b"\x14\x00\x00\x0f") == ALL_WELL
    assert Condition.PAPER_STOP in merge_auto_status(stopped, b"\x1c\x00\x0f\x0f")


@pytest.mark.parametrize("bits", list(itertools.product((0, 0x04), (0, 0x08), (0, 0x20), (0, 0x40))))
def test_every_answer_maps_to_a_status_with_a_reason_or_none_needed(bits):
    byte = 0x12 | sum(bits)
    for number in ALL:
        known = merge_real_time(ALL_WELL, number, byte)
        status = status_of(known, ALL)
        assert status.usable == is_clear(known)
        assert status.usable or status.faults or status.device is DeviceState.DEVICE_BUSY


@pytest.mark.parametrize(
    ("condition", "action"),
    [
        (Condition.PAPER_OUT, Action.CLEAR),
        (Condition.COVER_OPEN, Action.CLEAR),
        (Condition.CUTTER, Action.CLEAR),
        (Condition.MECHANICAL, Action.CLEAR),
        (Condition.UNRECOVERABLE, Action.MAINTENANCE),
        (Condition.AUTO_RECOVERABLE, Action.SUSPEND),
    ],
)
def test_every_fault_names_who_must_act(condition, action):
    assert [fault.action for fault in status_of(condition, ALL).faults] == [action]


def test_an_open_cover_while_printing_is_no_hot_head():
    faults = status_of(Condition.COVER_OPEN | Condition.AUTO_RECOVERABLE, ALL).faults
    assert [fault.code for fault in faults] == ["cover_open"]


def test_a_hot_head_goes_on_by_itself_and_stops_no_job():
    assert not is_stuck(Condition.OFFLINE | Condition.ERROR | Condition.AUTO_RECOVERABLE)
    assert is_stuck(Condition.OFFLINE | Condition.ERROR)


@pytest.mark.parametrize(
    ("reason", "device", "code", "action"),
    [
        (TransportError("gone"), DeviceState.POWER_OFF, "printer_unplugged", Action.CLEAR),
        (Silent("nothing"), DeviceState.OFFLINE, "printer_silent", Action.CLEAR),
        (Garbled("noise"), DeviceState.OFFLINE, "wrong_baud", Action.CONFIGURATION),
        (DeviceError("other"), DeviceState.OFFLINE, "printer_silent", Action.CLEAR),
    ],
)
def test_a_printer_that_cannot_be_asked_says_why(reason, device, code, action):
    status = status_without(reason, ALL)
    assert (status.device, status.paper) == (device, PaperState.UNKNOWN)
    assert [(fault.code, fault.action) for fault in status.faults] == [(code, action)]


def test_what_a_model_cannot_report_stays_none():
    assert status_without(Silent("nothing"), frozenset({1})).paper is None
    assert status_of(ALL_WELL, frozenset({1})).cover_open is None
