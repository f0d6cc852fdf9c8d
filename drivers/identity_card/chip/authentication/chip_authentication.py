"""Chip authentication, version 1 (BSI TR-03110-3, B.2; ICAO 9303-11, 6.2): both sides agree on new keys.

The chip has proved that it has the private key of its signed public key when, and only when, a command under
the new keys is answered under the new keys. A session that was opened again in between proves nothing.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from drivers.identity_card.chip.authentication.agreement import agree
from drivers.identity_card.chip.authentication.checks import Name, failed, not_checked, passed
from drivers.identity_card.chip.authentication.proofs import NOT_OFFERED, Proof, need_card, told
from drivers.identity_card.chip.errors import CardError, Refused
from drivers.identity_card.chip.files.dg14 import (
    CHIP_AUTHENTICATION_ECDH,
    ChipKey,
    ChipProtocol,
    SecurityInfos,
)
from drivers.identity_card.chip.keys import Purpose, Suite, kdf
from drivers.identity_card.chip.pki.errors import Forged, Unproven
from drivers.identity_card.chip.pki.public_keys import EcKey, parse_public_key
from drivers.identity_card.chip.session import Chip
from drivers.identity_card.chip.tlv import encode

Random = Callable[[int], bytes]
SET_AGREEMENT = (0x41, 0xA4)  # P1 P2 of MSE:Set AT
SET_OLD_AGREEMENT = (0x41, 0xA6)  # MSE:Set KAT, of the 3DES suite
_PREFERRED = (Suite.AES_256, Suite.AES_192, Suite.AES_128, Suite.TRIPLE_DES)


@dataclass(frozen=True, slots=True)
class Choice:
    """A protocol and the chip's key for it."""

    oid: str
    suite: Suite
    key: EcKey
    key_id: int | None


def authenticate_chip(
    chip: Chip, infos: SecurityInfos, confirm: Callable[[], object], random: Random
) -> Proof:
    """Change to keys that only the original chip can know; `confirm` sends a command under them.

    Raises `CardError` when card or reader are gone.
    """
    if not infos.chip_keys:
        return Proof(not_checked(Name.CHIP_AUTHENTICATION, NOT_OFFERED, "DG14 has no key"))
    try:
        choice = choose(infos)
    except Unproven as error:
        return Proof(not_checked(Name.CHIP_AUTHENTICATION, error.why, str(error)))
    except CardError as error:
        why = "forged_key" if isinstance(error, Forged) else "malformed"
        return Proof(failed(Name.CHIP_AUTHENTICATION, why, str(error)))
    return _prove(chip, choice, confirm, random)


def choose(infos: SecurityInfos) -> Choice:
    """The strongest suite that there is a key for. Raises `Unproven`, `Malformed`."""
    pairs = sorted(_pairs(infos), key=lambda pair: _PREFERRED.index(pair[1]))
    if not pairs:
        raise Unproven("chip authentication only by protocols that are not known here (over DH)")
    name, suite, key = pairs[0]
    public = parse_public_key(key.public_key)
    if not isinstance(public, EcKey):
        raise Unproven("the key of chip authentication is not of a curve")
    return Choice(name, suite, public, key.key_id)


def _pairs(infos: SecurityInfos) -> Iterator[tuple[str, Suite, ChipKey]]:
    """A key without any protocol is for 3DES (TR-03110-3, A.1.1.2)."""
    protocols = infos.chip_protocols or tuple(
        ChipProtocol(f"{CHIP_AUTHENTICATION_ECDH}.{Suite.TRIPLE_DES.number}", Suite.TRIPLE_DES, key.key_id)
        for key in infos.chip_keys
    )
    usable = [key for key in infos.chip_keys if key.by_ecdh]
    for protocol in protocols:
        for key in usable:
            if protocol.suite and (protocol.key_id == key.key_id or len(infos.chip_keys) == 1):
                yield protocol.oid, protocol.suite, key


def _prove(chip: Chip, choice: Choice, confirm: Callable[[], object], random: Random) -> Proof:
    public, secret = agree(choice.key, random)
    evidence = {
        "chip_protocol": choice.oid,
        "chip_key_sha256": hashlib.sha256(choice.key.encoded).hexdigest(),
        "chip_challenge": public.hex(),
    }
    reopened = chip.reopened
    try:
        _agree_with(chip, choice, public)
        encryption, mac = (
            kdf(secret, purpose, choice.suite) for purpose in (Purpose.ENCRYPTION, Purpose.MAC)
        )
        chip.switch_keys(choice.suite, encryption, mac)
        _confirmed(confirm)
    except CardError as error:
        need_card(error)
        return Proof(failed(Name.CHIP_AUTHENTICATION, told(error), str(error)), evidence)
    if chip.reopened != reopened:
        return Proof(failed(Name.CHIP_AUTHENTICATION, "wrong_keys", "the chip left the session"), evidence)
    return Proof(
        passed(Name.CHIP_AUTHENTICATION, "", f"{choice.suite.name} {choice.key.curve.name}"), evidence
    )


def _confirmed(confirm: Callable[[], object]) -> None:
    """An answer that refuses is an answer under the new keys all the same."""
    try:
        confirm()
    except Refused:
        return


def _agree_with(chip: Chip, choice: Choice, public: bytes) -> None:
    """MSE and GENERAL AUTHENTICATE; for 3DES one MSE that carries the key (TR-03110-3, B.2.1 and B.2.2)."""
    named = b"" if choice.key_id is None else encode(0x84, _number(choice.key_id))
    if choice.suite is Suite.TRIPLE_DES:
        chip.manage_security_environment(*SET_OLD_AGREEMENT, encode(0x91, public) + named)
        return
    chip.manage_security_environment(*SET_AGREEMENT, encode(0x80, _encoded_oid(choice.oid)) + named)
    chip.general_authenticate(encode(0x80, public))


def _number(value: int) -> bytes:
    return value.to_bytes((value.bit_length() + 7) // 8 or 1)


def _encoded_oid(dotted: str) -> bytes:
    """The arcs of a TR-03110 identifier: 0.4 is one byte, all others are below 80."""
    first, second, *rest = (int(arc) for arc in dotted.split("."))
    return bytes((40 * first + second, *rest))
