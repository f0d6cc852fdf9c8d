"""The shipped ticket is small on the wire, reckoned from the manual's commands and not with our encoder.

Blank rows are a feed (`ESC J n`, 3 bytes for up to 255 rows); inked rows are bands of at most 64 rows, each
cut on both sides alike to its own ink, after `GS v 0 m xL xH yL yH` (8 bytes).
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import groupby

import pytest

from drivers.interfaces import Raster
from kiosk.site.load import load_config
from kiosk.site.places import SHIPPED
from kiosk.ticket.fields import TicketFields
from kiosk.ticket.render import TicketPress

LIMIT_BYTES = 9000
FRAME_BYTES = 120  # initialise, centre, status and job-id commands, feed and cut
BAND_ROWS = 64

CONFIG = load_config(SHIPPED)


def bands(raster: Raster) -> Iterator[tuple[bool, list[bytes]]]:
    rows = [
        raster.data[at : at + raster.stride_bytes] for at in range(0, len(raster.data), raster.stride_bytes)
    ]
    for inked, group in groupby(rows, any):
        run = list(group)
        for at in range(0, len(run), BAND_ROWS if inked else 255):
            yield inked, run[at : at + (BAND_ROWS if inked else 255)]


def wire_bytes(raster: Raster) -> int:
    total = FRAME_BYTES
    for inked, rows in bands(raster):
        margin = min(map(_margin, rows))
        total += 8 + (raster.stride_bytes - 2 * margin) * len(rows) if inked else 3
    return total


def _margin(row: bytes) -> int:
    return min(len(row) - len(row.lstrip(b"\0")), len(row) - len(row.rstrip(b"\0")))


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("service", CONFIG.services, ids=lambda service: service.id)
def test_the_shipped_ticket_is_at_most_nine_kilobytes_even_on_a_busy_day(
    service: object, language: str
) -> None:
    raster = TicketPress(CONFIG.ticket, 576).picture(
        TicketFields(
            number=f"{service.prefix}128",
            service=service.name,
            counters=tuple(service.counters),
            people_ahead=18,
            wait=(25, 40),
            issued_at=datetime(2026, 11, 24, 10, 18, tzinfo=UTC),
            qr_url="http://192.168.100.108:8080/T/K7Q2M9X4RB6D",
            copy=1,
            language=language,
            office=CONFIG.site.office,
        )
    )
    assert wire_bytes(raster) <= LIMIT_BYTES
