"""The map of the hall: see it with its places and zones, check that the robot gets everywhere.

For example:
  kiosk map check                                 every place, the way there and its narrowest point
  kiosk map show --out hall.png                   a picture of all that

Exit codes: 0 done, 1 it could not be done or a place cannot be reached, 2 wrong use.
`kiosk map ACTION --help` explains each.
"""

import argparse
from importlib import import_module

ACTIONS = (
    ("show", "write a picture of the map with places, zones and clearances"),
    ("check", "every place, the way there and its narrowest point"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`show` and `check`; each a module of its own here, with `add_arguments` and `main`."""
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
