"""The press: a layout and the values of one ticket become the picture to print."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from PIL import Image, ImageDraw

from drivers.interfaces import Raster
from kiosk.config.ticket_layout import (
    GapItem,
    Item,
    LogoItem,
    NumberItem,
    QrItem,
    RowItem,
    RuleItem,
    TextItem,
    TicketLayout,
    template_fields,
)
from kiosk.ticket.fields import TicketFields
from kiosk.ticket.lines import set_text
from kiosk.ticket.strips import Strip, code_strip, on_paper
from kiosk.ticket.typeface import CAPITAL_HEIGHT, number_picture, text_width

REPRINT_TEXT = "BẢN IN LẠI {n} / REPRINT {n}"
_REPRINT_SIZE = 24
_DASH = 8


class TicketPress:
    """Draws tickets of one layout on paper of one width. Safe to use from several threads."""

    def __init__(self, layout: TicketLayout, width_dots: int) -> None:
        self._layout = layout
        self._width = width_dots

    def picture(self, fields: TicketFields) -> Raster:
        """The ticket of `fields`, 1 = black."""
        return on_paper(self._strips(fields), self._width)

    def _strips(self, fields: TicketFields) -> Iterator[Strip]:
        values = fields.values()
        if fields.copy > 1:
            yield from self._banner(fields.copy - 1)
        for item in self._layout.lines:
            if fields.language in item.languages:
                yield from self._item(item, fields, values)

    def _banner(self, reprint: int) -> Iterator[Strip]:
        for ink in set_text(REPRINT_TEXT.format(n=reprint), "bold", _REPRINT_SIZE, self._width):
            yield Strip(ink.height, ink)
        yield Strip(_REPRINT_SIZE // 2)

    def _item(self, item: Item, fields: TicketFields, values: dict[str, str]) -> Iterator[Strip]:
        match item:
            case TextItem():
                yield from self._text(item, values)
            case RowItem():
                yield from self._row(item, values)
            case NumberItem():
                yield self._number(item, values["number"])
            case QrItem():
                yield from self._code(item, fields.qr_url)
            case RuleItem():
                yield Strip(item.thickness, _rule(min(item.rule, self._width), item.thickness, item.dashed))
            case LogoItem():
                logo = _logo(item.logo, min(item.width, self._width))
                yield Strip(logo.height, logo)
            case GapItem():
                yield Strip(item.gap)

    def _text(self, item: TextItem, values: dict[str, str]) -> Iterator[Strip]:
        if _complete(item.text, values):
            for ink in set_text(item.text.format_map(values), item.weight, item.size, self._width):
                yield Strip(ink.height, ink, item.align)

    def _row(self, item: RowItem, values: dict[str, str]) -> Iterator[Strip]:
        if not (_complete(item.row, values) and _complete(item.value, values)):
            return
        width = min(item.width, self._width)
        rights = set_text(item.value.format_map(values), item.weight, item.size, width * 2 // 3)
        room = width - max((ink.width for ink in rights), default=0) - item.size
        lefts = set_text(item.row.format_map(values), "regular", item.size, room)
        ink = Image.new("1", (width, max(_height(lefts), _height(rights))))
        _stack(ink, lefts, to_right=False)
        _stack(ink, rights, to_right=True)
        yield Strip(ink.height, ink)

    def _number(self, item: NumberItem, number: str) -> Strip:
        height = item.number
        while height > 12 and text_width(number, item.weight, round(height / CAPITAL_HEIGHT)) > self._width:
            height -= 2
        ink = number_picture(number, item.weight, height)
        return Strip(ink.height, ink)

    def _code(self, item: QrItem, url: str | None) -> Iterator[Strip]:
        if url is not None:
            yield code_strip(url, item.correction, item.qr, self._width)


def _complete(template: str, values: dict[str, str]) -> bool:
    """Whether every field of `template` has something to say."""
    return all(values[name] for name in template_fields(template))


def _height(lines: Sequence[Image.Image]) -> int:
    return sum(line.height for line in lines)


def _stack(paper: Image.Image, lines: Sequence[Image.Image], to_right: bool) -> None:
    top = 0
    for ink in lines:
        paper.paste(ink, (paper.width - ink.width if to_right else 0, top))
        top += ink.height


@lru_cache(maxsize=32)
def _rule(length: int, thickness: int, dashed: bool) -> Image.Image:
    rule = Image.new("1", (length, thickness), 0 if dashed else 1)
    for left in range(0, length, 2 * _DASH) if dashed else ():
        ImageDraw.Draw(rule).rectangle((left, 0, left + _DASH - 1, thickness), fill=1)
    return rule


@lru_cache(maxsize=8)
def _logo(file: str, width: int) -> Image.Image:
    """The picture at `file` in black and white; dark is ink, what is transparent is paper."""
    with Image.open(file) as source:
        picture = source.convert("RGBA")
    on_paper = Image.new("RGBA", picture.size, "white")
    on_paper.alpha_composite(picture)
    height = max(1, round(picture.height * width / picture.width))
    grey = on_paper.convert("L").resize((width, height), Image.Resampling.LANCZOS)
    return grey.point([255] * 128 + [0] * 128, "1")
