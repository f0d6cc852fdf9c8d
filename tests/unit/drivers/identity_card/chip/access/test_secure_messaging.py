"""Nothing of an answer is used before its checksum holds."""

import random

import pytest

from drivers.identity_card.chip import commands
from drivers.identity_card.chip.apdu import Answer, Command, decode_answer
from drivers.identity_card.chip.errors import CardError, Cause, SessionLost
from drivers.identity_card.chip.keys import Suite
from drivers.identity_card.chip.secure_messaging import SecureMessaging
from tests.unit.drivers.identity_card.chip.access.recorded import AES, BAC, octets

ALL = list(Suite)
KEYS = {suite: bytes(range(1, 1 + suite.key_bytes)) for suite in ALL}


class Peer(SecureMessaging):
    """The card's side, by the very functions that the worked examples judge."""

    def answer(self, data: bytes, ins: int = 0xB0) -> bytes:
        self._count()
        body = self._encrypted(Command(0, ins, 0, 0, data)) + b"\x99\x02\x90\x00"
        return body + b"\x8e\x08" + self._checksum(self._sequence + body) + b"\x90\x00"


def pair(suite: Suite) -> tuple[SecureMessaging, Peer]:
    keys = KEYS[suite], KEYS[suite][::-1]
    ours, theirs = SecureMessaging(suite, *keys, 7), Peer(suite, *keys, 8)
    ours.protect(commands.read_at(0, 1))
    return ours, theirs


def the_example() -> tuple[SecureMessaging, bytes]:
    """A session that waits for the answer to READ BINARY with 223 bytes of our own AES example."""
    step = AES["exchange"][3]
    counter = int(step["ssc_command"], 16) - 1
    session = SecureMessaging(Suite.AES_128, octets(AES["KSEnc"]), octets(AES["KSMac"]), counter)
    session.protect(commands.read_at(8, 223))
    return session, octets(step["response"])


@pytest.mark.parametrize("ins", [0xB0, 0xB1])
@pytest.mark.parametrize("suite", ALL)
@pytest.mark.parametrize("size", [0, 1, 7, 8, 15, 16, 111, 231, 4096])
def test_data_of_any_length_come_through(suite, ins, size):
    ours, theirs = pair(suite)
    data = random.Random(size).randbytes(size)
    assert ours.unprotect(decode_answer(theirs.answer(data, ins))) == Answer(data, 0x9000)


def test_every_flipped_bit_of_an_answer_is_noticed():
    _, genuine = the_example()
    for at in range(len(genuine) - 2):
        session, _ = the_example()
        forged = genuine[:at] + bytes((genuine[at] ^ 1,)) + genuine[at + 1 :]
        with pytest.raises(CardError) as told:
            session.unprotect(decode_answer(forged))
        assert told.value.cause is Cause.PROTOCOL


def test_an_answer_that_came_before_is_noticed():
    session, genuine = the_example()
    session.unprotect(decode_answer(genuine))
    session.protect(commands.read_at(8, 223))
    with pytest.raises(CardError, match="checksum"):
        session.unprotect(decode_answer(genuine))


def test_the_status_is_the_protected_one():
    session, genuine = the_example()
    assert session.unprotect(decode_answer(genuine[:-2] + b"\x6a\x82")).status == 0x9000


@pytest.mark.parametrize("status", [0x6988, 0x6700, 0x9000])
def test_a_bare_status_word_means_that_the_session_is_lost(status):
    session, _ = the_example()
    with pytest.raises(SessionLost) as told:
        session.unprotect(Answer(b"", status))
    assert told.value.status == status


@pytest.mark.parametrize(
    "answer",
    [
        "99029000",
        "8E080000000000000000",
        "8E08000000000000000099029000",
        "990290008E070000000000000000",
        "990390008E0800000000000000",
        "99029000990290008E080000000000000000",
        "990290008E0800000000000000008701",
        "85",
        "53019000",
    ],
)
def test_objects_that_are_missing_or_too_many_are_no_answer(answer):
    session, _ = the_example()
    with pytest.raises(SessionLost):
        session.unprotect(Answer(octets(answer), 0x9000))


@pytest.mark.parametrize("value", [b"", b"\x01", b"\x02" + bytes(16), b"\x01" + bytes(15), bytes(16)])
def test_encrypted_data_that_are_no_blocks_are_refused_under_a_right_checksum(value):
    ours, theirs = pair(Suite.AES_128)
    theirs._count()
    body = b"\x87" + bytes((len(value),)) + value + b"\x99\x02\x90\x00"
    checksum = theirs._checksum(theirs._sequence + body)
    with pytest.raises(CardError, match="whole blocks") as told:
        ours.unprotect(Answer(body + b"\x8e\x08" + checksum, 0x9000))
    assert told.value.cause is Cause.PROTOCOL


def test_wrong_padding_is_refused_under_a_right_checksum():
    ours, theirs = pair(Suite.TRIPLE_DES)
    theirs._count()
    body = b"\x87\x09\x01" + bytes(8) + b"\x99\x02\x90\x00"
    checksum = theirs._checksum(theirs._sequence + body)
    with pytest.raises(CardError, match="padding"):
        ours.unprotect(Answer(body + b"\x8e\x08" + checksum, 0x9000))


@pytest.mark.parametrize(
    ("suite", "short", "long"), [(Suite.AES_128, 223, 65_503), (Suite.TRIPLE_DES, 231, 65_511)]
)
def test_the_longest_read_fits_its_answer_and_one_byte_more_does_not(suite, short, long):
    for room, longest in ((256, short), (65_536, long)):
        ours, theirs = pair(suite)
        assert ours.longest_read(room) == longest
        assert len(theirs.answer(bytes(longest))) - 2 <= room
        assert len(theirs.answer(bytes(longest + 1))) - 2 > room


def test_long_commands_and_answers_have_long_lengths():
    session, _ = the_example()
    assert not session.protect(commands.read_at(0, 256)).is_extended
    assert session.protect(commands.read_at(0, 257)).encode().endswith(b"\x00\x00")
    assert session.protect(Command(0, 0x86, 0, 0, bytes(250), 256)).is_extended


def test_forgotten_keys_neither_send_nor_hear():
    session, genuine = the_example()
    session.forget()
    for deed in (
        lambda: session.unprotect(decode_answer(genuine)),
        lambda: session.protect(commands.read_at(0, 8)),
    ):
        with pytest.raises(CardError, match="forgotten"):
            deed()


def test_the_counter_begins_anew_behind_its_end():
    last = (1 << 64) - 1
    session = SecureMessaging(Suite.TRIPLE_DES, octets(BAC["KSEnc"]), octets(BAC["KSMac"]), last)
    session.protect(commands.read_at(0, 8))
    assert session._counter == 0


def test_ten_thousand_garbled_answers_are_typed_errors():
    chance = random.Random(66)
    _, genuine = the_example()
    for _ in range(10_000):
        session, _ = the_example()
        data = bytearray(genuine)
        for _ in range(chance.randrange(1, 5)):
            data[chance.randrange(len(data) - 2)] = chance.randrange(256)
        del data[chance.randrange(2, len(data) + 1) :]
        if bytes(data) == genuine:
            continue
        with pytest.raises(CardError):
            session.unprotect(decode_answer(bytes(data) + b"\x90\x00"))
