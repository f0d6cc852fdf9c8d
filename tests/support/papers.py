"""Reads printed papers the way people do: whose ticket is it, is it marked as a reprint."""

import io
from dataclasses import dataclass
from datetime import datetime
from functools import cache

import zxingcpp
from PIL import Image, ImageChops

from kiosk.site.load import load_config
from kiosk.site.places import SHIPPED
from kiosk.ticket.fields import TicketFields
from kiosk.ticket.render import TicketPress

FIRST_LINE_DOTS = 40
WIDTH_DOTS = 576


@dataclass(frozen=True)
class Paper:
    """A piece of paper that came out; `ticket_id` is None where its code is missing or torn."""

    ticket_id: str | None
    marked: bool


def read_paper(png: bytes) -> Paper:
    picture = Image.open(io.BytesIO(png)).convert("L")
    codes = zxingcpp.read_barcodes(picture)
    ticket_id = codes[0].text.rsplit("/T/", 1)[1] if codes else None
    return Paper(ticket_id, marked=_first_line(picture) != _unmarked_first_line())


def _first_line(picture: Image.Image) -> bytes:
    ink = ImageChops.invert(picture).getbbox()
    top = ink[1] if ink else 0
    return (
        picture.crop((0, top, WIDTH_DOTS, top + FIRST_LINE_DOTS)).point(lambda v: v > 127 and 255).tobytes()
    )


@cache
def _unmarked_first_line() -> bytes:
    config = load_config(SHIPPED)
    service = config.services[0]
    raster = TicketPress(config.ticket, WIDTH_DOTS).picture(
        TicketFields(
            number="A001",
            service=service.name,
            counters=tuple(service.counters),
            people_ahead=0,
            wait=None,
            issued_at=datetime(2026, 11, 24, 8, 15, tzinfo=config.site.zone),
            qr_url="http://127.0.0.1:1/T/K7Q2M9X4RB6D",
            copy=1,
            language="vi",
            office=config.site.office,
        )
    )
    picture = Image.frombytes("1", (raster.width_dots, raster.rows), raster.data, "raw", "1;I")
    return _first_line(picture.convert("L"))
