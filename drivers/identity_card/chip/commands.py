"""The commands that a chip is sent (ISO/IEC 7816-4, 11; ICAO 9303-10, 3.6 and 9303-11, 4).

Selecting and setting carry no Le: some chips refuse one there.
"""

from drivers.identity_card.chip.apdu import CHAINED, Command
from drivers.identity_card.chip.card import SHORT_BYTES
from drivers.identity_card.chip.tlv import encode

APPLICATION = bytes.fromhex("A0000002471001")
LAST_OFFSET = 0x7FFF  # that the plain READ BINARY can name
OFFSET_TAG, DATA_TAG = 0x54, 0x53
_NO_ANSWER = 0x0C  # P2 of SELECT
_SHORT_ID = 0x80  # P1 of READ BINARY


def select_application() -> Command:
    """The travel document's application."""
    return Command(0x00, 0xA4, 0x04, _NO_ANSWER, APPLICATION)


def select_file(fid: int) -> Command:
    """A file of the application or of the master file, whichever is open."""
    return Command(0x00, 0xA4, 0x02, _NO_ANSWER, fid.to_bytes(2))


def read_by_short_id(sfi: int, expected: int) -> Command:
    """The first bytes of a file that need not be selected before."""
    return Command(0x00, 0xB0, _SHORT_ID | sfi, 0x00, expected=expected)


def read_at(offset: int, expected: int) -> Command:
    """Bytes of the selected file; behind 32,767 the answer is wrapped in tag 53, which counts."""
    if offset <= LAST_OFFSET:
        return Command(0x00, 0xB0, *divmod(offset, 0x100), expected=expected)
    where = encode(OFFSET_TAG, offset.to_bytes((offset.bit_length() + 7) // 8))
    return Command(0x00, 0xB1, 0x00, 0x00, where, expected)


def set_security_environment(p1: int, p2: int, data: bytes) -> Command:
    """MANAGE SECURITY ENVIRONMENT."""
    return Command(0x00, 0x22, p1, p2, data)


def general_authenticate(content: bytes, *, is_last: bool) -> Command:
    """GENERAL AUTHENTICATE; `content` is what tag 7C wraps."""
    return Command(0x00 if is_last else CHAINED, 0x86, 0x00, 0x00, encode(0x7C, content), SHORT_BYTES)


def get_challenge() -> Command:
    """Eight random bytes of the chip's."""
    return Command(0x00, 0x84, 0x00, 0x00, expected=8)


def external_authenticate(cryptogram: bytes) -> Command:
    """EXTERNAL AUTHENTICATE of BAC: 32 encrypted bytes and their checksum, answered by as many."""
    return Command(0x00, 0x82, 0x00, 0x00, cryptogram, len(cryptogram))


def internal_authenticate(challenge: bytes, expected: int) -> Command:
    """INTERNAL AUTHENTICATE of active authentication."""
    return Command(0x00, 0x88, 0x00, 0x00, challenge, expected)
