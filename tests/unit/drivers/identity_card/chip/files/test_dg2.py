"""DG2: the portrait in both records and both kinds of pictures."""

import struct

import pytest

from drivers.identity_card.chip.files.dg2 import parse_dg2
from drivers.identity_card.chip.tlv import Malformed, encode


def jpeg(width: int = 48, height: int = 64, before: bytes = b"") -> bytes:
    frame = b"\xff\xc2" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    return b"\xff\xd8" + b"\xff\xe0" + struct.pack(">H", 4) + b"\xff\xc0" + before + frame + b"\xff\xd9"


def jpeg2000(width: int = 48, height: int = 64, boxed: bool = True) -> bytes:
    size = struct.pack(">HHH4I", 0xFF51, 41, 0, width + 5, height + 7, 5, 7)
    box = b"\x00\x00\x00\x0cjP  \r\n\x87\n" if boxed else b""
    return box + b"\xff\x4f" + size + bytes(24)


def record(image: bytes, points: int = 2, version: bytes = b"010\0", images: int = 1) -> bytes:
    """ISO/IEC 19794-5, as in the facts of Doc 9303-10."""
    face = struct.pack(">IH14x", 20 + 8 * points + 12 + len(image), points)
    body = face + bytes(8 * points) + bytes(12) + image
    return struct.pack(">4s4sIH", b"FAC\0", version, 14 + len(body), images) + body


def nested(image: bytes) -> bytes:
    """ISO/IEC 39794-5: context tags, the image a primitive value somewhere deep."""
    picture = encode(0xA1, encode(0xA0, encode(0x80, b"\x01\x02") + encode(0x81, image)))
    return encode(0x65, encode(0xA0, encode(0x80, b"\x03")) + encode(0xA1, encode(0x30, picture)))


def dg2(block: bytes, tag: int = 0x5F2E) -> bytes:
    template = encode(0x7F60, encode(0xA1, encode(0x81, b"\x02")) + encode(tag, block))
    return encode(0x75, encode(0x7F61, encode(0x02, b"\x01") + template))


@pytest.mark.parametrize(
    ("image", "kind"),
    [(jpeg(), "jpeg"), (jpeg2000(), "jpeg2000"), (jpeg2000(boxed=False), "jpeg2000")],
)
@pytest.mark.parametrize("points", [0, 3])
def test_a_record_of_19794(image: bytes, kind: str, points: int) -> None:
    portrait = parse_dg2(dg2(record(image, points)))
    assert (portrait.kind, portrait.image) == (kind, image)
    assert (portrait.width, portrait.height) == (48, 64)


@pytest.mark.parametrize("tag", [0x5F2E, 0x7F2E])
def test_a_block_of_39794(tag: int) -> None:
    portrait = parse_dg2(dg2(nested(jpeg()), tag))
    assert (portrait.image, portrait.width, portrait.height) == (jpeg(), 48, 64)


def test_a_frame_header_behind_other_segments_and_fill_bytes() -> None:
    before = b"\xff\xfe" + struct.pack(">H", 6) + b"\xff\xc0\xff\xc0" + b"\xff\xff"
    portrait = parse_dg2(dg2(record(jpeg(before=before))))
    assert (portrait.width, portrait.height) == (48, 64)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x75\x00",
        dg2(b""),
        dg2(b"FAC\0"),
        dg2(record(jpeg())[:-2]),
        dg2(record(jpeg(), version=b"020\0")),
        dg2(record(jpeg(), images=0)),
        dg2(record(jpeg(), points=65_535)[:200]),
        dg2(record(b"GIF89a")),
        dg2(record(b"\xff\xd8\xff")),
        dg2(record(b"\xff\xd8\xff\xe0\x00\x00\xff\xd9")),
        dg2(record(jpeg(0, 64))),
        dg2(record(jpeg(60_000, 60_000))),
        dg2(record(b"\xff\x4f\xff\x51\x00")),
        dg2(record(jpeg2000(width=1 << 31))),
        dg2(nested(b"no picture")),
        encode(0x75, encode(0x7F61, encode(0x7F60, b""))),
        dg2(record(jpeg())) + b"\x00",
    ],
)
def test_what_is_no_portrait(raw: bytes) -> None:
    with pytest.raises(Malformed):
        parse_dg2(raw)


def test_a_block_nested_without_end() -> None:
    value = jpeg()
    for _ in range(200):
        value = encode(0xA0, value)
    with pytest.raises(Malformed):
        parse_dg2(dg2(value))


def test_it_hides_itself() -> None:
    assert repr(parse_dg2(dg2(record(jpeg())))) == "Portrait(jpeg, 48 x 64)"
