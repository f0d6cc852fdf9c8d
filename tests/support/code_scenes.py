"""Pictures of cards as a camera on a desk gives them, made from a seed.

A card (85.6 × 54 mm) with text, a portrait and a QR of 11 mm is drawn large, laid on a desk in perspective,
lit, blurred, and given the noise and the JPEG blocks of a camera. Synthetic people only.
"""

from dataclasses import dataclass, field

import cv2
import numpy as np
import segno
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
Chance = np.random.Generator

WIDTH, HEIGHT = 1280, 720
DRAWN = 8  # px a module in the large drawing
QUIET = 4  # modules
FAMILY = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Huỳnh",
    "Phan",
    "Vũ",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
]
MIDDLE = [
    "Văn",
    "Thị",
    "Hữu",
    "Đức",
    "Minh",
    "Ngọc",
    "Thuỳ",
    "Quốc",
    "Thanh",
    "Xuân",
    "Mỹ",
    "Bảo",
    "Gia",
    "Khánh",
]
GIVEN = [
    "An",
    "Bình",
    "Châu",
    "Dũng",
    "Giang",
    "Hương",
    "Khôi",
    "Lạng",
    "Mạnh",
    "Nghĩa",
    "Oanh",
    "Phúc",
    "Quỳnh",
    "Sơn",
    "Tuấn",
    "Uyên",
    "Vượng",
    "Yến",
]
WARDS = [
    "Mỹ Đình, Nam Từ Liêm, Hà Nội",
    "Tân Lập, Thủ Đức, Hồ Chí Minh",
    "Hoà Khánh Bắc, Liên Chiểu, Đà Nẵng",
]
UNUSED = ("003", "005", "007", "099")  # never assigned to a province


@dataclass(frozen=True)
class Look:
    """How a card is seen. Lengths in px of the frame, angles in degrees, greys 0 to 255."""

    module_px: float = 4.0
    level: str = "m"
    turn_deg: float = 0.0
    tilt: float = 0.0  # 0 none, 0.3 steep
    dark: int = 40
    light: int = 215
    blur: float = 0.0  # standard deviation
    shake: int = 0  # length of a straight movement
    defocus: float = 0.0  # radius of the disc
    noise: float = 4.0
    gain: float = 1.0  # of the light; below 1 with the noise of a sensor
    shade: float = 0.0  # how much darker one side is
    glare: float = 0.0  # strength of a bright spot beside or on the code
    jpeg: int = 85
    clutter: bool = False
    mirrored: bool = False
    inverted: bool = False


@dataclass(frozen=True)
class Scene:
    """A frame and what its code says; None: there is no code."""

    frame: Grey = field(repr=False)
    payload: str | None
    middle: tuple[float, float] = (0.0, 0.0)  # of the code, px
    side_px: float = 0.0


def payload(chance: Chance) -> str:
    """The QR text of somebody who cannot exist."""
    woman, year = bool(chance.integers(2)), int(chance.integers(1940, 2015))
    number = f"{chance.choice(UNUSED)}{2 * (year >= 2000) + woman}{year % 100:02}{chance.integers(10**6):06}"
    old = f"{chance.integers(10**9):09}" if chance.random() < 0.4 else ""
    name = " ".join((chance.choice(FAMILY), chance.choice(MIDDLE), chance.choice(GIVEN)))
    home = f"Số {chance.integers(1, 300)} ngõ {chance.integers(1, 99)}, {chance.choice(WARDS)}"
    is_new = chance.random() < 0.5
    born = f"{chance.integers(1, 29):02}{chance.integers(1, 13):02}{year}"
    issued = f"{chance.integers(1, 29):02}{chance.integers(1, 13):02}{2025 if is_new else 2022}"
    return "|".join((number, old, name, born, "Nữ" if woman else "Nam", home, issued)) + "||||" * is_new


def scene(look: Look, chance: Chance, text: str | None = None) -> Scene:
    """A card with its code on a desk, 1280 × 720."""
    said = payload(chance) if text is None else text
    frame = _desk(chance, look.clutter)
    card, corner, modules = _card(said, look, chance)
    placed = _place(frame, card, corner, modules, look, chance)
    return Scene(_seen(placed, look, chance), said, placed[1], placed[2])


