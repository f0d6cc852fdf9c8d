"""Make a site's own copy of the configuration, to be changed there and kept through updates.

For example:
  kiosk init /srv/kiosk/config

Exit codes: 0 made, 1 the folder cannot be made or has files already.
"""

import argparse
import shutil
from pathlib import Path

from kiosk.cli.failure import Failure
from kiosk.site.places import SHIPPED

NEXT_STEPS = """\
Made {folder}. Next:
  1. {folder}/site.yaml      the office's name and address on the network
  2. {folder}/services.yaml  what citizens come for, and the counters
  3. {folder}/hours.yaml     opening hours; then set `training: no`
  4. {folder}/devices.yaml   where the printer is
  5. kiosk check --config {folder}
  6. kiosk run --config {folder} --data DIR"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The folder to make."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="a new folder, or an empty one")


def main(options: argparse.Namespace) -> int:
    """Copy the shipped configuration; an existing file is never touched."""
    folder: Path = options.folder
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Failure(f"{folder} is not empty and was left as it is; name a new folder")
    shutil.copytree(SHIPPED, folder, dirs_exist_ok=True)
    print(NEXT_STEPS.format(folder=folder))
    return 0
