"""Show "out of service" in place of the robot's pages, when the system cannot keep the robot running.

It needs no database, no device and no sound configuration: the address is taken from the
configuration where it can be read.

For example:
  kiosk out-of-service
  kiosk out-of-service --config /srv/kiosk/config --for 600
  kiosk out-of-service --listen 0.0.0.0 --port 8080

Exit codes: 0 the time is over, 1 it cannot listen (the line says why), 130 stopped.
"""

import argparse
import re
import threading
from contextlib import suppress
from pathlib import Path

from kiosk.cli.failure import Failure
from kiosk.cli.options import add_config, add_port
from kiosk.out_of_service import OutOfService

HOST, PORT = "127.0.0.1", 8080
SITE_FILE = "site.yaml"
SETTING = r"^{name}:[ \t]*['\"]?([^\s'\"#]+)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where, and for how long."""
    add_config(parser)
    parser.add_argument(
        "--listen", default=None, metavar="ADDRESS", help="default: the configuration's, else " + HOST
    )
    add_port(parser, "--port", None, f"default: the configuration's, else {PORT}")
    parser.add_argument(
        "--for",
        dest="for_s",
        type=_seconds,
        default=None,
        metavar="SECONDS",
        help="end by itself after this time (default: never)",
    )


def main(options: argparse.Namespace) -> int:
    """Answer every request with the page."""
    host, port = configured_address(options.config)
    host, port = options.listen or host, port if options.port is None else options.port
    try:
        server = OutOfService(host, port)
    except OSError as error:
        raise Failure(f"cannot listen on {host}:{port}: {error.strerror}") from error
    with server:
        print(f"out of service on http://{host}:{server.server_port}/", flush=True)
        if options.for_s is not None:
            end = threading.Timer(options.for_s, server.shutdown)
            end.daemon = True
            end.start()
        server.serve_forever()
    return 0


def configured_address(folder: Path) -> tuple[str, int]:
    """`listen` and `port` as site.yaml has them, however broken the rest of it is."""
    text = ""
    with suppress(OSError):
        text = (folder / SITE_FILE).read_text(encoding="utf-8", errors="replace")
    port = _setting(text, "port")
    return _setting(text, "listen") or HOST, int(port) if port.isdecimal() else PORT


def _setting(text: str, name: str) -> str:
    found = re.search(SETTING.format(name=name), text, re.MULTILINE)
    return found[1] if found else ""


def _seconds(text: str) -> float:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text} is not a number of seconds: 1 or more")
    return float(text)
