"""Codes out of bytes: endings, pauses, limits, repetitions, half codes, answers to commands."""

import pytest

from drivers.code_scanner.serial.protocol import (
    CAREFUL_GAP_S,
    GAP_S,
    HALF_S,
    INCOMPLETE,
    LIMIT_BYTES,
    TOO_LONG,
    CodeProtocol,
    Ending,
)
from drivers.code_scanner.serial.triggers import TRIGGERS
from drivers.interfaces import ScannedCode
from tests.unit.drivers.code_scanner.cards import CARD_2021, CARD_2024

FIRST, SECOND = CARD_2021.encode(), CARD_2024.encode()
TOLD_FIRST, TOLD_SECOND = ScannedCode(CARD_2021), ScannedCode(CARD_2024)
ENDINGS = {Ending.CR: b"\r", Ending.LF: b"\n", Ending.CRLF: b"\r\n"}


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("length", [1, 2, 7, 1000])
def test_a_code_ends_with_its_ending_however_it_is_cut_up(ending, length):
    protocol, data = CodeProtocol(ending), FIRST + ENDINGS[ending]
    pieces = [data[at : at + length] for at in range(0, len(data), length)]
    told = [protocol.feed(piece, 0.01 * number) for number, piece in enumerate(pieces)]
    assert told[-1] == [TOLD_FIRST]
    assert not any(told[:-1])
    assert protocol.due is None


@pytest.mark.parametrize("end", ENDINGS.values())
def test_any_ending_will_do(end):
    protocol = CodeProtocol(Ending.ANY)
    assert protocol.feed(FIRST + end, 0.0) == [TOLD_FIRST]
    assert protocol.feed(SECOND + end, 5.0) == [TOLD_SECOND]


def test_two_codes_in_one_read_are_two():
    assert CodeProtocol(Ending.CR).feed(FIRST + b"\r" + SECOND + b"\r", 0.0) == [TOLD_FIRST, TOLD_SECOND]


@pytest.mark.parametrize(("ending", "gap_s"), [(Ending.GAP, GAP_S), (Ending.ANY, CAREFUL_GAP_S)])
def test_a_pause_ends_a_code_that_has_no_ending(ending, gap_s):
    protocol = CodeProtocol(ending)
    assert protocol.feed(FIRST[:20], 1.0) == []
    assert protocol.feed(FIRST[20:], 1.0 + gap_s / 2) == []
    assert protocol.due == 1.0 + gap_s / 2 + gap_s
    assert protocol.lapse(protocol.due - 0.001) == []
    assert protocol.lapse(protocol.due) == [TOLD_FIRST]
    assert protocol.due is None


@pytest.mark.parametrize("ending", [*ENDINGS, Ending.ANY])
def test_a_pause_does_not_cut_a_code_of_a_scanner_that_sends_endings(ending):
    protocol, end = CodeProtocol(ending), ENDINGS.get(ending, b"\r")
    protocol.feed(b"another code" + end, 0.0)
    protocol.feed(FIRST[:30], 2.0)
    assert protocol.lapse(2.0 + HALF_S - 0.01) == []
    assert protocol.feed(FIRST[30:] + end, 2.0 + HALF_S - 0.01) == [TOLD_FIRST]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_code_whose_ending_never_comes_is_told_as_half_and_forgotten(ending):
    protocol = CodeProtocol(ending)
    protocol.feed(FIRST[:30], 0.0)
    assert protocol.lapse(HALF_S) == [ScannedCode("", INCOMPLETE)]
    assert protocol.feed(SECOND + ENDINGS[ending], 3.0) == [TOLD_SECOND]


def test_a_line_break_within_a_code_does_not_spoil_the_next_of_a_scanner_without_endings():
    protocol = CodeProtocol(Ending.ANY)
    protocol.feed(b"BEGIN:VCARD\nEND:VCARD", 0.0)
    protocol.lapse(protocol.due)
    protocol.feed(FIRST, 5.0)
    assert protocol.lapse(protocol.due) == [TOLD_FIRST]


def test_a_code_may_hold_a_line_feed_where_the_ending_is_another():
    assert CodeProtocol(Ending.CR).feed(b"a\nb\r", 0.0)[0].problem == "control_characters"


@pytest.mark.parametrize("noise", [b"", b"\r", b"\r\n\r\n", b"\0", b"\n\0\r"])
def test_endings_without_a_code_are_nothing(noise):
    protocol = CodeProtocol(Ending.ANY)
    assert protocol.feed(noise, 0.0) == []
    assert protocol.lapse(9.0) == []
    assert protocol.feed(FIRST + b"\r", 9.0) == [TOLD_FIRST]


def test_the_same_code_of_an_eager_scanner_is_told_once_until_a_second_without_it():
    protocol = CodeProtocol(Ending.CR)
    times = [0.0, 0.3, 1.2, 2.1, 3.2]
    assert [len(protocol.feed(FIRST + b"\r", at)) for at in times] == [1, 0, 0, 0, 1]


def test_another_code_in_between_makes_it_new():
    protocol = CodeProtocol(Ending.CR)
    told = [protocol.feed(code + b"\r", 0.1) for code in (FIRST, SECOND, FIRST)]
    assert told == [[TOLD_FIRST], [TOLD_SECOND], [TOLD_FIRST]]


def test_a_new_look_makes_it_new():
    protocol = CodeProtocol(Ending.CR)
    protocol.feed(FIRST + b"\r", 0.0)
    protocol.forget()
    assert protocol.feed(FIRST + b"\r", 0.1) == [TOLD_FIRST]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("length", [LIMIT_BYTES + 1, 1_000_000])
