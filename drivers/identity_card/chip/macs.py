"""Checksums that only the holder of a key can make, 8 bytes each (ICAO 9303-11, 9.8)."""

from cryptography.hazmat.primitives.ciphers import Cipher, modes
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.cmac import CMAC

from drivers.identity_card.chip.ciphers import encrypt, pad, triple_des, zero_iv
from drivers.identity_card.chip.keys import Suite

MAC_BYTES = 8
_DES_BLOCK_BYTES = 8


def mac_of_padded(suite: Suite, key: bytes, data: bytes) -> bytes:
    """Of what is padded to whole blocks already, as in secure messaging and BAC."""
    return _retail_mac(key, data) if suite is Suite.TRIPLE_DES else _cmac(key, data)


def mac_of_token(suite: Suite, key: bytes, data: bytes) -> bytes:
    """Of an authentication token: triple DES pads it, AES-CMAC takes it as it is."""
    if suite is Suite.TRIPLE_DES:
        return _retail_mac(key, pad(data, _DES_BLOCK_BYTES))
    return _cmac(key, data)


def _retail_mac(key: bytes, data: bytes) -> bytes:
    """ISO/IEC 9797-1 algorithm 3: single DES with one half of the key, the last block with both."""
    first, second = key[:_DES_BLOCK_BYTES], key[_DES_BLOCK_BYTES:]
    iv = zero_iv(Suite.TRIPLE_DES)
    chained = encrypt(Suite.TRIPLE_DES, first, iv, data)[-_DES_BLOCK_BYTES:]
    decryptor = Cipher(triple_des(second), modes.CBC(iv)).decryptor()
    return encrypt(Suite.TRIPLE_DES, first, iv, decryptor.update(chained) + decryptor.finalize())


def _cmac(key: bytes, data: bytes) -> bytes:
    maker = CMAC(AES(key))
    maker.update(data)
    return maker.finalize()[:MAC_BYTES]
