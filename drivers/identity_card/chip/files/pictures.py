"""JPEG and JPEG 2000, as far as needed to know what it is and how big. Nothing is decoded here.

Sources: ITU-T T.81 annex B (JPEG), ISO/IEC 15444-1 annexes A and I (JPEG 2000).
"""

import struct
from dataclasses import dataclass
from typing import Literal

from drivers.identity_card.chip.tlv import Malformed

Kind = Literal["jpeg", "jpeg2000"]
WIDEST = 4096  # what decodes to more is no portrait but an attack on memory
_JPEG = b"\xff\xd8\xff"
_JP2 = b"\x00\x00\x00\x0cjP"
_CODESTREAM = b"\xff\x4f\xff\x51"
_SIZES_AT = 8  # of the codestream: behind SOC, SIZ, its length and capabilities
_STANDALONE = frozenset((0x01, *range(0xD0, 0xD8)))
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True, slots=True, repr=False)
class Portrait:
    """A picture of a face as the chip holds it; sizes in pixels."""

    kind: Kind
    image: bytes
    width: int
    height: int

    def __repr__(self) -> str:
        return f"Portrait({self.kind}, {self.width} x {self.height})"


def kind_of(image: bytes) -> Kind | None:
    """What the first bytes say."""
    if image.startswith(_JPEG):
        return "jpeg"
    return "jpeg2000" if image.startswith((_JP2, _CODESTREAM)) else None


def read_picture(image: bytes) -> Portrait:
    """The portrait that `image` is. Raises `Malformed`."""
    kind = kind_of(image)
    if kind is None:
        raise Malformed("the portrait is neither JPEG nor JPEG 2000")
    width, height = _jpeg_size(image) if kind == "jpeg" else _jpeg2000_size(image)
    if not (0 < width <= WIDEST and 0 < height <= WIDEST):
        raise Malformed(f"a portrait of {width} x {height} pixels; at most {WIDEST} are read")
    return Portrait(kind, image, width, height)


def _jpeg_size(image: bytes) -> tuple[int, int]:
    """Walks the segments to the frame header (B.2.2): precision, height, width."""
    at = 2
    while at + 9 <= len(image) and image[at] == 0xFF:
        marker = image[at + 1]
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", image, at + 5)
            return width, height
        padded = marker == 0xFF
        at += 1 if padded else 2
        if not padded and marker not in _STANDALONE:
            at += max(2, int.from_bytes(image[at : at + 2]))
    raise Malformed("a JPEG without a frame header")


def _jpeg2000_size(image: bytes) -> tuple[int, int]:
    """The SIZ marker (A.5.1): extent of the reference grid less the offset of the image in it."""
    at = image.find(_CODESTREAM)
    if at < 0 or at + _SIZES_AT + 16 > len(image):
        raise Malformed("a JPEG 2000 without a codestream")
    width, height, left, top = struct.unpack_from(">4I", image, at + _SIZES_AT)
    return width - left, height - top
