"""Basic Access Control with the fields of the MRZ (ICAO 9303-11, 4.3)."""

import hmac

from drivers.identity_card.chip import commands
from drivers.identity_card.chip.channel import Channel
from drivers.identity_card.chip.ciphers import decrypt, encrypt, pad, zero_iv
from drivers.identity_card.chip.errors import CardError, Cause
from drivers.identity_card.chip.keys import MrzKey, Purpose, Suite, kdf
from drivers.identity_card.chip.macs import MAC_BYTES, mac_of_padded
from drivers.identity_card.chip.pace import Random
from drivers.identity_card.chip.secure_messaging import SecureMessaging
from drivers.identity_card.chip.status_words import OK, is_blocked, said

SUITE = Suite.TRIPLE_DES
_NONCE_BYTES = 8
_SEED_BYTES = 16
_CRYPTOGRAM_BYTES = 2 * _NONCE_BYTES + _SEED_BYTES


def open_by_bac(channel: Channel, key: MrzKey, random: Random) -> SecureMessaging:
    """The session of the selected application. Raises `CardError`."""
    theirs = _challenge(channel)
    own, own_seed = random(_NONCE_BYTES), random(_SEED_BYTES)
    encryption_key, mac_key = _keys(key.seed)
    secret = encrypt(SUITE, encryption_key, zero_iv(SUITE), own + theirs + own_seed)
    answer = channel.send(commands.external_authenticate(secret + _checksum(mac_key, secret)))
    if answer.status != OK:
        cause = Cause.BLOCKED if is_blocked(answer.status) else Cause.WRONG_KEY
        raise CardError(cause, f"BAC: {said(answer.status)}")
    their_seed = _their_seed(_opened(answer.data, encryption_key, mac_key), theirs + own)
    seed = bytes(left ^ right for left, right in zip(own_seed, their_seed, strict=True))
    return SecureMessaging(SUITE, *_keys(seed), int.from_bytes(theirs[-4:] + own[-4:]))


def _challenge(channel: Channel) -> bytes:
    answer = channel.send(commands.get_challenge())
    if answer.status != OK:
        raise CardError(Cause.UNSUPPORTED, f"the card refuses BAC: {said(answer.status)}")
    if len(answer.data) != _NONCE_BYTES:
        raise CardError(Cause.PROTOCOL, f"BAC: a challenge of {len(answer.data)} bytes; 8 are right")
    return answer.data


def _opened(data: bytes, encryption_key: bytes, mac_key: bytes) -> bytes:
    """What the chip encrypted, once its checksum holds."""
    secret, checksum = data[:_CRYPTOGRAM_BYTES], data[_CRYPTOGRAM_BYTES:]
    if len(data) != _CRYPTOGRAM_BYTES + MAC_BYTES:
        raise CardError(Cause.PROTOCOL, f"BAC: an answer of {len(data)} bytes; 40 are right")
    if not hmac.compare_digest(checksum, _checksum(mac_key, secret)):
        raise CardError(Cause.PROTOCOL, "BAC: the checksum of the card's answer is wrong")
    return decrypt(SUITE, encryption_key, zero_iv(SUITE), secret)


def _their_seed(opened: bytes, nonces: bytes) -> bytes:
    if not hmac.compare_digest(opened[: len(nonces)], nonces):
        raise CardError(Cause.PROTOCOL, "BAC: the card answers another challenge than ours")
    return opened[len(nonces) :]


def _keys(seed: bytes) -> tuple[bytes, bytes]:
    return kdf(seed, Purpose.ENCRYPTION, SUITE), kdf(seed, Purpose.MAC, SUITE)


def _checksum(mac_key: bytes, secret: bytes) -> bytes:
    return mac_of_padded(SUITE, mac_key, pad(secret, SUITE.block_bytes))
