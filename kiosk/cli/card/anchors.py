"""The certificates this office trusts when it judges a card. None comes with the program.

For example:
  kiosk card anchors add csca-vietnam.der           an authority (CSCA), DER or PEM
  kiosk card anchors add masterlist.ml              every authority of a master list (CMS)
  kiosk card anchors add --signer signer.pem        one document signer, trusted for itself
  kiosk card anchors list

Each is kept as DATA/anchors/SHA256.der; to trust it no longer, delete the file. One that is there already is
no error. Compare the SHA-256 with the issuer's before you trust it: whatever is here makes cards `authentic`.

Exit codes: 0 done, 1 a file brought nothing (the line says why), or `list` found one that cannot be used.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from drivers.identity_card.chip.authentication.anchors import NO_AUTHORITY, unfit
from drivers.identity_card.chip.errors import CardError
from drivers.identity_card.chip.pki.certificates import Certificate
from drivers.identity_card.chip.pki.errors import Unproven
from kiosk.cli.card.words import WHYS
from kiosk.cli.failure import Failure
from kiosk.cli.options import add_data, add_json, own_data_folder, print_json
from kiosk.site.anchors import anchor_folder, load_anchors

MOST_LINES = 20  # of one file's certificates that were left out


@dataclass(frozen=True, slots=True)
class Taking:
    """What became of one certificate: `line` says it; `is_there`: it is installed now."""

    line: str
    is_there: bool
    is_new: bool = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`add FILE…` and `list`."""
    actions = parser.add_subparsers(metavar="DEED", required=True)
    add = actions.add_parser("add", help="trust the certificates in files")
    add.add_argument("files", nargs="+", type=Path, metavar="FILE", help="DER, PEM or a master list")
    add.add_argument("--signer", action="store_true", help="trust a document signer for itself, too")
    add_data(add)
    add.set_defaults(anchor_deed=_add)
    listing = actions.add_parser("list", help="the certificates that are trusted")
    add_data(listing)
    add_json(listing)
    listing.set_defaults(anchor_deed=_list)


def main(options: argparse.Namespace) -> int:
    """Do it."""
    return int(options.anchor_deed(options))


def _add(options: argparse.Namespace) -> int:
    folder = anchor_folder(own_data_folder(options.data))
    folder.mkdir(mode=0o700, exist_ok=True)
    code = 0
    for file in options.files:
        try:
            code = max(code, _add_file(file, folder, options.signer))
        except (Failure, OSError) as error:
            print(f"{file}: {getattr(error, 'strerror', None) or error}", file=sys.stderr)
            code = 1
    return code


def _add_file(file: Path, folder: Path, takes_signers: bool) -> int:
    """The lines of one file; 1 if it brought nothing. Raises `Failure`, `OSError`."""
    from kiosk.cli.card.certificate_files import certificates_in, read_file

    contents = read_file(file.read_bytes())
    if contents.note:
        print(f"{file}: {contents.note}")
    takings = [_taken(one, folder, takes_signers) for one in certificates_in(contents)]
    for line in _lines(takings):
        print(f"{file}: {line}")
    if not any(taking.is_there for taking in takings):
        print(f"{file}: nothing was added", file=sys.stderr)
        return 1
    return 0


def _lines(takings: list[Taking]) -> Iterator[str]:
    """Each new one; of those left out not more than fit on a page."""
    left_out = [taking.line for taking in takings if not taking.is_there]
    yield from (taking.line for taking in takings if taking.is_new)
    known = sum(taking.is_there and not taking.is_new for taking in takings)
    if known:
        yield f"{known} there already"
    yield from left_out[:MOST_LINES]
    if len(left_out) > MOST_LINES:
        yield f"and {len(left_out) - MOST_LINES} more were left out"


def _taken(found: Certificate | str, folder: Path, takes_signers: bool) -> Taking:
    """Keep one certificate, if it can be used."""
    if isinstance(found, str):
        return Taking(f"left out: {found}", is_there=False)
    why = _unusable(found, takes_signers)
    if why:
        return Taking(f"left out: {found.subject}: {why}", is_there=False)
    path = folder / f"{found.sha256}.der"
    is_new = not path.exists()
    if is_new:
        _write(path, found.der)
    return Taking(f"added {_told(found)}", is_there=True, is_new=is_new)


def _unusable(certificate: Certificate, takes_signers: bool) -> str:
    """Why it cannot be used; empty if it can."""
    why = unfit(certificate)
    if why == NO_AUTHORITY and not takes_signers:
        return "it is no authority's certificate; to trust this one signer: add --signer"
    if why and why != NO_AUTHORITY:
        return WHYS[why]
    try:
        if not why and certificate.self_issued and not certificate.signed_by(certificate.key):
            return "its own signature does not hold: it was changed or cut; fetch it again"
    except Unproven:
        return ""  # it is kept: cards that it signs are judged as far as they can be
    except CardError as error:
        return f"its key cannot be used: {error}"
    return ""


def _write(path: Path, der: bytes) -> None:
    """Whole or not at all."""
    part = path.with_suffix(".part")
    part.write_bytes(der)
    part.replace(path)


def _told(certificate: Certificate) -> str:
    """One line: whose, until when, its SHA-256."""
    dates = f"{certificate.not_before:%Y-%m-%d} to {certificate.not_after:%Y-%m-%d}"
    kind = "one signer" if unfit(certificate) else "authority"
    notes = "".join(f"; {note}" for note in _notes(certificate))
    return f"{kind} {certificate.subject}, {dates}{notes}\n    sha256 {certificate.sha256}"


def _notes(certificate: Certificate) -> Iterator[str]:
    now = datetime.now(UTC)
    if certificate.not_after < now:
        yield "EXPIRED: good for cards that were signed before"
    if certificate.not_before > now:
        yield "NOT VALID YET: is this machine's clock right?"
    try:
        _ = certificate.key
    except CardError as error:
        yield f"its key cannot be used here ({error})"


def _list(options: argparse.Namespace) -> int:
    installed = load_anchors(anchor_folder(options.data))
    if options.json:
        print_json([_as_object(certificate) for certificate in installed.certificates])
    elif not installed.certificates:
        print("no certificate is installed: cards are `intact_issuer_unknown` at best")
    else:
        print("\n".join(_told(certificate) for certificate in installed.certificates))
    for problem in installed.problems:
        print(f"kiosk: {problem}", file=sys.stderr)
    return 1 if installed.problems else 0


def _as_object(certificate: Certificate) -> dict[str, object]:
    return {
        "sha256": certificate.sha256,
        "subject": str(certificate.subject),
        "issuer": str(certificate.issuer),
        "kind": "signer" if unfit(certificate) else "authority",
        "not_before": certificate.not_before.isoformat(),
        "not_after": certificate.not_after.isoformat(),
        "notes": list(_notes(certificate)),
    }
