"""A flat picture held before the camera in a hall, as light reaches the sensor: no noise yet, no JPEG."""

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from simulator.card_pictures.canvas import PX_MM
from simulator.card_pictures.hall import hall
from simulator.card_pictures.hand import hold
from simulator.card_pictures.light import fall_off, glare, shadow
from simulator.card_pictures.view import FRAME, Corners, View, plane_map

CORNER_MM = 3.2  # round corners of a card (ISO/IEC 7810)
FINEST = 1.25  # a flat picture is made small to no more than so many dots for each it becomes
SHARPEST_PX = 0.3  # less is not worth the work
BORDER_PX = 4
Box = tuple[int, int, int, int]


def scene(flat: Image.Image | None, view: View, seed: int) -> Image.Image:
    """The frame with `flat` held in it; without one, the empty hall."""
    frame = hall(seed).copy()
    if flat is not None:
        seen = view.corners((flat.width / PX_MM, flat.height / PX_MM))
        frame.paste((20, 20, 24), mask=shadow(seen))
        part = _part_with(seen, BORDER_PX)
        _put(frame, flat, view, seed, part)
        hold(frame, seen, seed)
        _blur(frame, view.blur_px, _part_with(seen, BORDER_PX + round(3 * view.blur_px)))
    return frame.point(_curve(view) * 3)


def _put(frame: Image.Image, flat: Image.Image, view: View, seed: int, part: Box) -> None:
    """The flat picture in its place, as the light of the hall lets it look; `part` of the frame holds it."""
    seen = view.corners((flat.width / PX_MM, flat.height / PX_MM))
    card, mask = _seen_from(flat, seen - part[:2], view, (part[2] - part[0], part[3] - part[1]))
    card = ImageChops.multiply(card, Image.merge("RGB", [fall_off(seed).crop(part)] * 3))
    if view.glare > 0:
        card = ImageChops.add(card, Image.merge("RGB", [glare(seen, view.glare, seed).crop(part)] * 3))
    frame.paste(card, part[:2], mask)


def _blur(frame: Image.Image, sigma: float, part: Box) -> None:
    """The hall is out of focus anyway."""
    if sigma > SHARPEST_PX:
        frame.paste(frame.crop(part).filter(ImageFilter.GaussianBlur(sigma)), part[:2])


def _part_with(seen: Corners, border: int) -> Box:
    """The part of the frame that holds a thing; never empty."""
    (left, top), (right, bottom) = seen.min(axis=0) - border, seen.max(axis=0) + border
    x, y = (min(max(0, round(float(at))), most - 1) for at, most in zip((left, top), FRAME, strict=True))
    ends = (
        max(at + 1, min(most, round(float(end))))
        for at, end, most in zip((x, y), (right, bottom), FRAME, strict=True)
    )
    across, down = ends
    return x, y, across, down


def _seen_from(
    flat: Image.Image, seen: Corners, view: View, size_px: tuple[int, int]
) -> tuple[Image.Image, Image.Image]:
    """The flat picture in its place in the frame, and where it is."""
    scale = min(1.0, view.px_per_mm * FINEST / PX_MM)
    size = (max(2, round(flat.width * scale)), max(2, round(flat.height * scale)))
    small = flat if scale == 1.0 else flat.resize(size, Image.Resampling.BOX)
    outline = Image.new("L", size, 0)
    ImageDraw.Draw(outline).rounded_rectangle(
        (0, 0, size[0] - 1, size[1] - 1), CORNER_MM * PX_MM * scale, 255
    )
    data = plane_map(seen, size)
    way, how = Image.Transform.PERSPECTIVE, Image.Resampling.BICUBIC
    return small.transform(size_px, way, data, how), outline.transform(
        size_px, way, data, Image.Resampling.BILINEAR
    )


def _curve(view: View) -> list[int]:
    """What becomes of each level of brightness."""
    lit = (min(255.0, level * view.light) for level in range(256))
    return [round(128 * view.light + (level - 128 * view.light) * view.contrast) for level in lit]
