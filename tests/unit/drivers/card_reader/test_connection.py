"""A card on a PC/SC reader: APDUs there and back, and why they fail."""

import random

import pytest

from drivers.card_reader.pcsc.calls import Calls
from drivers.card_reader.pcsc.connection import REMEMBERED_CARDS, Lengths, card_on
from drivers.card_reader.pcsc.contacts import transmit_t0
from drivers.card_reader.pcsc.features import longest_answer
from drivers.card_reader.pcsc.library import NoLibrary
from drivers.identity_card.chip.errors import CardError, Cause
from tests.unit.drivers.card_reader.fake_scard import FakeCard, FakeScard, Gone

READER = "Reader 00 00"
READ = bytes.fromhex("00B0000000")


def nothing() -> None:
    """A check that lets everything go on."""


def with_card(answer, protocol: int = 2) -> FakeScard:
    scard = FakeScard(READER)
    scard.lay(FakeCard(answer, protocol), READER)
    return scard


def on(scard: FakeScard, check=nothing, lengths: Lengths | None = None):
    return card_on(Calls(lambda: scard), READER, check, lengths)


def cause_of(scard: FakeScard, check=nothing) -> Cause:
    with pytest.raises(CardError) as told, on(scard, check) as card:
        card.transmit(READ)
    return told.value.cause


def test_an_answer_comes_back_and_the_context_is_given_back():
    scard = with_card(lambda command: command[::-1] + b"\x90\x00")
    with on(scard) as card:
        card.reset()
        assert card.transmit(READ) == READ[::-1] + b"\x90\x00"
        assert scard.contexts == 1
    assert scard.contexts == 0


@pytest.mark.parametrize(
    ("call", "code", "cause"),
    [
        ("SCardEstablishContext", 0x8010001D, Cause.NO_DAEMON),
        ("SCardEstablishContext", 0x8010006A, Cause.NO_DAEMON),
        ("SCardConnect", 0x8010000C, Cause.NO_CARD),
        ("SCardConnect", 0x80100069, Cause.PULLED),
        ("SCardConnect", 0x80100009, Cause.NO_READER),
        ("SCardConnect", 0x80100017, Cause.NO_READER),
        ("SCardConnect", 0x8010000B, Cause.NO_READER),
        ("SCardConnect", 0x80100066, Cause.PROTOCOL),
        ("SCardTransmit", 0x80100069, Cause.PULLED),
        ("SCardTransmit", 0x8010000C, Cause.PULLED),
        ("SCardTransmit", 0x80100017, Cause.NO_READER),
        ("SCardTransmit", 0x80100013, Cause.NO_DAEMON),
        ("SCardTransmit", 0x8010001E, Cause.NO_DAEMON),
        ("SCardTransmit", 0x80100001, Cause.PROTOCOL),
    ],
)
def test_each_failed_call_has_its_cause(call, code, cause):
    scard = with_card(lambda command: b"\x90\x00")
    scard.fails[call] = code
    assert cause_of(scard) is cause


@pytest.mark.parametrize("code", [0x80100066, 0x80100067, 0x80100016])
def test_a_card_that_is_just_being_laid_down_is_tried_again(code):
    scard = with_card(lambda command: b"\x90\x00")
    scard.silent_for = [code] * 2
    with on(scard) as card:
        assert card.transmit(READ) == b"\x90\x00"


def test_five_thousand_readers_that_garble_what_they_say_are_no_trouble():
    chance = random.Random(10)
    scard = with_card(lambda command: b"\x90\x00")
    calls = Calls(lambda: scard)
    for _ in range(5000):
        scard.features = chance.randbytes(chance.randrange(1, 30))
        scard.features_value = chance.randbytes(chance.randrange(6))
        assert 256 <= longest_answer(calls, 1, 2) <= 65_536


def test_five_thousand_garbled_conversations_of_contacts_have_an_end():
    chance = random.Random(11)
    starts = (b"\x61", b"\x6c", b"\x90", b"\x62")
    for _ in range(5000):
        command = chance.randbytes(chance.randrange(4, 12))

        def answer(sent: bytes) -> bytes:
            data = chance.randbytes(chance.choice((0, 0, 1, 5)))
            return data + chance.choice(starts) + chance.randbytes(1)

        assert len(transmit_t0(answer, command)) >= 2


def test_a_card_that_is_lifted_amid_a_command_is_told_from_one_that_fails():
    def lifted(command: bytes) -> bytes:
        raise Gone

    assert cause_of(with_card(lifted)) is Cause.PULLED
    still_there = with_card(lambda command: b"\x90\x00")
    still_there.fails["SCardTransmit"] = 0x80100016
    assert cause_of(still_there) is Cause.PROTOCOL


