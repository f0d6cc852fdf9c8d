"""DG14: keys of chip authentication, hash of active authentication (ICAO 9303-11, 9.2; TR-03110-3, A.1)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from drivers.identity_card.chip.elementary_files import ElementaryFile
from drivers.identity_card.chip.keys import Suite
from drivers.identity_card.chip.pki.der import INTEGER, OID, SEQUENCE, SET, Fields, integer, oid, unsigned
from drivers.identity_card.chip.tlv import children, read_whole

KEY_ECDH = "0.4.0.127.0.7.2.2.1.2"
KEY_DH = "0.4.0.127.0.7.2.2.1.1"
CHIP_AUTHENTICATION = "0.4.0.127.0.7.2.2.3"
CHIP_AUTHENTICATION_ECDH = f"{CHIP_AUTHENTICATION}.2"
PACE = "0.4.0.127.0.7.2.2.4"
ACTIVE_AUTHENTICATION = "2.23.136.1.1.5"
_SUITES: Mapping[str, Suite] = {f"{CHIP_AUTHENTICATION_ECDH}.{suite.number}": suite for suite in Suite}


@dataclass(frozen=True, slots=True)
class ChipKey:
    """A static key of the chip. `public_key`: its SubjectPublicKeyInfo; `by_ecdh`: over a curve."""

    by_ecdh: bool
    public_key: bytes
    key_id: int | None


@dataclass(frozen=True, slots=True)
class ChipProtocol:
    """A way of chip authentication. `suite`: None for one that is not known here, over DH for instance."""

    oid: str
    suite: Suite | None
    key_id: int | None


@dataclass(frozen=True, slots=True)
class SecurityInfos:
    """What DG14 offers. `active_algorithm`: the plain ECDSA of active authentication, as an OID.

    `raw`: every info as it came. `has_pace`: the ways into the chip are repeated here, where they are signed.
    """

    chip_keys: tuple[ChipKey, ...] = ()
    chip_protocols: tuple[ChipProtocol, ...] = ()
    active_algorithm: str | None = None
    raw: frozenset[bytes] = frozenset()
    has_pace: bool = False


def parse_dg14(raw: bytes) -> SecurityInfos:
    """The infos of DG14. Raises `Malformed`."""
    keys: list[ChipKey] = []
    protocols: list[ChipProtocol] = []
    algorithm = None
    has_pace = False
    infos = read_whole(read_whole(raw, ElementaryFile.DG14.tag).value, SET).value
    for item in children(infos):
        fields = Fields(read_whole(infos[item.start : item.end], SEQUENCE).value, "security info")
        name = oid(fields.take(OID))
        if name in (KEY_ECDH, KEY_DH):
            public_key = fields.raw(fields.take(SEQUENCE))
            keys.append(ChipKey(name == KEY_ECDH, public_key, _key_id(fields)))
        elif name.startswith(f"{CHIP_AUTHENTICATION}."):
            integer(fields.take(INTEGER))
            protocols.append(ChipProtocol(name, _SUITES.get(name), _key_id(fields)))
        elif name == ACTIVE_AUTHENTICATION:
            integer(fields.take(INTEGER))
            algorithm = oid(fields.take(OID))
        has_pace |= name.startswith(f"{PACE}.")
    return SecurityInfos(tuple(keys), tuple(protocols), algorithm, frozenset(infos_in(infos)), has_pace)


def infos_in(value: bytes) -> Iterator[bytes]:
    """Each info of a SET as it came, those of EF.CardAccess too. Raises `Malformed`."""
    for item in children(value):
        yield value[item.start : item.end]


def _key_id(fields: Fields) -> int | None:
    item = fields.maybe(INTEGER)
    fields.done()
    return unsigned(item) if item else None
