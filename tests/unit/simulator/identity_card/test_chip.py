"""What the chip allows when, and how it ends a session that was tampered with."""

import json
import math
import random
from pathlib import Path

import pytest

from simulator.identity_card.chip import Chip
from simulator.identity_card.ciphers import pad
from simulator.identity_card.der import tlv
from simulator.identity_card.faults import ChipFaults, Habits
from simulator.identity_card.messaging import Session
from simulator.identity_card.suites import AES128
from tests.support.virtual_card import issued

VECTORS = json.loads(Path("tests/golden/identity_card/vectors.json").read_text("utf-8"))
PACE = VECTORS["ICAO_9303_11_appendix_G1_PACE_ECDH_GM_AES128_brainpoolP256r1"]
KEYS = (bytes.fromhex(PACE["KSEnc"]), bytes.fromhex(PACE["KSMac"]))
APPLICATION = "00A4040C07A0000002471001"


def says(chip: Chip, command: str) -> str:
    return chip.transmit(bytes.fromhex(command), 0.0).data.hex().upper()


def fresh(kind: str = "2021", habits: Habits | None = None, faults: ChipFaults | None = None) -> Chip:
    return Chip(issued(kind), random.Random(7), habits, faults)


class Inside:
    """A chip in the middle of a session whose keys the test knows, and the reader's end of it."""

    def __init__(
        self, kind: str = "2021", habits: Habits | None = None, faults: ChipFaults | None = None
    ) -> None:
        self.chip = fresh(kind, habits, faults)
        says(self.chip, APPLICATION)
        self.chip._session = Session(AES128, *KEYS, bytes(16))
        self.chip._authorised = True
        self.counter = 0

    def sealed(self, command: str, data: str = "", le: str = "") -> str:
        self.counter += 1
        counter = self.counter.to_bytes(16, "big")
        header = bytes.fromhex(command)
        body = b""
        if data:
            body = tlv(0x87, b"\x01" + AES128.encrypt(KEYS[0], counter, pad(bytes.fromhex(data), 16)))
        if le:
            body += tlv(0x97, bytes.fromhex(le))
        covered = pad(counter + pad(header, 16) + body, 16) if body else pad(counter + header, 16)
        body += tlv(0x8E, AES128.mac(KEYS[1], covered))
        self.counter += 1
        return (header + bytes([len(body)]) + body + b"\x00").hex()

    def says(self, command: str, data: str = "", le: str = "") -> str:
        """The inner status of a protected answer, or a bare one in brackets."""
        answer = says(self.chip, self.sealed(command, data, le))
        return f"[{answer}]" if len(answer) == 4 else answer[answer.index("9902") + 4 :][:4]

    @property
    def is_over(self) -> bool:
        return self.says("0CB08100", le="08") == "[6988]"


@pytest.mark.parametrize(
    ("command", "status"),
    [
        ("00A4000C023F00", "6D00"),
        ("00A4020C02011C", "9000"),
        ("00A4020C020101", "6A82"),
        ("00A4020C0101", "6A80"),
        ("00A4030C020101", "6A86"),
        ("00A4040C07A0000002471002", "6A82"),
        ("00B0000008", "6986"),
        ("00B0810008", "6A82"),
        ("00B0", "6700"),
        ("00A4020C03011C", "6700"),
        ("00B09C00", "6700"),
        ("80A4020C02011C", "6E00"),
        ("10A4020C02011C", "6883"),
        ("00C0000000", "6D00"),
        ("0084000008", "6985"),
        ("0088000008000000000000000000", "6982"),
        ("00860000027C0000", "6985"),
        ("0022C1A40F800A04007F00070202040204830102", "6A80"),
        ("0022C1A40F800A04007F00070202040202830103", "6A88"),
        ("0022C1A412800A04007F0007020204020283010284010C", "6A80"),
        ("0022C1A412800A04007F0007020204020283010284010D", "9000"),
        ("0022C1A402800F", "6A80"),
        ("0022C1A4", "6A80"),
        ("002241A40C800A04007F00070202030202", "6982"),
        ("0CB08100", "6988"),
    ],
)
def test_a_chip_that_nobody_has_opened(command: str, status: str) -> None:
    assert says(fresh(), command)[-4:] == status


def test_inside_the_application_files_want_a_session() -> None:
    chip = fresh()
    assert says(chip, "00B09C0036").endswith("9000")
    assert says(chip, APPLICATION) == "9000"
    assert says(chip, "00A4020C020101") == "6982"
    assert says(chip, "00A4020C02010B") == "6982"
    assert says(chip, "00B09C0036") == "6A82"


def test_a_session_reads_what_there_is_and_no_more() -> None:
    inside = Inside()
    assert inside.says("0CA4020C", "010D") == "9000"
    assert inside.says("0CA4020C", "0103") == "6982"
    assert inside.says("0CA4020C", "010B") == "6A82"
    assert inside.says("0CB08100", le="08") == "9000"
    assert inside.says("0CB00000", le="5F") == "9000"
    assert inside.says("0CB00000", le="60") == "6282"
    assert inside.says("0CB0005F", le="01") == "6B00"
    assert inside.says("0CB00000") == "6700"
    assert inside.says("0CC00000") == "6D00"


