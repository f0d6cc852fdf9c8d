"""The four cipher suites of a session and the derivation of their keys (ICAO 9303-11 §9.7)."""

import hashlib
from dataclasses import dataclass

from simulator.identity_card.ciphers import (
    aes_block,
    aes_decrypt,
    aes_encrypt,
    aes_mac,
    des3_decrypt,
    des3_encrypt,
    pad,
    retail_mac,
)

ENCRYPTION, CHECKSUM, PASSWORD = 1, 2, 3  # the counters of the key derivation


@dataclass(frozen=True, slots=True)
class Suite:
    """A cipher with its key size; `number` ends the object identifiers of PACE and chip authentication."""

    name: str
    number: int
    key_bytes: int
    block: int
    digest: str

    def derive(self, secret: bytes, counter: int) -> bytes:
        """KDF(secret, counter)."""
        digest = hashlib.new(self.digest, secret + counter.to_bytes(4, "big")).digest()
        key = digest[: self.key_bytes]
        return with_parity(key) if self.block == 8 else key

    def encrypt(self, key: bytes, counter: bytes, data: bytes) -> bytes:
        """One message of a session; `counter` is its send sequence counter."""
        if self.block == 8:
            return des3_encrypt(key, data)
        return aes_encrypt(key, data, aes_block(key, counter))

    def decrypt(self, key: bytes, counter: bytes, data: bytes) -> bytes:
        """One message of a session; `counter` is its send sequence counter."""
        if self.block == 8:
            return des3_decrypt(key, data)
        return aes_decrypt(key, data, aes_block(key, counter))

    def encrypt_nonce(self, key: bytes, nonce: bytes) -> bytes:
        """The nonce of PACE: initial vector 0, no padding."""
        return des3_encrypt(key, nonce) if self.block == 8 else aes_encrypt(key, nonce)

    def mac(self, key: bytes, padded: bytes) -> bytes:
        """The checksum of a padded message."""
        return retail_mac(key, padded) if self.block == 8 else aes_mac(key, padded)

    def token(self, key: bytes, data: bytes) -> bytes:
        """The checksum of PACE's tokens: only 3DES pads."""
        return retail_mac(key, pad(data, 8)) if self.block == 8 else aes_mac(key, data)


DES3 = Suite("3des", 1, 16, 8, "sha1")
AES128 = Suite("aes128", 2, 16, 16, "sha1")
AES192 = Suite("aes192", 3, 24, 16, "sha256")
AES256 = Suite("aes256", 4, 32, 16, "sha256")
SUITES = {suite.name: suite for suite in (DES3, AES128, AES192, AES256)}


def with_parity(key: bytes) -> bytes:
    """A DES key whose bytes have an odd number of ones."""
    return bytes(byte & 0xFE | (byte >> 1).bit_count() % 2 ^ 1 for byte in key)