@pytest.mark.parametrize("answer", [b"", b"\x90"])
def test_an_answer_without_status_is_no_answer(answer):
    assert cause_of(with_card(lambda command: answer)) is Cause.PROTOCOL


def test_no_library_is_told_as_no_daemon():
    def missing():
        raise NoLibrary("not installed")

    with pytest.raises(CardError, match="not installed") as told, card_on(Calls(missing), READER, nothing):
        pass
    assert told.value.cause is Cause.NO_DAEMON


def test_a_reading_that_is_to_end_sends_nothing_more():
    heard: list[bytes] = []

    def answer(command: bytes) -> bytes:
        heard.append(command)
        return b"\x90\x00"

    def end() -> None:
        raise CardError(Cause.TIMED_OUT, "over")

    assert cause_of(with_card(answer), end) is Cause.TIMED_OUT
    assert heard == []


@pytest.mark.parametrize(
    ("said", "protocol", "longest"),
    [(None, 2, 65_536), (0, 2, 256), (4096, 2, 4096), (1 << 20, 2, 65_536), (4096, 1, 256)],
)
def test_the_longest_answer_is_what_the_reader_says(said, protocol, longest):
    scard = with_card(lambda command: b"\x90\x00", protocol)
    if said is not None:
        scard.features = b"\x06\x04\x42\x33\x00\x06\x12\x04\x42\x33\x00\x12"
        scard.features_value = said.to_bytes(4, "little")
    with on(scard) as card:
        assert card.max_response == longest


@pytest.mark.parametrize("features", [b"\x12", b"\x12\x04\x42", b"\x06\x04\x42\x33\x00\x06", b"\xff" * 300])
def test_a_reader_that_garbles_what_it_says_is_one_that_says_nothing(features):
    scard = with_card(lambda command: b"\x90\x00")
    scard.features = features
    with on(scard) as card:
        assert card.max_response == 65_536


def test_t_0_fetches_what_waits_and_takes_the_right_length():
    conversation = {
        bytes.fromhex("00A4020C02011E"): "9000",
        bytes.fromhex("00B0000000"): "6C04",
        bytes.fromhex("00B0000004"): "010203049000",
        bytes.fromhex("008800000401020304"): "6102",
        bytes.fromhex("00C0000002"): "AABB6101",
        bytes.fromhex("00C0000001"): "CC9000",
    }
    scard = with_card(lambda command: bytes.fromhex(conversation[command]), protocol=1)
    with on(scard) as card:
        assert card.transmit(bytes.fromhex("00A4020C02011E")).hex() == "9000"
        assert card.transmit(READ).hex() == "010203049000"
        assert card.transmit(bytes.fromhex("00880000040102030400")).hex() == "aabbcc9000"


def test_t_0_without_end_is_given_up():
    assert cause_of(with_card(lambda command: b"\x00\x61\x00", protocol=1)) is Cause.PROTOCOL


def test_a_length_that_worked_is_remembered_for_the_next_cards_of_the_kind():
    scard = with_card(lambda command: b"\x90\x00")
    lengths = Lengths()
    with on(scard, lengths=lengths) as card:
        card.max_response = 192
    for _ in range(REMEMBERED_CARDS):
        with on(scard, lengths=lengths) as card:
            assert card.max_response == 192
    with on(scard, lengths=lengths) as card:
        assert card.max_response == 65_536


def test_a_reading_that_failed_leaves_no_length_behind():
    scard, lengths = with_card(lambda command: b"\x90\x00"), Lengths()
    with pytest.raises(CardError), on(scard, lengths=lengths) as card:
        card.max_response = 112
        raise CardError(Cause.PROTOCOL, "broken")
    with on(scard, lengths=lengths) as card:
        assert card.max_response == 65_536


def test_a_card_that_falls_silent_at_long_lengths_is_spared_them_the_next_time():
    scard, lengths = with_card(lambda command: b"\x90\x00"), Lengths()
    scard.fails["SCardTransmit"] = 0x80100016
    with pytest.raises(CardError), on(scard, lengths=lengths) as card:
        card.transmit(bytes.fromhex("00B09C00000000"))
    with on(scard, lengths=lengths) as card:
        assert card.max_response == 256


@pytest.mark.parametrize("command", [READ, bytes.fromhex("00B09C00000000"), bytes.fromhex("00A4020C02011C")])
def test_a_card_that_fails_for_another_reason_keeps_its_length(command):
    scard, lengths = with_card(lambda command: b"\x90\x00"), Lengths()
    with pytest.raises(CardError), on(scard, lengths=lengths) as card:
        card.transmit(command)
        scard.fails["SCardTransmit"] = 0x80100069
        card.transmit(READ)
    with on(scard, lengths=lengths) as card:
        assert card.max_response == 65_536
