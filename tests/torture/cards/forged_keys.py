"""Keys of forgers: with a generator of their own, under another's identifier, without any secret."""

import hashlib

from simulator.identity_card.certificates import Holder
from simulator.identity_card.curves import Curve, curve_named
from simulator.identity_card.der import integer, sequence
from simulator.identity_card.public_keys import curve_public
from simulator.identity_card.signatures import CurveSigner, SigningKey, scalar_of, signing_key

FORGER = "secp256r1-sha256"
IDLE_NUMBERS = ("zero", "one", "order", "minus_one")


class ForgedKey:
    """ECDSA on a curve with a generator of the forger's, spelt out in the key."""

    def __init__(self, curve: Curve, scalar: int, digest: str) -> None:
        self._curve = curve
        self._scalar = scalar
        self.digest = digest
        named = CurveSigner(curve.name, scalar, digest, explicit=True)
        self.identifier, self.plain_identifier = named.identifier, named.plain_identifier

    @property
    def public(self) -> bytes:
        return curve_public(self._curve, self._scalar, explicit=True)

    def sign(self, message: bytes) -> bytes:
        curve = self._curve
        number = int.from_bytes(hashlib.new(self.digest, message).digest(), "big")
        once = scalar_of(message.hex(), curve.n)
        point = curve.times(once, curve.generator)
        r = point[0] % curve.n if point else 1
        s = pow(once, -1, curve.n) * (number + r * self._scalar) % curve.n
        return sequence(integer(r), integer(s))


class LyingKey:
    """The forger's key under the identifier of somebody else's."""

    def __init__(self, public: bytes) -> None:
        self._own = signing_key(FORGER, "liar")
        self.public = public
        self.digest = self._own.digest
        self.identifier, self.plain_identifier = self._own.identifier, self._own.plain_identifier

    def sign(self, message: bytes) -> bytes:
        return self._own.sign(message)


class IdleKey:
    """Somebody else's key, which signs without its secret: with numbers that a careless verifier takes."""

    def __init__(self, key: SigningKey, number: str) -> None:
        self._key = key
        self._number = number
        self.public, self.digest = key.public, key.digest
        self.identifier, self.plain_identifier = key.identifier, key.plain_identifier

    def sign(self, message: bytes) -> bytes:
        if isinstance(self._key, CurveSigner):
            number = self._value(curve_named(self._key.curve).n)
            return sequence(integer(number), integer(number))
        size = len(self._key.sign(message))
        return self._value(1 << 8 * size - 1).to_bytes(size, "big")

    def _value(self, order: int) -> int:
        return {"zero": 0, "one": 1, "order": order, "minus_one": order - 1}[self._number]


def liar_for(issuer: Holder) -> Holder:
    """Who signs in the name of `issuer`, with its key identifier."""
    return Holder(issuer.name, LyingKey(issuer.key.public))
