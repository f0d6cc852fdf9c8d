"""ESC * bit images: columns of 8 or 24 dots side by side on the line, as other programs print pictures.

Source: Epson ESC/POS reference, ESC *, for 203 dpi: an image is 24 dots high in every mode.
"""

from PIL import Image

LINE_DOTS = 24
COLUMN_BYTES = {0: 1, 1: 1, 32: 3, 33: 3}
SINGLE_DENSITY = (0, 32)


def bit_image(mode: int, columns: bytes) -> Image.Image | None:
    """The picture, 1 = black; None when the mode is not known or there is no column."""
    column_bytes = COLUMN_BYTES.get(mode, 0)
    count = len(columns) // column_bytes if column_bytes else 0
    if not count:
        return None
    upright = Image.frombytes("1", (column_bytes * 8, count), columns).transpose(Image.Transpose.TRANSPOSE)
    width = count * 2 if mode in SINGLE_DENSITY else count
    return upright.resize((width, LINE_DOTS), Image.Resampling.NEAREST)
