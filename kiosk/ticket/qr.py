"""The code that opens the phone page, as a one-bit picture."""

from urllib.parse import urlsplit

import segno
from PIL import Image

QUIET_MODULES = 4  # blank around a code, ISO/IEC 18004
_ALPHANUMERIC = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
_MASK = 3  # any of the eight decodes; trying all takes five times as long


def shortest_form(url: str) -> str:
    """`url` in capitals where that means the same, so that it fits the smaller alphanumeric code."""
    parts = urlsplit(url)
    capital = url.replace(f"{parts.scheme}://{parts.netloc}", f"{parts.scheme}://{parts.netloc}".upper(), 1)
    return capital if _ALPHANUMERIC.issuperset(capital) else url


def code_of(url: str, correction: str) -> segno.QRCode:
    """The code of `url`. Raises `ValueError` when it is too long for any."""
    return segno.make_qr(shortest_form(url), error=correction, mask=_MASK, boost_error=False)


def code_picture(code: segno.QRCode, module_dots: int) -> Image.Image:
    """`code` without its quiet zone, each module `module_dots` square."""
    edge = len(code.matrix)
    small = Image.frombytes("L", (edge, edge), b"".join(code.matrix)).point([0] + [255] * 255, "1")
    return small.resize((edge * module_dots, edge * module_dots), Image.Resampling.NEAREST)
