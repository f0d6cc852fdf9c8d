"""Active authentication (ICAO 9303-11, 6.1): the chip signs a challenge with the private key of DG15."""

import hashlib
from collections.abc import Callable, Iterator

from drivers.identity_card.chip.authentication.checks import Check, Name, failed, not_checked, passed
from drivers.identity_card.chip.authentication.proofs import Proof, need_card, told
from drivers.identity_card.chip.authentication.recovery import recovers
from drivers.identity_card.chip.errors import CardError
from drivers.identity_card.chip.files.dg14 import SecurityInfos
from drivers.identity_card.chip.files.dg15 import parse_dg15
from drivers.identity_card.chip.pki.digests import NAMES
from drivers.identity_card.chip.pki.errors import Forged, Unproven
from drivers.identity_card.chip.pki.public_keys import EcKey, PublicKey, RsaKey
from drivers.identity_card.chip.pki.schemes import Kind, Scheme, scheme_of_oid
from drivers.identity_card.chip.pki.signatures import holds
from drivers.identity_card.chip.session import Chip

CHALLENGE_BYTES = 8
_WRAPPING_BYTES = 40  # of secure messaging around a signature: DO87 with padding, DO99, DO8E


def authenticate_actively(
    chip: Chip,
    raw_dg15: bytes,
    infos: SecurityInfos,
    largest: int,
    random: Callable[[int], bytes],
) -> Proof:
    """Have the chip sign a fresh challenge. `largest`: data bytes of one answer that get through.

    Raises `CardError` when card or reader are gone.
    """
    try:
        key = parse_dg15(raw_dg15)
    except Unproven as error:
        return Proof(not_checked(Name.ACTIVE_AUTHENTICATION, error.why, str(error)))
    except CardError as error:
        why = "forged_key" if isinstance(error, Forged) else "malformed"
        return Proof(failed(Name.ACTIVE_AUTHENTICATION, why, str(error)))
    challenge = random(CHALLENGE_BYTES)
    evidence = {
        "active_challenge": challenge.hex(),
        "active_key_sha256": hashlib.sha256(raw_dg15).hexdigest(),
    }
    try:
        signature = chip.internal_authenticate(challenge)
    except CardError as error:
        need_card(error)
        return Proof(_refused(key, largest, error), evidence)
    evidence["active_signature"] = signature.hex()
    return Proof(_judged(key, infos, challenge, signature), evidence)


def signs(key: PublicKey, infos: SecurityInfos, challenge: bytes, signature: bytes) -> bool:
    """Whether `signature` is the chip's over `challenge`. Raises `Unproven`."""
    if isinstance(key, RsaKey):
        return recovers(key, signature, challenge)
    return any(holds(key, scheme, challenge, signature) for scheme in _schemes(infos))


def _judged(key: PublicKey, infos: SecurityInfos, challenge: bytes, signature: bytes) -> Check:
    try:
        is_right = signs(key, infos, challenge, signature)
    except Unproven as error:
        return not_checked(Name.ACTIVE_AUTHENTICATION, error.why, str(error))
    if is_right:
        return passed(Name.ACTIVE_AUTHENTICATION, "", _named(key))
    return failed(Name.ACTIVE_AUTHENTICATION, "differs", f"{len(signature)} bytes do not sign the challenge")


def _schemes(infos: SecurityInfos) -> Iterator[Scheme]:
    """The one DG14 names; where it names none, each hash function with r ‖ s."""
    if infos.active_algorithm is not None:
        yield scheme_of_oid(infos.active_algorithm)
        return
    for digest in NAMES:
        yield Scheme(Kind.ECDSA_PLAIN, digest)


def _refused(key: PublicKey, largest: int, error: CardError) -> Check:
    """A long RSA signature does not fit into a short answer: then it is the reader that cannot."""
    if isinstance(key, RsaKey) and key.bits // 8 + _WRAPPING_BYTES > largest:
        told_why = f"a signature of {key.bits // 8} bytes does not fit into an answer of {largest}"
        return not_checked(Name.ACTIVE_AUTHENTICATION, "reader_limit", told_why)
    return failed(Name.ACTIVE_AUTHENTICATION, told(error), str(error))


def _named(key: PublicKey) -> str:
    return key.curve.name if isinstance(key, EcKey) else f"RSA of {key.bits} bits"
