"""DG1: the MRZ (ICAO 9303-10, 4.7.1)."""

from drivers.identity_card.chip.elementary_files import ElementaryFile
from drivers.identity_card.chip.tlv import Malformed, need, read_whole
from drivers.identity_card.mrz import BadMrz, Td1, parse_td1

TD1_CHARACTERS = 90


def parse_dg1(raw: bytes) -> Td1:
    """The three lines of a card. Raises `Malformed`, also for a passport's two lines."""
    text = need(read_whole(raw, ElementaryFile.DG1.tag).value, 0x5F1F).value
    if len(text) != TD1_CHARACTERS or not text.isascii():
        raise Malformed(f"DG1 has {len(text)} characters; a card has {TD1_CHARACTERS}, of ASCII")
    try:
        return parse_td1(text.decode("ascii"))
    except BadMrz as error:
        raise Malformed(f"DG1: {error}") from None
