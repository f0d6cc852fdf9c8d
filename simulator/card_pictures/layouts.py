"""Both sides of both cards, drawn flat. Places are in millimetres from the upper left corner."""

import random
from collections.abc import Mapping
from datetime import date

from PIL import Image

from simulator.card_pictures.canvas import CARD_MM, Canvas, Colour
from simulator.card_pictures.code import picture_of
from simulator.card_pictures.portrait import portrait
from simulator.card_pictures.print_ground import print_ground
from simulator.identity_card.mrz import mrz_lines
from simulator.identity_card.people import Person

RED: Colour = (176, 36, 40)
QUIET: Colour = (96, 100, 108)
GOLD: tuple[Colour, Colour] = ((214, 184, 104), (150, 120, 56))
CODE_AT = (71.2, 2.8)
CODE_CORNERS = tuple(  # from the card's middle
    (CODE_AT[0] + x - CARD_MM[0] / 2, CODE_AT[1] + y - CARD_MM[1] / 2) for x in (0, 13) for y in (0, 13)
)
MRZ_AT, MRZ_PITCH, MRZ_ROW, MRZ_SIZE = (4.7, 38.6), 2.54, 4.6, 3.3
TITLES: Mapping[str, tuple[str, str]] = {
    "2021": ("CĂN CƯỚC CÔNG DÂN", "Citizen Identity Card"),
    "2024": ("CĂN CƯỚC", "Identity Card"),
}
SEX = {"male": "Nam", "female": "Nữ"}


def has_code(generation: str, back: bool) -> bool:
    """The code is on the front in 2021, on the back in 2024."""
    return back == (generation == "2024")


def draw_side(person: Person, back: bool, code: str, there: float = 1.0) -> Image.Image:
    """One side of the card; `code` is what its QR says where it has one, `there` what is left of it."""
    canvas = Canvas(CARD_MM, (255, 255, 255))
    canvas.paste(print_ground(person.generation), 0, 0)
    (_back if back else _front)(canvas, person)
    if has_code(person.generation, back):
        canvas.paste(picture_of(code, there=there), *CODE_AT)
    return canvas.image


def _front(canvas: Canvas, person: Person) -> None:
    title, english = TITLES[person.generation]
    canvas.middle(45, 2.6, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 2.1)
    canvas.middle(45, 5.6, "Độc lập - Tự do - Hạnh phúc", 1.8)
    canvas.middle(45, 9.4, title, 3.7, ink=RED)
    canvas.middle(45, 14.0, english, 1.9, bold=False, ink=RED)
    canvas.pen.ellipse((48, 48, 192, 192), (196, 44, 44), GOLD[0], 6)
    face = portrait(random.Random(person.number), person.gender == "female", (21, 27))  # noqa: S311
    canvas.paste(face, 3.5, 17.5)
    if person.generation == "2024":
        _chip(canvas, 72, 24)
    _facts(canvas, person)


def _facts(canvas: Canvas, person: Person) -> None:
    _field(canvas, 27, 17.6, "Số / No.", "")
    canvas.text(38, 16.8, person.number, 3.9, bold=True)
    _field(canvas, 27, 21.8, "Họ và tên / Full name", person.name.upper())
    _field(canvas, 27, 28.0, "Ngày sinh / Date of birth", _day(person.birth))
    _field(canvas, 55, 28.0, "Giới tính / Sex", SEX[person.gender])
    if person.generation == "2024":
        _field(canvas, 27, 34.2, "Quốc tịch / Nationality", "Việt Nam")
        return
    _field(canvas, 27, 33.8, "Quê quán / Place of origin", person.origin)
    _field(canvas, 27, 41.4, "Nơi thường trú / Place of residence", person.residence)
    canvas.text(3.5, 45.4, "Có giá trị đến / Date of expiry", 1.4, ink=QUIET)
    canvas.text(3.5, 47.2, _day(person.expires), 2.2)


def _back(canvas: Canvas, person: Person) -> None:
    if person.generation == "2024":
        _field(canvas, 4, 3.0, "Nơi cư trú / Place of residence", person.residence, 62)
        _field(canvas, 4, 11.0, "Nơi đăng ký khai sinh / Place of birth", person.origin, 62)
        _field(canvas, 4, 19.0, "Ngày cấp / Date of issue", _day(person.issued))
        _field(canvas, 4, 25.2, "Có giá trị đến / Date of expiry", _day(person.expires))
        canvas.middle(54, 27.0, "BỘ CÔNG AN (MÔ PHỎNG)", 2.2)
    else:
        _field(canvas, 4, 3.0, "Đặc điểm nhận dạng / Personal identification", person.marks, 52)
        _field(canvas, 4, 11.0, "Ngày cấp / Date of issue", _day(person.issued))
        _chip(canvas, 7, 20)
        canvas.middle(45, 20.0, "CƠ QUAN CẤP (MÔ PHỎNG)", 2.2)
        for x, words in ((62, "Ngón trỏ trái"), (73.5, "Ngón trỏ phải")):
            _finger(canvas, x, 8)
            canvas.text(x, 28.2, words, 1.3)
    for row, line in enumerate(mrz_lines(person)):
        canvas.spaced(MRZ_AT[0], MRZ_AT[1] + row * MRZ_ROW, line, MRZ_SIZE, MRZ_PITCH)


def _field(canvas: Canvas, x: float, y: float, label: str, value: str, width: float = 55) -> None:
    canvas.text(x, y, label, 1.5, ink=QUIET)
    canvas.lines(x, y + 1.9, value, 2.3, width, bold=True)


def _chip(canvas: Canvas, x: float, y: float) -> None:
    canvas.box(x, y, 11.5, 9, *GOLD)
    for line in (3, 6):
        canvas.box(x, y + line - 0.06, 11.5, 0.12, GOLD[1], GOLD[1])
    canvas.box(x + 3.6, y + 1.6, 4.3, 5.8, GOLD[0], GOLD[1])


def _finger(canvas: Canvas, x: float, y: float) -> None:
    """Rings: nobody's finger."""
    canvas.box(x, y, 10, 19.5, (246, 246, 246), (190, 190, 190))
    for ring in range(1, 8):
        half = ring * 8
        middle = (round((x + 5) * 16), round((y + 10) * 16))
        box = (middle[0] - half, middle[1] - half * 2, middle[0] + half, middle[1] + half * 2)
        canvas.pen.ellipse(box, None, (120, 110, 120), 3)


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "Không thời hạn"
