"""ICAO 9303-11, appendices D and G.1, and our own examples of the CAN and of AES: reproduced to the byte."""

import pytest

from drivers.identity_card.chip import commands
from drivers.identity_card.chip.bac import open_by_bac
from drivers.identity_card.chip.card_access import parse_card_access
from drivers.identity_card.chip.channel import Channel
from drivers.identity_card.chip.keys import Can, MrzKey, Suite, k_pi, kdf
from drivers.identity_card.chip.pace import Pace
from drivers.identity_card.chip.secure_messaging import SecureMessaging
from drivers.identity_card.chip.status_words import OK
from tests.unit.drivers.identity_card.chip.access.recorded import (
    AES,
    BAC,
    PACE,
    PACE_CAN,
    RecordedCard,
    drawn,
    octets,
)

MRZ_OF_BAC = MrzKey(BAC["doc"], BAC["dob"], BAC["exp"])
MRZ_OF_PACE = MrzKey(*PACE["mrz_password"])
CANS = [(name.split()[1], values) for name, values in PACE_CAN.items() if name.startswith("CAN")]


def test_the_keys_of_bac():
    assert MRZ_OF_BAC.seed == octets(BAC["Kseed"])
    assert kdf(MRZ_OF_BAC.seed, 1, Suite.TRIPLE_DES) == octets(BAC["KEnc"])
    assert kdf(MRZ_OF_BAC.seed, 2, Suite.TRIPLE_DES) == octets(BAC["KMac"])


def test_bac_and_secure_messaging_with_triple_des():
    card = RecordedCard(
        ("0084000008", BAC["RND_IC"] + "9000"),
        (
            "0082000028" + BAC["E_IFD"] + BAC["M_IFD"] + "28",
            BAC["EXTERNAL_AUTHENTICATE_response_data"] + "9000",
        ),
        (BAC["SM_SELECT_011E"], BAC["SM_SELECT_resp"]),
        (BAC["SM_READ_4_bytes_command"], BAC["SM_READ_4_bytes_response"]),
        (BAC["SM_READ_18_bytes_command"], BAC["SM_READ_18_bytes_response"]),
    )
    channel = Channel(card)
    channel.secure(open_by_bac(channel, MRZ_OF_BAC, drawn(BAC["RND_IFD"], BAC["K_IFD"])))
    assert channel.send(commands.select_file(0x011E)).status == OK
    assert channel.send(commands.read_at(0, 4)).data == octets(BAC["SM_READ_4_bytes_plain"])
    assert channel.send(commands.read_at(4, 18)).data == octets(BAC["SM_READ_18_bytes_plain"])
    assert card.is_over


def pace_conversation(set_environment: str, nonce: str) -> list[tuple[str, str]]:
    return [
        (set_environment, "9000"),
        (PACE["apdu_GA1"], nonce),
        (PACE["apdu_GA2"], PACE["resp_GA2"] + ("" if PACE["resp_GA2"].endswith("9000") else "9000")),
        (PACE["apdu_GA3"], PACE["resp_GA3"] + ("" if PACE["resp_GA3"].endswith("9000") else "9000")),
        (PACE["apdu_GA4"], PACE["resp_GA4"]),
    ]


def aes_conversation() -> list[tuple[str, str]]:
    return [(step["command"], step["response"]) for step in AES["exchange"]]


def the_offer():
    (offer,) = parse_card_access(octets(PACE["EF.CardAccess"]))
    return offer


def run_aes_conversation(channel: Channel) -> None:
    for command, step in zip(
        (
            commands.select_application(),
            commands.select_file(0x010D),
            commands.read_at(0, 8),
            commands.read_at(8, 223),
        ),
        AES["exchange"],
        strict=True,
    ):
        answer = channel.send(command)
        assert (answer.status, answer.data) == (OK, octets(step["plain_response"]))


def test_the_password_of_pace():
    assert MRZ_OF_PACE.secret == octets(PACE["K"])
    assert k_pi(MRZ_OF_PACE, Suite.AES_128) == octets(PACE["K_pi"])


def test_pace_with_the_mrz_and_secure_messaging_with_aes():
    card = RecordedCard(*pace_conversation(PACE["apdu_MSE"], PACE["resp_GA1"]), *aes_conversation())
    channel = Channel(card)
    random = drawn(PACE["term_map_priv"], PACE["term_eph_priv"])
    channel.secure(Pace(channel, the_offer(), random).open(MRZ_OF_PACE, is_ambiguous=False))
    run_aes_conversation(channel)
    assert card.is_over


@pytest.mark.parametrize(("digits", "values"), CANS)
def test_pace_with_the_can(digits, values):
    assert k_pi(Can(digits), Suite.AES_128) == octets(values["K_pi"])
    card = RecordedCard(*pace_conversation(PACE_CAN["apdu_MSE"], values["resp_GA1"]), *aes_conversation())
    channel = Channel(card)
    random = drawn(PACE["term_map_priv"], PACE["term_eph_priv"])
    channel.secure(Pace(channel, the_offer(), random).open(Can(digits), is_ambiguous=False))
    run_aes_conversation(channel)
    assert card.is_over


def test_there_are_examples_of_cans():
    assert len(CANS) == 2


def test_secure_messaging_with_aes_from_its_keys():
    card = RecordedCard(*aes_conversation())
    channel = Channel(card)
    channel.secure(SecureMessaging(Suite.AES_128, octets(AES["KSEnc"]), octets(AES["KSMac"])))
    run_aes_conversation(channel)
    assert card.is_over
