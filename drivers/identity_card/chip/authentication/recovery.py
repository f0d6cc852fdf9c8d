"""RSA signatures with message recovery: ISO/IEC 9796-2, scheme 1, as active authentication has them."""

import hmac
from collections.abc import Mapping

from drivers.identity_card.chip.pki.digests import hashed, size_of
from drivers.identity_card.chip.pki.public_keys import RsaKey

_HEADER = 0x6A  # partial recovery, a full hash
_SHORT_TRAILER = 0xBC
_LONG_TRAILER = 0xCC
_DIGESTS: Mapping[int, str] = {0x33: "sha1", 0x34: "sha256", 0x35: "sha512", 0x36: "sha384", 0x38: "sha224"}


def recovers(key: RsaKey, signature: bytes, message: bytes) -> bool:
    """Whether `signature` holds for `message`: it opens to 6A ‖ M1 ‖ H(M1 ‖ message) ‖ trailer.

    A signer may give the smaller of s and n - s: both are tried (ISO/IEC 9796-2, B.5).
    """
    size = (key.bits + 7) // 8
    number = int.from_bytes(signature)
    if len(signature) != size or number >= key.n:
        return False
    opened = pow(number, key.e, key.n)
    return any(_holds(block.to_bytes(size), message) for block in (opened, key.n - opened))


def _holds(block: bytes, message: bytes) -> bool:
    digest, trailer = _trailer(block)
    if block[0] != _HEADER or not digest:
        return False
    end = len(block) - trailer
    begin = end - size_of(digest)
    if begin < 1:
        return False
    return hmac.compare_digest(hashed(digest, block[1:begin] + message), block[begin:end])


def _trailer(block: bytes) -> tuple[str, int]:
    """The hash function that it names and how long it is; none for what is no trailer."""
    if block[-1] == _SHORT_TRAILER:
        return "sha1", 1
    if block[-1] == _LONG_TRAILER:
        return _DIGESTS.get(block[-2], ""), 2
    return "", 0
