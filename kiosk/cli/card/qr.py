"""The code on pictures of cards: what it says, and whether it is a card's. It proves nothing.

For example:
  kiosk card qr photo.jpg
  kiosk card qr --json scans/*.png > codes.jsonl

Without --json the number is masked and the address left out. With it each picture gives one line, in order:

  {"file": …, "found": …, "payload": …, "fields": …, "problem": …, "ms": …}

found: a code was read, whatever it says. payload: its text, or null. fields: what a card's text says, or
null: number, old_number or null, name, birth_date and issue_date as yyyy-mm-dd, gender male or female,
address, extra (a list: what follows on cards of 2024). problem: null, or `name: what is wrong`. ms: how long
the decoder took. A picture that cannot be read is a problem of its own line; the others go on.

Exit codes: 0 every picture gave a card's text, 1 at least one did not, 2 wrong use.
"""

import argparse
from pathlib import Path

from kiosk.cli.batch import as_line
from kiosk.cli.options import add_json

NOT_ALL = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The pictures."""
    parser.add_argument("images", nargs="+", type=Path, metavar="IMAGE", help="a picture: JPEG, PNG, TIFF, …")
    add_json(parser)


def main(options: argparse.Namespace) -> int:
    """Write what each picture's code says."""
    from kiosk.cli.card.codes import answers, as_entry, in_words  # loads OpenCV: not for `kiosk card read`

    is_all = True
    for answer in answers(options.images):
        print(as_line(as_entry(answer)) if options.json else in_words(answer), flush=True)
        is_all &= answer.card is not None
    return 0 if is_all else NOT_ALL