def test_odd_read_takes_its_offset_as_an_object() -> None:
    inside = Inside()
    first, second = (number.to_bytes(16, "big") for number in (1, 2))
    asked = tlv(0x85, AES128.encrypt(KEYS[0], first, pad(b"\x54\x02\x00\x04", 16))) + tlv(0x97, b"\x0a")
    mac = AES128.mac(KEYS[1], pad(first + pad(bytes.fromhex("0CB10002"), 16) + asked, 16))
    whole = asked + tlv(0x8E, mac)
    answer = inside.chip.transmit(bytes.fromhex("0CB10002") + bytes([len(whole)]) + whole + b"\x00", 0.0).data
    assert answer[0] == 0x85
    content = inside.chip.card.files[0x0102]
    plain = AES128.decrypt(KEYS[0], second, answer[2:18])
    assert plain == pad(tlv(0x53, content[4:12]), 16)


@pytest.mark.parametrize("spoil", ["mac", "replay", "no_mac", "order", "plain", "garbage"])
def test_whoever_tampers_ends_the_session(spoil: str) -> None:
    inside = Inside()
    good = inside.sealed("0CB08100", le="08")
    bad = {
        "mac": good[:-4] + f"{int(good[-4:-2], 16) ^ 1:02x}00",
        "replay": good,
        "no_mac": "0CB081000397010800",
        "order": good[:10] + good[16:-2] + good[10:16] + "00",
        "plain": "00B0810008",
        "garbage": "0CB08100029701",
    }[spoil]
    if spoil == "replay":
        says(inside.chip, good)
    status = {"no_mac": "6987", "plain": "6982"}.get(spoil, "6988")
    assert says(inside.chip, bad) == status
    assert inside.is_over


def test_an_answer_that_does_not_fit_ends_the_session() -> None:
    inside = Inside()
    assert inside.says("0CB08200", le="DF") == "9000"
    assert inside.says("0CB08200", le="E0") == "[6700]"
    assert inside.is_over


@pytest.mark.parametrize(
    ("how", "bare"), [("6700", "[6700]"), ("6CXX", "[6CA0]"), ("6B00", "[6B00]"), ("6282", "6282")]
)
def test_large_reads_can_be_refused_in_four_ways(how: str, bare: str) -> None:
    inside = Inside(faults=ChipFaults(large_read=how, large_over=160))  # type: ignore[arg-type]
    assert inside.says("0CB08200", le="A0") == "9000"
    assert inside.says("0CB08200", le="A1") == bare
    assert inside.is_over == (how != "6282")


def test_it_can_be_pulled_hang_or_be_slow() -> None:
    chip = fresh(faults=ChipFaults(pull_at=2, slow_s=0.25))
    assert chip.transmit(bytes.fromhex(APPLICATION), 0.0).delay_s == 0.25
    assert chip.transmit(bytes.fromhex(APPLICATION), 0.0).gone
    assert chip.transmit(bytes.fromhex(APPLICATION), 0.0).gone
    chip.faults = ChipFaults(hang_at=1)
    chip.put_back()
    assert chip.transmit(bytes.fromhex(APPLICATION), 0.0).delay_s == math.inf


def test_a_checksum_can_be_wrong() -> None:
    right, wrong = Inside(), Inside(faults=ChipFaults(wrong_mac_at=2))
    command = right.sealed("0CB08100", le="08")
    assert says(right.chip, command) != says(wrong.chip, command)


@pytest.mark.parametrize(
    ("habits", "command", "status"),
    [
        (Habits(master_file=True), "00A4000C023F00", "9000"),
        (Habits(card_access="refused"), "00A4020C02011C", "6982"),
        (Habits(card_access="application"), "00A4020C02011C", "6A82"),
        (Habits(refuses_le=True), "00A4020C02011C00", "6700"),
        (Habits(refuses_le=True), "0022C1A40F800A04007F0007020204020283010200", "6700"),
        (Habits(extended_length=False), "00B09C0000000F", "6700"),
        (Habits(most_answer=4), "00B09C0010", "3134300D9000"),
    ],
)
def test_habits(habits: Habits, command: str, status: str) -> None:
    assert says(fresh(habits=habits), command) == status


def test_other_cards() -> None:
    assert says(fresh("bank_card"), APPLICATION) == "6A82"
    assert says(fresh("bank_card"), "00B09C0000") == "6A82"
    assert says(fresh("passport"), "0022C1A40F800A04007F00070202040202830102") == "6A88"
    assert says(fresh("bac_only"), "0022C1A40F800A04007F00070202040202830102") == "6A80"
    closed = fresh("pace_only")
    says(closed, APPLICATION)
    assert says(closed, "0084000008") == "6D00"


def test_a_challenge_serves_one_try() -> None:
    chip = fresh()
    says(chip, APPLICATION)
    tried = "0082000028" + "00" * 40 + "28"
    assert says(chip, tried) == "6985"
    assert says(chip, "0084000008").endswith("9000")
    assert says(chip, tried) == "6300"
    assert says(chip, tried) == "6985"


def test_pace_refuses_points_off_the_curve_and_steps_out_of_order() -> None:
    chip = fresh()
    start = "0022C1A40F800A04007F00070202040202830102"
    assert says(chip, start) == "9000"
    assert says(chip, "10860000027C0000").endswith("9000")
    assert says(chip, "10860000457C43814104" + "01" * 64 + "00") == "6A80"
    assert says(chip, "10860000027C0000") == "6985"
    says(chip, start)
    assert says(chip, "00860000027C0000") == "6883"
    says(chip, start)
    says(chip, "10860000027C0000")
    assert says(chip, "10860000457C43834104" + "01" * 64 + "00") == "6A80"
