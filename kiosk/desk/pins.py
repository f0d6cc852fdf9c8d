"""PINs: what a good one is, how it is kept, how long to wait after wrong ones. Pure but for the salt."""

import hashlib
import hmac
import secrets
from datetime import timedelta

SHORTEST, LONGEST = 6, 12
FREE_TRIES = 5
LOCK_AFTER = 20
LONGEST_WAIT_MIN = 60
SALT_BYTES = 16
SCRYPT_N, SCRYPT_R, SCRYPT_P = 2**15, 8, 1
SCRYPT_MEMORY_BYTES = 64 * 1024 * 1024  # twice what N and r need; OpenSSL's own limit is just too small
RUNS = ("01234567890123456789", "98765432109876543210")


def is_good(pin: str) -> bool:
    """6 to 12 digits, neither all the same nor a plain run like 123456."""
    digits = pin.isascii() and pin.isdigit() and SHORTEST <= len(pin) <= LONGEST
    return digits and len(set(pin)) > 1 and not any(pin in run for run in RUNS)


def new_salt() -> bytes:
    """Fresh random salt."""
    return secrets.token_bytes(SALT_BYTES)


def digest(pin: str, salt: bytes) -> bytes:
    """Scrypt of the PIN; takes a fifth of a second and 32 MB, by intent."""
    return hashlib.scrypt(
        pin.encode(), salt=salt, n=SCRYPT_N, r=SCRYPT_R, p=SCRYPT_P, maxmem=SCRYPT_MEMORY_BYTES
    )


def matches(pin: str, salt: bytes, expected: bytes) -> bool:
    """True for the right PIN; compares in constant time."""
    return hmac.compare_digest(digest(pin, salt), expected)


def wait_after(failures: int) -> timedelta:
    """How long no try is taken after so many wrong ones in a row: from the fifth on 1, 2, 4 … 60 minutes."""
    if failures < FREE_TRIES:
        return timedelta()
    return timedelta(minutes=min(2 ** (failures - FREE_TRIES), LONGEST_WAIT_MIN))


def is_locked(failures: int) -> bool:
    """True when only `unlock` on the spot helps."""
    return failures >= LOCK_AFTER
