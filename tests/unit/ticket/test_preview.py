"""The picture of the paper on the table."""

from typing import Any

import zxingcpp

from kiosk.config.schema import Config
from kiosk.ticket.fields import TicketFields
from kiosk.ticket.preview import paper_picture
from kiosk.ticket.render import TicketPress


def test_the_picture_shows_the_whole_ticket_on_paper(config: Config, fields: TicketFields, look: Any) -> None:
    raster = TicketPress(config.ticket, 576).picture(fields)
    picture = paper_picture(raster)
    assert picture.mode == "RGB"
    assert picture.width > raster.width_dots
    assert picture.height > raster.rows
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [
        "HTTP://192.168.1.20:8080/T/K7Q2M9X4RB6D"
    ]
    corner = picture.getpixel((2, 2))
    assert picture.getpixel((picture.width // 2, 80)) > corner, "the paper is lighter than the table"
