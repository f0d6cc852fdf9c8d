"""Secure messaging from the chip's side (ICAO 9303-11 §9.8): strict checksums, counters, object order."""

import hmac
from dataclasses import dataclass, replace

from simulator.identity_card.apdu import (
    EXTENDED,
    MESSAGING_MISSING,
    MESSAGING_WRONG,
    SHORT,
    WRONG_LENGTH,
    Command,
    Refused,
)
from simulator.identity_card.ciphers import MAC_BYTES, pad, unpad
from simulator.identity_card.der import BadTlv, read_all, tlv
from simulator.identity_card.suites import Suite

PADDED_CRYPTOGRAM, CRYPTOGRAM, LE, STATUS, MAC = 0x87, 0x85, 0x97, 0x99, 0x8E
OBJECT_SETS = (
    {MAC},
    {LE, MAC},
    {PADDED_CRYPTOGRAM, MAC},
    {PADDED_CRYPTOGRAM, LE, MAC},
    {CRYPTOGRAM, MAC},
    {CRYPTOGRAM, LE, MAC},
)


@dataclass(slots=True)
class Session:
    """The keys of one session and its send sequence counter."""

    suite: Suite
    encryption: bytes
    checksum: bytes
    counter: bytes

    def open(self, command: Command) -> Command:
        """The command inside a protected one. Raises `Refused` (6987, 6988): the session is over."""
        self._count()
        try:
            objects = list(read_all(command.data))
        except BadTlv as error:
            raise Refused(MESSAGING_WRONG) from error
        found = {one.tag: one.value for one in objects}
        if MAC not in found:
            raise Refused(MESSAGING_MISSING)
        if set(found) not in OBJECT_SETS or len(found) != len(objects) or objects[-1].tag != MAC:
            raise Refused(MESSAGING_WRONG)
        self._check(command, found)
        return replace(
            command, cla=command.cla & 0xF0, data=self._data(command, found), wanted=_wanted(found)
        )

    def seal(self, data: bytes, status: int, room: int, odd: bool = False) -> bytes:
        """The protected answer with its outer status. Raises `Refused` (6700) if it has no room."""
        self._count()
        body = self._cryptogram(data, odd) + tlv(STATUS, status.to_bytes(2, "big"))
        mac = self.suite.mac(self.checksum, pad(self.counter + body, self.suite.block))
        answer = body + tlv(MAC, mac)
        if len(answer) > room:
            raise Refused(WRONG_LENGTH)
        return answer + status.to_bytes(2, "big")

    def _count(self) -> None:
        size = len(self.counter)
        self.counter = (int.from_bytes(self.counter, "big") + 1 & (1 << 8 * size) - 1).to_bytes(size, "big")

    def _check(self, command: Command, found: dict[int, bytes]) -> None:
        block = self.suite.block
        body = b"".join(tlv(tag, value) for tag, value in found.items() if tag != MAC)
        covered = (
            pad(self.counter + pad(command.header, block) + body, block)
            if body
            else (pad(self.counter + command.header, block))
        )
        mac = found[MAC]
        if len(mac) != MAC_BYTES or not hmac.compare_digest(self.suite.mac(self.checksum, covered), mac):
            raise Refused(MESSAGING_WRONG)

    def _data(self, command: Command, found: dict[int, bytes]) -> bytes:
        tag = CRYPTOGRAM if command.ins & 1 else PADDED_CRYPTOGRAM
        if tag not in found:
            if {CRYPTOGRAM, PADDED_CRYPTOGRAM} & set(found):
                raise Refused(MESSAGING_WRONG)
            return b""
        sealed = found[tag] if tag == CRYPTOGRAM else found[tag][1:]
        marked = tag == CRYPTOGRAM or found[tag][:1] == b"\x01"
        if not marked or not sealed or len(sealed) % self.suite.block:
            raise Refused(MESSAGING_WRONG)
        try:
            return unpad(self.suite.decrypt(self.encryption, self.counter, sealed))
        except ValueError as error:
            raise Refused(MESSAGING_WRONG) from error

    def _cryptogram(self, data: bytes, odd: bool) -> bytes:
        if not data:
            return b""
        sealed = self.suite.encrypt(self.encryption, self.counter, pad(data, self.suite.block))
        return tlv(CRYPTOGRAM, sealed) if odd else tlv(PADDED_CRYPTOGRAM, b"\x01" + sealed)


def _wanted(found: dict[int, bytes]) -> int | None:
    if LE not in found:
        return None
    if len(found[LE]) not in (1, 2):
        raise Refused(MESSAGING_WRONG)
    return int.from_bytes(found[LE], "big") or (SHORT if len(found[LE]) == 1 else EXTENDED)
