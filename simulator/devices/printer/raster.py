"""Raster dots to rows as wide as the paper: alignment, cropping, doubling; never dot by dot."""

from PIL import Image

from simulator.devices.printer.line import LEFT, offset_dots

DOUBLE_WIDTH, DOUBLE_HEIGHT = 1, 2


def rows_on_paper(
    data: bytes, row_bytes: int, paper_bytes: int, align: int = LEFT, scale: tuple[int, int] = (1, 1)
) -> bytes:
    """Packed rows of `row_bytes` as packed rows of `paper_bytes`; incomplete rows are dropped."""
    if not row_bytes:
        return b""
    if row_bytes == paper_bytes and scale == (1, 1):
        return data[: len(data) - len(data) % row_bytes]
    rows = len(data) // row_bytes
    picture = Image.frombytes("1", (row_bytes * 8, rows), data[: rows * row_bytes])
    return picture_on_paper(picture, paper_bytes, align, scale)


def picture_on_paper(
    picture: Image.Image, paper_bytes: int, align: int, scale: tuple[int, int] = (1, 1)
) -> bytes:
    """A one-bit picture (1 = black) as packed rows of `paper_bytes`."""
    width = paper_bytes * 8
    picture = picture.crop((0, 0, min(picture.width, width), picture.height))
    if scale != (1, 1):
        size = (picture.width * scale[0], picture.height * scale[1])
        picture = picture.resize(size, Image.Resampling.NEAREST)
    paper = Image.new("1", (width, picture.height), 0)
    paper.paste(picture, (offset_dots(width, picture.width, align), 0))
    return paper.tobytes()


def scale_of(mode: int) -> tuple[int, int]:
    """Width and height factors of a GS v 0 mode (0…3 or ASCII '0'…'3')."""
    return (2 if mode & DOUBLE_WIDTH else 1, 2 if mode & DOUBLE_HEIGHT else 1)
