"""Both proofs against a stub of an open chip: what it answers, refuses, or cannot."""

from collections.abc import Callable
from typing import Any, cast

import pytest

from drivers.identity_card.chip.authentication.active_authentication import authenticate_actively
from drivers.identity_card.chip.authentication.checks import Check, Name, Outcome, failed, not_checked, passed
from drivers.identity_card.chip.authentication.chip_authentication import authenticate_chip
from drivers.identity_card.chip.authentication.originality import Keys, Ways, check_original, prove_original
from drivers.identity_card.chip.curves import CURVES, encode_point
from drivers.identity_card.chip.elementary_files import ElementaryFile
from drivers.identity_card.chip.errors import Absent, CardError, Cause, Refused, SessionLost
from drivers.identity_card.chip.files.dg14 import ChipKey, ChipProtocol, SecurityInfos
from drivers.identity_card.chip.keys import Suite
from drivers.identity_card.chip.session import Chip
from drivers.identity_card.chip.tlv import encode
from tests.support.curve_parameters import explicit, own_generator
from tests.support.curve_parameters import some_point as point_of
from tests.support.signed_cards import HASHES, PLAIN_OIDS, PrivateKey, curve_key, rsa_key, sign, spki

LARGE = 65_536
NO_INFOS = SecurityInfos()


class StubChip:
    """Answers as it is told, and remembers what it was asked; `error` is raised by `step`."""

    def __init__(self, signs: Callable[[bytes], bytes] | None = None) -> None:
        self.asked: list[tuple[Any, ...]] = []
        self.reopened = 0
        self.errors: dict[str, CardError] = {}
        self._signs = signs or (lambda challenge: b"")

    def internal_authenticate(self, challenge: bytes) -> bytes:
        self._asked("internal", challenge)
        return self._signs(challenge)

    def manage_security_environment(self, p1: int, p2: int, data: bytes) -> None:
        self._asked("mse", p1, p2, data)

    def general_authenticate(self, data: bytes, last: bool = True) -> bytes:
        self._asked("general", data)
        return b""

    def switch_keys(self, suite: Suite, enc: bytes, mac: bytes) -> None:
        self._asked("keys", suite, enc, mac)

    def _asked(self, step: str, *what: object) -> None:
        self.asked.append((step, *what))
        if step in self.errors:
            raise self.errors[step]


def randoms(count: int) -> bytes:
    return bytes(range(count))


def told(check: Check) -> tuple[Outcome, str]:
    return check.outcome, check.why


def active(
    key: PrivateKey | bytes, chip: StubChip, infos: SecurityInfos = NO_INFOS, largest: int = LARGE
) -> tuple[Outcome, str]:
    public = key if isinstance(key, bytes) else spki(key)
    raw = encode(0x6F, public)
    proof = authenticate_actively(cast(Chip, chip), raw, infos, largest, randoms)
    assert all(ask == ("internal", randoms(8)) for ask in chip.asked)
    return told(proof.check)


def signing(key: PrivateKey, scheme: str) -> StubChip:
    return StubChip(lambda challenge: sign(key, scheme, challenge)[1])


@pytest.mark.parametrize("digest", list(HASHES))
def test_a_curve_signs_with_the_hash_that_dg14_names(digest: str) -> None:
    key = curve_key("brainpoolP256r1")
    named = SecurityInfos(active_algorithm=PLAIN_OIDS[digest])
    other = SecurityInfos(active_algorithm=PLAIN_OIDS["sha256" if digest != "sha256" else "sha1"])
    assert active(key, signing(key, f"plain-{digest}"), named) == (Outcome.PASSED, "")
    assert active(key, signing(key, f"plain-{digest}")) == (Outcome.PASSED, "")  # none named: each is tried
    assert active(key, signing(key, f"plain-{digest}"), other) == (Outcome.FAILED, "differs")


def test_der_is_not_plain() -> None:
    key = curve_key()
    assert active(key, signing(key, "sha256")) == (Outcome.FAILED, "differs")


def test_a_signature_by_another_key() -> None:
    key, other = curve_key(), curve_key(seed=8)
    assert active(key, signing(other, "plain-sha256")) == (Outcome.FAILED, "differs")


def test_an_algorithm_in_dg14_that_is_not_known() -> None:
    key = curve_key()
    infos = SecurityInfos(active_algorithm="1.2.3.4")
    assert active(key, signing(key, "plain-sha256"), infos) == (Outcome.NOT_CHECKED, "unsupported")


