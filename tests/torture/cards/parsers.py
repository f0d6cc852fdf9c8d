"""What reads a card's files: each takes any bytes and gives a value or a `CardError`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from drivers.identity_card.chip.authentication.anchors import Anchors
from drivers.identity_card.chip.authentication.passive import authenticate_passively
from drivers.identity_card.chip.authentication.signers import Moments
from drivers.identity_card.chip.card_access import parse_card_access
from drivers.identity_card.chip.files.com import parse_com
from drivers.identity_card.chip.files.dg1 import parse_dg1
from drivers.identity_card.chip.files.dg2 import parse_dg2
from drivers.identity_card.chip.files.dg13 import parse_dg13
from drivers.identity_card.chip.files.dg14 import parse_dg14
from drivers.identity_card.chip.files.dg15 import parse_dg15
from drivers.identity_card.chip.files.sod import parse_sod
from drivers.identity_card.chip.pki.certificates import parse_certificate
from drivers.identity_card.chip.pki.errors import Unproven
from drivers.identity_card.chip.pki.public_keys import parse_public_key
from tests.torture.cards.reading import AT
from tests.torture.cards.stock import Stock

Parse = Callable[[bytes], object]


@dataclass(frozen=True, slots=True)
class Parser:
    """`sound`: bytes that it takes."""

    name: str
    parse: Parse
    sound: tuple[bytes, ...]


def parsers(stock: Stock) -> list[Parser]:
    """All of them, with the files of the stock's cards."""
    files = _files(stock)
    authority = stock.authority
    certificates = tuple(
        authority.signer(row[0].kind.signer).certificate for row in stock.cards if row[0].kind.sod.certificate
    )
    keys = tuple(authority.signer(row[0].kind.signer).key.public for row in stock.cards)
    judge = _Judge(stock.anchors)
    return [
        Parser("EF.CardAccess", parse_card_access, files[0x011C]),
        Parser("EF.COM", parse_com, files[0x011E]),
        Parser("EF.SOD", judge, files[0x011D]),
        Parser("DG1", parse_dg1, files[0x0101]),
        Parser("DG2", parse_dg2, files[0x0102]),
        Parser("DG13", parse_dg13, files[0x010D]),
        Parser("DG14", _infos_and_keys, files[0x010E]),
        Parser("DG15", parse_dg15, files[0x010F]),
        Parser("certificate", _certificate, certificates[::3]),
        Parser("public key", parse_public_key, keys),
    ]


class _Judge:
    """Reads a security object and judges it as far as it goes."""

    def __init__(self, anchors: Anchors) -> None:
        self._anchors = anchors

    def __call__(self, raw: bytes) -> object:
        return authenticate_passively(parse_sod(raw), self._anchors, Moments(AT, None))


def _infos_and_keys(raw: bytes) -> object:
    infos = parse_dg14(raw)
    for key in infos.chip_keys:
        try:
            parse_public_key(key.public_key)
        except Unproven:
            continue
    return infos


def _certificate(der: bytes) -> object:
    certificate = parse_certificate(der)
    return certificate.key


def _files(stock: Stock) -> Mapping[int, tuple[bytes, ...]]:
    found: dict[int, dict[bytes, None]] = {}
    for row in stock.cards:
        for file, content in row[0].files.items():
            found.setdefault(file, {})[content] = None
    return {file: tuple(contents) for file, contents in found.items()}
