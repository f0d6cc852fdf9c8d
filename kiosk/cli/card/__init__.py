"""Identity cards: read one, read the code on one, say whose certificates are trusted.

For example:
  kiosk card read --can 012345                    read and judge the card that lies on the reader
  kiosk card read --mrz back.txt --json           the same with the three lines of its back, for programs
  kiosk card qr photo.jpg                         the code on a picture of a card
  kiosk card anchors add csca.der                 trust an authority's certificate, or a master list's
  kiosk card anchors list

Exit codes: 0 done, 1 it could not be done or the card is not to be believed, 2 wrong use.
`kiosk card ACTION --help` explains each.
"""

import argparse
from importlib import import_module

ACTIONS = (
    ("read", "read and judge the card that lies on the reader"),
    ("qr", "the code on pictures of cards"),
    ("anchors", "the certificates this office trusts"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`read`, `qr`, `anchors`; each a module of its own here, with `add_arguments` and `main`."""
    actions = parser.add_subparsers(metavar="ACTION", dest="action", required=True)
    for name, summary in ACTIONS:
        module = import_module(f"{__name__}.{name}")
        action = actions.add_parser(
            name,
            help=summary,
            description=(module.__doc__ or summary).strip(),
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        module.add_arguments(action)
        action.set_defaults(deed=module.main)


def main(options: argparse.Namespace) -> int:
    """Do what was asked for."""
    return int(options.deed(options))