def test_keys_that_prove_nothing_are_not_asked() -> None:
    chip = StubChip()
    forged = explicit(own_generator(CURVES[12]), encode_point(CURVES[12], point_of(CURVES[12])))
    assert active(forged, chip) == (Outcome.FAILED, "forged_key")
    assert active(b"\x30\x00", chip) == (Outcome.FAILED, "malformed")
    unknown = encode(0x30, encode(0x30, bytes.fromhex("06032A0304")) + encode(0x03, b"\x00\x01"))
    assert active(unknown, chip) == (Outcome.NOT_CHECKED, "unsupported")
    assert chip.asked == []


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (Refused(0x6982, "refused"), "refused"),
        (Absent(0x6A82, "absent"), "refused"),
        (SessionLost(0x6988, "lost"), "refused"),
        (CardError(Cause.PROTOCOL, "checksum"), "wrong_keys"),
    ],
)
def test_a_chip_that_does_not_sign_is_a_copy(error: CardError, why: str) -> None:
    chip = StubChip()
    chip.errors["internal"] = error
    assert active(curve_key(), chip) == (Outcome.FAILED, why)


@pytest.mark.parametrize(
    ("largest", "expected"),
    [
        (256, (Outcome.NOT_CHECKED, "reader_limit")),
        (295, (Outcome.NOT_CHECKED, "reader_limit")),
        (296, (Outcome.FAILED, "refused")),
        (LARGE, (Outcome.FAILED, "refused")),
    ],
)
def test_a_long_signature_through_a_narrow_reader(largest: int, expected: tuple[Outcome, str]) -> None:
    chip = StubChip()
    chip.errors["internal"] = Refused(0x6700, "length")
    assert active(rsa_key(), chip, largest=largest) == expected
    assert active(rsa_key(1024), chip, largest=256) == (Outcome.FAILED, "refused")
    assert active(curve_key(), chip, largest=100) == (Outcome.FAILED, "refused")


LOST = (Cause.PULLED, Cause.NO_CARD, Cause.NO_READER, Cause.NO_DAEMON, Cause.TIMED_OUT)


@pytest.mark.parametrize("cause", LOST)
def test_a_card_that_is_gone_is_no_copy(cause: Cause) -> None:
    chip = StubChip()
    for step in ("internal", "mse"):
        chip.errors[step] = CardError(cause, "gone")
    with pytest.raises(CardError) as ended:
        active(curve_key(), chip)
    assert ended.value.cause is cause
    with pytest.raises(CardError) as ended:
        agreement(chip, OFFER)
    assert ended.value.cause is cause


def offer(suite: Suite, number: int | None = None) -> SecurityInfos:
    key = ChipKey(True, spki(curve_key("brainpoolP256r1")), number)
    return SecurityInfos((key,), (ChipProtocol(f"0.4.0.127.0.7.2.2.3.2.{suite.number}", suite, number),))


OFFER = offer(Suite.AES_128)


def agreement(
    chip: StubChip, infos: SecurityInfos, confirm: Callable[[], object] = lambda: None
) -> tuple[Outcome, str]:
    return told(authenticate_chip(cast(Chip, chip), infos, confirm, randoms).check)


def test_the_commands_of_aes() -> None:
    chip = StubChip()
    assert agreement(chip, offer(Suite.AES_256, 3)) == (Outcome.PASSED, "")
    mse, general, keys = chip.asked
    assert mse == ("mse", 0x41, 0xA4, bytes.fromhex("800A04007F00070202030204840103"))
    assert general[1][:3] == b"\x80\x41\x04"
    assert keys[1] is Suite.AES_256 and len(keys[2]) == len(keys[3]) == 32 and keys[2] != keys[3]


def test_the_command_of_3des_carries_the_key() -> None:
    chip = StubChip()
    assert agreement(chip, offer(Suite.TRIPLE_DES)) == (Outcome.PASSED, "")
    mse, keys = chip.asked
    assert mse[:3] == ("mse", 0x41, 0xA6)
    assert mse[3][:3] == b"\x91\x41\x04" and len(mse[3]) == 67
    assert keys[1] is Suite.TRIPLE_DES and len(keys[2]) == 16


def test_a_key_number_of_two_bytes() -> None:
    chip = StubChip()
    agreement(chip, offer(Suite.AES_128, 0x0102))
    assert chip.asked[0][3].endswith(bytes.fromhex("84020102"))
    chip = StubChip()
    agreement(chip, offer(Suite.AES_128, 0))
    assert chip.asked[0][3].endswith(bytes.fromhex("840100"))


@pytest.mark.parametrize("step", ["mse", "general"])
def test_a_chip_that_refuses_to_agree_is_a_copy(step: str) -> None:
    chip = StubChip()
    chip.errors[step] = Refused(0x6A80, "refused")
    assert agreement(chip, OFFER) == (Outcome.FAILED, "refused")


