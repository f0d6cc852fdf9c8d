"""Any picture file as the grey picture a decoder wants; what is none is named."""

import stat
import struct
import warnings
import zlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

Grey = NDArray[np.uint8]

MOST_PX = 100_000_000
DRAFT = 4000, 4000  # a JPEG may be read smaller than it is, but not smaller than this
BROKEN = (OSError, SyntaxError, ValueError, TypeError, IndexError, EOFError, struct.error, zlib.error)
BEGINNINGS = {  # of files that are taken for pictures, and what they are
    b"%PDF": "a PDF; save the page as PNG or JPEG",
    b"PK\x03\x04": "an archive or an office document",
}
HEIC = b"ftyp"  # from the fifth byte on


class NoPicture(Exception):
    """A file that cannot be looked at: the name of the problem, and what it is in words."""

    def __init__(self, problem: str, message: str) -> None:
        super().__init__(message)
        self.problem = problem


def grey_picture(file: Path) -> Grey:
    """The picture in `file`, turned as its EXIF says, on white where transparent. Raises `NoPicture`."""
    _check_is_a_file(file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _read(file)
    except (UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise _unknown(file, error) from None
    except MemoryError:
        raise NoPicture("too_large", "there is not enough memory for it") from None
    except BROKEN:
        raise NoPicture("damaged", "the picture is damaged or cut short") from None


def _check_is_a_file(file: Path) -> None:
    try:
        about = file.stat()
        if stat.S_ISREG(about.st_mode):
            with file.open("rb"):
                pass
    except FileNotFoundError:
        raise NoPicture("not_found", "there is no such file") from None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "a name that no file can have"
        raise NoPicture("cannot_be_read", f"it cannot be read ({why})") from None
    if stat.S_ISDIR(about.st_mode):
        raise NoPicture("is_a_folder", "it is a folder; name the pictures in it")
    if not stat.S_ISREG(about.st_mode):
        raise NoPicture("not_a_file", "it is a device or a pipe, no file")
    if not about.st_size:
        raise NoPicture("empty_file", "the file is empty")


def _unknown(file: Path, error: Exception) -> NoPicture:
    if isinstance(error, Image.DecompressionBombError):
        return NoPicture("too_large", f"more than {MOST_PX // 10**6} million pixels")
    with file.open("rb") as stream:
        beginning = stream.read(12)
    if beginning[4:8] == HEIC:
        return NoPicture("not_a_picture", "a HEIC picture or a video; save it as JPEG")
    what = next((what for sign, what in BEGINNINGS.items() if beginning.startswith(sign)), "no known picture")
    return NoPicture("not_a_picture", f"it is {what}")


def _read(file: Path) -> Grey:
    with Image.open(file) as picture:
        if picture.width * picture.height > MOST_PX:
            raise NoPicture("too_large", f"more than {MOST_PX // 10**6} million pixels")
        picture.draft("L", DRAFT)
        return _grey(ImageOps.exif_transpose(picture))


def _grey(picture: Image.Image) -> Grey:
    if picture.mode.startswith(("I", "F")):
        return _eight_bits(np.asarray(picture))
    if picture.has_transparency_data:
        seen = picture.convert("RGBA")
        picture = Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen)
    if picture.mode not in ("L", "1"):
        picture = picture.convert("RGB")
    return np.asarray(picture.convert("L"), np.uint8)


def _eight_bits(deep: NDArray[np.generic]) -> Grey:
    """Sixteen bits and more: from the darkest to the lightest there is."""
    levels = np.nan_to_num(deep.astype(np.float32))
    low, high = float(levels.min()), float(levels.max())
    return np.asarray((levels - low) * (255 / max(high - low, 1e-6)), np.uint8)