def without_code(chance: Chance, cluttered: bool) -> Scene:
    """A desk with papers and no code."""
    look = Look(noise=float(chance.uniform(2, 8)), blur=float(chance.uniform(0, 1)))
    return Scene(_seen((_desk(chance, cluttered), (WIDTH / 2, HEIGHT / 2), 200.0), look, chance), None)


def _desk(chance: Chance, cluttered: bool) -> NDArray[np.float32]:
    """A wooden desk; cluttered: printed papers, grids and stripes that look a little like codes."""
    coarse = chance.normal(0, 1, (HEIGHT // 40 + 1, WIDTH // 40 + 1)).astype(np.float32)
    desk = 120 + 25 * cv2.resize(coarse, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
    for _ in range(14 if cluttered else 0):
        _clutter(desk, chance)
    return np.asarray(desk, np.float32)


def _clutter(desk: NDArray[np.float32], chance: Chance) -> None:
    x, y = int(chance.integers(0, WIDTH - 200)), int(chance.integers(0, HEIGHT - 160))
    part = desk[y : y + int(chance.integers(60, 160)), x : x + int(chance.integers(80, 200))]
    kind = chance.integers(3)
    if kind == 0:
        part[:] = 210
        paper = np.full(part.shape, 210, np.uint8)
        for line in range(12, part.shape[0], 14):
            cv2.putText(paper, "Mau so 04 QD", (4, line), cv2.FONT_HERSHEY_SIMPLEX, 0.4, 60.0, 1)
        part[:] = paper
    elif kind == 1:
        size = int(chance.integers(3, 8))
        cells = chance.choice([50.0, 210.0], (part.shape[0] // size + 1, part.shape[1] // size + 1))
        part[:] = np.kron(cells, np.ones((size, size)))[: part.shape[0], : part.shape[1]]
    else:
        part[:] = 60 + 150 * (np.arange(part.shape[1]) // int(chance.integers(2, 9)) % 2)


def _card(text: str, look: Look, chance: Chance) -> tuple[Grey, tuple[int, int], int]:
    """The drawing, where its code begins, and how many modules the code has."""
    code = segno.make_qr(text, error=look.level, boost_error=False, encoding="utf-8", eci=False)
    dots = np.array([list(row) for row in code.matrix], np.uint8)
    modules = dots.shape[0]
    unit = modules * DRAWN / 11  # px a millimetre
    card = np.full((int(54 * unit), int(85.6 * unit)), look.light, np.uint8)
    _print_on(card, look, unit, chance)
    x, y = int(70 * unit), int(4 * unit)
    quiet, side = QUIET * DRAWN, modules * DRAWN
    card[y - quiet : y + side + quiet, x - quiet : x + side + quiet] = look.light
    drawn = np.kron(np.where(dots == 0, look.light, look.dark), np.ones((DRAWN, DRAWN), np.uint8))
    card[y : y + side, x : x + side] = drawn
    return card, (x, y), modules


def _print_on(card: Grey, look: Look, unit: float, chance: Chance) -> None:
    """Fine lines in the ground, a portrait, lines of text."""
    rows = np.arange(card.shape[0])[:, None] + np.arange(card.shape[1])[None, :]
    card[:] = card - (12 * (np.sin(rows / unit * 4) > 0.6)).astype(np.uint8)
    x, y = int(4 * unit), int(18 * unit)
    face = chance.integers(look.dark, look.light, (12, 9)).astype(np.uint8)
    size = (int(20 * unit), int(26 * unit))
    card[y : y + size[1], x : x + size[0]] = cv2.resize(face, size, interpolation=cv2.INTER_CUBIC)
    for line in range(9):
        words = " ".join(str(chance.choice(GIVEN)) for _ in range(4)).encode("ascii", "replace").decode()
        at = int(27 * unit), int((20 + 3.7 * line) * unit)
        cv2.putText(card, words, at, cv2.FONT_HERSHEY_SIMPLEX, unit / 12, float(look.dark), int(unit / 4))


def _place(
    desk: NDArray[np.float32], card: Grey, corner: tuple[int, int], modules: int, look: Look, chance: Chance
) -> tuple[NDArray[np.float32], tuple[float, float], float]:
    """The desk with the card in perspective, the middle of its code, and its size."""
    side = modules * look.module_px
    if look.mirrored:
        card = np.ascontiguousarray(card[:, ::-1])
        corner = card.shape[1] - corner[0] - modules * DRAWN, corner[1]
    room = side * 0.8
    middle = chance.uniform(room, WIDTH - room), chance.uniform(min(room, 350), max(HEIGHT - room, 370))
    turn = np.deg2rad(look.turn_deg)
    scale = look.module_px / DRAWN
    cos, sin = scale * np.cos(turn), scale * np.sin(turn)
    heart = corner[0] + modules * DRAWN / 2, corner[1] + modules * DRAWN / 2
    away = chance.uniform(0, 2 * np.pi)
    lean = look.tilt / side * np.array([np.cos(away), np.sin(away)])
    centred = np.array([[1, 0, -heart[0]], [0, 1, -heart[1]], [0, 0, 1]])
    turned = np.array([[cos, -sin, 0], [sin, cos, 0], [0, 0, 1]])
    leaning = np.array([[1, 0, 0], [0, 1 - look.tilt / 2, 0], [lean[0], lean[1], 1]])
    moved = np.array([[1, 0, middle[0]], [0, 1, middle[1]], [0, 0, 1]])
    matrix = moved @ leaning @ turned @ centred
    fine = cv2.GaussianBlur(card, (0, 0), 0.35 / scale)
    if look.inverted:
        fine = 255 - fine
    seen = cv2.warpPerspective(fine, matrix, (WIDTH, HEIGHT), flags=cv2.INTER_LINEAR)
    is_card = cv2.warpPerspective(np.ones_like(card), matrix, (WIDTH, HEIGHT), flags=cv2.INTER_NEAREST)
    return np.where(is_card > 0, seen.astype(np.float32), desk), middle, side


def _seen(placed: tuple[NDArray[np.float32], tuple[float, float], float], look: Look, chance: Chance) -> Grey:
    """What the light, the lens, the sensor and the compression make of it."""
    picture, middle, side = placed
    across = np.cos(chance.uniform(0, 2 * np.pi)), np.sin(chance.uniform(0, 2 * np.pi))
    ys, xs = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    slope = across[0] * (xs - middle[0]) / side + across[1] * (ys - middle[1]) / side
    picture = picture * look.gain * np.clip(1 - look.shade * (slope + 0.5), 0.15, 1.3)
    if look.glare:
        x, y = (one + chance.uniform(-0.45, 0.45) * side for one in middle)
        wide = chance.uniform(0.1, 0.16) * side
        picture = picture + 255 * look.glare * np.exp(-((xs - x) ** 2 + (ys - y) ** 2) / (2 * wide**2))
    picture = _blurred(np.clip(picture, 0, 255).astype(np.float32), look, chance)
    picture = picture + chance.normal(0, look.noise, picture.shape)
    grey = np.clip(picture, 0, 255).astype(np.uint8)
    coded = cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, look.jpeg])[1]
    return np.asarray(cv2.imdecode(coded, cv2.IMREAD_GRAYSCALE), np.uint8)


def _blurred(picture: NDArray[np.float32], look: Look, chance: Chance) -> NDArray[np.float32]:
    if look.blur:
        picture = cv2.GaussianBlur(picture, (0, 0), look.blur)
    if look.defocus:
        reach = int(np.ceil(look.defocus))
        ys, xs = np.mgrid[-reach : reach + 1, -reach : reach + 1]
        disc = np.clip(look.defocus + 0.5 - np.hypot(xs, ys), 0, 1)
        picture = cv2.filter2D(picture, -1, disc / disc.sum())
    if look.shake:
        line = np.zeros((look.shake, look.shake), np.float32)
        line[look.shake // 2] = 1
        spin = cv2.getRotationMatrix2D((look.shake / 2 - 0.5,) * 2, float(chance.uniform(0, 180)), 1)
        line = cv2.warpAffine(line, spin, (look.shake, look.shake))
        picture = cv2.filter2D(picture, -1, line / line.sum())
    return np.asarray(picture, np.float32)
