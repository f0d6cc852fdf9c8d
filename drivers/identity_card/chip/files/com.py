"""EF.COM, the chip's table of contents (ICAO 9303-10, 4.6.1). Not signed: the list in the SOD counts."""

from dataclasses import dataclass

from drivers.identity_card.chip.elementary_files import ElementaryFile
from drivers.identity_card.chip.pki.der import Fields
from drivers.identity_card.chip.tlv import Malformed, read_whole

_GROUP_TAGS = {
    tag: group
    for group, tag in enumerate(
        (0x61, 0x75, 0x63, 0x76, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6A, 0x6B, 0x6C, 0x6D, 0x6E, 0x6F, 0x70), 1
    )
}


@dataclass(frozen=True, slots=True)
class Com:
    """Versions as four and six digits, and the data groups that are said to be there."""

    lds_version: str
    unicode_version: str
    groups: frozenset[int]


def parse_com(raw: bytes) -> Com:
    """The contents of EF.COM. Raises `Malformed`."""
    fields = Fields(read_whole(raw, ElementaryFile.COM.tag).value, "EF.COM")
    lds, unicode_version = fields.take(0x5F01).value, fields.take(0x5F36).value
    tags = fields.take(0x5C).value
    fields.done()
    unknown = [tag for tag in tags if tag not in _GROUP_TAGS]
    if unknown or len(set(tags)) != len(tags):
        raise Malformed(f"EF.COM lists {len(unknown)} unknown tags, {len(tags) - len(set(tags))} twice")
    return Com(_digits(lds, 4), _digits(unicode_version, 6), frozenset(_GROUP_TAGS[tag] for tag in tags))


def _digits(value: bytes, count: int) -> str:
    if len(value) != count or not value.isdigit():
        raise Malformed(f"EF.COM: a version of {len(value)} bytes; {count} digits are right")
    return value.decode("ascii")
