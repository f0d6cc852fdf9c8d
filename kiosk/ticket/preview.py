"""The ticket as it will lie in the hand: black dots on paper, for people who change its layout."""

from PIL import Image, ImageDraw, ImageFilter

from drivers.interfaces import Raster

_TABLE = (226, 229, 233)
_PAPER = (253, 252, 248)
_INK = (34, 32, 36)
_MARGIN_DOTS = 32  # the strip at each side that the head does not reach
_FEED_DOTS = 72  # between the head and the cutter
_AROUND = 56
_TOOTH = 8


def paper_picture(raster: Raster) -> Image.Image:
    """`raster` on a cut piece of paper on a table, one pixel a dot."""
    ink = Image.frombytes("1", (raster.width_dots, raster.rows), raster.data)
    paper = _cut_paper(raster.width_dots + 2 * _MARGIN_DOTS, raster.rows + 2 * _FEED_DOTS)
    width, height = paper.width + 2 * _AROUND, paper.height + 2 * _AROUND
    picture = Image.new("RGB", (width, height), _TABLE)
    picture.paste((150, 153, 160), (0, 0), _shadow(paper, (width, height)))
    picture.paste(_PAPER, (_AROUND, _AROUND), paper)
    picture.paste(_INK, (_AROUND + _MARGIN_DOTS, _AROUND + _FEED_DOTS), ink)
    return picture


def _cut_paper(width: int, height: int) -> Image.Image:
    """The shape of the paper, toothed where the cutter went through."""
    shape = Image.new("L", (width, height), 0)
    draw = ImageDraw.Draw(shape)
    draw.rectangle((0, _TOOTH, width, height - _TOOTH), fill=255)
    for left in range(0, width, 2 * _TOOTH):
        draw.polygon([(left, _TOOTH), (left + _TOOTH, 0), (left + 2 * _TOOTH, _TOOTH)], fill=255)
        bottom = height - _TOOTH
        draw.polygon([(left, bottom), (left + _TOOTH, height), (left + 2 * _TOOTH, bottom)], fill=255)
    return shape


def _shadow(paper: Image.Image, size: tuple[int, int]) -> Image.Image:
    shadow = Image.new("L", size, 0)
    shadow.paste(paper.point([level // 2 for level in range(256)]), (_AROUND, _AROUND + 10))
    return shadow.filter(ImageFilter.GaussianBlur(12))
