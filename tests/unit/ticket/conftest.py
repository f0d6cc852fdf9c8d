"""The shipped ticket, its values, and ways to look at a picture."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from drivers.interfaces import Raster
from kiosk.config.schema import Config
from kiosk.config.ticket_layout import TicketLayout
from kiosk.site.load import load_config
from kiosk.site.places import SHIPPED
from kiosk.ticket.fields import TicketFields
from kiosk.ticket.render import TicketPress


@pytest.fixture(scope="session")
def config() -> Config:
    return load_config(SHIPPED)


@pytest.fixture
def fields(config: Config) -> TicketFields:
    return TicketFields(
        number="A012",
        service=config.services[0].name,
        counters=("1", "2"),
        people_ahead=3,
        wait=(10, 15),
        issued_at=datetime(2026, 11, 24, 8, 15, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")),
        qr_url="http://192.168.1.20:8080/T/K7Q2M9X4RB6D",
        copy=1,
        language="vi",
        office=config.site.office,
    )


@pytest.fixture
def drawn(fields: TicketFields) -> Callable[..., Image.Image]:
    """Lines of a layout as a picture, white on black; other values by keyword."""

    def draw(*lines: dict[str, Any], width: int = 576, **changes: Any) -> Image.Image:
        layout = TicketLayout.model_validate({"lines": list(lines)})
        return picture_of(TicketPress(layout, width).picture(replace(fields, **changes)))

    return draw


def picture_of(raster: Raster) -> Image.Image:
    """The dots of `raster`; ink is white."""
    return Image.frombytes("1", (raster.width_dots, raster.rows), raster.data)


@pytest.fixture
def look() -> Callable[[Raster], Image.Image]:
    return picture_of
