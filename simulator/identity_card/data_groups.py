"""EF.COM, DG1, DG2 and DG15 (ICAO 9303-10, ISO/IEC 19794-5)."""

import struct

from simulator.identity_card.der import integer, tlv
from simulator.identity_card.people import Person
from simulator.identity_card.portrait import HEIGHT, WIDTH, ImageKind
from simulator.identity_card.public_keys import curve_public, rsa_public
from simulator.identity_card.secrets import CurveSecret, RsaSecret

TAGS = {1: 0x61, 2: 0x75, 3: 0x63, 7: 0x67, 11: 0x6B, 12: 0x6C, 13: 0x6D, 14: 0x6E, 15: 0x6F}
DATA_TYPES = {"jpeg": 0, "jpeg2000": 1}
FACE_FORMAT = bytes.fromhex("0101")  # CBEFF: JTC 1/SC 37, face image data
GENDERS = {"male": 1, "female": 2}


def common(groups: tuple[int, ...], lds_version: str = "0107") -> bytes:
    """EF.COM: the version of the LDS, Unicode 4.0.0, the groups."""
    tags = bytes(TAGS[group] for group in groups)
    return tlv(0x60, tlv(0x5F01, lds_version.encode()) + tlv(0x5F36, b"040000") + tlv(0x5C, tags))


def data_group_1(lines: tuple[str, ...]) -> bytes:
    """The machine readable zone."""
    return tlv(0x61, tlv(0x5F1F, "".join(lines).encode("ascii")))


def data_group_2(image: bytes, kind: ImageKind, person: Person, points: int = 0, images: int = 1) -> bytes:
    """One face in one biometric template; `points`: feature points between the headers."""
    template = tlv(0x7F60, _template_header() + tlv(0x5F2E, _face_record(image, kind, person, points)))
    return tlv(0x75, tlv(0x7F61, integer(images) + template))


def data_group_15(secret: RsaSecret | CurveSecret) -> bytes:
    """The public key of active authentication."""
    if isinstance(secret, RsaSecret):
        return tlv(0x6F, rsa_public(secret.modulus, 65_537))
    return tlv(0x6F, curve_public(secret.curve, secret.scalar))


def _template_header() -> bytes:
    biometric_type = tlv(0x81, b"\x02")
    return tlv(
        0xA1, tlv(0x80, b"\x01\x01") + biometric_type + tlv(0x87, FACE_FORMAT) + tlv(0x88, b"\x00\x08")
    )


def _face_record(image: bytes, kind: ImageKind, person: Person, points: int) -> bytes:
    features = b"".join(struct.pack(">BBHHH", 1, point, 100 + point, 200, 0) for point in range(points))
    details = struct.pack(">BBHHBBHH", 1, DATA_TYPES[kind], WIDTH, HEIGHT, 1, 2, 0, 0)
    block_bytes = 20 + len(features) + len(details) + len(image)
    face = struct.pack(">IHBBB3s2s3s3s", block_bytes, points, GENDERS[person.gender], 0, 0, *_UNSAID)
    head = struct.pack(">4s4sIH", b"FAC\0", b"010\0", 14 + block_bytes, 1)
    return head + face + features + details + image


_UNSAID = (bytes(3), bytes(2), bytes(3), bytes(3))  # properties, expression, pose, its uncertainty
