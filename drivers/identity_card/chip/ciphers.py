"""Block ciphers and padding of secure messaging (ICAO 9303-11, 9.8)."""

from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives.ciphers import Cipher, modes
from cryptography.hazmat.primitives.ciphers.algorithms import AES

from drivers.identity_card.chip.keys import Suite


def encrypt(suite: Suite, key: bytes, iv: bytes, data: bytes) -> bytes:
    """CBC; `data` is whole blocks."""
    encryptor = _cipher(suite, key, iv).encryptor()
    return encryptor.update(data) + encryptor.finalize()


def decrypt(suite: Suite, key: bytes, iv: bytes, data: bytes) -> bytes:
    """CBC; `data` is whole blocks."""
    decryptor = _cipher(suite, key, iv).decryptor()
    return decryptor.update(data) + decryptor.finalize()


def zero_iv(suite: Suite) -> bytes:
    """A block of zeros."""
    return bytes(suite.block_bytes)


def pad(data: bytes, block_bytes: int) -> bytes:
    """ISO/IEC 9797-1 padding method 2: 80, then zeros to the end of a block."""
    return data + b"\x80" + bytes(-(len(data) + 1) % block_bytes)


def unpad(data: bytes) -> bytes | None:
    """`data` without its padding of method 2; None where it has none."""
    text = data.rstrip(b"\x00")
    return text[:-1] if text.endswith(b"\x80") else None


def triple_des(key: bytes) -> TripleDES:
    """Two-key triple DES for 16 bytes of key, single DES for 8: the package wants all 24."""
    return TripleDES(key * 3 if len(key) == 8 else key + key[:8])


def _cipher(suite: Suite, key: bytes, iv: bytes) -> Cipher[modes.CBC]:
    return Cipher(triple_des(key) if suite is Suite.TRIPLE_DES else AES(key), modes.CBC(iv))
