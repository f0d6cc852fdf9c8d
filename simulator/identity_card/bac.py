"""Basic access control from the chip's side (ICAO 9303-11 §4.3)."""

import hashlib
import hmac

from simulator.identity_card.apdu import CONDITIONS, WRONG_KEY, WRONG_LENGTH, Chance, Command, Refused
from simulator.identity_card.ciphers import des3_decrypt, des3_encrypt, pad, retail_mac
from simulator.identity_card.messaging import Session
from simulator.identity_card.secrets import MrzSecret
from simulator.identity_card.suites import CHECKSUM, DES3, ENCRYPTION


class BasicAccess:
    """One chip's side: a challenge once asked for serves one try."""

    def __init__(self, secret: MrzSecret, chance: Chance) -> None:
        seed = hashlib.sha1(secret.text, usedforsecurity=False).digest()[:16]
        self._encryption = DES3.derive(seed, ENCRYPTION)
        self._checksum = DES3.derive(seed, CHECKSUM)
        self._chance = chance
        self._nonce = b""

    def challenge(self) -> bytes:
        """Eight random bytes."""
        self._nonce = self._chance.randbytes(8)
        return self._nonce

    def authenticate(self, command: Command) -> tuple[bytes, Session]:
        """The answer to MUTUAL AUTHENTICATE and the session that begins. Raises `Refused`."""
        nonce, self._nonce = self._nonce, b""
        if not nonce:
            raise Refused(CONDITIONS)
        if len(command.data) != 40:
            raise Refused(WRONG_LENGTH)
        sealed, mac = command.data[:32], command.data[32:]
        said = des3_decrypt(self._encryption, sealed)
        right = hmac.compare_digest(retail_mac(self._checksum, pad(sealed, 8)), mac)
        if not right or said[8:16] != nonce:
            raise Refused(WRONG_KEY)
        return self._answer(nonce, said[:8], said[16:])

    def _answer(self, nonce: bytes, theirs: bytes, their_key: bytes) -> tuple[bytes, Session]:
        key = self._chance.randbytes(16)
        sealed = des3_encrypt(self._encryption, nonce + theirs + key)
        seed = bytes(one ^ other for one, other in zip(their_key, key, strict=True))
        session = Session(
            DES3, DES3.derive(seed, ENCRYPTION), DES3.derive(seed, CHECKSUM), nonce[4:] + theirs[4:]
        )
        return sealed + retail_mac(self._checksum, pad(sealed, 8)), session
