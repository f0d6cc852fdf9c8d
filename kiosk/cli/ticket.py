"""See the paper ticket without printing it: a picture of the paper, with sample values.

For example:
  kiosk ticket preview --out ticket.png
  kiosk ticket preview --out ticket.png --config /srv/kiosk/config --service land --language en
  kiosk ticket preview --out reprint.png --copy 2

Exit codes: 0 the picture is written, 1 it cannot be.
"""

import argparse
from datetime import datetime
from pathlib import Path

from kiosk.cli.failure import Failure
from kiosk.cli.options import add_config
from kiosk.config.problems import did_you_mean
from kiosk.config.schema import Config, Service
from kiosk.site.load import load_config
from kiosk.ticket.fields import TicketFields
from kiosk.ticket.preview import paper_picture
from kiosk.ticket.render import TicketPress

DEFAULT_WIDTH_DOTS = 576


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`preview` and its options."""
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    preview = actions.add_parser(
        "preview", help="write a picture of the ticket", description=parser.description
    )
    preview.formatter_class = parser.formatter_class
    preview.add_argument(
        "--out", type=Path, required=True, metavar="FILE.png", help="where to write the picture"
    )
    add_config(preview)
    preview.add_argument("--service", metavar="ID", help="a service of services.yaml (default: the first)")
    preview.add_argument(
        "--language", choices=("vi", "en"), default="vi", help="the citizen's language (default: vi)"
    )
    preview.add_argument(
        "--copy", type=int, default=1, metavar="N", help="2 and more are marked reprints (default: 1)"
    )


def main(options: argparse.Namespace) -> int:
    """Draw the ticket and say how large it is."""
    config = load_config(options.config)
    width = config.devices.printer.width_dots if config.devices.printer else DEFAULT_WIDTH_DOTS
    raster = TicketPress(config.ticket, width).picture(_sample(config, options))
    try:
        paper_picture(raster).save(options.out, "PNG")
    except OSError as error:
        raise Failure(f"cannot write {options.out}: {error.strerror or error}") from None
    print(f"{options.out}: a ticket {raster.rows / 8:.0f} mm long on paper {width} dots wide")
    return 0


def _sample(config: Config, options: argparse.Namespace) -> TicketFields:
    service = _service(config, options.service)
    return TicketFields(
        number=f"{service.prefix}{12:0{config.desk.digits}d}",
        service=service.name,
        counters=tuple(service.counters),
        people_ahead=3,
        wait=(10, 15),
        issued_at=datetime(2026, 11, 24, 8, 15, tzinfo=config.site.zone),
        qr_url=f"{config.site.public_url or 'http://192.168.1.20:8080'}/T/K7Q2M9X4RB6D",
        copy=max(1, options.copy),
        language=options.language,
        office=config.site.office,
    )


def _service(config: Config, wanted: str | None) -> Service:
    services = {service.id: service for service in config.services}
    if wanted is None:
        return config.services[0]
    if wanted not in services:
        raise Failure(f"there is no service `{wanted}`; {did_you_mean(wanted, services)}")
    return services[wanted]
