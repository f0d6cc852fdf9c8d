"""EF.SOD: the signed list of the hashes of all data groups (ICAO 9303-10, 4.6.2)."""

from collections.abc import Mapping
from dataclasses import dataclass

from drivers.identity_card.chip.elementary_files import ElementaryFile
from drivers.identity_card.chip.pki.der import (
    INTEGER,
    OCTET_STRING,
    SEQUENCE,
    Fields,
    algorithm,
    sequence,
    unsigned,
)
from drivers.identity_card.chip.pki.signed_data import SignedData, parse_signed_data
from drivers.identity_card.chip.tlv import Malformed, Tlv, children, read_whole

LDS_SECURITY_OBJECT = "2.23.136.1.1.1"
MOST_GROUPS = 16
PRINTABLE = 0x13


@dataclass(frozen=True, slots=True)
class Sod:
    """`hashes`: by the number of the data group; `digest`: the OID of their hash function.

    `versions`: of the files and of Unicode, where the list has them.
    """

    digest: str
    hashes: Mapping[int, bytes]
    versions: tuple[str, str] | None
    signed: SignedData


def parse_sod(raw: bytes) -> Sod:
    """The contents of EF.SOD. Raises `Malformed`."""
    signed = parse_signed_data(read_whole(raw, ElementaryFile.SOD.tag).value)
    if signed.content_type != LDS_SECURITY_OBJECT:
        raise Malformed(f"the SOD holds {signed.content_type}, not a list of hashes")
    fields = sequence(signed.content, "list of hashes")
    version = unsigned(fields.take(INTEGER))
    digest = algorithm(fields.take(SEQUENCE))
    hashes = _hashes(fields.take(SEQUENCE).value)
    versions = _versions(fields.maybe(SEQUENCE) if version else None)
    fields.done()
    return Sod(digest, hashes, versions, signed)


def _versions(item: Tlv | None) -> tuple[str, str] | None:
    if item is None:
        return None
    fields = Fields(item.value, "version of the files")
    lds, unicode_version = (fields.take(PRINTABLE).value.decode("latin-1") for _ in range(2))
    fields.done()
    return lds, unicode_version


def _hashes(value: bytes) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    for item in children(value):
        if item.tag != SEQUENCE:
            raise Malformed(f"tag {item.tag:X} in the list of hashes")
        fields = Fields(item.value, "entry of the list of hashes")
        group = unsigned(fields.take(INTEGER))
        content = fields.take(OCTET_STRING).value
        fields.done()
        if group in found or not 1 <= group <= MOST_GROUPS:
            raise Malformed(f"the list of hashes has data group {group} twice, or there is none such")
        found[group] = content
    return found
