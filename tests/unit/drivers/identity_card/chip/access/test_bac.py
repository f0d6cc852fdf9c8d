"""BAC with a chip that lies."""

import pytest

from drivers.identity_card.chip import bac
from drivers.identity_card.chip.channel import Channel
from drivers.identity_card.chip.ciphers import encrypt, zero_iv
from drivers.identity_card.chip.errors import CardError, Cause
from drivers.identity_card.chip.keys import MrzKey, Suite
from tests.unit.drivers.identity_card.chip.access.recorded import BAC, RecordedCard, drawn, octets

KEY = MrzKey(BAC["doc"], BAC["dob"], BAC["exp"])
GENUINE = octets(BAC["EXTERNAL_AUTHENTICATE_response_data"])
CHALLENGE = ("0084000008", BAC["RND_IC"] + "9000")


def opened_with(answer: bytes) -> None:
    card = RecordedCard(CHALLENGE, ("0082000028" + BAC["E_IFD"] + BAC["M_IFD"] + "28", answer.hex()))
    bac.open_by_bac(Channel(card), KEY, drawn(BAC["RND_IFD"], BAC["K_IFD"]))


def signed(text: bytes) -> bytes:
    """What a chip with the right keys would send for this text."""
    secret = encrypt(Suite.TRIPLE_DES, octets(BAC["KEnc"]), zero_iv(Suite.TRIPLE_DES), text)
    return secret + bac._checksum(octets(BAC["KMac"]), secret) + b"\x90\x00"


def test_every_flipped_bit_of_the_answer_is_noticed():
    for at in range(len(GENUINE)):
        forged = GENUINE[:at] + bytes((GENUINE[at] ^ 1,)) + GENUINE[at + 1 :]
        with pytest.raises(CardError, match="checksum") as told:
            opened_with(forged + b"\x90\x00")
        assert told.value.cause is Cause.PROTOCOL


def test_nonces_that_are_not_ours_are_refused_under_a_right_checksum():
    nonces, seed = octets(BAC["RND_IC"] + BAC["RND_IFD"]), octets(BAC["K_IC"])
    opened_with(signed(nonces + seed))
    for at in range(len(nonces)):
        other = nonces[:at] + bytes((nonces[at] ^ 0x80,)) + nonces[at + 1 :]
        with pytest.raises(CardError, match="another challenge"):
            opened_with(signed(other + seed))


@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        ("6300", Cause.WRONG_KEY),
        ("6982", Cause.WRONG_KEY),
        ("6983", Cause.BLOCKED),
        ("63C0", Cause.BLOCKED),
        ("9000", Cause.PROTOCOL),
        ("00" * 39 + "9000", Cause.PROTOCOL),
        ("00" * 41 + "9000", Cause.PROTOCOL),
    ],
)
def test_each_refusal_has_its_cause(answer, cause):
    with pytest.raises(CardError) as told:
        opened_with(octets(answer))
    assert told.value.cause is cause


@pytest.mark.parametrize(
    ("answer", "cause"), [("6D00", Cause.UNSUPPORTED), ("00" * 7 + "9000", Cause.PROTOCOL)]
)
def test_a_chip_without_a_challenge_knows_no_bac(answer, cause):
    with pytest.raises(CardError) as told:
        bac.open_by_bac(Channel(RecordedCard((CHALLENGE[0], answer))), KEY, drawn())
    assert told.value.cause is cause
