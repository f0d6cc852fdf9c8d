"""Where the image is within a biometric record of a face. Offsets in bytes from the start of the record."""

import struct
from collections.abc import Iterator

from drivers.identity_card.chip.files.pictures import kind_of
from drivers.identity_card.chip.tlv import Malformed, children

_RECORD_HEADER = struct.Struct(">4s4sIH")  # ISO/IEC 19794-5, 5.4: FAC, version, bytes of all, images
_FACE_HEADER = struct.Struct(">IH14x")  # 5.5: bytes of this image's record, feature points
_POINT_BYTES = 8  # 5.6
_IMAGE_HEADER_BYTES = 12  # 5.7: types, width, height, colour, source, device, quality
_VERSION = b"010\0"
_DEEPEST = 12


def image_of_19794(record: bytes) -> bytes:
    """The first image of an ISO/IEC 19794-5 record. Raises `Malformed`."""
    if len(record) < _RECORD_HEADER.size + _FACE_HEADER.size:
        raise Malformed(f"a face record of {len(record)} bytes")
    _, version, length, images = _RECORD_HEADER.unpack_from(record)
    if version != _VERSION or length > len(record) or not images:
        raise Malformed(f"a face record of {len(record)} bytes that says {length}, {images} images")
    face_length, points = _FACE_HEADER.unpack_from(record, _RECORD_HEADER.size)
    begin = _RECORD_HEADER.size + _FACE_HEADER.size + points * _POINT_BYTES + _IMAGE_HEADER_BYTES
    end = _RECORD_HEADER.size + face_length
    if not begin < end <= len(record):
        raise Malformed(f"an image from byte {begin} to {end} of a face record of {len(record)}")
    return record[begin:end]


def image_of_39794(block: bytes) -> bytes:
    """The first image of an ISO/IEC 39794-5 block: nested tags, the image is a value of its own.

    Raises `Malformed`.
    """
    image = next((value for value in _primitives(block, _DEEPEST) if kind_of(value)), None)
    if image is None:
        raise Malformed("no image in the face record")
    return image


def _primitives(value: bytes, deepest: int) -> Iterator[bytes]:
    if not deepest:
        raise Malformed(f"a face record nested deeper than {_DEEPEST}")
    for child in children(value):
        first = child.tag >> max(0, (child.tag.bit_length() - 1) // 8 * 8)
        if first & 0x20:
            yield from _primitives(child.value, deepest - 1)
        else:
            yield child.value
