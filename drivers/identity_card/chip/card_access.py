"""EF.CardAccess: the ways in that the chip offers before a key is known (ICAO 9303-11, 9.2; TR-03110-3, A.1).

The master file is never selected for it: Vietnamese cards refuse that, and it is open after a reset.
"""

from dataclasses import dataclass
from enum import StrEnum

from drivers.identity_card.chip import commands
from drivers.identity_card.chip.card import SHORT_BYTES
from drivers.identity_card.chip.channel import Channel
from drivers.identity_card.chip.curves import CURVES, Curve
from drivers.identity_card.chip.elementary_files import ElementaryFile
from drivers.identity_card.chip.errors import CardError, Cause, Refused
from drivers.identity_card.chip.keys import Suite
from drivers.identity_card.chip.reading import FileReader
from drivers.identity_card.chip.status_words import NO_FILE, NOT_ALLOWED, OK, said
from drivers.identity_card.chip.tlv import Malformed, children, read_whole

# what every Vietnamese card that was seen has: PACE-ECDH-GM with AES-128 on brainpoolP256r1
USUAL = bytes.fromhex(
    "3134300D060804007F0007020202020101300F060A04007F000702020302020201013012"
    "060A04007F0007020204020202010202010D"
)
PACE = bytes.fromhex("04007F0007020204")  # 0.4.0.127.0.7.2.2.4
GENERIC_MAPPING = 2  # on elliptic curves
FILE = ElementaryFile.CARD_ACCESS
_SEQUENCE, _INTEGER, _OID = 0x30, 0x02, 0x06
_PACE_OID_BYTES = 10
_CLOSED = frozenset({NO_FILE, NOT_ALLOWED, 0x6985, 0x6986, 0x6988})  # it has nothing to do with the length
_NO_EMRTD = frozenset({NO_FILE, 0x6A81, 0x6A86, 0x6D00, 0x6E00, 0x6999})


class Source(StrEnum):
    """Where the offer was found."""

    MASTER_FILE = "master_file"
    APPLICATION = "application"
    CONSTANT = "constant"  # the card did not show it: what Vietnamese cards have
    MALFORMED = "malformed"  # what it showed is none: what Vietnamese cards have


@dataclass(frozen=True, slots=True)
class PaceInfo:
    """One way to open the chip by PACE. `oid` is the encoded object identifier."""

    oid: bytes
    parameter_id: int | None

    @property
    def suite(self) -> Suite | None:
        """The cipher of the session; None for one that is not known."""
        return next((suite for suite in Suite if suite.number == self.oid[-1]), None)

    @property
    def curve(self) -> Curve | None:
        """The curve; None for parameters that are not known."""
        return CURVES.get(self.parameter_id or 0)

    @property
    def is_supported(self) -> bool:
        """Whether this driver can go this way."""
        is_known = self.suite is not None and self.curve is not None
        return is_known and self.oid[-2] == GENERIC_MAPPING

    @property
    def dotted(self) -> str:
        """The object identifier as people write it."""
        return f"0.4.0.127.0.7.2.2.4.{self.oid[-2]}.{self.oid[-1]}"

    def __str__(self) -> str:
        return f"{self.dotted} with parameters {self.parameter_id}"


@dataclass(frozen=True, slots=True)
class CardAccess:
    """What the chip offers, and the file as it came."""

    raw: bytes
    source: Source
    offers: tuple[PaceInfo, ...]

    @property
    def best(self) -> PaceInfo | None:
        """The supported offer with the strongest cipher."""
        fitting = [offer for offer in self.offers if offer.is_supported]
        return max(fitting, key=lambda offer: offer.oid[-1], default=None)

    def is_ambiguous(self, chosen: PaceInfo) -> bool:
        """Whether its identifier is offered with several parameters, so that the card must be told which."""
        return sum(offer.oid == chosen.oid for offer in self.offers) > 1


def parse_card_access(raw: bytes) -> tuple[PaceInfo, ...]:
    """The offers of PACE in EF.CardAccess. Raises `Malformed`."""
    infos = [
        children(info.value) for info in children(read_whole(raw, FILE.tag).value) if info.tag == _SEQUENCE
    ]
    offers = []
    for info in infos:
        tags = [field.tag for field in info]
        is_pace = tags[:2] == [_OID, _INTEGER] and _is_pace(info[0].value)
        if is_pace and tags[2:] in ([], [_INTEGER]):
            parameter_id = int.from_bytes(info[2].value) if tags[2:] else None
            offers.append(PaceInfo(info[0].value, parameter_id))
    return tuple(offers)


def read_card_access(channel: Channel) -> CardAccess:
    """From the master file, else from the application, else what Vietnamese cards have.

    Leaves the channel plain, at the master file. Raises `CardError(NOT_AN_EMRTD)` for any other card.
    """
    first = _try(channel)
    if first:
        return CardAccess(first, Source.MASTER_FILE, parse_card_access(first))
    status = channel.send(commands.select_application()).status
    if status in _NO_EMRTD:
        raise CardError(Cause.NOT_AN_EMRTD, f"the chip has no travel document's application: {said(status)}")
    second = _try(channel) if status == OK else None
    channel.reset()
    if second:
        return CardAccess(second, Source.APPLICATION, parse_card_access(second))
    source = Source.CONSTANT if first is second is None else Source.MALFORMED
    return CardAccess(b"", source, parse_card_access(USUAL))


def _is_pace(oid: bytes) -> bool:
    return len(oid) == _PACE_OID_BYTES and oid.startswith(PACE)


def _try(channel: Channel) -> bytes | None:
    """The file; nothing for one that is none, None where there is none or it is closed.

    It shows as well whether long answers come through.
    """
    if channel.card.max_response > SHORT_BYTES:
        try:
            return _read(channel)
        except Refused as error:
            if error.status in _CLOSED:
                return None
        except CardError as error:
            if error.cause not in (Cause.PROTOCOL, Cause.BAD_DATA):
                raise
            channel.reset()
        channel.card.max_response = SHORT_BYTES
    try:
        return _read(channel)
    except Refused:
        return None
    except Malformed:
        return b""


def _read(channel: Channel) -> bytes:
    raw = FileReader(channel).read(FILE)
    parse_card_access(raw)
    return raw
