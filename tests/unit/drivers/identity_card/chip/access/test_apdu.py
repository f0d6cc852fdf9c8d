"""Commands and answers in bytes, status words in words."""

import pytest

from drivers.identity_card.chip import commands
from drivers.identity_card.chip.apdu import Answer, Command, decode_answer
from drivers.identity_card.chip.channel import Channel
from drivers.identity_card.chip.errors import CardError, Cause, Refused
from drivers.identity_card.chip.status_words import is_about_size, is_blocked, said, tries_left
from tests.unit.drivers.identity_card.chip.access.recorded import RecordedCard

READ = Command(0x00, 0xB0, 0x00, 0x00, expected=256)


@pytest.mark.parametrize(
    ("command", "octets"),
    [
        (Command(0x00, 0xA4, 0x04, 0x0C), "00A4040C"),
        (commands.select_application(), "00A4040C07A0000002471001"),
        (commands.select_file(0x011C), "00A4020C02011C"),
        (commands.read_by_short_id(0x1C, 256), "00B09C0000"),
        (commands.read_at(0x7FFF, 223), "00B07FFFDF"),
        (commands.read_at(0x8000, 223), "00B10000045402 8000 DF"),
        (commands.read_at(0x12345, 4096), "00B1000000 0005 5403012345 1000"),
        (Command(0, 0xB0, 0, 0, expected=257), "00B00000000101"),
        (Command(0, 0xB0, 0, 0, expected=65_536), "00B00000000000"),
        (Command(0, 0x88, 0, 0, b"\x01" * 8, 256), "0088000008 0101010101010101 00"),
        (Command(0, 0xDA, 0, 0, bytes(255)), "00DA0000FF" + "00" * 255),
        (Command(0, 0xDA, 0, 0, bytes(256)), "00DA0000000100" + "00" * 256),
        (commands.general_authenticate(b"", is_last=False), "10860000027C0000"),
        (commands.get_challenge(), "0084000008"),
    ],
)
def test_a_command_in_bytes(command, octets):
    assert command.encode() == bytes.fromhex(octets)


@pytest.mark.parametrize("command", [Command(0, 0, 0, 0, bytes(65_536)), Command(0, 0, 0, 0, b"", 65_537)])
def test_what_no_command_can_carry_is_refused(command):
    with pytest.raises(ValueError, match="no command"):
        command.encode()


def test_an_answer_is_data_and_status():
    assert decode_answer(b"ab\x90\x00") == Answer(b"ab", 0x9000)
    assert repr(decode_answer(b"ab\x62\x82")) == "Answer(2 bytes, 6282)"


@pytest.mark.parametrize("raw", [b"", b"\x90", bytes(65_539)])
def test_what_is_no_answer_is_told(raw):
    with pytest.raises(CardError, match=f"{len(raw)} bytes are no answer") as told:
        decode_answer(raw)
    assert told.value.cause is Cause.PROTOCOL


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (0x9000, "9000 (done)"),
        (0x63C2, "63C2 (wrong key, 2 tries left)"),
        (0x6300, "6300 (wrong key)"),
        (0x6C10, "6C10 (wrong length, 16 would be right)"),
        (0x6105, "6105 (5 more bytes wait)"),
        (0x1234, "1234 (unknown)"),
    ],
)
def test_a_status_word_in_words(status, words):
    assert said(status) == words


def test_blocked_keys_and_sizes_are_told_from_wrong_ones():
    assert [is_blocked(status) for status in (0x6983, 0x6984, 0x63C0, 0x63C1, 0x6300, 0x6982)] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]
    assert (tries_left(0x63C5), tries_left(0x6300)) == (5, None)
    assert all(map(is_about_size, (0x6700, 0x6B00, 0x6282, 0x6C00, 0x6CA0)))
    assert not any(map(is_about_size, (0x9000, 0x6982, 0x6A82, 0x6D00)))


def test_the_right_length_is_taken_from_a_plain_refusal():
    card = RecordedCard(("00B0000000", "6C02"), ("00B0000002", "ABCD9000"))
    assert Channel(card).send(READ) == Answer(b"\xab\xcd", 0x9000)


def test_an_answer_in_pieces_is_fetched():
    card = RecordedCard(("00B0000000", "AB6102"), ("00C0000002", "CD6101"), ("00C0000001", "EF9000"))
    channel = Channel(card)
    assert channel.send(READ) == Answer(b"\xab\xcd\xef", 0x9000)
    assert channel.apdus == 3


def test_an_answer_without_end_is_given_up():
    card = RecordedCard(("00B0000000", "6100"), *[("00C0000000", "AA" * 256 + "6100")] * 400)
    with pytest.raises(CardError, match="without end"):
        Channel(card).send(READ)


def test_a_refusal_names_what_was_refused():
    with pytest.raises(Refused, match=r"the thing: 6A80 \(wrong data\)") as told:
        Channel(RecordedCard(("00B0000000", "6A80"))).demand(READ, "the thing")
    assert told.value.status == 0x6A80