@pytest.mark.parametrize("pieces_bytes", [100, 4096, 10**7])
def test_a_code_that_is_too_long_is_told_as_such_once_and_the_next_is_read(ending, length, pieces_bytes):
    protocol, end = CodeProtocol(ending), ENDINGS[ending]
    data, told = b"x" * length + end + FIRST + end, []
    for at in range(0, len(data), pieces_bytes):
        told += protocol.feed(data[at : at + pieces_bytes], 0.0)
        assert len(protocol._waiting) <= LIMIT_BYTES
    assert told == [ScannedCode("", TOO_LONG), TOLD_FIRST]


def test_the_ending_of_one_that_is_too_long_may_be_cut_in_two():
    protocol = CodeProtocol(Ending.CRLF)
    protocol.feed(b"x" * LIMIT_BYTES + b"\r", 0.0)
    assert protocol.feed(b"\n" + FIRST + b"\r\n", 0.0) == [TOLD_FIRST]


def test_the_longest_code_is_read():
    assert CodeProtocol(Ending.CR).feed(b"x" * LIMIT_BYTES + b"\r", 0.0) == [ScannedCode("x" * LIMIT_BYTES)]


def test_silence_ends_what_is_too_long():
    protocol = CodeProtocol(Ending.GAP)
    protocol.feed(b"x" * 5000, 0.0)
    assert protocol.lapse(1.0) == []
    protocol.feed(FIRST, 1.1)
    assert protocol.lapse(1.2) == [TOLD_FIRST]


@pytest.mark.parametrize("end", [b"\r", b"\n"])
def test_of_a_wire_opened_amid_a_code_the_rest_is_left_out(end):
    protocol = CodeProtocol(Ending.ANY)
    protocol.begin()
    assert protocol.due is None
    assert protocol.feed(FIRST[40:60], 0.05) == []
    protocol.settled()
    assert protocol.feed(FIRST[60:] + end, 0.11) == []
    assert protocol.feed(SECOND + end, 0.12) == [TOLD_SECOND]


def test_of_a_wire_opened_amid_a_code_without_an_ending_silence_ends_the_rest():
    protocol = CodeProtocol(Ending.GAP)
    protocol.begin()
    protocol.feed(FIRST[40:], 0.05)
    protocol.settled()
    assert protocol.lapse(0.2) == []
    protocol.feed(SECOND, 0.3)
    assert protocol.lapse(0.4) == [TOLD_SECOND]


def test_the_first_code_after_a_quiet_opening_is_read():
    protocol = CodeProtocol(Ending.CR)
    protocol.begin()
    protocol.settled()
    assert protocol.feed(FIRST + b"\r", 0.11) == [TOLD_FIRST]


def test_half_a_code_from_before_a_loss_is_never_put_together_with_what_follows():
    protocol = CodeProtocol(Ending.CR)
    protocol.feed(FIRST[:50], 0.0)
    protocol.begin()
    protocol.settled()
    assert protocol.feed(SECOND + b"\r", 3.0) == [TOLD_SECOND]


def test_a_code_some_time_after_an_opening_amid_another_is_read():
    protocol = CodeProtocol(Ending.CR)
    protocol.begin()
    protocol.feed(FIRST[40:], 0.05)
    protocol.settled()
    assert protocol.feed(SECOND + b"\r", 0.2) == [TOLD_SECOND]


def test_another_scanner_may_be_plugged_in_that_sends_no_endings():
    protocol = CodeProtocol(Ending.ANY)
    protocol.feed(FIRST + b"\r", 0.0)
    protocol.begin()
    protocol.settled()
    protocol.feed(SECOND, 5.0)
    assert protocol.lapse(5.0 + CAREFUL_GAP_S) == [TOLD_SECOND]


def test_a_problem_in_several_pieces_is_told_once():
    assert len(CodeProtocol(Ending.ANY).feed(b"a\x01b\rc\x02d\r", 0.0)) == 1


def test_nothing_is_due_before_anything_came():
    protocol = CodeProtocol(Ending.ANY)
    assert protocol.due is None
    assert protocol.lapse(99.0) == []


@pytest.mark.parametrize("name", ["gm65", "gm72"])
@pytest.mark.parametrize("ending", list(Ending))
@pytest.mark.parametrize("length", [1, 3, 1000])
def test_answers_to_a_trigger_are_no_part_of_a_code(name, ending, length):
    answers = TRIGGERS[name].answers
    protocol, end, told = CodeProtocol(ending, answers), ENDINGS.get(ending, b""), []
    data = b"".join(answers) + answers[0] + FIRST + end
    for at in range(0, len(data), length):
        told += protocol.feed(data[at : at + length], 0.0)
    assert told + protocol.lapse(9.0) == [TOLD_FIRST]


@pytest.mark.parametrize("ending", list(Ending))
@pytest.mark.parametrize("cut", [1, 5, 7])
def test_an_answer_alone_is_nothing(ending, cut):
    answers = TRIGGERS["gm65"].answers
    protocol = CodeProtocol(ending, answers)
    assert protocol.feed(answers[0][:cut], 0.0) + protocol.lapse(9.0) == []


def test_what_it_read_is_in_no_representation():
    (code,) = CodeProtocol(Ending.CR).feed(FIRST + b"\r", 0.0)
    assert "099304005678" not in repr(code)