def test_proof_is_the_first_command_under_the_new_keys() -> None:
    def raising(error: CardError) -> Callable[[], object]:
        def confirm() -> object:
            raise error

        return confirm

    assert agreement(StubChip(), OFFER, raising(SessionLost(0x6988, "lost"))) == (Outcome.FAILED, "refused")
    wrong = raising(CardError(Cause.PROTOCOL, "the checksum is wrong"))
    assert agreement(StubChip(), OFFER, wrong) == (Outcome.FAILED, "wrong_keys")
    # a protected refusal has a checksum that holds under the new keys
    assert agreement(StubChip(), OFFER, raising(Refused(0x6A82, "absent"))) == (Outcome.PASSED, "")


def test_a_session_that_was_opened_again_proves_nothing() -> None:
    chip = StubChip()

    def confirm() -> None:
        chip.reopened += 1

    assert agreement(chip, OFFER, confirm) == (Outcome.FAILED, "wrong_keys")


def test_what_dg14_does_not_offer_is_not_asked() -> None:
    chip = StubChip()
    assert agreement(chip, SecurityInfos(chip_protocols=OFFER.chip_protocols)) == (
        Outcome.NOT_CHECKED,
        "not_offered",
    )
    over_dh = SecurityInfos((ChipKey(False, b"", None),), OFFER.chip_protocols)
    assert agreement(chip, over_dh) == (Outcome.NOT_CHECKED, "unsupported")
    forged = explicit(own_generator(CURVES[13]), encode_point(CURVES[13], point_of(CURVES[13])))
    infos = SecurityInfos((ChipKey(True, forged, None),), OFFER.chip_protocols)
    assert agreement(chip, infos) == (Outcome.FAILED, "forged_key")
    infos = SecurityInfos((ChipKey(True, b"\x30\x00", None),), OFFER.chip_protocols)
    assert agreement(chip, infos) == (Outcome.FAILED, "malformed")
    assert chip.asked == []


NAME = Name.CHIP_AUTHENTICATION


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (passed(NAME), passed(NAME), (Outcome.PASSED, "")),
        (passed(NAME), not_checked(NAME, "not_offered"), (Outcome.PASSED, "")),
        (passed(NAME), not_checked(NAME, "reader_limit"), (Outcome.PASSED, "")),
        (passed(NAME), failed(NAME, "refused"), (Outcome.FAILED, "copied")),
        (
            not_checked(NAME, "not_offered"),
            not_checked(NAME, "not_offered"),
            (Outcome.NOT_CHECKED, "not_offered"),
        ),
        (
            not_checked(NAME, "not_offered"),
            not_checked(NAME, "unsupported"),
            (Outcome.NOT_CHECKED, "not_possible"),
        ),
    ],
)
def test_what_both_come_to(one: Check, other: Check, expected: tuple[Outcome, str]) -> None:
    assert told(check_original(one, other)) == told(check_original(other, one)) == expected


def keys_of(raw_dg14: bytes) -> Keys:
    """DG14 and DG15 as they were signed, whatever DG14 is."""
    key = encode(0x6F, spki(curve_key()))
    hashes = {name: passed(name) for name in ("hash_dg14", "hash_dg15")}
    return Keys(frozenset((14, 15)), {ElementaryFile.DG14: raw_dg14, ElementaryFile.DG15: key}, hashes)


def test_a_signed_dg14_that_is_none() -> None:
    chip = signing(curve_key(), "plain-sha1")
    active_proof, agreed, both = prove_original(
        cast(Chip, chip), keys_of(b"\x6e\x00"), Ways(LARGE, lambda: None, randoms)
    )
    assert told(active_proof.check) == (Outcome.PASSED, "")  # no hash is named: each is tried
    assert told(agreed.check) == (Outcome.FAILED, "malformed")
    assert told(both.check) == (Outcome.FAILED, "copied")


def test_active_authentication_comes_first_and_its_hash_from_dg14() -> None:
    info = encode(
        0x30,
        bytes.fromhex("0606678108010105") + b"\x02\x01\x01" + bytes.fromhex("060A04007F00070101040103"),
    )
    raw = encode(0x6E, encode(0x31, info))
    for scheme, outcome in (("plain-sha256", Outcome.PASSED), ("plain-sha1", Outcome.FAILED)):
        chip = signing(curve_key(), scheme)
        proofs = prove_original(cast(Chip, chip), keys_of(raw), Ways(LARGE, lambda: None, randoms))
        assert proofs[0].check.outcome is outcome
        assert told(proofs[1].check) == (Outcome.NOT_CHECKED, "not_offered")
