"""Run the robot on the hardware its configuration names, until Ctrl-C.

For example:
  kiosk run
  kiosk run --config /srv/kiosk/config --data /srv/kiosk/data
  kiosk run --port 9000 --log debug

Exit codes: 0 stopped, 1 it could not start (the line says what to do).
"""

import argparse
import asyncio
import faulthandler
import logging
import os
import sys
from collections.abc import Callable

from kiosk.cli.failure import Failure
from kiosk.cli.options import add_config, add_data, add_port, own_data_folder
from kiosk.config.schema import Config
from kiosk.desk.store import StoreError
from kiosk.runtime import serve
from kiosk.serving import CannotListen, address, listen
from kiosk.site.load import load_config
from kiosk.watchdog.manager import ServiceManager

SWITCH_S = 0.0005  # at Python's 5 ms the store's thread waits for a busy event loop at every statement


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where it is configured, where it keeps its data, where its pages are."""
    add_config(parser)
    add_data(parser)
    add_port(parser, "--port", None, "port of the pages (default: the configuration's; 0: any free one)")
    parser.add_argument(
        "--log",
        choices=("debug", "info", "warning"),
        default="info",
        help="how much to tell; debug shows the bytes on every wire (default: info)",
    )


def main(options: argparse.Namespace) -> int:
    """Run until stopped."""
    run(load_config(options.config), options, addresses)
    return 0


def run(config: Config, options: argparse.Namespace, told: Callable[[str], str]) -> None:
    """Run the robot of `config`; prints what `told(url)` gives once requests are answered."""
    logging.basicConfig(
        level=options.log.upper(),
        format="%(asctime)s %(levelname)-7s %(name)s: %(message)s",
        datefmt="%H:%M:%S",
    )
    faulthandler.enable()  # a robot that is aborted because it hangs says where
    sys.setswitchinterval(SWITCH_S)
    manager = ServiceManager.from_environment(os.environ, os.getpid())
    data = own_data_folder(options.data)
    try:
        with listen(
            config.site.listen, config.site.port if options.port is None else options.port
        ) as listener:
            url = address(listener)
            asyncio.run(serve(config, data, listener, lambda _: print(told(url), flush=True), manager))
    except (CannotListen, StoreError) as error:
        raise Failure(str(error)) from error


def addresses(url: str) -> str:
    """Where each page is."""
    return f"""
  citizen page   {url}/
  counter page   {url}/counter
  board          {url}/board
"""
