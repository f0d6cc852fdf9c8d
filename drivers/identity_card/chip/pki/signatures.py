"""Whether a signature holds: RSA (PKCS#1 v1.5, PSS) and ECDSA (DER, plain)."""

from collections.abc import Mapping

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from drivers.identity_card.chip.curves import ecdsa_verify
from drivers.identity_card.chip.pki.der import INTEGER, integer, sequence
from drivers.identity_card.chip.pki.digests import hashed
from drivers.identity_card.chip.pki.errors import Unproven
from drivers.identity_card.chip.pki.public_keys import EcKey, PublicKey, RsaKey
from drivers.identity_card.chip.pki.schemes import Kind, Scheme
from drivers.identity_card.chip.tlv import Malformed

_HASHES: Mapping[str, hashes.HashAlgorithm] = {
    "sha1": hashes.SHA1(),  # noqa: S303 - old cards are signed with it
    "sha224": hashes.SHA224(),
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}
FAST_CURVES: Mapping[str, ec.EllipticCurve] = {
    "secp256r1": ec.SECP256R1(),
    "secp384r1": ec.SECP384R1(),
    "secp521r1": ec.SECP521R1(),
    "brainpoolP256r1": ec.BrainpoolP256R1(),
    "brainpoolP384r1": ec.BrainpoolP384R1(),
    "brainpoolP512r1": ec.BrainpoolP512R1(),
}


def holds(key: PublicKey, scheme: Scheme, message: bytes, signature: bytes) -> bool:
    """Whether `signature` signs `message`; a scheme of another kind of key never does. Raises `Unproven`."""
    if scheme.digest not in _HASHES:
        raise Unproven("a signature without a hash function")
    if isinstance(key, RsaKey):
        return scheme.kind in (Kind.RSA, Kind.PSS) and _rsa_holds(key, scheme, message, signature)
    if scheme.kind is Kind.ECDSA:
        return _ecdsa_holds(key, scheme.digest, message, _read_pair(signature))
    if scheme.kind is Kind.ECDSA_PLAIN:
        return _ecdsa_holds(key, scheme.digest, message, split_pair(key, signature))
    return False


def split_pair(key: EcKey, signature: bytes) -> tuple[int, int] | None:
    """Both numbers of r ‖ s, each as long as the order of the curve (TR-03111, 5.2.1)."""
    size = (key.curve.n.bit_length() + 7) // 8
    if len(signature) != 2 * size:
        return None
    return int.from_bytes(signature[:size]), int.from_bytes(signature[size:])


def _rsa_holds(key: RsaKey, scheme: Scheme, message: bytes, signature: bytes) -> bool:
    if key.pss_only and scheme.kind is not Kind.PSS:
        return False
    digest = _HASHES[scheme.digest]
    try:
        public = rsa.RSAPublicNumbers(key.e, key.n).public_key()
        public.verify(signature, message, _padding(scheme), digest)
    except InvalidSignature:
        return False
    except (ValueError, UnsupportedAlgorithm) as error:
        raise Unproven(f"an RSA signature ({scheme}, {key.bits} bits) that cannot be judged") from error
    return True


def _padding(scheme: Scheme) -> padding.PKCS1v15 | padding.PSS:
    if scheme.kind is Kind.RSA:
        return padding.PKCS1v15()
    return padding.PSS(padding.MGF1(_HASHES[scheme.mask_digest]), scheme.salt_bytes)


def _read_pair(signature: bytes) -> tuple[int, int] | None:
    try:
        fields = sequence(signature, "signature")
        pair = integer(fields.take(INTEGER)), integer(fields.take(INTEGER))
        fields.done()
    except Malformed:
        return None
    return pair


def _ecdsa_holds(key: EcKey, digest: str, message: bytes, pair: tuple[int, int] | None) -> bool:
    n = key.curve.n
    if pair is None or not all(0 < number < n for number in pair):
        return False
    fast = FAST_CURVES.get(key.curve.name)
    if fast is None:
        return ecdsa_verify(key.curve, key.point, hashed(digest, message), *pair)
    try:
        public = ec.EllipticCurvePublicKey.from_encoded_point(fast, key.encoded)
        public.verify(encode_dss_signature(*pair), message, ec.ECDSA(_HASHES[digest]))
    except InvalidSignature:
        return False
    except (ValueError, UnsupportedAlgorithm):  # a build of OpenSSL without this curve
        return ecdsa_verify(key.curve, key.point, hashed(digest, message), *pair)
    return True
