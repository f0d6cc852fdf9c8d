"""A checklist to take along on paper: a title, sections with lines, boxes to tick, where it comes from."""

from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageDraw

from drivers.interfaces import Raster
from kiosk.config.ticket_layout import Weight
from kiosk.ticket.lines import set_text
from kiosk.ticket.strips import Strip, code_strip, on_paper

MARGIN = 8  # dots
BOX = 20
GAP = 10
QR_MODULE = 4


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a leaflet; `boxes` puts a box to tick before each line."""

    title: str
    lines: tuple[str, ...]
    boxes: bool = False


@dataclass(frozen=True, slots=True)
class Leaflet:
    """What is printed; nothing in it is about a person."""

    office: str
    title: str
    sections: tuple[Section, ...]
    foot: tuple[str, ...] = ()
    url: str = ""
    url_text: str = ""


def leaflet_picture(leaflet: Leaflet, width_dots: int) -> Raster:
    """The leaflet on paper of this width, 1 = black."""
    return on_paper(_strips(leaflet, width_dots), width_dots)


def _strips(leaflet: Leaflet, width: int) -> Iterator[Strip]:
    yield from _centred(leaflet.office, "semibold", 22, width)
    yield Strip(GAP)
    yield from _centred(leaflet.title, "bold", 34, width)
    yield Strip(GAP)
    for section in leaflet.sections:
        yield from _section(section, width)
    yield Strip(GAP)
    for line in leaflet.foot:
        yield from _centred(line, "regular", 18, width)
    if leaflet.url:
        yield code_strip(leaflet.url, "L", QR_MODULE, width)
        yield from _centred(leaflet.url_text, "regular", 18, width)


def _centred(text: str, weight: Weight, size: int, width: int) -> Iterator[Strip]:
    for ink in set_text(text, weight, size, width - 2 * MARGIN):
        yield Strip(ink.height, ink)


def _section(section: Section, width: int) -> Iterator[Strip]:
    yield Strip(GAP)
    yield from (
        _indented(ink, width, MARGIN) for ink in set_text(section.title, "bold", 24, width - 2 * MARGIN)
    )
    indent = MARGIN + (BOX + 12 if section.boxes else 0)
    for line in section.lines:
        pictures = set_text(line, "regular", 24, width - indent - MARGIN)
        for place, ink in enumerate(pictures):
            yield _indented(ink, width, indent, box=section.boxes and place == 0)
        yield Strip(4)


def _indented(ink: Image.Image, width: int, left: int, box: bool = False) -> Strip:
    row = Image.new("1", (width, ink.height))
    row.paste(ink, (left, 0))
    if box:
        top = (ink.height - BOX) // 2
        ImageDraw.Draw(row).rectangle((MARGIN, top, MARGIN + BOX, top + BOX), outline=1, width=2)
    return Strip(row.height, row)
