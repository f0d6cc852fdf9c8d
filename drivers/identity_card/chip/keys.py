"""The passwords that open a chip, and keys from shared secrets (ICAO 9303-11, 4.3.2, 4.4.4 and 9.7.1)."""

import hashlib
import re
from dataclasses import dataclass
from enum import Enum, IntEnum

_WEIGHTS = (7, 3, 1)
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SEED_BYTES = 16


class Suite(Enum):
    """The cipher of a session: its last OID number in TR-03110, bytes of a key and of a block."""

    TRIPLE_DES = (1, 16, 8)
    AES_128 = (2, 16, 16)
    AES_192 = (3, 24, 16)
    AES_256 = (4, 32, 16)

    def __init__(self, number: int, key_bytes: int, block_bytes: int) -> None:
        self.number = number
        self.key_bytes = key_bytes
        self.block_bytes = block_bytes


class Purpose(IntEnum):
    """What a derived key is for: the counter of the derivation."""

    ENCRYPTION = 1
    MAC = 2
    PASSWORD = 3


@dataclass(frozen=True, slots=True, repr=False)
class Can:
    """The card access number: six digits, the last of the personal number. Raises `ValueError`."""

    digits: str

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[0-9]{6}", self.digits):
            raise ValueError("a CAN is six digits")

    def __repr__(self) -> str:
        return "Can(hidden)"

    @property
    def secret(self) -> bytes:
        """The password of PACE."""
        return self.digits.encode("ascii")


@dataclass(frozen=True, slots=True, repr=False)
class MrzKey:
    """Three fields of the MRZ without their check digits. Raises `ValueError` for what no MRZ holds."""

    document_number: str  # nine characters, filled with <
    birth_date: str  # YYMMDD
    expiry: str  # YYMMDD, unchanged: 991231 for a card without expiry

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[0-9A-Z<]{9}", self.document_number):
            raise ValueError("the document number of an MRZ is nine characters 0-9, A-Z or <")
        if not re.fullmatch(r"[0-9<]{6}[0-9]{6}", self.birth_date + self.expiry) or len(self.expiry) != 6:
            raise ValueError("the dates of an MRZ are six digits, YYMMDD")

    def __repr__(self) -> str:
        return "MrzKey(hidden)"

    @property
    def secret(self) -> bytes:
        """The password of PACE: SHA-1 of the three fields with their check digits, all 20 bytes of it."""
        fields = (self.document_number, self.birth_date, self.expiry)
        text = "".join(field + str(check_digit(field)) for field in fields)
        return hashlib.sha1(text.encode("ascii"), usedforsecurity=False).digest()

    @property
    def seed(self) -> bytes:
        """The seed of BAC: the first 16 bytes of the password."""
        return self.secret[:_SEED_BYTES]


AccessKey = Can | MrzKey


def check_digit(field: str) -> int:
    """The check digit of an MRZ field (ICAO 9303-3, 4.9)."""
    values = (_DIGITS.find(letter) if letter != "<" else 0 for letter in field)
    return sum(value * _WEIGHTS[index % 3] for index, value in enumerate(values)) % 10


def kdf(secret: bytes, purpose: int, suite: Suite) -> bytes:
    """The key for `purpose` from a shared `secret` (ICAO 9303-11, 9.7.1.1 to 9.7.1.4)."""
    text = secret + purpose.to_bytes(4)
    if suite.key_bytes > _SEED_BYTES:
        return hashlib.sha256(text).digest()[: suite.key_bytes]
    key = hashlib.sha1(text, usedforsecurity=False).digest()[: suite.key_bytes]
    return with_parity(key) if suite is Suite.TRIPLE_DES else key


def k_pi(password: AccessKey, suite: Suite) -> bytes:
    """The key that the nonce of PACE is encrypted with."""
    return kdf(password.secret, Purpose.PASSWORD, suite)


def with_parity(key: bytes) -> bytes:
    """`key` with each byte's lowest bit set for odd parity, as DES wants it."""
    return bytes((byte & 0xFE) | (byte >> 1).bit_count() % 2 ^ 1 for byte in key)
