"""zxing-cpp, for QR codes: the bytes that were printed, and where a code was seen that could not be read."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import zxingcpp
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
QR_CODE = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
Corners = NDArray[np.float32]  # 4 × 2: top left, top right, bottom right, bottom left of the code


@dataclass(frozen=True, slots=True)
class Sighting:
    """A code: what it says (None where it could not be read; hidden in `repr`), and where it is."""

    said: bytes | None = field(repr=False)
    corners: Corners = field(repr=False)


def sightings(grey: Grey, with_unread: bool = False) -> Iterator[Sighting]:
    """Every code in `grey`; dark on light or light on dark, mirrored or not."""
    found = zxingcpp.read_barcodes(
        np.ascontiguousarray(grey),
        formats=QR_CODE,
        return_errors=with_unread,
    )
    for code in found:
        yield Sighting(bytes(code.bytes) if code.valid else None, _corners(code.position))


def _corners(position: zxingcpp.Position) -> Corners:
    points = position.top_left, position.top_right, position.bottom_right, position.bottom_left
    return np.array([(point.x, point.y) for point in points], np.float32)
