"""Active authentication (ICAO 9303-11 §6.1): ISO/IEC 9796-2 scheme 1, or ECDSA as r ‖ s."""

import hashlib

from simulator.identity_card.apdu import Chance
from simulator.identity_card.secrets import CurveSecret, RsaSecret

TRAILERS = {
    "sha1": b"\xbc",
    "sha224": b"\x38\xcc",
    "sha256": b"\x34\xcc",
    "sha384": b"\x36\xcc",
    "sha512": b"\x35\xcc",
}


def signature(secret: RsaSecret | CurveSecret, challenge: bytes, chance: Chance) -> bytes:
    """The answer to INTERNAL AUTHENTICATE."""
    if isinstance(secret, RsaSecret):
        return _recoverable(secret, challenge, chance)
    return _plain_ecdsa(secret, hashlib.new(secret.digest, challenge).digest(), chance)


def _recoverable(secret: RsaSecret, challenge: bytes, chance: Chance) -> bytes:
    trailer = TRAILERS[secret.digest]
    hash_bytes = hashlib.new(secret.digest).digest_size
    own = chance.randbytes(secret.size - 1 - hash_bytes - len(trailer))
    digest = hashlib.new(secret.digest, own + challenge).digest()
    message = int.from_bytes(b"\x6a" + own + digest + trailer, "big")
    return secret.power(message).to_bytes(secret.size, "big")


def _plain_ecdsa(secret: CurveSecret, digest: bytes, chance: Chance) -> bytes:
    curve = secret.curve
    size = (curve.n.bit_length() + 7) // 8
    number = int.from_bytes(digest, "big") >> max(0, 8 * len(digest) - curve.n.bit_length())
    while True:
        once = int.from_bytes(chance.randbytes(size + 8), "big") % (curve.n - 1) + 1
        point = curve.times(once, curve.generator)
        r = point[0] % curve.n if point else 0
        s = pow(once, -1, curve.n) * (number + r * secret.scalar) % curve.n
        if r and s:
            return r.to_bytes(size, "big") + s.to_bytes(size, "big")
