"""The chip's side of ICAO 9303-11's worked examples, to the byte: random numbers put in, answers compared."""

import json
import random
from collections.abc import Mapping
from pathlib import Path

import pytest

from simulator.identity_card.chip import Chip
from simulator.identity_card.curve_table import DOMAINS
from simulator.identity_card.kinds import CardKind
from simulator.identity_card.lds import CardFiles
from simulator.identity_card.mrz import check_digit
from simulator.identity_card.people import make_person
from simulator.identity_card.secrets import MrzSecret, Secrets

VECTORS = json.loads(Path("tests/golden/identity_card/vectors.json").read_text("utf-8"))
BAC = VECTORS["ICAO_9303_11_appendix_D_BAC_3DES"]
PACE = VECTORS["ICAO_9303_11_appendix_G1_PACE_ECDH_GM_AES128_brainpoolP256r1"]
BY_CAN = VECTORS["PACE_with_CAN_own_computation"]
MESSAGES = VECTORS["AES_secure_messaging_own_computation"]
DG13 = bytes.fromhex(VECTORS["DG13_synthetic"])
SELECT_APPLICATION = "00A4040C07A0000002471001"


class Given:
    """Random numbers that are no longer random."""

    def __init__(self, *values: str) -> None:
        self._values = [bytes.fromhex(value) for value in values]

    def randbytes(self, n: int, /) -> bytes:
        value = self._values.pop(0)
        assert len(value) == n
        return value


def chip(files: Mapping[int, bytes], secrets: Secrets, *values: str) -> Chip:
    person = make_person(random.Random(1))
    return Chip(CardFiles(person, CardKind(), files, secrets), Given(*values))


def says(one: Chip, command: str) -> str:
    return one.transmit(bytes.fromhex(command), 0.0).data.hex().upper()


def test_bac_and_its_session() -> None:
    secrets = Secrets(mrz=MrzSecret(BAC["doc"], BAC["dob"], BAC["exp"]))
    common = bytes.fromhex(BAC["SM_READ_4_bytes_plain"] + BAC["SM_READ_18_bytes_plain"])
    one = chip({0x011E: common}, secrets, BAC["RND_IC"], BAC["K_IC"])
    assert says(one, SELECT_APPLICATION) == "9000"
    assert says(one, "0084000008") == BAC["RND_IC"] + "9000"
    tried = f"0082000028{BAC['E_IFD']}{BAC['M_IFD']}28"
    assert says(one, tried) == BAC["EXTERNAL_AUTHENTICATE_response_data"] + "9000"
    assert says(one, BAC["SM_SELECT_011E"]) == BAC["SM_SELECT_resp"]
    assert says(one, BAC["SM_READ_4_bytes_command"]) == BAC["SM_READ_4_bytes_response"]
    assert says(one, BAC["SM_READ_18_bytes_command"]) == BAC["SM_READ_18_bytes_response"]


def pace_chip(secrets: Secrets) -> Chip:
    files = {0x011C: bytes.fromhex(VECTORS["CCCD_EF.CardAccess"]), 0x010D: DG13}
    return chip(files, secrets, PACE["s"], PACE["chip_map_priv"], PACE["chip_eph_priv"])


def test_pace_with_the_mrz_and_the_messages_after_it() -> None:
    one = pace_chip(Secrets(mrz=MrzSecret(*PACE["mrz_password"])))
    assert says(one, PACE["apdu_MSE"]) == "9000"
    for step in range(1, 5):
        assert says(one, PACE[f"apdu_GA{step}"]) == PACE[f"resp_GA{step}"]
    for message in MESSAGES["exchange"]:
        assert says(one, message["command"]) == message["response"], message["step"]


@pytest.mark.parametrize(
    ("can", "name"),
    [
        ("123456", "CAN 123456"),
        ("012345", "CAN 012345 (last six digits of the invented number 001095012345)"),
    ],
)
def test_pace_with_a_can(can: str, name: str) -> None:
    one = pace_chip(Secrets(can=can))
    assert says(one, BY_CAN["apdu_MSE"]) == "9000"
    assert says(one, PACE["apdu_GA1"]) == BY_CAN[name]["resp_GA1"]
    for step in range(2, 5):
        assert says(one, PACE[f"apdu_GA{step}"]) == PACE[f"resp_GA{step}"]


def test_domain_parameters_are_those_of_the_standards() -> None:
    curves = VECTORS["EC_curves"]["curves"]
    numbers = VECTORS["EC_curves"]["standardized_id_of_TR_03110"]
    assert {str(number): name for name, number, *_ in DOMAINS} == numbers
    for name, _, _, *values in DOMAINS:
        assert values == [curves[name][key] for key in ("p", "a", "b", "Gx", "Gy", "n")]


def test_check_digits_of_the_sheet() -> None:
    for first, second, _ in VECTORS["MRZ_synthetic_TD1"]:
        assert check_digit(first[5:14]) == first[14]
        assert check_digit(first[15:27]) == first[29]
        assert check_digit(first[5:] + second[:7] + second[8:15] + second[18:29]) == second[29]
