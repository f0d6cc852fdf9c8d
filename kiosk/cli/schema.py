"""JSON Schemas of the configuration's files: editors then complete keys and underline mistakes.

For example:
  kiosk schema                              the kinds of files there are
  kiosk schema procedures                   the schema of one kind
  kiosk schema --write config/.schema       all of them, one file a kind

The first line of a file names its schema: `# yaml-language-server: $schema=../.schema/procedures.json`.

Exit codes: 0 done, 1 the files cannot be written.
"""

import argparse
from pathlib import Path

from kiosk.site.schemas import KINDS, as_json, write_schemas


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to show or where to write."""
    parser.add_argument("kind", nargs="?", choices=sorted(KINDS), metavar="KIND", help="one kind of file")
    parser.add_argument("--write", type=Path, metavar="DIR", help="write the schema of every kind to DIR")


def main(options: argparse.Namespace) -> int:
    """Show or write schemas."""
    if options.write is not None:
        files = write_schemas(options.write)
        print(f"{options.write}: {len(files)} schemas")
    elif options.kind is not None:
        print(as_json(options.kind), end="")
    else:
        print("\n".join(sorted(KINDS)))
    return 0
