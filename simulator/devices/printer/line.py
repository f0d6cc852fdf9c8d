"""The line buffer: characters and bit images side by side, until a line feed prints them."""

from dataclasses import dataclass, field

from PIL import Image

from simulator.devices.printer.font import Style, glyph

LEFT, CENTRE, RIGHT = 0, 1, 2


@dataclass(slots=True)
class Line:
    """Collects what is to be printed on one line, `width_dots` wide."""

    width_dots: int
    pictures: list[tuple[int, Image.Image]] = field(default_factory=list)
    at_dots: int = 0

    def fits(self, dots: int) -> bool:
        """Whether `dots` more have room on the line."""
        return self.at_dots + dots <= self.width_dots

    def add(self, character: str, style: Style, spacing_dots: int) -> None:
        """Put one character at the print position."""
        self.place(glyph(character, style))
        self.at_dots += spacing_dots

    def place(self, picture: Image.Image) -> None:
        """Put a picture at the print position; what has no room on the line is cut off."""
        self.pictures.append((self.at_dots, picture))
        self.at_dots += picture.width

    def take(self, align: int) -> Image.Image | None:
        """The line as a picture, aligned; None when it is empty. The line is empty afterwards."""
        pictures, used = self.pictures, min(self.at_dots, self.width_dots)
        self.pictures, self.at_dots = [], 0
        if not pictures:
            return None
        height = max(picture.height for _, picture in pictures)
        line = Image.new("1", (self.width_dots, height), 0)
        left = offset_dots(self.width_dots, used, align)
        for at, picture in pictures:
            line.paste(picture, (left + at, height - picture.height))
        return line


def offset_dots(width_dots: int, used_dots: int, align: int) -> int:
    """Where something `used_dots` wide begins."""
    free = max(0, width_dots - used_dots)
    return {CENTRE: free // 2, RIGHT: free}.get(align, 0)
