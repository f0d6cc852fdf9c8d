"""Diffie-Hellman on a curve with a key of ours that is used once (BSI TR-03111, 4.3.1)."""

from collections.abc import Callable

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from drivers.identity_card.chip.curves import BadPoint, encode_point, multiply
from drivers.identity_card.chip.pki.public_keys import EcKey
from drivers.identity_card.chip.pki.signatures import FAST_CURVES

_SPARE_BYTES = (
    8  # more than the order has: so that every scalar is as likely as every other (TR-03111, 4.1.1)
)


def agree(theirs: EcKey, random: Callable[[int], bytes]) -> tuple[bytes, bytes]:
    """Our public point as 04 ‖ X ‖ Y, and the x-coordinate of the shared point."""
    curve = theirs.curve
    wide = int.from_bytes(random(curve.size + _SPARE_BYTES))
    scalar = 1 + wide % (curve.n - 1)
    fast = FAST_CURVES.get(curve.name)
    if fast is not None:
        try:
            return _by_library(theirs, scalar, fast)
        except UnsupportedAlgorithm:  # a build of OpenSSL without this curve
            pass
    return _by_hand(theirs, scalar)


def _by_library(theirs: EcKey, scalar: int, curve: ec.EllipticCurve) -> tuple[bytes, bytes]:
    ours = ec.derive_private_key(scalar, curve)
    point = ours.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return point, ours.exchange(
        ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(curve, theirs.encoded)
    )


def _by_hand(theirs: EcKey, scalar: int) -> tuple[bytes, bytes]:
    ours, shared = multiply(theirs.curve, scalar), multiply(theirs.curve, scalar, theirs.point)
    if ours is None or shared is None:
        raise BadPoint("a key agreement ended at infinity")
    return encode_point(theirs.curve, ours), shared[0].to_bytes(theirs.curve.size)
