"""Block ciphers and checksums of secure messaging (ICAO 9303-11 §9.8, ISO/IEC 9797-1)."""

from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives.ciphers import Cipher, modes
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.cmac import CMAC

MAC_BYTES = 8


def pad(data: bytes, block: int) -> bytes:
    """Padding method 2: 80 and zeros up to a full block."""
    return data + b"\x80" + bytes(-(len(data) + 1) % block)


def unpad(data: bytes) -> bytes:
    """Without the padding. Raises ValueError if there is none."""
    body = data.rstrip(b"\x00")
    if not body.endswith(b"\x80"):
        raise ValueError("no padding")
    return body[:-1]


def des3_encrypt(key: bytes, data: bytes) -> bytes:
    """Two-key 3DES, CBC, initial vector 0."""
    turn = Cipher(TripleDES(key + key[:8]), modes.CBC(bytes(8))).encryptor()
    return turn.update(data) + turn.finalize()


def des3_decrypt(key: bytes, data: bytes) -> bytes:
    """Two-key 3DES, CBC, initial vector 0."""
    turn = Cipher(TripleDES(key + key[:8]), modes.CBC(bytes(8))).decryptor()
    return turn.update(data) + turn.finalize()


def retail_mac(key: bytes, padded: bytes) -> bytes:
    """MAC algorithm 3 of ISO/IEC 9797-1 over what is padded already: single DES along, 3DES at the end."""
    chain = des3_encrypt(key[:8] * 2, padded)[-8:]
    return des3_encrypt(key[:8] * 2, des3_decrypt(key[8:] * 2, chain))


def aes_encrypt(key: bytes, data: bytes, vector: bytes = bytes(16)) -> bytes:
    """AES, CBC."""
    turn = Cipher(AES(key), modes.CBC(vector)).encryptor()
    return turn.update(data) + turn.finalize()


def aes_decrypt(key: bytes, data: bytes, vector: bytes = bytes(16)) -> bytes:
    """AES, CBC."""
    turn = Cipher(AES(key), modes.CBC(vector)).decryptor()
    return turn.update(data) + turn.finalize()


def aes_block(key: bytes, block: bytes) -> bytes:
    """One block by itself."""
    return aes_encrypt(key, block)


def aes_mac(key: bytes, data: bytes) -> bytes:
    """AES-CMAC, its first eight bytes."""
    mac = CMAC(AES(key))
    mac.update(data)
    return mac.finalize()[:MAC_BYTES]
