"""Commands and answers under the keys of a session (ICAO 9303-11, 9.8).

Responsible for: encrypting, checksums, the send sequence counter; nothing of an answer is used before its
checksum holds. Not responsible for: where the keys come from (pace.py, bac.py, chip authentication).
"""

import hmac

from drivers.identity_card.chip.apdu import Answer, Command
from drivers.identity_card.chip.card import LONGEST_BYTES, SHORT_BYTES
from drivers.identity_card.chip.ciphers import decrypt, encrypt, pad, unpad, zero_iv
from drivers.identity_card.chip.errors import CardError, Cause, SessionLost
from drivers.identity_card.chip.keys import Suite
from drivers.identity_card.chip.macs import MAC_BYTES, mac_of_padded
from drivers.identity_card.chip.status_words import said
from drivers.identity_card.chip.tlv import Malformed, Tlv, children
from drivers.identity_card.chip.tlv import encode as encode_tlv

ENCRYPTED, ENCRYPTED_ODD, EXPECTED, STATUS, CHECKSUM = 0x87, 0x85, 0x97, 0x99, 0x8E
PROTECTED = 0x0C  # CLA
_SHORT_DO87_BYTES = 4  # 87 81 L 01
_LONG_DO87_BYTES = 5
_TRAILER_BYTES = 4 + 2 + MAC_BYTES  # DO99 and DO8E
_PADDED = b"\x01"


class SecureMessaging:
    """One session's keys and counter."""

    def __init__(self, suite: Suite, encryption_key: bytes, mac_key: bytes, counter: int = 0) -> None:
        self._suite = suite
        self._encryption_key = encryption_key
        self._mac_key = mac_key
        self._counter = counter

    def protect(self, command: Command) -> Command:
        """The command as it is sent; the counter goes on."""
        self._count()
        header = Command(command.cla | PROTECTED, command.ins, command.p1, command.p2)
        body = self._encrypted(command) + _wanted(command.expected)
        lead = pad(header.header, self._suite.block_bytes) if body else header.header
        body += encode_tlv(CHECKSUM, self._checksum(self._sequence + lead + body))
        is_long = len(body) >= SHORT_BYTES or command.expected > SHORT_BYTES
        expected = LONGEST_BYTES if is_long else SHORT_BYTES
        return Command(header.cla, header.ins, header.p1, header.p2, body, expected)

    def unprotect(self, answer: Answer) -> Answer:
        """What the card means. Raises `SessionLost` when it left the session, `CardError` for a forgery."""
        self._count()
        if not answer.data:
            raise SessionLost(answer.status, f"the card left the session: {said(answer.status)}")
        encrypted, status, checksum = _objects(answer)
        expected = self._checksum(self._sequence + answer.data[: status.end])
        if not hmac.compare_digest(checksum.value, expected):
            raise CardError(Cause.PROTOCOL, "the checksum of the card's answer is wrong")
        data = self._decrypted(encrypted) if encrypted else b""
        return Answer(data, int.from_bytes(status.value))

    def forget(self) -> None:
        """The keys are needed no more."""
        self._encryption_key = self._mac_key = b""

    def longest_read(self, response_bytes: int) -> int:
        """How many plain bytes fit into an answer of `response_bytes`."""
        lead = _SHORT_DO87_BYTES if response_bytes <= SHORT_BYTES else _LONG_DO87_BYTES
        block = self._suite.block_bytes
        return (response_bytes - _TRAILER_BYTES - lead) // block * block - 1

    @property
    def _sequence(self) -> bytes:
        return self._counter.to_bytes(self._suite.block_bytes)

    def _count(self) -> None:
        if not self._mac_key:
            raise CardError(Cause.PROTOCOL, "the keys of this session are forgotten")
        self._counter = (self._counter + 1) % (1 << 8 * self._suite.block_bytes)

    def _iv(self) -> bytes:
        iv = zero_iv(self._suite)
        if self._suite is Suite.TRIPLE_DES:
            return iv
        return encrypt(self._suite, self._encryption_key, iv, self._sequence)

    def _checksum(self, data: bytes) -> bytes:
        return mac_of_padded(self._suite, self._mac_key, pad(data, self._suite.block_bytes))

    def _encrypted(self, command: Command) -> bytes:
        if not command.data:
            return b""
        padded = pad(command.data, self._suite.block_bytes)
        secret = encrypt(self._suite, self._encryption_key, self._iv(), padded)
        if command.ins & 1:
            return encode_tlv(ENCRYPTED_ODD, secret)
        return encode_tlv(ENCRYPTED, _PADDED + secret)

    def _decrypted(self, found: Tlv) -> bytes:
        secret = found.value if found.tag == ENCRYPTED_ODD else found.value.removeprefix(_PADDED)
        is_marked = found.tag == ENCRYPTED_ODD or len(secret) < len(found.value)
        if not secret or len(secret) % self._suite.block_bytes or not is_marked:
            raise CardError(Cause.PROTOCOL, f"{len(found.value)} bytes of an answer are no whole blocks")
        data = unpad(decrypt(self._suite, self._encryption_key, self._iv(), secret))
        if data is None:
            raise CardError(Cause.PROTOCOL, "the padding of the card's answer is wrong")
        return data


def _wanted(expected: int) -> bytes:
    if not expected:
        return b""
    if expected <= SHORT_BYTES:
        return encode_tlv(EXPECTED, bytes((expected % SHORT_BYTES,)))
    return encode_tlv(EXPECTED, (expected % LONGEST_BYTES).to_bytes(2))


def _objects(answer: Answer) -> tuple[Tlv | None, Tlv, Tlv]:
    """The encrypted data if there is any, the status, the checksum: in this order and nothing else."""
    try:
        found = children(answer.data)
    except Malformed as error:
        raise SessionLost(answer.status, f"an answer that is not protected or cut short: {error}") from error
    encrypted = found[0] if found[0].tag in (ENCRYPTED, ENCRYPTED_ODD) else None
    rest = found[1:] if encrypted else found
    tags = [child.tag for child in rest]
    if tags != [STATUS, CHECKSUM] or [len(child.value) for child in rest] != [2, MAC_BYTES]:
        raise SessionLost(answer.status, "an answer without its status and checksum")
    return encrypted, rest[0], rest[1]
