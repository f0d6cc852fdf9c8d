"""DG15: the key of active authentication (ICAO 9303-10, 4.7.15)."""

from drivers.identity_card.chip.elementary_files import ElementaryFile
from drivers.identity_card.chip.pki.public_keys import PublicKey, parse_public_key
from drivers.identity_card.chip.tlv import read_whole


def parse_dg15(raw: bytes) -> PublicKey:
    """The key. Raises `Malformed`, `Unproven`, `Weak`."""
    return parse_public_key(read_whole(raw, ElementaryFile.DG15.tag).value)
