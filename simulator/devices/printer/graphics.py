"""Stored pictures: graphics buffer (GS ( L fn 112, 50), NV logos (fn 67, 69), QR codes (GS ( k).

Source: Epson ESC/POS reference. Only one colour and the raster format are known.
"""

from dataclasses import dataclass

import segno
from PIL import Image

MOST_LOGOS = 64
QR_LEVELS = {0x30: "l", 0x31: "m", 0x32: "q", 0x33: "h"}


@dataclass(frozen=True, slots=True)
class Stored:
    """A picture waiting to be printed."""

    picture: Image.Image
    scale: tuple[int, int] = (1, 1)


Logos = dict[bytes, Stored]


@dataclass(slots=True)
class Graphics:
    """The print buffer for graphics is lost with the power; logos stay, and all connectors share them."""

    logos: Logos
    buffer: Stored | None = None

    def store(self, body: bytes) -> bool:
        """Fn 112: `30 70 a bx by c xL xH yL yH d…`, x in dots. False when it makes no sense."""
        picture = _picture(body[6:])
        if picture is None or not body[3] or not body[4]:
            return False
        self.buffer = Stored(picture, (min(body[3], 2), min(body[4], 2)))
        return True

    def define_logo(self, body: bytes) -> bool:
        """Fn 67: `30 43 30 kc1 kc2 b xL xH yL yH c d…`."""
        picture = _picture(body[6:10] + body[11:])
        if picture is None or len(self.logos) >= MOST_LOGOS:
            return False
        self.logos[body[3:5]] = Stored(picture)
        return True

    def logo(self, body: bytes) -> Stored | None:
        """Fn 69: `30 45 kc1 kc2 x y`."""
        found = self.logos.get(body[2:4])
        return Stored(found.picture, (min(body[4], 2), min(body[5], 2))) if found and len(body) > 5 else None


def _picture(sized: bytes) -> Image.Image | None:
    """`xL xH yL yH d…` as a picture; missing dots are white."""
    width, height = int.from_bytes(sized[0:2], "little"), int.from_bytes(sized[2:4], "little")
    size_bytes = (width + 7) // 8 * height
    if not size_bytes or size_bytes > len(sized) - 4:
        return None
    return Image.frombytes("1", (width, height), sized[4 : 4 + size_bytes])


@dataclass(slots=True)
class QrCode:
    """The symbol storage of GS ( k, model 2."""

    module_dots: int = 3
    level: int = 0x30
    data: bytes = b""

    def picture(self) -> Image.Image | None:
        """The code, 1 = black, without a quiet zone; None when there is no data or too much."""
        if not self.data:
            return None
        try:
            code = segno.make_qr(self.data, error=QR_LEVELS.get(self.level, "l"), boost_error=False)
        except segno.DataOverflowError:
            return None
        rows = [bytes(row) for row in code.matrix_iter(border=0)]
        modules = Image.frombytes("L", (len(rows[0]), len(rows)), b"".join(rows)).point(
            lambda v: 255 * (v > 0)
        )
        size = (modules.width * self.module_dots, modules.height * self.module_dots)
        return modules.resize(size, Image.Resampling.NEAREST).convert("1")
