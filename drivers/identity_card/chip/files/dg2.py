"""DG2: the portrait (ICAO 9303-10, 4.7.2), in a record of ISO/IEC 19794-5 or of ISO/IEC 39794-5."""

from drivers.identity_card.chip.elementary_files import ElementaryFile
from drivers.identity_card.chip.files.faces import image_of_19794, image_of_39794
from drivers.identity_card.chip.files.pictures import Portrait, read_picture
from drivers.identity_card.chip.tlv import Malformed, Tlv, children, need, read_whole

GROUP_TEMPLATE, TEMPLATE = 0x7F61, 0x7F60
BLOCK, CONSTRUCTED_BLOCK = 0x5F2E, 0x7F2E
_RECORD_OF_19794 = b"FAC\0"


def parse_dg2(raw: bytes) -> Portrait:
    """The first portrait. Raises `Malformed`."""
    block = _block(read_whole(raw, ElementaryFile.DG2.tag).value)
    if block.value.startswith(_RECORD_OF_19794):
        return read_picture(image_of_19794(block.value))
    return read_picture(image_of_39794(block.value))


def _block(value: bytes) -> Tlv:
    template = need(value, GROUP_TEMPLATE, TEMPLATE).value
    for child in children(template):
        if child.tag in (BLOCK, CONSTRUCTED_BLOCK):
            return child
    raise Malformed("DG2 has no biometric data block")
