"""PACE with generic mapping on elliptic curves (ICAO 9303-11, 4.4; TR-03110-3, A.3 and B.1)."""

import hmac
from collections.abc import Callable

from drivers.identity_card.chip import commands
from drivers.identity_card.chip.card_access import PaceInfo
from drivers.identity_card.chip.channel import Channel
from drivers.identity_card.chip.ciphers import decrypt, zero_iv
from drivers.identity_card.chip.curves import (
    BadPoint,
    Curve,
    Point,
    add,
    decode_point,
    encode_point,
    multiply,
)
from drivers.identity_card.chip.errors import CardError, Cause, Refused
from drivers.identity_card.chip.keys import AccessKey, Can, Purpose, Suite, k_pi, kdf
from drivers.identity_card.chip.macs import mac_of_token
from drivers.identity_card.chip.secure_messaging import SecureMessaging
from drivers.identity_card.chip.status_words import OK, is_blocked, said, tries_left
from drivers.identity_card.chip.tlv import Malformed, encode, need, read_whole

Random = Callable[[int], bytes]
_MRZ, _CAN = b"\x01", b"\x02"  # which password
_DYNAMIC_DATA, _PUBLIC_KEY, _POINT, _OID = 0x7C, 0x7F49, 0x86, 0x06
_MOST_DRAWS = 128
_WRONG_TOKEN = frozenset({0x6300, 0x6982, 0x6985, 0x6988, 0x6A80})


class Pace:
    """One run of PACE over `channel`, the way that `info` offers."""

    def __init__(self, channel: Channel, info: PaceInfo, random: Random) -> None:
        """Raises `CardError(UNSUPPORTED)` for a way that is not known."""
        if info.suite is None or info.curve is None or not info.is_supported:
            raise CardError(Cause.UNSUPPORTED, f"the card wants PACE {info}, which this driver does not know")
        self._channel = channel
        self._info = info
        self._suite: Suite = info.suite
        self._curve: Curve = info.curve
        self._random = random

    def open(self, key: AccessKey, *, is_ambiguous: bool) -> SecureMessaging:
        """The session. Raises `CardError`: UNSUPPORTED where the card does not want this way."""
        self._choose(key, is_ambiguous=is_ambiguous)
        nonce = self._nonce(key)
        generator = self._map(nonce)
        own, theirs, shared = self._agree(generator)
        encryption_key = kdf(shared, Purpose.ENCRYPTION, self._suite)
        mac_key = kdf(shared, Purpose.MAC, self._suite)
        self._prove(mac_key, own, theirs)
        return SecureMessaging(self._suite, encryption_key, mac_key)

    def _choose(self, key: AccessKey, *, is_ambiguous: bool) -> None:
        data = encode(0x80, self._info.oid) + encode(0x83, _CAN if isinstance(key, Can) else _MRZ)
        if is_ambiguous:
            data += encode(0x84, bytes((self._info.parameter_id or 0,)))
        status = self._channel.send(commands.set_security_environment(0xC1, 0xA4, data)).status
        if is_blocked(status):
            raise CardError(Cause.BLOCKED, f"PACE: {said(status)}")
        if status != OK and tries_left(status) is None:
            raise CardError(Cause.UNSUPPORTED, f"the card refuses PACE {self._info}: {said(status)}")

    def _nonce(self, key: AccessKey) -> int:
        """Step 1: the chip's secret number, which only a holder of the password can read."""
        secret = self._ask(b"", 0x80)
        if len(secret) not in (16, 32):
            raise CardError(Cause.PROTOCOL, f"PACE: a nonce of {len(secret)} bytes; 16 or 32 are right")
        return int.from_bytes(decrypt(self._suite, k_pi(key, self._suite), zero_iv(self._suite), secret))

    def _map(self, nonce: int) -> Point:
        """Step 2: a generator that both sides make from the nonce and a first agreement."""
        own = self._private_key()
        theirs = self._exchange(self._public_key(own, self._curve.g), 0x81, 0x82)
        mapped = add(self._curve, multiply(self._curve, nonce), multiply(self._curve, own, theirs))
        return _finite(mapped)

    def _agree(self, generator: Point) -> tuple[bytes, bytes, bytes]:
        """Step 3: both public keys and the secret they agree on."""
        private = self._private_key()
        own = self._public_key(private, generator)
        theirs = self._exchange(own, 0x83, 0x84)
        x, _ = _finite(multiply(self._curve, private, theirs))
        return encode_point(self._curve, own), encode_point(self._curve, theirs), x.to_bytes(self._curve.size)

    def _prove(self, mac_key: bytes, own: bytes, theirs: bytes) -> None:
        """Step 4: each side shows that it has the same keys."""
        token = encode(0x85, mac_of_token(self._suite, mac_key, self._token_data(theirs)))
        answer = self._channel.send(commands.general_authenticate(token, is_last=True))
        if is_blocked(answer.status):
            raise CardError(Cause.BLOCKED, f"PACE, tokens: {said(answer.status)}")
        if answer.status in _WRONG_TOKEN or tries_left(answer.status) is not None:
            raise CardError(Cause.WRONG_KEY, f"PACE, tokens: {said(answer.status)}")
        if answer.status != OK:
            raise Refused(answer.status, f"PACE, tokens: {said(answer.status)}")
        expected = mac_of_token(self._suite, mac_key, self._token_data(own))
        if not hmac.compare_digest(_content(answer.data, 0x86), expected):
            raise CardError(Cause.WRONG_KEY, "PACE: the card's token shows that it has another key")

    def _token_data(self, point: bytes) -> bytes:
        return encode(_PUBLIC_KEY, encode(_OID, self._info.oid) + encode(_POINT, point))

    def _private_key(self) -> int:
        """A random number from 1 to n - 1."""
        order = self._curve.n
        size = (order.bit_length() + 7) // 8
        for _ in range(_MOST_DRAWS):
            drawn = int.from_bytes(self._random(size)) >> (8 * size - order.bit_length())
            if 0 < drawn < order:
                return drawn
        raise CardError(
            Cause.UNSUPPORTED, "this machine's source of random numbers gives none that can be used"
        )

    def _public_key(self, private: int, generator: Point) -> Point:
        return _finite(multiply(self._curve, private, generator))

    def _exchange(self, own: Point, tag: int, answer_tag: int) -> Point:
        """Give the chip our public key for its own, which is a point of the curve and not ours."""
        sent = encode_point(self._curve, own)
        theirs = decode_point(self._curve, self._ask(encode(tag, sent), answer_tag))
        if theirs == own:
            raise CardError(Cause.PROTOCOL, "PACE: the card gave back the public key it was given")
        return theirs

    def _ask(self, content: bytes, answer_tag: int) -> bytes:
        answer = self._channel.send(commands.general_authenticate(content, is_last=False))
        if answer.status != OK:
            raise CardError(Cause.UNSUPPORTED, f"the card breaks PACE off: {said(answer.status)}")
        return _content(answer.data, answer_tag)


def _content(data: bytes, tag: int) -> bytes:
    try:
        return need(read_whole(data, _DYNAMIC_DATA).value, tag).value
    except Malformed as error:
        raise CardError(Cause.PROTOCOL, f"PACE, answer {tag:X}: {error}") from error


def _finite(point: Point | None) -> Point:
    if point is None:
        raise BadPoint("PACE came to the point at infinity")
    return point
